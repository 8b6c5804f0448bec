// How a policy masks, and how it is tried out on a proxy before it acts.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { byId, openBrowser, shoot, signInPage, skip, untilText } from './support/browser.mjs';
import { startGateway } from './support/gateway.mjs';
import { chat, prepare, signIn } from './support/management.mjs';
import { startUpstream } from './support/upstream.mjs';

const password = 'a long given passphrase 42';

describe('Masking and rollout', { skip }, () => {
  let gateway;
  let upstream;
  let browser;
  let page;
  let management;
  let made;
  let exchange;

  before(async () => {
    upstream = await startUpstream();
    gateway = await startGateway({ password });
    management = await signIn(gateway.url, 'admin', password);
    made = await prepare(management, { name: 'support-bot', target: upstream.url });
    browser = await openBrowser(gateway.url);
    page = browser.page;
    await signInPage(page, password);
  });

  after(async () => {
    await browser?.close();
    await gateway?.stop();
    await upstream?.stop();
  });

  afterEach(() => browser.assertQuiet());

  async function choose(id, option) {
    await byId(page, id).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  it('A policy is told how to mask, for all types and for one', async () => {
    await page.goto('/policies');
    await byId(page, 'policy-create').click();
    await byId(page, 'policy-name').fill('hashed');
    await byId(page, 'policy-description').fill('Hashes personal data.');
    await choose('policy-copy', 'llm-data-redaction');
    await choose('masking-mode', 'Keyed hash, the same in every conversation');
    await byId(page, 'masking-types').click();
    await byId(page, 'masking-mode-EMAIL').selectOption('placeholder');
    await byId(page, 'masking-format').fill('[[{TYPE}-{COUNT}]]');
    await shoot(page, 'masking-form');
    await byId(page, 'policy-save').click();
    await page.waitForURL('**/policies/hashed?tab=editor');
    const settings = (await management.get('/policies/hashed')).policy.masking_settings;
    assert.equal(settings['*'].mode, 'hash');
    assert.equal(settings['*'].placeholder_format, '[[{TYPE}-{COUNT}]]');
    assert.equal(settings.EMAIL.mode, 'placeholder');
  });

  it('A proxy tries a policy out in shadow mode', async () => {
    await byId(page, 'nav-proxies').click();
    await byId(page, 'proxy-edit').click();
    await choose('proxy-policies', 'hashed');
    await page.keyboard.press('Tab');
    await byId(page, 'assignments').click();
    await byId(page, 'assignment-mode-hashed').selectOption('shadow');
    await shoot(page, 'assignments');
    await byId(page, 'proxy-save').click();
    await page.locator('#proxy-form').waitFor({ state: 'detached' });
    const [assignment] = (await management.get(`/proxies/${made.proxy.id}`)).policy_assignments;
    assert.deepEqual([assignment.policy, assignment.mode], ['hashed', 'shadow']);

    const answer = await chat(gateway.url, 'support-bot', made.key, 'Write to ada@example.com.');
    assert.equal(answer.status, 200);
    exchange = answer.id;
  });

  it('The exchange says what the policy would have done', async () => {
    await page.goto(`/exchanges/${exchange}`);
    await untilText(byId(page, 'exchange-shadow'), /hashed/);
    await untilText(byId(page, 'exchange-shadow'), /Would mask|Would redact/);
    await shoot(page, 'exchange-shadow');
  });

  it('Traffic is filtered by what shadow mode would have done', async () => {
    await chat(gateway.url, 'support-bot', made.key, 'Good morning.');
    await page.goto('/traffic?would_be=any');
    await byId(page, 'live-row').first().waitFor();
    assert.equal(await byId(page, 'live-row').count(), 1);
    await page.goto('/traffic?would_be=would_block');
    await page.getByText(/Nothing matches/).first().waitFor();
  });
});
