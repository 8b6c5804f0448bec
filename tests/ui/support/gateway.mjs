import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));
const patienceMs = 60_000;

/** `SALLYPORT_PROGRAM` names another build, such as a published one. */
function findProgram() {
  if (process.env.SALLYPORT_PROGRAM) {
    return process.env.SALLYPORT_PROGRAM;
  }
  const builds = ['Debug', 'Release'].map((name) => path.join(repository, 'src/Sallyport.Host/bin', name, 'net10.0/sallyport.dll'));
  return builds.find(existsSync);
}

/** A port that was free a moment ago: the gateway is told where to listen, it cannot report a port of its choice to a browser. */
export async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(url, child, output) {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) {
      throw new Error(`The gateway ended with code ${child.exitCode}:\n${output()}`);
    }
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The gateway was not ready in ${patienceMs / 1000} s:\n${output()}`);
}

/** The real program on a data folder of its own, as a first start. `password` is the one it printed, or the one it was given. */
export async function startGateway({ password } = {}) {
  const program = findProgram();
  if (!program) {
    throw new Error('The gateway is not built: dotnet build src/Sallyport.Host');
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'sallyport-ui-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn('dotnet', [program], {
    env: {
      ...process.env, SALLYPORT_DATA_DIR: folder, SALLYPORT_URLS: url, SALLYPORT_ALLOW_PRIVATE_UPSTREAMS: '127.0.0.1',
      ...(password ? { SALLYPORT_ADMIN_PASSWORD: password } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => { output += data; });
  child.stderr.on('data', (data) => { output += data; });
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  const printed = /one-time password.*\n\s+(\S+)/.exec(output)?.[1];
  return { url, password: password ?? printed, output: () => output, stop };
}
