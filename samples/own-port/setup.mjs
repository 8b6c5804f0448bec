// A proxy on a port of its own: only that proxy is there, without a path prefix; no management, no web UI.
import { chat, createKey, createProxy, signIn } from '../management.mjs';

const port = Number(process.env.OWN_PORT ?? 9001);
await signIn();
const proxy = await createProxy('own-port', { port });
const key = await createKey('own-port', proxy);

const base = `http://127.0.0.1:${port}`;
console.log(`${base}/v1: ${(await chat(base, key, 'What is a sallyport?')).status}`);
const management = await fetch(`${base}/api/v1/proxies`, { headers: { authorization: `Bearer ${key}` } });
console.log(`${base}/api/v1/proxies: ${management.status}`);
