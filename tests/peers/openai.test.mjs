// The official OpenAI client: what it parses directly and through the gateway is the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, toolArguments } from './support/mock.mjs';
import { all, same } from './support/same.mjs';
import { startStage } from './support/stage.mjs';
import { upstreamSecret } from './support/gateway.mjs';

const model = 'gpt-4o';
const question = [{ role: 'system', content: 'You are terse.' }, { role: 'user', content: 'What is a sallyport?' }];
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'Weather of a city', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];
const weather = [{ role: 'user', content: 'Weather, please' }];
let stage;

before(async () => {
  stage = await startStage();
});
after(() => stage?.stop());

test('a chat completion is the same through the gateway', async () => {
  const seen = await same(stage, ({ openai }) => openai.chat.completions.create({ model, messages: question }));
  assert.equal(seen.choices[0].message.content, answer);
});

test('a chat stream has the same events through the gateway', async () => {
  const seen = await same(stage, async ({ openai }) => all(await openai.chat.completions.create({ model, messages: question, stream: true })));
  assert.equal(seen.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''), answer);
  // The gateway asks the upstream for usage figures for its own books; a client that did not ask must not see them.
  assert.ok(seen.every((chunk) => chunk.choices.length === 1 && !('usage' in chunk)));
});

test('a client that asks for usage in a stream gets it', async () => {
  const seen = await same(stage, async ({ openai }) =>
    all(await openai.chat.completions.create({ model, messages: question, stream: true, stream_options: { include_usage: true } })));
  assert.deepEqual(seen.at(-1).choices, []);
  assert.ok(seen.at(-1).usage.total_tokens > 0);
});

test('the stream runner of the client accumulates the same message', async () => {
  const seen = await same(stage, ({ openai }) => openai.chat.completions.stream({ model, messages: question }).finalChatCompletion());
  assert.equal(seen.choices[0].message.content, answer);
});

test('a tool call is the same through the gateway', async () => {
  const seen = await same(stage, ({ openai }) => openai.chat.completions.create({ model, messages: weather, tools }));
  assert.deepEqual(JSON.parse(seen.choices[0].message.tool_calls[0].function.arguments), toolArguments);
});

test('streamed tool call arguments are the same through the gateway', async () => {
  const seen = await same(stage, async ({ openai }) => all(await openai.chat.completions.create({ model, messages: weather, tools, stream: true })));
  const pieces = seen.map((chunk) => chunk.choices[0]?.delta.tool_calls?.[0]?.function.arguments ?? '');
  assert.ok(pieces.length > 5);
  assert.deepEqual(JSON.parse(pieces.join('')), toolArguments);
});

test('a tool result goes up and its answer comes back', async () => {
  const seen = await same(stage, async ({ openai }) => {
    const first = await openai.chat.completions.create({ model, messages: weather, tools });
    const call = first.choices[0].message.tool_calls[0];
    const messages = [...weather, first.choices[0].message, { role: 'tool', tool_call_id: call.id, content: '{"sky":"clear"}' }];
    return openai.chat.completions.create({ model, messages, tools });
  });
  assert.equal(seen.choices[0].message.content, 'It will be sunny in Zürich.');
});

test('a response is the same through the gateway', async () => {
  const seen = await same(stage, ({ openai }) => openai.responses.create({ model, instructions: 'Be terse.', input: 'What is a sallyport?' }));
  assert.equal(seen.output_text, answer);
});

test('a response stream has the same events through the gateway', async () => {
  const seen = await same(stage, async ({ openai }) => all(await openai.responses.create({ model, input: 'What is a sallyport?', stream: true })));
  assert.equal(seen.filter((event) => event.type === 'response.output_text.delta').map((event) => event.delta).join(''), answer);
  assert.equal(seen.at(-1).type, 'response.completed');
});

test('streamed function call arguments of a response are the same through the gateway', async () => {
  const functions = [{ type: 'function', name: 'get_weather', parameters: { type: 'object', properties: {} }, strict: false }];
  const seen = await same(stage, async ({ openai }) => all(await openai.responses.create({ model, input: 'Weather, please', tools: functions, stream: true })));
  const pieces = seen.filter((event) => event.type === 'response.function_call_arguments.delta').map((event) => event.delta);
  assert.deepEqual(JSON.parse(pieces.join('')), toolArguments);
});

test('embeddings are the same through the gateway', async () => {
  const seen = await same(stage, ({ openai }) => openai.embeddings.create({ model: 'text-embedding-3-small', input: 'guarded door', encoding_format: 'float' }));
  assert.deepEqual(seen.data[0].embedding, [0.25, -0.5, 0.125, 1e-9]);
});

test('the list of models and one model are the same through the gateway', async () => {
  const seen = await same(stage, async ({ openai }) => all(await openai.models.list()));
  assert.ok(seen.length > 0);
});

test('a moderation is the same through the gateway', async () => {
  const seen = await same(stage, ({ openai }) => openai.moderations.create({ input: 'harmless' }));
  assert.equal(seen.results[0].flagged, false);
});

test("the upstream sees the gateway's credential and never the caller's key", async () => {
  stage.mock.clearRequests();
  await stage.guarded.openai.chat.completions.create({ model, messages: question });
  const [request] = stage.mock.getRequests();
  assert.ok(!JSON.stringify(request).includes(stage.key));
  // The journal of the mock hides credentials, so the echo upstream tells what arrived.
  await stage.guarded.echoOpenai.chat.completions.create({ model: 'echo-0-0', messages: question });
  const { headers } = stage.echo.received.at(-1);
  assert.equal(headers.authorization, `Bearer ${upstreamSecret}`);
  assert.ok(!JSON.stringify(headers).includes(stage.key));
});

test("the gateway's request id is what the client reports", async () => {
  const { data, response } = await stage.guarded.openai.chat.completions.create({ model, messages: question }).withResponse();
  assert.equal(data._request_id, response.headers.get('x-request-id'));
  const event = await stage.gateway.event(data._request_id);
  assert.equal(event.outcome, 'allowed');
});

for (const [name, call] of Object.entries({
  'a chat stream': ({ echoOpenai }, signal) => echoOpenai.chat.completions.create({ model: 'hang-chat', messages: question, stream: true }, { signal }),
  'a response stream': ({ echoOpenai }, signal) => echoOpenai.responses.create({ model: 'hang-responses', input: 'Hang', stream: true }, { signal }),
  'a message stream': ({ echoAnthropic }, signal) => echoAnthropic.messages.create({ model: 'hang-messages', max_tokens: 9, messages: [{ role: 'user', content: 'Hang' }], stream: true }, { signal }),
})) {
  test(`a client that leaves in the middle of ${name} makes the upstream stop`, { timeout: 20_000 }, async () => {
    stage.echo.aborted.length = 0;
    const controller = new AbortController();
    const stream = await call(stage.guarded, controller.signal);
    await stream[Symbol.asyncIterator]().next();
    controller.abort();
    while (stage.echo.aborted.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.match(stage.echo.aborted[0], /^hang/);
  });
}
