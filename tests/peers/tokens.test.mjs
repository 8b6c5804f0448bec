// The gateway's access tokens, verified by another implementation of JOSE; and that one's forgeries, refused by the gateway.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { startEcho } from './support/echo.mjs';
import { startGateway } from './support/gateway.mjs';

async function ask(gateway, token) {
  const answer = await fetch(`${gateway.url}/llm/echo/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ model: 'echo-0-0', messages: [{ role: 'user', content: 'Hello' }] }),
  });
  return { status: answer.status, code: (await answer.json()).error?.code };
}

for (const algorithm of ['ES256', 'RS256', 'PS256']) {
  test(`${algorithm}: jose verifies our tokens by our key set, and its own are refused`, async (t) => {
    const echo = await startEcho();
    t.after(() => echo.stop());
    const gateway = await startGateway({ env: { SALLYPORT__Tokens__Algorithm: algorithm, SALLYPORT__Tokens__Issuer: 'https://gateway.test' } });
    t.after(() => gateway.stop());
    await gateway.createProxy('echo', 'openai', echo.url);
    const made = await gateway.call('POST', '/auth/tokens', { name: 'peer', expires_in_seconds: 300 });
    const token = made.access_token;

    const keys = createRemoteJWKSet(new URL(`${gateway.url}/.well-known/jwks.json`));
    const expected = { issuer: 'https://gateway.test', audience: 'sallyport', algorithms: [algorithm], typ: 'at+jwt', requiredClaims: ['sub', 'exp', 'iat', 'jti', 'token_use'] };
    const { payload, protectedHeader } = await jwtVerify(token, keys, expected);
    assert.equal(payload.jti, made.token_id);
    assert.equal(payload.token_use, 'access');
    assert.equal(payload.exp - payload.iat, 300);
    assert.deepEqual(await ask(gateway, token), { status: 200, code: undefined });

    // The same words under a stranger's key that takes our key's name, and with the stranger's key brought along.
    const stranger = await generateKeyPair(algorithm);
    const { kid } = decodeProtectedHeader(token);
    const forged = (header) => new SignJWT(payload).setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid, ...header }).sign(stranger.privateKey);
    assert.deepEqual(await ask(gateway, await forged({})), { status: 401, code: 'credential_invalid' });
    assert.deepEqual(await ask(gateway, await forged({ jwk: await exportJWK(stranger.publicKey) })), { status: 401, code: 'credential_invalid' });
    assert.deepEqual(await ask(gateway, await forged({ jku: `${echo.url}/keys` })), { status: 401, code: 'credential_invalid' });
    assert.deepEqual(await ask(gateway, new UnsecuredJWT(payload).encode()), { status: 401, code: 'credential_invalid' });

    // Our public key as a shared secret.
    const [own] = (await (await fetch(`${gateway.url}/.well-known/jwks.json`)).json()).keys;
    const confused = await new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: protectedHeader.kid }).sign(Buffer.from(JSON.stringify(own)));
    assert.deepEqual(await ask(gateway, confused), { status: 401, code: 'credential_invalid' });
    assert.equal(echo.received.length, 1);
  });
}
