// Anthropic messages: named events, text and tool input as blocks that start, grow and stop.
import { event } from './sse.mjs';

const usage = { input_tokens: 11, output_tokens: 7 };

export function toldBy(body) {
  const { content } = body.messages.findLast((message) => message.role === 'user');
  return typeof content === 'string' ? content : content.map((block) => block.text ?? '').join('');
}

export function whole(said, model, part) {
  const block = part === 'tool' ? { ...toolBlock, input: JSON.parse(said) } : { type: 'text', text: said };
  return { ...message(model), content: [block], stop_reason: stopReason(part), usage };
}

export function stream(fragments, model, part) {
  const start = part === 'tool' ? toolBlock : { type: 'text', text: '' };
  const delta = (said) => (part === 'tool' ? { type: 'input_json_delta', partial_json: said } : { type: 'text_delta', text: said });
  return [
    event({ type: 'message_start', message: { ...message(model), content: [], usage: { ...usage, output_tokens: 1 } } }, 'message_start'),
    event({ type: 'content_block_start', index: 0, content_block: start }, 'content_block_start'),
    event({ type: 'ping' }, 'ping'),
    ...fragments.map((said) => event({ type: 'content_block_delta', index: 0, delta: delta(said) }, 'content_block_delta')),
    event({ type: 'content_block_stop', index: 0 }, 'content_block_stop'),
    event({ type: 'message_delta', delta: { stop_reason: stopReason(part), stop_sequence: null }, usage: { output_tokens: usage.output_tokens } }, 'message_delta'),
    event({ type: 'message_stop' }, 'message_stop'),
  ];
}

const toolBlock = { type: 'tool_use', id: 'toolu_1', name: 'send', input: {} };

const stopReason = (part) => (part === 'tool' ? 'tool_use' : 'end_turn');

const message = (model) => ({ id: 'msg_1', type: 'message', role: 'assistant', model, stop_reason: null, stop_sequence: null });
