// YARA rules in the UI: a file is tried, kept in a policy, listed, and removed.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertAccessible } from './support/accessibility.mjs';
import { byId, openBrowser, shoot, signInPage, skip, untilText } from './support/browser.mjs';
import { startGateway } from './support/gateway.mjs';
import { signIn } from './support/management.mjs';

const password = 'a long given passphrase 42';
const rule = 'rule Zebra { meta: category = "exfiltration" severity = "critical" action = "block" strings: $a = "zebra stripes" nocase condition: $a }';

describe('YARA rules', { skip }, () => {
  let gateway;
  let browser;
  let page;
  let management;

  before(async () => {
    gateway = await startGateway({ password });
    management = await signIn(gateway.url, 'admin', password);
    await management.post('/policies', { name: 'acme-yara', description: 'Rules of our own.', kind: 'llm' });
    browser = await openBrowser(gateway.url);
    page = browser.page;
    await signInPage(page, password);
  });

  after(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  afterEach(() => browser.assertQuiet());

  it('A file is tried before it is kept, and its faults name line and column', async () => {
    await page.goto('/policies/yara');
    await byId(page, 'yara-new').click();
    await byId(page, 'yara-text').fill('rule a { condition: entrypoint == 1 }');
    await byId(page, 'yara-test').click();
    await untilText(byId(page, 'yara-faults'), /1:21 'entrypoint' is not supported/);
    await byId(page, 'yara-text').fill(rule);
    await byId(page, 'yara-sample').fill('one ZEBRA stripes');
    await byId(page, 'yara-test').click();
    await untilText(byId(page, 'yara-matches'), /Zebra \$a ZEBRA stripes/);
    await shoot(page, 'yara-try');
    assert.equal((await management.get('/policies/yara')).items.length, 0);
  });

  it('A chosen file is kept in a policy and listed', async () => {
    await byId(page, 'yara-file').setInputFiles({ name: 'zebra.yar', mimeType: 'text/plain', buffer: Buffer.from(rule) });
    await byId(page, 'yara-policy').click();
    await page.getByRole('option', { name: 'acme-yara' }).click();
    await byId(page, 'yara-save').click();
    await untilText(byId(page, 'yara-row'), /acme-yara\/yara-Zebra/);
    await assertAccessible(page);
    assert.equal((await management.get('/policies/acme-yara/yara/zebra.yar')).text, rule);
  });

  it('A file is removed after a question', async () => {
    await byId(page, 'yara-remove').click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('No YARA rules').waitFor();
    assert.equal((await management.get('/policies/yara')).items.length, 0);
  });
});
