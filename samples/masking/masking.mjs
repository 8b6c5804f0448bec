// The upstream gets "<EMAIL_1>" for the address; in the answer the gateway puts the caller's own value back.
const { OPENAI_BASE_URL: base, OPENAI_API_KEY: key } = process.env;

const answer = await fetch(`${base}/chat/completions`, {
  method: 'POST',
  headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Repeat this address: anna.schmidt@example.com' }] }),
});
const body = await answer.json();
if (!answer.ok) {
  throw new Error(`${answer.status}: ${body.error.message}`);
}
console.log(body.choices[0].message.content);
console.log(`Look at the exchange ${answer.headers.get('x-request-id')} in "Live traffic": what was masked is counted there, and never stored.`);
