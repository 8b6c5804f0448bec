// The official Anthropic client: what it parses directly and through the gateway is the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { upstreamSecret } from './support/gateway.mjs';
import { answer, toolArguments } from './support/mock.mjs';
import { all, same } from './support/same.mjs';
import { startStage } from './support/stage.mjs';

const question = { model: 'claude-sonnet-4-5', max_tokens: 500, system: 'You are terse.', messages: [{ role: 'user', content: 'What is a sallyport?' }] };
const tools = [{ name: 'get_weather', description: 'Weather of a city', input_schema: { type: 'object', properties: { city: { type: 'string' } } } }];
const weather = { ...question, tools, messages: [{ role: 'user', content: [{ type: 'text', text: 'Weather, please' }] }] };
let stage;

before(async () => {
  stage = await startStage();
});
after(() => stage?.stop());

test('a message is the same through the gateway', async () => {
  const seen = await same(stage, ({ anthropic }) => anthropic.messages.create(question));
  assert.equal(seen.content[0].text, answer);
});

test('a message stream has the same events through the gateway', async () => {
  const seen = await same(stage, async ({ anthropic }) => all(await anthropic.messages.create({ ...question, stream: true })));
  assert.equal(seen.map((event) => event.delta?.text ?? '').join(''), answer);
  assert.equal(seen.at(-1).type, 'message_stop');
});

test('the stream runner of the client accumulates the same message', async () => {
  const seen = await same(stage, ({ anthropic }) => anthropic.messages.stream(question).finalMessage());
  assert.equal(seen.content[0].text, answer);
});

test('a tool use is the same through the gateway', async () => {
  const seen = await same(stage, ({ anthropic }) => anthropic.messages.create(weather));
  assert.deepEqual(seen.content.find((block) => block.type === 'tool_use').input, toolArguments);
});

test('a streamed tool input is the same through the gateway', async () => {
  const seen = await same(stage, async ({ anthropic }) => all(await anthropic.messages.create({ ...weather, stream: true })));
  assert.deepEqual(JSON.parse(seen.map((event) => event.delta?.partial_json ?? '').join('')), toolArguments);
});

test('a tool result goes up and its answer comes back', async () => {
  const seen = await same(stage, async ({ anthropic }) => {
    const first = await anthropic.messages.create(weather);
    const use = first.content.find((block) => block.type === 'tool_use');
    const result = { type: 'tool_result', tool_use_id: use.id, content: [{ type: 'text', text: 'Clear sky' }] };
    return anthropic.messages.create({ ...weather, messages: [...weather.messages, { role: 'assistant', content: first.content }, { role: 'user', content: [result] }] });
  });
  assert.equal(seen.content[0].text, 'It will be sunny in Zürich.');
});

test('tokens are counted by the upstream', async () => {
  const seen = await same(stage, ({ echoAnthropic }) => echoAnthropic.messages.countTokens({ model: 'count', messages: question.messages }));
  assert.deepEqual(seen, { input_tokens: 42 });
});

test('version and beta headers reach the upstream, the key of the caller does not', async () => {
  await stage.guarded.echoAnthropic.beta.messages.create({ ...question, model: 'echo-0-0', betas: ['files-api-2025-04-14'] });
  const { headers, path } = stage.echo.received.at(-1);
  assert.equal(path, '/v1/messages');
  assert.match(headers['anthropic-version'], /^20\d\d-\d\d-\d\d$/);
  assert.match(headers['anthropic-beta'], /files-api-2025-04-14/);
  assert.equal(headers['x-api-key'], upstreamSecret);
  assert.ok(!JSON.stringify(headers).includes(stage.key));
});
