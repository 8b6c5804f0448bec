// OpenAI chat completions: anonymous events, [DONE] at the end, usage only when asked for.
import { event } from './sse.mjs';

const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
const tool = { id: 'call_1', type: 'function' };

export function toldBy(body) {
  const { content } = body.messages.findLast((message) => message.role === 'user');
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('');
}

export function whole(said, model, part) {
  const message = part === 'tool'
    ? { role: 'assistant', content: null, tool_calls: [{ ...tool, function: { name: 'send', arguments: said } }] }
    : { role: 'assistant', content: said, refusal: null };
  const choice = { index: 0, message, logprobs: null, finish_reason: part === 'tool' ? 'tool_calls' : 'stop' };
  return { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model, choices: [choice], usage };
}

export function stream(fragments, model, part) {
  const chunk = (delta, finish = null) =>
    event({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] });
  const first = part === 'tool'
    ? { role: 'assistant', content: null, tool_calls: [{ index: 0, ...tool, function: { name: 'send', arguments: '' } }] }
    : { role: 'assistant', content: '', refusal: null };
  const rest = fragments.map((said) => chunk(part === 'tool' ? { tool_calls: [{ index: 0, function: { arguments: said } }] } : { content: said }));
  return [chunk(first), ...rest, chunk({}, part === 'tool' ? 'tool_calls' : 'stop'), 'data: [DONE]\n\n'];
}
