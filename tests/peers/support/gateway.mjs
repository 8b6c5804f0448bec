// Runs the built gateway as a process of its own, on loopback and with throw-away state, and manages it as an operator would.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
// Another build, such as a published one, can be named instead.
export const built = process.env.SALLYPORT_PROGRAM ?? path.join(root, 'src/Sallyport.Host/bin/Debug/net10.0/sallyport.dll');
export const password = 'correct-horse-battery-staple-7';
const startSeconds = 60;
const stopSeconds = 15;
const recordSeconds = 10;

// What the gateway shows the upstreams instead of the caller's key.
export const upstreamSecret = 'upstream-secret-of-the-gateway';

/** Starts a gateway. `env` adds or changes environment variables. Always `await gateway.stop()` at the end. */
export async function startGateway({ env = {} } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'sallyport-peers-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = launch(folder, url, env);
  const gateway = new Gateway(url, folder, child);
  try {
    await gateway.untilReady();
    await gateway.signIn();
  } catch (error) {
    await gateway.stop().catch(() => {});
    throw new Error(`${error.message}\n${gateway.output}`);
  }
  return gateway;
}

class Gateway {
  #token = null;

  constructor(url, folder, child) {
    this.url = url;
    this.folder = folder;
    this.child = child;
  }

  /** What the process has printed so far. */
  get output() {
    return this.child.output.join('');
  }

  async untilReady() {
    const deadline = Date.now() + startSeconds * 1000;
    while (Date.now() < deadline) {
      if (this.child.exitCode !== null) {
        throw new Error(`The gateway ended with code ${this.child.exitCode} while starting.`);
      }
      const isReady = await fetch(`${this.url}/ready`).then((answer) => answer.ok, () => false);
      if (isReady) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The gateway was not ready within ${startSeconds} seconds.`);
  }

  async signIn() {
    this.#token = (await this.call('POST', '/auth/login', { username: 'admin', password })).token;
  }

  /** One call of the management API; answers the envelope's data. */
  async call(method, resource, body) {
    const headers = { 'content-type': 'application/json' };
    if (this.#token) {
      headers.authorization = `Bearer ${this.#token}`;
    }
    const answer = await fetch(`${this.url}/api/v1${resource}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${resource} answered ${answer.status}: ${text}`);
    }
    return text ? JSON.parse(text).data : null;
  }

  /** Makes a running proxy and answers it with the base URL that clients use. */
  async createProxy(name, provider, target, more = {}) {
    const proxy = await this.call('POST', '/proxies', {
      name, kind: 'llm', provider, target, policies: [], enabled: true, auto_start: true, auth: { type: 'bearer', secret: upstreamSecret }, ...more,
    });
    return { ...proxy, url: `${this.url}/llm/${name}` };
  }

  /** Makes a team that may use the proxies, and a key of that team. */
  async createKey(name, proxies, { perMinute } = {}) {
    const team = await this.call('POST', '/teams', { name, description: 'Made by the client tests', active: true });
    const grants = proxies.map((proxy) => ({ proxy_id: proxy.id, rate_limit_per_minute: perMinute ?? null }));
    await this.call('PUT', `/teams/${team.id}/grants`, { proxies: grants });
    const key = await this.call('POST', '/api-keys', { name, team_id: team.id });
    return key.key;
  }

  /** The record of an exchange. Records are stored in batches, shortly after the answer. */
  async event(id) {
    const deadline = Date.now() + recordSeconds * 1000;
    for (;;) {
      try {
        return await this.call('GET', `/events/${id}`);
      } catch (error) {
        if (Date.now() > deadline) {
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** Ends the process. A gateway that has ended on its own is a failure, whatever the tests have seen. */
  async stop() {
    const { exitCode, signalCode } = this.child;
    await this.#end();
    await rm(this.folder, { recursive: true, force: true });
    if (exitCode !== null || signalCode !== null) {
      throw new Error(`The gateway had ended on its own (code ${exitCode}, signal ${signalCode}):\n${this.output.slice(-4000)}`);
    }
  }

  async #end() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      const timer = setTimeout(() => this.child.kill('SIGKILL'), stopSeconds * 1000);
      await ended;
      clearTimeout(timer);
    }
  }
}

function launch(folder, url, env) {
  const args = existsSync(built) ? [built] : ['run', '--project', path.join(root, 'src/Sallyport.Host')];
  const child = spawn('dotnet', args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      SALLYPORT_URLS: url,
      SALLYPORT_DATA_DIR: path.join(folder, 'data'),
      SALLYPORT_ADMIN_PASSWORD: password,
      SALLYPORT_ALLOW_PRIVATE_UPSTREAMS: '127.0.0.1',
      ...env,
    },
  });
  child.output = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => child.output.push(text));
  }
  // A test file that dies must not leave the process behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.removeListener('exit', kill));
  return child;
}

// The gateway is told its port, so one is chosen here; in the moment between, another process could take it, and the start would say so.
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
