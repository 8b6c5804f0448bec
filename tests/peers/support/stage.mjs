// One gateway, one mock and one echo upstream for a test file, and the clients that reach them directly and through the gateway.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { startEcho } from './echo.mjs';
import { startGateway } from './gateway.mjs';
import { startMock } from './mock.mjs';

/** Sets everything up. `await stage.stop()` at the end, also after a failure. */
export async function startStage({ env, policies = [] } = {}) {
  const started = [];
  const keep = (part) => {
    started.unshift(part);
    return part;
  };
  const stop = async () => {
    for (const part of started) {
      await part.stop();
    }
  };
  try {
    const mock = keep(await startMock());
    const echo = keep(await startEcho());
    const gateway = keep(await startGateway({ env }));
    const anthropicAuth = { auth: { type: 'header', name: 'x-api-key', secret: 'upstream-secret-of-the-gateway' } };
    const proxies = {
      openai: await gateway.createProxy('openai', 'openai', mock.url, { policies }),
      anthropic: await gateway.createProxy('anthropic', 'anthropic', mock.url, { policies, ...anthropicAuth }),
      echo: await gateway.createProxy('echo', 'openai', echo.url, { policies }),
      echoAnthropic: await gateway.createProxy('echo-anthropic', 'anthropic', echo.url, { policies, ...anthropicAuth }),
    };
    const key = await gateway.createKey('clients', Object.values(proxies));
    const direct = { openai: mock.url, anthropic: mock.url, echo: echo.url, echoAnthropic: echo.url };
    const guarded = Object.fromEntries(Object.entries(proxies).map(([name, proxy]) => [name, proxy.url]));
    return { mock, echo, gateway, proxies, key, stop, direct: clients(direct, 'key-for-the-upstream'), guarded: clients(guarded, key) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each client without retries of its own: a test counts what it sends. */
export function clients(urls, apiKey) {
  const openai = (url) => new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
  const anthropic = (url) => new Anthropic({ baseURL: url, apiKey, maxRetries: 0 });
  return {
    urls,
    key: apiKey,
    openai: openai(urls.openai),
    anthropic: anthropic(urls.anthropic),
    echoOpenai: openai(urls.echo),
    echoAnthropic: anthropic(urls.echoAnthropic),
    vercelOpenai: createOpenAI({ baseURL: `${urls.openai}/v1`, apiKey }),
    vercelAnthropic: createAnthropic({ baseURL: `${urls.anthropic}/v1`, apiKey }),
    vercelEcho: createOpenAI({ baseURL: `${urls.echo}/v1`, apiKey }),
  };
}
