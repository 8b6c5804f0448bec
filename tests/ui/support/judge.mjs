import { createServer } from 'node:http';
import { once } from 'node:events';

/** A chat-completions model on a free loopback port that judges: `verdictOf` gets the whole question and says category, score and reason. */
export async function startJudge(verdictOf) {
  const received = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) {
      parts.push(part);
    }
    const text = Buffer.concat(parts).toString('utf8');
    received.push(text);
    const question = JSON.parse(text).messages.at(-1).content;
    const ticket = /^Ticket: (\w+)/.exec(question)?.[1];
    const content = JSON.stringify({ ticket, ...verdictOf(question) });
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 300, completion_tokens: 30, total_tokens: 330 },
    }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    received,
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    }),
  };
}
