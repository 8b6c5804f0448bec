// Answers that no upstream should give.
import { event } from './sse.mjs';

const chunk = (content) => event({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'fault', choices: [{ index: 0, delta: { content }, finish_reason: null }] });

function begin(response, type) {
  response.setHeader('content-type', type);
  return response;
}

export const faults = {
  /** Ends in the middle of an object, although the length is right. */
  'truncated-json': (response) => begin(response, 'application/json').end('{"id":"chatcmpl-1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assist'),
  /** Promises more bytes than it sends. */
  'short-body': (response) => {
    begin(response, 'application/json').setHeader('content-length', '500');
    response.write('{"id":"chatcmpl-1",');
    setImmediate(() => response.destroy());
  },
  /** Ends in the middle of an event. */
  'cut-sse': (response) => {
    begin(response, 'text/event-stream').write(chunk('Half an '));
    response.end(chunk('answer').slice(0, 60));
  },
  /** Breaks the connection in the middle of a stream. */
  'broken-sse': (response) => {
    begin(response, 'text/event-stream').write(chunk('Half an answer'));
    setTimeout(() => response.destroy(), 20);
  },
  /** A byte that UTF-8 does not have. */
  'utf8-json': (response) => begin(response, 'application/json').end(Buffer.concat([Buffer.from('{"id":"chatcmpl-1","choices":[],"model":"a'), Buffer.from([0xff, 0xfe]), Buffer.from('b"}')])),
  'utf8-sse': (response) => {
    const [head, tail] = chunk('BAD').split('BAD');
    begin(response, 'text/event-stream').end(Buffer.concat([Buffer.from(head), Buffer.from([0xc3, 0x28]), Buffer.from(tail)]));
  },
  /** An event whose payload is not JSON. */
  'event-not-json': (response) => begin(response, 'text/event-stream').end(`${chunk('Fine. ')}data: {"choices": oops\n\ndata: [DONE]\n\n`),
  /** A page of a proxy in between, as people meet it. */
  'html-502': (response) => {
    response.statusCode = 502;
    begin(response, 'text/html').end('<html><body>Bad Gateway</body></html>');
  },
};
