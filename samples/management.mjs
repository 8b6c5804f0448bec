// A client of the management API, as small as it can be. The whole API: /api/v1/openapi.json on the gateway.
const { GATEWAY_URL: gateway = 'http://127.0.0.1:8080', GATEWAY_PASSWORD: password, UPSTREAM_URL: target = 'https://api.openai.com', UPSTREAM_KEY: secret } = process.env;

let token = null;

// What went wrong is one sentence for people; where in a sample it happened helps nobody.
process.on('uncaughtException', (error) => {
  console.error(error.cause ? `${error.message}: ${error.cause.message}. Is the gateway at ${gateway}?` : error.message);
  process.exit(1);
});

export const url = gateway;

/** One call; answers the envelope's data. */
export async function call(method, path, body) {
  const answer = await fetch(`${gateway}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} ${path} answered ${answer.status}: ${explain(text)}`);
  }
  return text ? JSON.parse(text).data : null;
}

function explain(text) {
  try {
    const { detail, title, errors } = JSON.parse(text);
    const faults = Object.entries(errors ?? {}).map(([member, reasons]) => `${member}: ${reasons.join(' ')}`);
    return faults.length > 0 ? faults.join(' ') : (detail ?? title ?? text);
  } catch {
    return text;
  }
}

/** Makes a named thing, or brings the one of that name, such as an earlier run's, to the same state. */
export async function put(path, body, by = 'id') {
  const { items } = await call('GET', `${path}?limit=100&search=${encodeURIComponent(body.name)}`);
  const known = items.find((item) => item.name === body.name);
  return known ? call('PUT', `${path}/${known[by]}`, body) : call('POST', path, body);
}

export async function signIn() {
  if (!password) {
    throw new Error("Set GATEWAY_PASSWORD to the administrator's password.");
  }
  token = (await call('POST', '/auth/login', { username: 'admin', password })).token;
}

/** A running proxy in front of the upstream. The gateway seals the credential; callers never see it. */
export function createProxy(name, more = {}) {
  const auth = secret ? { type: 'bearer', secret } : { type: 'none' };
  return put('/proxies', { name, kind: 'llm', provider: 'openai', target, auth, policies: [], enabled: true, auto_start: true, ...more });
}

/** A team that may use the proxy, and a key of that team. The key is shown this once. */
export async function createKey(name, proxy, perMinute = null) {
  const team = await put('/teams', { name, description: 'Made by a sample', active: true });
  await call('PUT', `/teams/${team.id}/grants`, { proxies: [{ proxy_id: proxy.id, rate_limit_per_minute: perMinute }] });
  return (await call('POST', '/api-keys', { name, team_id: team.id })).key;
}

/** One chat completion; answers its status and body. */
export async function chat(base, key, content) {
  const answer = await fetch(`${base}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }] }),
  });
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() };
}
