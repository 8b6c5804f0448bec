// Who may use what, how often: a team with one grant of two requests a minute.
import { chat, createKey, createProxy, signIn, url } from '../management.mjs';

await signIn();
const proxy = await createProxy('limited');
const key = await createKey('reporting', proxy, 2);

for (let request = 1; request <= 3; request++) {
  const { status, retryAfter } = await chat(`${url}/llm/limited`, key, 'What is a sallyport?');
  console.log(`request ${request}: ${status}${retryAfter ? `, again in ${retryAfter} s` : ''}`);
}
