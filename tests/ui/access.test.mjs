// Who may do what in the UI: roles made of permissions, models granted to a team, and why a call was denied.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertAccessible } from './support/accessibility.mjs';
import { byId, openBrowser, shoot, signInPage, skip, untilText } from './support/browser.mjs';
import { startGateway } from './support/gateway.mjs';
import { chat, prepare, signIn } from './support/management.mjs';
import { startUpstream } from './support/upstream.mjs';

const password = 'a long given passphrase 42';
const chosen = 'a chosen long passphrase 43';

describe('Roles and grants', { skip }, () => {
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

  it('A custom role is made from permissions, and built-in ones are shown and stay', async () => {
    await page.goto('/roles');
    await untilText(byId(page, 'role-row').filter({ hasText: 'auditor' }), /built in.*changes nothing/s);
    await byId(page, 'role-create').click();
    await byId(page, 'role-name').fill('watcher');
    await byId(page, 'role-description').fill('Watches proxies');
    await byId(page, 'permission-proxies:read').check();
    await byId(page, 'permission-system:read').check();
    await shoot(page, 'role-form');
    await assertAccessible(page, 'the role form');
    await byId(page, 'role-save').click();
    await untilText(byId(page, 'role-row').filter({ hasText: 'watcher' }), /Watches proxies.*Read.*2/s);
    assert.deepEqual((await management.get('/roles/watcher')).permissions, ['proxies:read', 'system:read']);
    await shoot(page, 'roles');
    await assertAccessible(page, 'the list of roles');
    await byId(page, 'role-row').filter({ hasText: 'auditor' }).getByTestId('role-edit').click();
    assert.ok(await byId(page, 'permission-audit:read').isDisabled(), 'a built-in role can be edited');
    assert.equal(await byId(page, 'role-save').count(), 0);
  });

  it('A user gets that role and sees only what it allows', async () => {
    await page.goto('/users?create=1');
    await byId(page, 'user-name').fill('wendy');
    await byId(page, 'user-role').click();
    await page.getByRole('option', { name: /^Watcher: / }).click();
    await byId(page, 'user-save').click();
    const oneTime = (await byId(page, 'user-password').textContent()).trim();
    const wendy = await signIn(gateway.url, 'wendy', oneTime);
    await wendy.post('/auth/password', { current_password: oneTime, new_password: chosen });

    const other = await openBrowser(gateway.url);
    other.expect('403 /api/v1/events');
    other.expect('403 /api/v1/events/stats');
    other.expect('403 /api/v1/settings');
    await signInPage(other.page, chosen, 'wendy');
    await other.page.goto('/proxies');
    await untilText(byId(other.page, 'proxy-row'), /support-bot/);
    const entries = await other.page.locator('nav.side li').allTextContents();
    assert.deepEqual(entries.map((entry) => entry.trim()), ['Dashboard', 'Proxies', 'Client set-up', 'System', 'API']);
    await shoot(other.page, 'role-narrow');
    await other.close();
  });

  it('A team is granted some models only', async () => {
    await page.goto(`/teams?edit=${made.team.id}`);
    await byId(page, 'grant-models-support-bot').fill('gpt-4o* o3');
    await byId(page, 'grant-not-models-support-bot').fill('*-preview');
    await shoot(page, 'team-models');
    await assertAccessible(page, 'the team form');
    await byId(page, 'team-save').click();
    await untilText(byId(page, 'team-row'), /some models/);
    const [grant] = (await management.get(`/teams/${made.team.id}`)).proxies;
    assert.deepEqual([grant.allowed_models, grant.denied_models], [['gpt-4o*', 'o3'], ['*-preview']]);
  });

  it('A denied exchange leads to every step of its decision', async () => {
    assert.equal((await chat(gateway.url, 'support-bot', made.key, 'Hello')).status, 200);
    const refused = await chat(gateway.url, 'support-bot', made.key, 'Hello', { model: 'gpt-4.1' });
    assert.equal(refused.status, 403);
    await untilRecorded(refused.id);
    await page.goto(`/exchanges/${refused.id}`);
    await untilText(byId(page, 'exchange-why'), /not for the model 'gpt-4\.1'/);
    await byId(page, 'exchange-explain').click();
    await untilText(byId(page, 'access-verdict'), /Denied/);
    await untilText(byId(page, 'access-step').last(), /Refused.*is for 'gpt-4o\*', 'o3'.*grant\.model_missing/s);
    await shoot(page, 'why-denied');
    await assertAccessible(page, 'why denied');
    await byId(page, 'access-model').fill('gpt-4o-mini');
    await byId(page, 'access-ask').click();
    await untilText(byId(page, 'access-verdict'), /Allowed/);
  });

  async function untilRecorded(id) {
    for (let i = 0; i < 100; i++) {
      if (await management.get(`/events/${id}`).catch(() => null)) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
});
