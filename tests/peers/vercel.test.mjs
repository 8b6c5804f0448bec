// The Vercel AI SDK, which reads the wire formats with code of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generateText, jsonSchema, streamText, tool } from 'ai';
import { answer, toolArguments } from './support/mock.mjs';
import { same } from './support/same.mjs';
import { startStage } from './support/stage.mjs';

const tools = { get_weather: tool({ description: 'Weather of a city', inputSchema: jsonSchema({ type: 'object', properties: {} }) }) };
const models = {
  'OpenAI chat': ({ vercelOpenai }) => vercelOpenai.chat('gpt-4o'),
  'OpenAI responses': ({ vercelOpenai }) => vercelOpenai.responses('gpt-4o'),
  'Anthropic messages': ({ vercelAnthropic }) => vercelAnthropic('claude-sonnet-4-5'),
};
let stage;

before(async () => {
  stage = await startStage();
});
after(() => stage?.stop());

for (const [name, model] of Object.entries(models)) {
  test(`generateText over ${name} is the same through the gateway`, async () => {
    const seen = await same(stage, async (clients) => {
      const { text, finishReason, usage } = await generateText({ model: model(clients), prompt: 'What is a sallyport?', maxRetries: 0 });
      return { text, finishReason, usage };
    });
    assert.equal(seen.text, answer);
  });

  test(`streamText over ${name} is the same through the gateway`, async () => {
    const seen = await same(stage, async (clients) => {
      const result = streamText({ model: model(clients), prompt: 'What is a sallyport?', maxRetries: 0 });
      const pieces = [];
      for await (const piece of result.textStream) {
        pieces.push(piece);
      }
      return { pieces, finishReason: await result.finishReason };
    });
    assert.ok(seen.pieces.length > 5);
    assert.equal(seen.pieces.join(''), answer);
  });

  test(`a streamed tool call over ${name} is the same through the gateway`, async () => {
    const seen = await same(stage, async (clients) => {
      const result = streamText({ model: model(clients), prompt: 'Weather, please', tools, maxRetries: 0 });
      return { calls: await result.toolCalls, finishReason: await result.finishReason };
    });
    assert.deepEqual(seen.calls[0].input, toolArguments);
  });
}
