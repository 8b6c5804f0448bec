// OpenAI responses: named events with sequence numbers; the whole text comes again in the closing events.
import { event } from './sse.mjs';

const usage = { input_tokens: 11, input_tokens_details: { cached_tokens: 0 }, output_tokens: 7, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 18 };

export function toldBy(body) {
  if (typeof body.input === 'string') {
    return body.input;
  }
  const { content } = body.input.findLast((item) => item.role === 'user');
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('');
}

export function whole(said, model, part) {
  return envelope('completed', model, [item(said, part, 'completed')], usage);
}

export function stream(fragments, model, part) {
  const said = fragments.join('');
  let number = 0;
  const next = (type, members) => event({ type, sequence_number: number++, ...members }, type);
  const place = { item_id: 'item_1', output_index: 0 };
  const empty = part === 'tool' ? item('', part, 'in_progress') : { ...item('', part, 'in_progress'), content: [] };
  return [
    next('response.created', { response: envelope('in_progress', model, [], null) }),
    next('response.output_item.added', { output_index: 0, item: empty }),
    ...(part === 'tool' ? toolEvents(fragments, said, place, next) : textEvents(fragments, said, place, next)),
    next('response.output_item.done', { output_index: 0, item: item(said, part, 'completed') }),
    next('response.completed', { response: envelope('completed', model, [item(said, part, 'completed')], usage) }),
  ];
}

function textEvents(fragments, said, place, next) {
  const at = { ...place, content_index: 0 };
  return [
    next('response.content_part.added', { ...at, part: textPart('') }),
    ...fragments.map((delta) => next('response.output_text.delta', { ...at, delta, logprobs: [] })),
    next('response.output_text.done', { ...at, text: said, logprobs: [] }),
    next('response.content_part.done', { ...at, part: textPart(said) }),
  ];
}

function toolEvents(fragments, said, place, next) {
  return [
    ...fragments.map((delta) => next('response.function_call_arguments.delta', { ...place, delta })),
    next('response.function_call_arguments.done', { ...place, name: 'send', arguments: said }),
  ];
}

function item(said, part, status) {
  return part === 'tool'
    ? { id: 'item_1', type: 'function_call', call_id: 'call_1', name: 'send', arguments: said, status }
    : { id: 'item_1', type: 'message', role: 'assistant', status, content: [textPart(said)] };
}

const textPart = (text) => ({ type: 'output_text', text, annotations: [], logprobs: [] });

const envelope = (status, model, output, used) =>
  ({ id: 'resp_1', object: 'response', created_at: 1, status, error: null, incomplete_details: null, instructions: null, model, output, tools: [], tool_choice: 'auto', parallel_tool_calls: true, metadata: {}, usage: used });
