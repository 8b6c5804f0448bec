// A detector of your own: a web service that is asked about texts, and a policy that asks it. Here it knows one house rule.
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { chat, createKey, createProxy, put, signIn, url } from '../management.mjs';

const secret = 'only-the-gateway-may-ask';
const service = createServer(async (request, response) => {
  if (request.headers.authorization !== `Bearer ${secret}`) {
    response.writeHead(401).end();
    return;
  }
  const { texts } = await json(request);
  // What looks like personal data or a secret is masked before it comes here.
  const isFlagged = texts.some(({ text }) => /\bcompetitor\b/i.test(text));
  response.setHeader('content-type', 'application/json').end(JSON.stringify(isFlagged ? { flagged: true, category: 'exfiltration', score: 0.9 } : { flagged: false }));
});
await new Promise((done) => service.listen(0, '127.0.0.1', done));

await signIn();
await put('/outside-detectors', {
  name: 'house-rules', kind: 'webhook', target: `http://127.0.0.1:${service.address().port}/`, auth: { type: 'bearer', secret }, timeout_ms: 2000,
}, 'name');
await put('/policies', {
  name: 'with-house-rules', description: 'The standard pack, and what our own service says.', kind: 'llm', extends: 'llm-standard-security',
  outside: [{ detector: 'house-rules', on: ['input'] }],
}, 'name');
const proxy = await createProxy('house', { policies: ['with-house-rules'] });
const key = await createKey('house', proxy);

for (const text of ['What is a sallyport?', 'What does our competitor charge?']) {
  const { status, body } = await chat(`${url}/llm/house`, key, text);
  console.log(`${text} ${status}${body.error ? ` ${body.error.code}` : ''}`);
}
service.close();
