// Makes what a benchmark run needs: one data folder per configuration, filled through the management API, and a target file for the
// harness that names the key. Usage: node bench/prepare.mjs <program.dll> <out folder>
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [program, out] = process.argv.slice(2).map((path) => resolve(path));
const upstream = 'http://127.0.0.1:9100';
const password = 'benchmark-only-password';

// "everything on" is what a new proxy gets. "guards off" keeps identity, limits, metering and audit, under a policy that does nothing.
const configurations = [
  { name: 'sallyport', port: 9301, policies: [], note: 'everything on: identity, grants, limits, standard policy, masking and restore, usage, audit' },
  // A thousand proxies and keys beside the measured ones: a request must not pay for what it does not use.
  { name: 'sallyport-many', port: 9303, policies: [], others: 1000, note: 'everything on, 1,000 more proxies and 1,000 more keys' },
  { name: 'sallyport-guards-off', port: 9302, policies: ['off'], note: 'identity, grants, limits, usage, audit; no rules, no masking' },
];

async function call(base, token, method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text).data;
}

async function prepare({ name, port, policies, note, others = 0 }) {
  const data = `${out}/${name}`;
  const env = {
    SALLYPORT_DATA_DIR: data,
    SALLYPORT_URLS: `http://127.0.0.1:${port}`,
    SALLYPORT_ADMIN_PASSWORD: password,
    SALLYPORT_ALLOW_PRIVATE_UPSTREAMS: '127.0.0.1',
    SALLYPORT__RateLimits__DefaultPerMinute: '100000000',
    SALLYPORT__Logging__LogLevel__Default: 'Warning',
  };
  rmSync(data, { recursive: true, force: true });
  const process_ = spawn('dotnet', [program], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
  const exited = new Promise((done) => process_.once('exit', done));
  const base = env.SALLYPORT_URLS;
  try {
    for (let i = 0; !(await fetch(`${base}/ready`).then((r) => r.ok, () => false)); i++) {
      if (i > 100) throw new Error(`${name} did not start`);
      await sleep(100);
    }
    const { token } = await call(base, null, 'POST', '/api/v1/auth/login', { username: 'admin', password });
    if (policies.includes('off')) {
      await call(base, token, 'POST', '/api/v1/policies', { name: 'off', description: 'No rules, no masking', kind: 'llm', actions: {}, masking: [] });
    }
    await call(base, token, 'POST', '/api/v1/proxies', { name: 'mock', kind: 'llm', provider: 'openai', target: upstream, policies, auth: { type: 'bearer', secret: 'sk-upstream-bench-secret' } });
    for (let other = 0; other < others; other++) {
      await call(base, token, 'POST', '/api/v1/proxies', { name: `other-${other}`, kind: 'llm', provider: 'openai', target: upstream, policies });
      await call(base, token, 'POST', '/api/v1/api-keys', { name: `other-${other}` });
    }
    const { key } = await call(base, token, 'POST', '/api/v1/api-keys', { name: 'bench' });
    mkdirSync(`${out}/targets`, { recursive: true });
    writeFileSync(`${out}/targets/${name}.json`, JSON.stringify({
      name, kind: ['llm'], note, needs: ['dotnet'], start: ['dotnet', program], env, url: `${base}/llm/mock`, headers: [`Authorization: Bearer ${key}`],
    }, null, 2));
  } finally {
    process_.kill('SIGTERM');
    await exited;
  }
}

for (const configuration of configurations) await prepare(configuration);
console.log(`BENCH_TARGETS=${out}/targets`);
