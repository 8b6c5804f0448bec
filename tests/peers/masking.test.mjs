// Personal data and secrets stay with the caller: the upstream receives placeholders, the caller gets exactly the words it wrote.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generateText } from 'ai';
import { all, same } from './support/same.mjs';
import { startStage } from './support/stage.mjs';

// Card numbers are the networks' published test numbers, the rest is reserved for examples or made up.
const values = {
  'e-mail address': 'erika.mustermann@example.com',
  'second e-mail address': 'ops+night@example.org',
  'telephone number': '+49 30 901820',
  'card number': '4111 1111 1111 1111',
  'card number without spaces': '5555555555554444',
  IBAN: 'DE89 3704 0044 0532 0130 00',
  'social security number': '536-22-1234',
  'IP address': '203.0.113.77',
  'API key': 'sk-proj-Zk3nQ8vT1xY6wB4mR9pL2sD7fH5jC0aE',
};
const told = Object.entries(values).map(([name, value]) => `My ${name} is ${value}, write "${value}" down.`).join('\n');
// Fragments of one character, small ones, and all at once; each also in small network writes, which cut events and characters.
const cuts = ['1-0', '2-0', '3-7', '5-1', '16-64', '0-1', '0-0'];
const send = { type: 'function', function: { name: 'send', parameters: { type: 'object', properties: {} } } };
let stage;

before(async () => {
  stage = await startStage({ policies: ['llm-standard-security', 'llm-data-redaction'] });
});
after(() => stage?.stop());

/** Runs directly and guarded, compares, and looks at what reached the upstream through the gateway. */
async function masked(work) {
  const seen = await same(stage, work);
  const { text, headers } = stage.echo.received.at(-1);
  assert.equal(headers.authorization ?? headers['x-api-key'] ?? '', headers['x-api-key'] ? 'upstream-secret-of-the-gateway' : 'Bearer upstream-secret-of-the-gateway');
  for (const [name, value] of Object.entries(values)) {
    assert.ok(!text.includes(value), `the ${name} left the gateway: ${text}`);
  }
  assert.match(text, /EMAIL[A-Z_]*_1/);
  return seen;
}

const messages = [{ role: 'user', content: told }];

test('a chat answer brings the words back', async () => {
  const seen = await masked(({ echoOpenai }) => echoOpenai.chat.completions.create({ model: 'echo-0-0', messages }));
  assert.equal(seen.choices[0].message.content, told);
});

test('a chat tool call brings the words back', async () => {
  const seen = await masked(({ echoOpenai }) => echoOpenai.chat.completions.create({ model: 'tool-0-0', messages, tools: [send] }));
  assert.equal(JSON.parse(seen.choices[0].message.tool_calls[0].function.arguments).to, told);
});

test('a response brings the words back', async () => {
  const seen = await masked(({ echoOpenai }) => echoOpenai.responses.create({ model: 'echo-0-0', input: told }));
  assert.equal(seen.output_text, told);
});

test('a message brings the words back', async () => {
  const seen = await masked(({ echoAnthropic }) => echoAnthropic.messages.create({ model: 'echo-0-0', max_tokens: 99, messages }));
  assert.equal(seen.content[0].text, told);
});

test('a tool use brings the words back', async () => {
  const seen = await masked(({ echoAnthropic }) => echoAnthropic.messages.create({ model: 'tool-0-0', max_tokens: 99, messages }));
  assert.equal(seen.content[0].input.to, told);
});

test('content in parts is masked as well', async () => {
  const parts = [{ role: 'user', content: told.split('\n').map((text) => ({ type: 'text', text })) }];
  await masked(({ echoOpenai }) => echoOpenai.chat.completions.create({ model: 'echo-0-0', messages: parts }));
  await masked(({ echoAnthropic }) => echoAnthropic.messages.create({ model: 'echo-0-0', max_tokens: 99, messages: parts }));
});

test('system prompts, earlier turns and tool results are masked as well', async () => {
  const history = [
    { role: 'system', content: told },
    { role: 'user', content: 'Look it up.' },
    { role: 'assistant', content: null, tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'send', arguments: JSON.stringify({ to: told }) } }] },
    { role: 'tool', tool_call_id: 'call_1', content: told },
    { role: 'user', content: 'Thank you.' },
  ];
  await masked(({ echoOpenai }) => echoOpenai.chat.completions.create({ model: 'echo-0-0', messages: history, tools: [send] }));
});

test('the Vercel client gets the words back', async () => {
  const seen = await masked(async ({ vercelEcho }) => (await generateText({ model: vercelEcho.chat('echo-0-0'), prompt: told, maxRetries: 0 })).text);
  assert.equal(seen, told);
});

test('the same value has the same placeholder in every turn', async () => {
  await stage.guarded.echoOpenai.chat.completions.create({ model: 'echo-0-0', messages });
  const first = JSON.parse(stage.echo.received.at(-1).text).messages[0].content;
  await stage.guarded.echoOpenai.chat.completions.create({ model: 'echo-0-0', messages: [...messages, { role: 'assistant', content: 'Noted.' }, { role: 'user', content: 'Go on.' }] });
  const second = JSON.parse(stage.echo.received.at(-1).text).messages[0].content;
  assert.equal(second, first);
});

test("a placeholder in the caller's own words stays what it is", async () => {
  const own = `Write <EMAIL_1> and <EMAIL_ADDRESS_1> to ${values['e-mail address']}.`;
  const seen = await same(stage, ({ echoOpenai }) => echoOpenai.chat.completions.create({ model: 'echo-0-0', messages: [{ role: 'user', content: own }] }));
  assert.equal(seen.choices[0].message.content, own);
});

for (const cut of cuts) {
  test(`streams cut ${cut} bring the words back`, async () => {
    const chat = await masked(({ echoOpenai }) => echoOpenai.chat.completions.stream({ model: `echo-${cut}`, messages }).finalChatCompletion());
    assert.equal(chat.choices[0].message.content, told);
    const response = await masked(async ({ echoOpenai }) => read(await echoOpenai.responses.create({ model: `echo-${cut}`, input: told, stream: true })));
    assert.equal(response.text, told);
    const message = await masked(({ echoAnthropic }) => echoAnthropic.messages.stream({ model: `echo-${cut}`, max_tokens: 99, messages }).finalMessage());
    assert.equal(message.content[0].text, told);
  });

  test(`streamed tool calls cut ${cut} bring the words back`, async () => {
    const chat = await masked(({ echoOpenai }) => echoOpenai.chat.completions.stream({ model: `tool-${cut}`, messages, tools: [send] }).finalChatCompletion());
    assert.equal(JSON.parse(chat.choices[0].message.tool_calls[0].function.arguments).to, told);
    const response = await masked(async ({ echoOpenai }) => read(await echoOpenai.responses.create({ model: `tool-${cut}`, input: told, stream: true })));
    assert.equal(JSON.parse(response.argumentText).to, told);
    const message = await masked(({ echoAnthropic }) => echoAnthropic.messages.stream({ model: `tool-${cut}`, max_tokens: 99, messages }).finalMessage());
    assert.equal(message.content[0].input.to, told);
  });
}

/** What a response stream says: the fragments put together, and the closing events, which repeat it. */
async function read(stream) {
  const events = await all(stream);
  const joined = (type) => events.filter((event) => event.type === type).map((event) => event.delta).join('');
  return {
    text: joined('response.output_text.delta'),
    argumentText: joined('response.function_call_arguments.delta'),
    closing: events.filter((event) => !event.type.endsWith('.delta')).map(({ sequence_number: _, ...event }) => event),
  };
}
