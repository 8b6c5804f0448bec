import { createServer } from 'node:http';
import { once } from 'node:events';

const words = (text) => Math.max(1, Math.round(text.length / 4));

/** The text of the last message, as chat completions carry it. */
function lastWords(body) {
  return body.messages?.at(-1)?.content ?? '';
}

function answerTo(body) {
  const told = lastWords(body);
  return told.startsWith('Say: ') ? told.slice(5) : `You said: ${told}`;
}

function whole(body) {
  const content = answerTo(body);
  return {
    id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: body.model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: words(JSON.stringify(body.messages)), completion_tokens: words(content), total_tokens: words(JSON.stringify(body.messages)) + words(content) },
  };
}

function* events(body) {
  const chunk = (delta, finish_reason = null) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: body.model, choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  yield chunk({ role: 'assistant', content: '' });
  for (const piece of answerTo(body).match(/.{1,12}/gs) ?? []) {
    yield chunk({ content: piece });
  }
  yield chunk({}, 'stop');
  yield 'data: [DONE]\n\n';
}

/**
 * A small chat-completions provider on a free loopback port. It repeats what it is told, or says what follows "Say: ". The model's name
 * decides the rest: `broken` fails with 500.
 */
export async function startUpstream({ delay = () => 0 } = {}) {
  const received = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) {
      parts.push(part);
    }
    const text = Buffer.concat(parts).toString('utf8');
    received.push(text);
    await new Promise((resolve) => setTimeout(resolve, delay()));
    if (request.method !== 'POST') {
      response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"error":{"message":"No such path."}}');
      return;
    }
    const body = JSON.parse(text);
    if (body.model === 'broken') {
      response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"error":{"message":"The model is broken.","type":"server_error","param":null,"code":null}}');
      return;
    }
    if (body.stream) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      for (const event of events(body)) {
        response.write(event);
      }
      response.end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(whole(body)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    received,
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}
