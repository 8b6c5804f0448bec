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
    await signInPage(other.page, chosen, 'wendy');
    await untilText(byId(other.page, 'dashboard-no-sums'), /usage:read/);
    await untilText(byId(other.page, 'dashboard-no-findings'), /events:read/);
    assert.equal(await byId(other.page, 'live-indicator').count(), 0, 'a feed that was never to be had reads as offline');
    await shoot(other.page, 'role-narrow-dashboard');
    await assertAccessible(other.page, 'the dashboard of a narrow role');
    await other.page.goto('/system');
    await untilText(byId(other.page, 'system-version'), /\d/);
    await other.page.goto('/proxies');
    await untilText(byId(other.page, 'proxy-row'), /support-bot/);
    const entries = await other.page.locator('nav.side li').allTextContents();
    assert.deepEqual(entries.map((entry) => entry.trim()), ['Dashboard', 'Proxies', 'Client set-up', 'System', 'API']);
    assert.equal(await byId(other.page, 'proxy-create').count(), 0, 'a button that would be refused');
    assert.equal(await byId(other.page, 'proxy-delete').count(), 0);
    assert.equal(await byId(other.page, 'proxy-stop').count(), 0);
    await byId(other.page, 'proxy-edit').click();
    await untilText(byId(other.page, 'right-note'), /proxies:write/);
    assert.equal(await byId(other.page, 'proxy-save').count(), 0);
    await shoot(other.page, 'role-narrow');
    other.assertQuiet();
    await other.close();
  });

  it('An auditor looks at everything and is offered no change', async () => {
    const { password: oneTime } = await management.post('/users', { username: 'audrey', email: '', role: 'auditor' });
    const audrey = await signIn(gateway.url, 'audrey', oneTime);
    await audrey.post('/auth/password', { current_password: oneTime, new_password: chosen });
    const other = await openBrowser(gateway.url);
    await signInPage(other.page, chosen, 'audrey');
    for (const [path, row, button] of [
      ['/proxies', 'proxy-row', 'proxy-create'], ['/teams', 'team-row', 'team-create'], ['/users', 'user-row', 'user-create'], ['/roles', 'role-row', 'role-create'],
      ['/policies', 'policy-row', 'policy-create'],
    ]) {
      await other.page.goto(path);
      await byId(other.page, row).first().waitFor();
      assert.equal(await byId(other.page, button).count(), 0, `${button} would be refused`);
    }
    await other.page.goto('/users');
    await byId(other.page, 'user-edit').first().click();
    await untilText(byId(other.page, 'right-note'), /users:write/);
    assert.equal(await byId(other.page, 'user-save').count(), 0);
    await other.page.goto(`/teams?edit=${made.team.id}`);
    await untilText(byId(other.page, 'right-note'), /teams:write/);
    assert.equal(await byId(other.page, 'team-save').count(), 0);
    await other.page.goto('/settings');
    await untilText(byId(other.page, 'right-note'), /settings:write/);
    assert.equal(await byId(other.page, 'settings-save').count(), 0);
    await other.page.goto('/audit/days');
    await untilText(byId(other.page, 'hold-lacks'), /settings:write/);
    await untilText(byId(other.page, 'audit-rules'), /Exchanges.*kept for/s);
    other.assertQuiet();
    await other.close();
  });

  it('Rules of retention and the use of a key are not told before they are known', async () => {
    await page.route('**/api/v1/audit/retention', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{"title":"No store","code":"store_unavailable"}' }));
    browser.expect('503 /api/v1/audit/retention');
    await page.goto('/audit/days');
    await untilText(byId(page, 'error-notice'), /No store/);
    assert.doesNotMatch(await byId(page, 'audit-rules').textContent(), /for good/);
    await page.unroute('**/api/v1/audit/retention');
  });

  it('Whoever makes users without seeing roles is told why there is no choice', async () => {
    await management.post('/roles', { name: 'clerk', description: 'Makes users', permissions: ['users:write'] });
    const { password: oneTime } = await management.post('/users', { username: 'clara', email: '', role: 'clerk' });
    const clara = await signIn(gateway.url, 'clara', oneTime);
    await clara.post('/auth/password', { current_password: oneTime, new_password: chosen });
    const other = await openBrowser(gateway.url);
    await signInPage(other.page, chosen, 'clara');
    await other.page.goto('/users?create=1');
    await untilText(byId(other.page, 'user-role-fixed'), /roles:read/);
    other.assertQuiet();
    await other.close();
  });

  it('A user is asked about, found by the server', async () => {
    await page.goto('/access');
    await byId(page, 'access-subject').click();
    const answered = page.waitForResponse((response) => response.url().includes('/api/v1/users?') && response.url().includes('search=wendy'));
    await page.keyboard.type('wendy');
    await answered;
    await page.getByRole('option', { name: 'User wendy' }).click();
    await byId(page, 'access-proxy').click();
    await page.getByRole('option', { name: 'support-bot' }).click();
    await byId(page, 'access-ask').click();
    await untilText(byId(page, 'access-verdict'), /Denied|Allowed/);
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

  it('A user becomes a member of the team and leads it', async () => {
    await page.goto(`/teams?edit=${made.team.id}`);
    await byId(page, 'member-user').click();
    await page.getByRole('option', { name: 'wendy' }).click();
    await byId(page, 'member-add').click();
    await untilText(byId(page, 'member-row'), /wendy/);
    await byId(page, 'member-role').click();
    await page.getByRole('option', { name: /^Team admin/ }).click();
    await untilText(page.locator('.el-message').last(), /Role changed/);
    await byId(page, 'member-row').scrollIntoViewIfNeeded();
    await shoot(page, 'team-members');
    await assertAccessible(page, 'the members of a team');
    const [member] = await management.get(`/teams/${made.team.id}/members`);
    assert.deepEqual([member.user_name, member.role], ['wendy', 'team_admin']);
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
