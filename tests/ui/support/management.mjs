/** A small client of the management API, for what a test needs but is not about. */
export async function signIn(url, username, password) {
  const session = await call(url, null, 'POST', '/auth/login', { username, password });
  const token = session.token;
  return {
    get: (path) => call(url, token, 'GET', path),
    post: (path, body) => call(url, token, 'POST', path, body),
    put: (path, body) => call(url, token, 'PUT', path, body),
  };
}

async function call(url, token, method, path, body) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  }
  return JSON.parse(text).data;
}

/** A proxy, a team that may use it, and a key of that team. */
export async function prepare(management, { name, target, description = '', perMinute = 6000, team = 'checkout', key = 'checkout-service' }) {
  const proxy = await management.post('/proxies', { name, kind: 'llm', provider: 'openai_compatible', target, description, policies: [], enabled: true, auto_start: true });
  const group = await management.post('/teams', { name: team, description: '', active: true, proxies: [{ proxy_id: proxy.id, rate_limit_per_minute: perMinute }] });
  const made = await management.post('/api-keys', { name: key, team_id: group.id });
  return { proxy, team: group, key: made.key };
}

/** One chat completion through the gateway; answers its status, id and body. */
export async function chat(url, proxy, key, text, { model = 'gpt-4o-mini', stream = false } = {}) {
  const answer = await fetch(`${url}/llm/${proxy}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(key ? { Authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify({ model, stream, messages: [{ role: 'user', content: text }] }),
  });
  return { status: answer.status, id: answer.headers.get('x-request-id'), body: await answer.text() };
}
