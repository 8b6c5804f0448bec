// Every sample, run as its README says, against a real gateway. Only addresses, keys and the upstream are the test's own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { built, freePort, password } from './support/gateway.mjs';
import { answer } from './support/mock.mjs';
import { startStage } from './support/stage.mjs';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
const run = promisify(execFile);
const tried = new Set(['README.md', 'management.mjs']);

describe('The samples', () => {
  let stage;
  let folder;
  let clientEnv;
  let operatorEnv;

  before(async () => {
    stage = await startStage();
    stage.mock.onMessage('Repeat this address', { content: 'It is <EMAIL_1>.' });
    // A copy, so that the packages they import are found without installing them into the samples.
    folder = await mkdtemp(path.join(tmpdir(), 'sallyport-samples-'));
    await cp(samples, folder, { recursive: true });
    await symlink(fileURLToPath(new URL('node_modules', import.meta.url)), path.join(folder, 'node_modules'));
    clientEnv = {
      OPENAI_BASE_URL: `${stage.guarded.urls.openai}/v1`, OPENAI_API_KEY: stage.key,
      ANTHROPIC_BASE_URL: stage.guarded.urls.anthropic, ANTHROPIC_AUTH_TOKEN: stage.key,
    };
    operatorEnv = { GATEWAY_URL: stage.gateway.url, GATEWAY_PASSWORD: password, UPSTREAM_URL: stage.mock.url, UPSTREAM_KEY: 'key-for-the-upstream' };
  });

  after(async () => {
    await stage?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function play(sample, program, file, env) {
    tried.add(sample);
    const { stdout } = await run(program, [path.join(folder, sample, file)], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env } });
    return stdout;
  }

  /** What the gateway says of a configuration file. */
  async function validate(sample, env) {
    tried.add(sample);
    const file = path.join(folder, sample, 'sallyport.yaml');
    const { stdout } = await run('dotnet', [built, 'validate', '--config', file], { env: { PATH: process.env.PATH, HOME: folder, ...env } });
    return stdout;
  }

  it('openai-sdk: chats, streams, and sees a refusal as an error of the SDK', async () => {
    assert.equal(await play('openai-sdk', 'node', 'chat.mjs', clientEnv), `${answer}\n${answer}\n403 content_blocked\n`);
  });

  it('anthropic-sdk: answers, streams, and sees a refusal as an error of the SDK', async () => {
    assert.equal(await play('anthropic-sdk', 'node', 'message.mjs', clientEnv), `${answer}\n${answer}\n403 content_blocked\n`);
  });

  it('claude-code: its settings alone lead a client of Anthropic through the gateway', async () => {
    const { env } = JSON.parse(await readFile(path.join(samples, 'claude-code/settings.json'), 'utf8'));
    const here = { ...env, ANTHROPIC_BASE_URL: env.ANTHROPIC_BASE_URL.replace('http://127.0.0.1:8080', stage.gateway.url), ANTHROPIC_AUTH_TOKEN: stage.key };
    assert.match(await play('anthropic-sdk', 'node', 'message.mjs', here), /guarded door/);
    assert.equal(env.ANTHROPIC_AUTH_TOKEN, 'spk_YOUR_KEY');
    tried.add('claude-code');
  });

  it('curl: answers, with the id of the exchange', async () => {
    const text = await play('curl', 'bash', 'chat.sh', clientEnv);
    assert.match(text, /^x-request-id: \S+/im);
    assert.match(text, /guarded door/);
  });

  it('masking: the caller gets the address back, the upstream never had it', async () => {
    assert.match(await play('masking', 'node', 'masking.mjs', clientEnv), /^It is anna\.schmidt@example\.com\.\n/);
    const sent = JSON.stringify(stage.mock.getRequests().at(-1).body);
    assert.match(sent, /<EMAIL_1>/);
    assert.doesNotMatch(sent, /anna\.schmidt/);
  });

  it('own-policy: is stored and blocks', async () => {
    assert.equal(await play('own-policy', 'node', 'apply.mjs', operatorEnv), 'a question: 200\nan injection: 403 content_blocked\n');
  });

  it('outside-webhook: a service of one\'s own is asked, and what it flags is refused', async () => {
    assert.equal(await play('outside-webhook', 'node', 'house-rules.mjs', operatorEnv),
      'What is a sallyport? 200\nWhat does our competitor charge? 403 content_blocked\n');
  });

  it('teams-and-limits: the third request has to wait', async () => {
    assert.match(await play('teams-and-limits', 'node', 'setup.mjs', operatorEnv), /^request 1: 200\nrequest 2: 200\nrequest 3: 429, again in \d+ s\n$/);
  });

  it('Samples that set something up can be run again, and say in one sentence what is wrong', async () => {
    assert.match(await play('teams-and-limits', 'node', 'setup.mjs', operatorEnv), /^request 1: 200\n/);
    assert.match(await play('own-policy', 'node', 'apply.mjs', operatorEnv), /^a question: 200\n/);
    assert.match(await play('outside-webhook', 'node', 'house-rules.mjs', operatorEnv), /^What is a sallyport\? 200\n/);
    for (const [wrong, message] of [[{ UPSTREAM_KEY: 'short' }, /auth\.secret: /], [{ GATEWAY_PASSWORD: '' }, /^Set GATEWAY_PASSWORD/], [{ GATEWAY_URL: 'http://127.0.0.1:9' }, /Is the gateway at/]]) {
      const { code, stderr } = await play('own-policy', 'node', 'apply.mjs', { ...operatorEnv, ...wrong }).catch((failure) => failure);
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    }
  });

  it('own-port: serves the proxy there, and no management', async () => {
    const port = await freePort();
    const text = await play('own-port', 'node', 'setup.mjs', { ...operatorEnv, OWN_PORT: String(port) });
    assert.match(text, /\/v1: 200\n.*\/api\/v1\/proxies: 404\n$/);
  });

  it('config-file: is valid, and not without the variable it names', async () => {
    assert.equal(await validate('config-file', {}), 'The configuration is valid.\n');
    await assert.rejects(validate('config-file', { HOME: undefined }), /HOME is not set/);
  });

  it('postgresql: names a database the gateway can use', async () => {
    assert.equal(await validate('postgresql', { POSTGRES_PASSWORD: 'a' }), 'The configuration is valid.\n');
  });

  it('yara: a rule of the folder finds its attack', async () => {
    tried.add('yara');
    const rules = path.join(samples, 'yara');
    const { attack } = JSON.parse(await readFile(path.join(rules, 'tests', 'WalletSeedFile.json'), 'utf8'));
    const args = [built, 'analyze', '--rules', rules, '--json', attack[0]];
    const { stdout } = await run('dotnet', args, { env: { PATH: process.env.PATH, HOME: folder } }).catch((refusal) => refusal);
    assert.match(stdout, /yara-WalletSeedFile/);
  });

  it('No sample is left out here or in the README', async () => {
    const readme = await readFile(path.join(samples, 'README.md'), 'utf8');
    const all = await readdir(samples);
    assert.deepEqual(all.filter((name) => !tried.has(name)), []);
    assert.deepEqual([...tried].filter((name) => !name.includes('.') && !readme.includes(`[${name}](`)), []);
  });
});
