// A person's own account: sessions, two-step sign-in, tokens that end; and what an administrator sees of others.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertAccessible } from './support/accessibility.mjs';
import { byId, openBrowser, shoot, signInPage, skip, submitSignIn, untilText } from './support/browser.mjs';
import { startGateway } from './support/gateway.mjs';
import { signIn } from './support/management.mjs';

const password = 'a long given passphrase 42';

/** What an authenticator app shows (RFC 6238), `ahead` steps from now. */
function codeOf(secret, ahead = 0) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac('sha1', key).update(counter).digest();
  return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('Accounts', { skip }, () => {
  let gateway;
  let browser;
  let page;
  let recovery;

  before(async () => {
    gateway = await startGateway({ password });
    browser = await openBrowser(gateway.url, { width: 1280, height: 800 });
    page = browser.page;
    await signInPage(page, password);
  });

  after(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  afterEach(() => browser.assertQuiet());

  async function signOut() {
    await byId(page, 'account-menu').click();
    await byId(page, 'sign-out').click();
    await page.waitForURL('**/sign-in**');
  }

  it('Pages carry the headers that keep browsers in bounds', async () => {
    const { headers } = await fetch(`${gateway.url}/account`);
    assert.match(headers.get('content-security-policy'), /default-src 'none'; script-src 'self'; style-src 'self'.*frame-ancestors 'none'/);
    const expected = { 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff', 'x-download-options': 'noopen', 'referrer-policy': 'no-referrer', server: null, 'x-powered-by': null };
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(headers.get(name), value, name);
    }
  });

  it('A page that nobody touches signs out when the idle time is over, and one that is used does not', async () => {
    const idle = await openBrowser(gateway.url, { width: 1280, height: 800 });
    try {
      await idle.page.clock.install();
      await signInPage(idle.page, password);
      await idle.page.clock.fastForward('20:00');
      await idle.page.keyboard.press('Escape');
      await idle.page.clock.fastForward('20:00');
      assert.doesNotMatch(idle.page.url(), /sign-in/, 'a key was pressed twenty minutes ago');

      await idle.page.clock.fastForward('11:00');
      await idle.page.waitForURL('**/sign-in**');
      const own = await signIn(gateway.url, 'admin', password);
      const sessions = await own.get('/auth/sessions');
      assert.equal(sessions.length, 2, 'the idle session has ended at the gateway as well');
      await own.post('/auth/logout');
    } finally {
      await idle.close();
    }
  });

  it('My account lists the sessions and ends the others', async () => {
    const other = await signIn(gateway.url, 'admin', password);
    await byId(page, 'account-menu').click();
    await byId(page, 'account-open').click();
    await untilText(page.locator('h1'), /My account/);
    await byId(page, 'session').nth(1).waitFor();
    await assertAccessible(page, 'My account');
    await shoot(page, 'account');
    await byId(page, 'sessions-end').click();
    await byId(page, 'session').nth(1).waitFor({ state: 'detached' });
    assert.equal(await byId(page, 'session').count(), 1);
    await assert.rejects(other.get('/auth/me'), /401/);
  });

  it('An access token that has ended is swapped without the person noticing', async () => {
    await page.context().clearCookies({ name: 'sallyport_session' });
    await page.reload();
    await untilText(page.locator('h1'), /My account/);
    await byId(page, 'session').first().waitFor();
    assert.equal(await byId(page, 'session').count(), 1);
  });

  it('An authenticator is set up by its QR code, and recovery codes are shown once', async () => {
    await byId(page, 'totp-password').fill(password);
    await byId(page, 'totp-begin').click();
    const secret = (await byId(page, 'totp-secret').textContent()).trim();
    assert.match(secret, /^[A-Z2-7]{32}$/);
    assert.ok((await byId(page, 'qr-code').locator('path').getAttribute('d')).length > 1000);
    await assertAccessible(page, 'Setting up an authenticator');
    await shoot(page, 'authenticator');
    browser.expect('400 /api/v1/auth/mfa/totp/confirm');
    await byId(page, 'totp-code').fill('000000');
    await byId(page, 'totp-confirm').click();
    await page.getByText(/does not fit/).waitFor();
    await byId(page, 'totp-code').fill(codeOf(secret));
    await byId(page, 'totp-confirm').click();
    recovery = (await byId(page, 'recovery-codes').textContent()).trim().split('\n');
    assert.equal(recovery.length, 10);
    await byId(page, 'recovery-done').click();
    await untilText(byId(page, 'factor-state'), /On, 10 recovery codes left/);
  });

  it('Signing in asks for the code, tells a wrong one and takes a recovery code', async () => {
    browser.expect('401 /api/v1/auth/login');
    await signOut();
    await submitSignIn(page, password);
    await byId(page, 'sign-in-code').fill('000000');
    await byId(page, 'sign-in-submit').click();
    await page.getByText(/wrong or was used before/).waitFor();
    await assertAccessible(page, 'The code of a sign-in');
    await shoot(page, 'sign-in-code');
    await byId(page, 'sign-in-code').fill(recovery[0]);
    await byId(page, 'sign-in-submit').click();
    await untilText(page.locator('h1'), /My account|Dashboard/);
    await page.goto('/account');
    await untilText(byId(page, 'factor-state'), /9 recovery codes left/);
  });

  it('Two-step sign-in is turned off with password and code', async () => {
    await byId(page, 'factor-password').fill(password);
    await byId(page, 'factor-code').fill(recovery[1]);
    await byId(page, 'factor-remove').click();
    await untilText(byId(page, 'factor-state'), /^Off/);
  });

  it('An administrator sees a locked account, its sessions, and unlocks it', async () => {
    const management = await signIn(gateway.url, 'admin', password);
    await management.post('/users', { username: 'anneli', role: 'viewer' });
    for (let index = 0; index < 5; index += 1) {
      await assert.rejects(signIn(gateway.url, 'anneli', 'not the right one at all'), /401/);
    }
    await page.goto('/users?search=anneli');
    await untilText(byId(page, 'user-row'), /One-time password|Locked/);
    await byId(page, 'user-sign-in').click();
    await page.getByText('Locked after failed sign-ins').waitFor();
    await page.getByText('No sessions.').waitFor();
    await assertAccessible(page, 'Sign-in of a user');
    await shoot(page, 'user-sign-in');
    await byId(page, 'user-unlock').click();
    await byId(page, 'user-unlock').waitFor({ state: 'detached' });
    await assert.rejects(signIn(gateway.url, 'anneli', 'not the right one at all'), /401/);
  });
});
