// API keys in the web UI: made with limits, opened, changed, rotated.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertAccessible } from './support/accessibility.mjs';
import { byId, openBrowser, shoot, signInPage, skip, untilText } from './support/browser.mjs';
import { startGateway } from './support/gateway.mjs';
import { chat, signIn } from './support/management.mjs';
import { startUpstream } from './support/upstream.mjs';

const password = 'a long given passphrase 42';

describe('API keys', { skip }, () => {
  let gateway;
  let upstream;
  let browser;
  let page;
  let key;

  before(async () => {
    upstream = await startUpstream();
    gateway = await startGateway({ password });
    const management = await signIn(gateway.url, 'admin', password);
    await management.post('/proxies', { name: 'helper', kind: 'llm', provider: 'openai_compatible', target: upstream.url, policies: [], enabled: true, auto_start: true });
    browser = await openBrowser(gateway.url, { width: 1280, height: 900 });
    page = browser.page;
    await signInPage(page, password);
  });

  after(async () => {
    await browser?.close();
    await gateway?.stop();
    await upstream?.stop();
  });

  afterEach(() => browser.assertQuiet());

  it('A key is made with limits, and the gateway holds it to them', async () => {
    await byId(page, 'nav-api-keys').click();
    await byId(page, 'key-create').click();
    await byId(page, 'key-name').fill('night-batch');
    await byId(page, 'key-description').fill('Bills at night');
    await byId(page, 'key-tags').fill('billing, night');
    await byId(page, 'key-limited').click();
    await byId(page, 'scope-models').fill('gpt-4o*');
    await byId(page, 'scope-networks').fill('nowhere');
    browser.expect('400 /api/v1/api-keys');
    await byId(page, 'key-save').click();
    await untilText(page.getByRole('alert').last(), /address or a network/);
    await byId(page, 'scope-networks').fill('127.0.0.0/8');
    await byId(page, 'scope-day').fill('50');
    await shoot(page, 'key-limits');
    await assertAccessible(page, 'new key with limits');
    await byId(page, 'key-save').click();
    key = (await byId(page, 'key-value').textContent()).trim();
    await byId(page, 'key-done').click();
    await untilText(byId(page, 'key-row'), /night-batch.*billing.*night.*limited/s);
    assert.equal((await chat(gateway.url, 'helper', key, 'Hello')).status, 200);
    assert.equal((await chat(gateway.url, 'helper', key, 'Hello', { model: 'o3' })).status, 403);
  });

  it('A key shows its use, is changed and rotated with an overlap', async () => {
    await byId(page, 'key-open').click();
    await untilText(byId(page, 'key-usage'), /Last used/);
    await byId(page, 'scope-models').fill('');
    await byId(page, 'key-edit-description').fill('Bills by night and day');
    await byId(page, 'key-rotate').click();
    await untilText(page.locator('.sp-confirm'), /refused at once/);
    await page.getByRole('button', { name: 'Keep' }).click();
    assert.equal(await byId(page, 'key-rotated').count(), 0, 'a key in use was ended by one click');
    await byId(page, 'key-overlap').fill('30');
    await byId(page, 'key-rotate').click();
    const rotated = (await byId(page, 'key-rotated').textContent()).trim();
    await page.keyboard.press('Escape');
    assert.ok(await byId(page, 'key-rotated').isVisible(), 'Escape lost a key that is shown once');
    assert.ok(await byId(page, 'key-edit-save').isDisabled());
    await shoot(page, 'key-opened');
    await byId(page, 'key-rotated-done').click();
    await byId(page, 'key-edit-save').click();
    await byId(page, 'key-edit-save').waitFor({ state: 'hidden' });
    assert.match(rotated, /^spk_/);
    for (const shown of [key, rotated]) {
      assert.equal((await chat(gateway.url, 'helper', shown, 'Hello', { model: 'o3' })).status, 200);
    }
  });
});
