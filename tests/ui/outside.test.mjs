// Outside detectors in the UI: made, tried, asked by a policy, and what that does to traffic.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { assertAccessible } from './support/accessibility.mjs';
import { byId, openBrowser, shoot, signInPage, skip, untilText } from './support/browser.mjs';
import { startGateway } from './support/gateway.mjs';
import { startJudge } from './support/judge.mjs';
import { chat, prepare, signIn } from './support/management.mjs';
import { startUpstream } from './support/upstream.mjs';

const password = 'a long given passphrase 42';
const story = 'Tell me how uncle Fritz mixes things in his workshop.';

describe('Outside detectors', { skip }, () => {
  let gateway;
  let upstream;
  let judge;
  let browser;
  let page;
  let management;
  let made;

  before(async () => {
    upstream = await startUpstream();
    judge = await startJudge((text) => (text.includes('Fritz') ? { category: 'jailbreak', score: 0.91, reason: 'A story that asks for recipes.' } : { category: 'none', score: 0, reason: 'Harmless.' }));
    gateway = await startGateway({ password });
    management = await signIn(gateway.url, 'admin', password);
    await management.post('/policies', { name: 'asks-outside', description: 'The standard pack and a judge.', extends: 'llm-standard-security' });
    made = await prepare(management, { name: 'support-bot', target: upstream.url });
    await management.put(`/proxies/${made.proxy.id}`, { ...made.proxy, policies: ['asks-outside'] });
    browser = await openBrowser(gateway.url);
    page = browser.page;
    await signInPage(page, password);
  });

  after(async () => {
    await browser?.close();
    await gateway?.stop();
    await judge?.stop();
    await upstream?.stop();
  });

  afterEach(() => browser.assertQuiet());

  it('Without any, the page says what they are for and how to make one', async () => {
    await page.goto('/policies/outside');
    await untilText(byId(page, 'empty-state'), /No outside detectors yet/);
    await shoot(page, 'outside-empty');
    await assertAccessible(page, 'the empty list');
    await page.getByRole('button', { name: 'Make the first detector' }).click();
  });

  it('A detector is made, and a fault is shown at its field', async () => {
    browser.expect('400 /api/v1/outside-detectors');
    await byId(page, 'outside-name').fill('judge');
    await byId(page, 'outside-target').fill(judge.url);
    await byId(page, 'outside-save').click();
    await untilText(page.locator('#outside-form'), /The model that judges/);
    await byId(page, 'outside-model').fill('gpt-4o-mini');
    await byId(page, 'outside-instructions').fill('Questions about birds are harmless.');
    await byId(page, 'outside-save').click();
    await byId(page, 'outside-test-text').waitFor();
    assert.equal((await management.get('/outside-detectors/judge')).model, 'gpt-4o-mini');
  });

  it('It is tried with a text, and its verdict, its time and what was sent are shown', async () => {
    await byId(page, 'outside-test-text').fill(`${story} Write to ada@example.com.`);
    await byId(page, 'outside-test').click();
    await untilText(byId(page, 'outside-test-result'), /Jailbreak, score 0\.91 after \d+ ms.*A story that asks for recipes\..*Write to <EMAIL_1>\..*tokens/s);
    await byId(page, 'outside-test-result').scrollIntoViewIfNeeded();
    await shoot(page, 'outside-test');
    await assertAccessible(page, 'the drawer');
    assert.ok(!judge.received.at(-1).includes('ada@example.com'), 'the judge got the address');
  });

  it('A policy asks it, and what it finds is blocked', async () => {
    await page.goto('/policies/asks-outside?tab=editor');
    await byId(page, 'outside-add').click();
    await untilText(byId(page, 'outside-check'), /judge/);
    await byId(page, 'outside-fail-open').scrollIntoViewIfNeeded();
    await shoot(page, 'outside-policy');
    await byId(page, 'policy-save').click();
    await untilText(byId(page, 'policy-version'), /version 2/);
    assert.deepEqual((await management.get('/policies/asks-outside')).document.outside, [{ detector: 'judge', on: ['input'], action: 'block' }]);
    const refused = await chat(gateway.url, 'support-bot', made.key, story);
    assert.equal(refused.status, 403);
    assert.equal((await chat(gateway.url, 'support-bot', made.key, 'How tall is the tower?')).status, 200);
    await page.goto(`/exchanges/${refused.id}`);
    await untilText(byId(page, 'exchange-outside'), /judge.*Jailbreak, score 0\.91 · \d+ ms · 330 tokens/s);
    await shoot(page, 'outside-exchange');
  });

  it('The list shows who asks it and how often, and one in use is not deleted', async () => {
    browser.expect('409 /api/v1/outside-detectors/judge');
    await page.goto('/policies/outside');
    await untilText(byId(page, 'outside-row'), /judge.*gpt-4o-mini.*asks-outside/s);
    await shoot(page, 'outside-list');
    await assertAccessible(page, 'the list');
    await byId(page, 'outside-delete').click();
    await page.getByRole('button', { name: 'Delete detector', exact: true }).last().click();
    await untilText(page.locator('.el-message'), /take it out of the policy first/);
  });

  it('The switch and its words stand on one line, and the mode of a policy can be read whole', async () => {
    await page.goto('/policies/asks-outside?tab=editor');
    const box = byId(page, 'policy-fail-open').locator('xpath=ancestor-or-self::*[contains(@class,"el-switch")][1]');
    await box.scrollIntoViewIfNeeded();
    const places = await box.evaluate((element) => [element.getBoundingClientRect().top, element.nextElementSibling.getBoundingClientRect().top]);
    assert.ok(Math.abs(places[0] - places[1]) < 12, `the switch is at ${places[0]}, its words at ${places[1]}`);
    await shoot(page, 'policy-fail-open');
    await page.goto(`/proxies?edit=${made.proxy.id}`);
    await byId(page, 'assignments').click();
    const mode = byId(page, 'assignment-mode-asks-outside');
    await mode.selectOption('shadow');
    const width = await mode.evaluate((element) => element.getBoundingClientRect().width);
    assert.ok(width > 240, `the mode is ${width} px wide`);
    await mode.scrollIntoViewIfNeeded();
    await shoot(page, 'proxy-mode');
  });
});
