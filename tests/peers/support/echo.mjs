// An upstream that repeats what it was told, in each provider's framing and cut as finely as asked, and that keeps what it received.
// A mock with fixtures cannot know a placeholder; this one sends back whatever stands where the caller's words stood.
//
// The model's name says how:  echo-<characters per fragment>-<bytes per network write>   0 is "all at once"
//                             tool-<characters per fragment>-<bytes per network write>   the text as a tool call's arguments
//                             hang                                                       one event, then silence
//                             fault-<name>                                               see faults.mjs
import { createServer } from 'node:http';
import * as anthropic from './framing-anthropic.mjs';
import * as chat from './framing-chat.mjs';
import * as responses from './framing-responses.mjs';
import { faults } from './faults.mjs';

const framings = { '/v1/chat/completions': chat, '/v1/responses': responses, '/v1/messages': anthropic };

export async function startEcho() {
  const received = [];
  const aborted = [];
  const server = createServer((request, response) => {
    serve(request, response, received, aborted).catch((error) => response.destroy(error));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Every request: method, path, headers, body as text. */
    received,
    /** Models whose caller went away before the answer was complete. */
    aborted,
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}

async function serve(request, response, received, aborted) {
  const text = await bodyOf(request);
  const path = request.url.split('?')[0];
  received.push({ method: request.method, path, headers: request.headers, text });
  const body = text ? JSON.parse(text) : {};
  if (path === '/v1/messages/count_tokens') {
    return json(response, { input_tokens: 42 });
  }
  const framing = framings[path];
  if (!framing) {
    response.statusCode = 404;
    return json(response, { error: { message: `No such path: ${path}`, type: 'invalid_request_error', param: null, code: null } });
  }
  response.on('close', () => {
    if (!response.writableFinished) {
      aborted.push(body.model);
    }
  });
  const [kind, characters, bytes] = body.model.split('-');
  if (kind === 'fault') {
    return faults[body.model.slice('fault-'.length)](response);
  }
  if (kind === 'hang') {
    response.setHeader('content-type', 'text/event-stream');
    return response.write(framing.stream(['One moment. ', 'Never sent.'], body.model, 'text')[0]);
  }
  const told = framing.toldBy(body);
  const part = kind === 'tool' ? 'tool' : 'text';
  const said = part === 'tool' ? JSON.stringify({ to: told, list: [told, 1, null] }) : told;
  if (!body.stream) {
    return json(response, framing.whole(said, body.model, part));
  }
  response.setHeader('content-type', 'text/event-stream');
  await write(response, framing.stream(cut(said, Number(characters)), body.model, part).join(''), Number(bytes));
}

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function json(response, body) {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

// By code points: a provider's text is valid Unicode in every event.
function cut(text, size) {
  if (size === 0) {
    return [text];
  }
  const points = [...text];
  return Array.from({ length: Math.ceil(points.length / size) }, (_, i) => points.slice(i * size, (i + 1) * size).join(''));
}

async function write(response, text, size) {
  const bytes = Buffer.from(text);
  const step = size === 0 ? bytes.length : size;
  for (let start = 0; start < bytes.length; start += step) {
    response.write(bytes.subarray(start, start + step));
    // Lets the write reach the network on its own; otherwise the pieces would leave as one.
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}
