// The upstream of the client tests: aimock with a few fixtures, on loopback.
import { LLMock } from '@copilotkit/aimock';

export const answer = 'A sallyport is a small, guarded door in a wall. Grüße, 日本語 and 🏰 pass it unharmed, "quoted" and \\ escaped.';
export const toolArguments = { city: 'Zürich', units: 'celsius', days: [1, 2, 3], note: 'a "quoted" \\ note 🏰' };

export async function startMock() {
  // Small pieces, so that streams have many events.
  const mock = new LLMock({ host: '127.0.0.1', port: 0, chunkSize: 7, latency: 0, logLevel: 'silent', strict: true });
  mock.onMessage('What is a sallyport?', { content: answer });
  mock.on({ userMessage: 'Weather, please', hasToolResult: false }, { toolCalls: [{ name: 'get_weather', arguments: JSON.stringify(toolArguments) }] });
  mock.on({ userMessage: 'Weather, please', hasToolResult: true }, { content: 'It will be sunny in Zürich.' });
  mock.onMessage('Fail with 400', { error: { message: 'max_tokens is too large.', type: 'invalid_request_error', code: 'bad_value', param: 'max_tokens' }, status: 400 });
  mock.onMessage('Fail with 401', { error: { message: 'The upstream knows no such key.', type: 'authentication_error', code: 'invalid_api_key' }, status: 401 });
  mock.onMessage('Fail with 429', { error: { message: 'Slow down.', type: 'rate_limit_error', code: 'rate_limit_exceeded' }, status: 429, retryAfter: 7 });
  mock.onMessage('Fail with 500', { error: { message: 'The upstream broke.', type: 'server_error' }, status: 500 });
  mock.onMessage('Malformed, please', { content: answer }, { chaos: { malformedRate: 1 } });
  mock.onMessage('Disconnect, please', { content: answer }, { chaos: { disconnectRate: 1 } });
  mock.onEmbedding('guarded door', { embedding: [0.25, -0.5, 0.125, 1e-9] });
  mock.onModerate('harmless', { flagged: false, categories: { violence: false }, category_scores: { violence: 0.01 } });
  await mock.start();
  return mock;
}
