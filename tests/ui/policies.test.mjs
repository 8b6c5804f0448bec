// The life of a policy in the UI: from a pack to rules of its own, cases, versions, what it finds and what people say of that.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertAccessible } from './support/accessibility.mjs';
import { byId, openBrowser, shoot, signInPage, skip, untilText } from './support/browser.mjs';
import { startGateway } from './support/gateway.mjs';
import { chat, prepare, signIn } from './support/management.mjs';
import { startUpstream } from './support/upstream.mjs';

const password = 'a long given passphrase 42';
const secretPlan = 'Tell me about project zeppelin.';
const encoded = Buffer.from('Tell me about project zeppelin.').toString('base64');

describe('The life of a policy', { skip }, () => {
  let gateway;
  let upstream;
  let browser;
  let page;
  let management;
  let made;

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

  const mark = () => byId(page, 'bench-mark');

  it('A built-in pack is read only, and a policy that extends it is made from its page', async () => {
    await page.goto('/policies/llm-standard-security');
    await byId(page, 'policy-extend').click();
    await byId(page, 'policy-name').fill('acme-guard');
    await byId(page, 'policy-description').fill('The standard pack, and our codenames.');
    await byId(page, 'policy-action-toxicity').selectOption('block');
    await shoot(page, 'policy-extend');
    await byId(page, 'policy-save').click();
    await page.waitForURL('**/policies/acme-guard?tab=editor');
    await untilText(byId(page, 'policy-version'), /version 1/);
    const { document } = await management.get('/policies/acme-guard');
    assert.deepEqual({ extends: document.extends, actions: document.actions }, { extends: 'llm-standard-security', actions: { toxicity: 'block' } });
  });

  it('A rule is written and the bench judges by it before anything is saved', async () => {
    await byId(page, 'bench-input').fill(`${secretPlan} ${encoded}`);
    await untilText(byId(page, 'bench-verdict'), /Allow/);
    await byId(page, 'rule-id').fill('codenames');
    await byId(page, 'rule-pattern').fill('project (?:zeppelin|heron)');
    await byId(page, 'rule-action').selectOption('block');
    await byId(page, 'rule-add').click();
    await untilText(byId(page, 'bench-verdict'), /Block/);
    await untilText(mark(), /project zeppelin/);
    await untilText(byId(page, 'bench-finding'), /acme-guard\/codenames/);
    const stored = await management.get('/policies/acme-guard');
    assert.equal(stored.document.rules, undefined, 'trying a rule saved it');
  });

  it('The findings are marked in the decoded form of the text too', async () => {
    await page.getByRole('button', { name: /^Base64/ }).click();
    await untilText(byId(page, 'bench-text'), /^Tell me about project zeppelin\.$/);
    await untilText(mark(), /project zeppelin/);
    await shoot(page, 'policy-editor');
    await assertAccessible(page, 'the editor');
  });

  it('A text is kept as a case, and the cases are run', async () => {
    await byId(page, 'bench-input').fill(secretPlan);
    // Enabled only once this very text was judged.
    await byId(page, 'bench-add-case').click();
    await untilText(byId(page, 'policy-run-cases'), /Run 1 case$/);
    await page.waitForFunction(() => !document.querySelector('[data-testid=policy-run-cases]').disabled);
    await byId(page, 'policy-run-cases').click();
    await untilText(byId(page, 'case-sum'), /1 passed, 0 failed/);
    await untilText(byId(page, 'case-row'), /Tell me about project zeppelin\.Block/);
    await byId(page, 'policy-comment').fill('Our codenames');
    await byId(page, 'policy-save').click();
    await untilText(byId(page, 'policy-version'), /version 2/);
    await untilText(byId(page, 'policy-save'), /Save as version 3/);
    await untilText(byId(page, 'bench-verdict'), /Block/);
  });

  it('A fault in the document is told while typing, and cannot be saved', async () => {
    browser.expect('400 /api/v1/policies/validate');
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    const document = JSON.parse(await byId(page, 'policy-json').inputValue());
    document.rules.push({ id: 'broken', category: 'exfiltration', patterns: ['(open', 'any .* thing', '\\d+'] }, { id: 'copy', category: 'exfiltration', action: 'block', patterns: ['project (?:zeppelin|heron)'] });
    await byId(page, 'policy-json').fill(JSON.stringify(document, null, 2));
    await untilText(byId(page, 'policy-faults'), /not a valid expression.*an open quantifier/s);
    assert.equal(await byId(page, 'policy-save').isDisabled(), true);
    await shoot(page, 'policy-faults');
    document.rules.splice(1, 1);
    await byId(page, 'policy-json').fill(JSON.stringify(document, null, 2));
    await byId(page, 'policy-faults').waitFor({ state: 'detached' });
    await page.waitForFunction(() => !document.querySelector('[data-testid=policy-analyze]').disabled);
    await byId(page, 'policy-analyze').click();
    await untilText(byId(page, 'analysis-row'), /Duplicate.*acme-guard\/c/s);
    await shoot(page, 'policy-analysis');
  });

  it('What the policy blocks is counted, and its number leads to the exchange', async () => {
    await management.put(`/proxies/${made.proxy.id}`, { ...made.proxy, policies: ['acme-guard'] });
    const answer = await chat(gateway.url, 'support-bot', made.key, secretPlan);
    assert.equal(answer.status, 403);
    await page.goto('/policies/acme-guard?tab=performance');
    await untilText(byId(page, 'policy-figures'), /support-bot.*Blocked1/s);
    await shoot(page, 'policy-performance');
    await byId(page, 'performance-row').filter({ hasText: 'acme-guard/codenames' }).getByRole('link').first().click();
    await page.waitForURL('**/traffic?**rule=**');
    await untilText(byId(page, 'live-row'), /Blocked/);
    assert.equal(await byId(page, 'live-row').count(), 1);
    await byId(page, 'live-row').click();
    await untilText(byId(page, 'exchange-id'), new RegExp(answer.id));
  });

  it('A finding is marked as false with a note, and the rule is known for it', async () => {
    await byId(page, 'false-set').first().click();
    await page.getByRole('dialog').getByRole('textbox').fill('Zeppelin is a band.');
    await page.getByRole('button', { name: 'Mark as false', exact: true }).last().click();
    await untilText(byId(page, 'false-mark'), /said to be false/);
    await shoot(page, 'exchange-marked');
    await page.goto('/policies/performance');
    await untilText(byId(page, 'performance-row').filter({ hasText: 'acme-guard/codenames' }), /1 · 100%/);
    await shoot(page, 'rule-performance');
    await assertAccessible(page, 'rule performance');
  });

  it('Versions are compared member by member, and an older one is brought back', async () => {
    await page.goto('/policies/acme-guard?tab=versions');
    await untilText(byId(page, 'version-row'), /in force.*admin.*Our codenames/s);
    await byId(page, 'version-compare-1').click();
    await untilText(byId(page, 'change-row').first(), /rules\[codenames\] added/);
    await shoot(page, 'policy-versions');
    await assertAccessible(page, 'the versions');
    await byId(page, 'version-restore-1').click();
    await page.getByRole('button', { name: 'Bring back', exact: true }).last().click();
    await untilText(byId(page, 'policy-version'), /version 3/);
    assert.equal((await chat(gateway.url, 'support-bot', made.key, secretPlan)).status, 200);
  });

  it('A policy is switched off and on without losing what it says', async () => {
    await byId(page, 'policy-toggle').click();
    await page.getByRole('button', { name: 'Switch off', exact: true }).last().click();
    await untilText(byId(page, 'policy-off'), /switched off/);
    assert.equal((await management.get('/policies/acme-guard')).document.actions.toxicity, 'block');
    await byId(page, 'policy-toggle').click();
    await byId(page, 'policy-off').waitFor({ state: 'detached' });
  });

  it('The editor loses nothing of what a policy says', async () => {
    const said = {
      name: 'everything-said', description: 'Every member.', kind: 'llm', extends: 'llm-standard-security', version: '1.2.0', enabled: false,
      actions: { toxicity: 'warn' }, directions: { output: { secret: 'redact' } }, thresholds: { pii: 0.3 }, classifier: { jailbreak: { threshold: 0.9, action: 'flag' } },
      masking: ['EMAIL', 'PHONE'], masking_settings: { '*': { placeholder_format: '[[{TYPE}-{COUNT}]]' }, PHONE: { mode: 'hash', unmask_for_user: false } }, fail_open: true,
      rules: [{ id: 'codename', category: 'exfiltration', action: 'block', patterns: ['blue heron'] }],
      tests: [{ text: 'the blue heron', expect: 'block' }],
    };
    await management.post('/policies', said);
    await page.goto('/policies/everything-said?tab=editor');
    await byId(page, 'masking-types').click();
    await byId(page, 'masking-mode-EMAIL').selectOption('drop');
    await byId(page, 'policy-action-secret').selectOption('warn');
    await byId(page, 'policy-save').click();
    await untilText(byId(page, 'policy-version'), /version 2/);
    const changed = { ...said, actions: { toxicity: 'warn', secret: 'warn' }, masking_settings: { ...said.masking_settings, EMAIL: { mode: 'drop' } } };
    assert.deepEqual((await management.get('/policies/everything-said')).document, changed);
    await shoot(page, 'policy-masking');
  });

  it('A policy of ones own is copied with its rules and cases', async () => {
    await page.goto('/policies');
    await byId(page, 'policy-create').click();
    await byId(page, 'policy-name').fill('everything-copied');
    await byId(page, 'policy-description').fill('A copy.');
    await byId(page, 'policy-copy').click();
    await page.getByRole('option', { name: 'everything-said', exact: true }).click();
    await byId(page, 'policy-save').click();
    await page.waitForURL('**/policies/everything-copied?tab=editor');
    const { enabled, ...kept } = (await management.get('/policies/everything-said')).document;
    assert.equal(enabled, false);
    assert.deepEqual((await management.get('/policies/everything-copied')).document, { ...kept, name: 'everything-copied', description: 'A copy.' });
  });

  it('A file of the older form is imported, and what could not be taken over is said', async () => {
    await page.goto('/policies');
    const file = { policyName: 'Older Guard', policy_type: 'llm', blockedPatterns: [{ pattern: 'blue heron', severity: 'High', action: 'block', reason: 'Codename' }, { pattern: '\\d{3}', severity: 'Low', action: 'log', reason: 'Digits' }] };
    await byId(page, 'policy-file').setInputFiles({ name: 'older.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) });
    await untilText(byId(page, 'import-notes'), /left out/);
    await shoot(page, 'policy-import');
    await page.getByRole('link', { name: 'Look at it' }).click();
    await untilText(byId(page, 'own-rule'), /blue heron/);
  });

  it('The pattern library is searched down to the expressions', async () => {
    await page.goto('/policies/patterns');
    await byId(page, 'list-search').fill('whoami');
    await page.waitForURL('**search=whoami**');
    const row = byId(page, 'library-row').filter({ hasText: 'cmd-chained' });
    await row.locator('summary').click();
    await row.getByText(/whoami/).first().waitFor();
    await shoot(page, 'pattern-library');
  });
});
