// What the upstream refuses or breaks, as the clients report it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { all, failure, same } from './support/same.mjs';
import { startStage } from './support/stage.mjs';

let stage;

before(async () => {
  stage = await startStage();
});
after(() => stage?.stop());

const ask = (content, more = {}) => ({ model: 'gpt-4o', messages: [{ role: 'user', content }], ...more });
const tell = (content, more = {}) => ({ model: 'claude-sonnet-4-5', max_tokens: 99, messages: [{ role: 'user', content }], ...more });

/** The parts of a failure that an application decides by. */
async function reported(work) {
  const { name, status, code, type, error, headers } = await failure(work);
  return { name, status, code, type, error, retryAfter: headers?.get('retry-after') };
}

for (const [status, name] of [[400, 'BadRequestError'], [401, 'AuthenticationError'], [429, 'RateLimitError'], [500, 'InternalServerError']]) {
  test(`the upstream's ${status} is the same through the gateway`, async () => {
    const chat = await same(stage, ({ openai }) => reported(() => openai.chat.completions.create(ask(`Fail with ${status}`))));
    assert.equal(chat.name, name);
    const stream = await same(stage, ({ openai }) => reported(() => openai.chat.completions.create(ask(`Fail with ${status}`, { stream: true }))));
    assert.equal(stream.status, status);
    const message = await same(stage, ({ anthropic }) => reported(() => anthropic.messages.create(tell(`Fail with ${status}`))));
    assert.equal(message.status, status);
    if (status === 429) {
      assert.equal(chat.retryAfter, '7');
    }
  });
}

test('a client that retries on 429 waits as the upstream says and then succeeds', { timeout: 30_000 }, async () => {
  stage.mock.nextRequestError(429, { message: 'Slow down.', type: 'rate_limit_error' });
  const patient = stage.guarded.openai.withOptions({ maxRetries: 2 });
  const seen = await patient.chat.completions.create(ask('What is a sallyport?'));
  assert.equal(seen.choices[0].finish_reason, 'stop');
});

for (const name of ['truncated-json', 'utf8-json', 'short-body']) {
  test(`a whole answer that is broken (${name}) becomes a 502 in the caller's dialect`, async () => {
    const chat = await reported(() => stage.guarded.echoOpenai.chat.completions.create(ask('Hello', { model: `fault-${name}` })));
    assert.equal(chat.status, 502);
    assert.equal(chat.code, 'upstream_invalid');
    const message = await reported(() => stage.guarded.echoAnthropic.messages.create(tell('Hello', { model: `fault-${name}` })));
    assert.equal(message.status, 502);
    assert.equal(message.error.type, 'error');
  });
}

test('an answer that is not JSON although it says so becomes a 502', async () => {
  const seen = await reported(() => stage.guarded.openai.chat.completions.create(ask('Malformed, please')));
  assert.equal(seen.status, 502);
  assert.equal(seen.code, 'upstream_invalid');
});

test('an upstream that hangs up before it answers becomes a 502', async () => {
  const seen = await reported(() => stage.guarded.openai.chat.completions.create(ask('Disconnect, please')));
  assert.equal(seen.status, 502);
});

for (const name of ['cut-sse', 'broken-sse', 'utf8-sse', 'event-not-json']) {
  test(`a stream that breaks (${name}) ends with an error event, after what was whole`, async () => {
    const seen = [];
    const failed = await failure(async () => {
      for await (const chunk of await stage.guarded.echoOpenai.chat.completions.create(ask('Hello', { model: `fault-${name}`, stream: true }))) {
        seen.push(chunk.choices[0].delta.content);
      }
    });
    assert.match(JSON.stringify(failed), /upstream_invalid/);
    assert.ok(seen.length <= 1);
    const message = await failure(async () => all(await stage.guarded.echoAnthropic.messages.create(tell('Hello', { model: `fault-${name}`, stream: true }))));
    assert.match(JSON.stringify(message), /error/);
  });
}

test('an error page that is not JSON keeps its status', async () => {
  const seen = await same(stage, async ({ echoOpenai }) => (await failure(() => echoOpenai.chat.completions.create(ask('Hello', { model: 'fault-html-502' })))).status);
  assert.equal(seen, 502);
});

test('an upstream that cannot be reached becomes a 502', async () => {
  const proxy = await stage.gateway.createProxy('gone', 'openai', 'http://127.0.0.1:1');
  const key = await stage.gateway.createKey('gone', [proxy]);
  const client = stage.guarded.openai.withOptions({ baseURL: `${proxy.url}/v1`, apiKey: key });
  const seen = await failure(() => client.chat.completions.create(ask('Hello')));
  assert.equal(seen.status, 502);
  assert.equal(seen.code, 'upstream_unreachable');
});
