import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMAND_LINE_REDIRECT } from '../../sandbox/pipedrive/index.js';
import { askToken, connect, consent, type Connected } from './connect.js';

interface Heard { readonly method: string | undefined; readonly authorization: string | undefined; readonly body: unknown }

const heard: Heard[] = [];
let app: Server;
let callbackUrl: string;
let on: Connected;

beforeAll(async () => {
  app = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ method: request.method, authorization: request.headers.authorization, body: JSON.parse(Buffer.concat(parts).toString()) });
      response.end();
    });
  });
  await new Promise<void>((resolve) => { app.listen(0, '127.0.0.1', resolve); });
  callbackUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/oauth/callback`;
  on = await connect({ app: { clientId: 'bridgework-dev', clientSecret: 'bridgework-dev-secret', callbackUrl } });
});
afterAll(async () => {
  await on.sandbox.close();
  app.close();
});

const exchange = (code: string, redirect_uri = COMMAND_LINE_REDIRECT): ReturnType<typeof askToken> =>
  askToken(on.sandbox.url, { grant_type: 'authorization_code', code, redirect_uri });
const codeOf = (location: URL): string => location.searchParams.get('code') ?? '';

test('the consent page lists the users and escapes what came in the address', async () => {
  const query = new URLSearchParams({ client_id: 'bridgework-dev', redirect_uri: callbackUrl, state: '"><script>alert(1)</script>' });
  const page = await fetch(`${on.sandbox.url}/oauth/authorize?${query}`);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).toContain('Ana Torres');
  expect(html).toContain('not Pipedrive');
  expect(html).not.toContain('<script>');
});

test('an unknown app and a foreign redirect address stay on the page', async () => {
  for (const change of [{ client_id: 'other' }, { redirect_uri: 'http://127.0.0.1/elsewhere' }]) {
    const query = new URLSearchParams({ client_id: 'bridgework-dev', redirect_uri: callbackUrl, ...change });
    expect((await fetch(`${on.sandbox.url}/oauth/authorize?${query}`)).status).toBe(400);
    expect((await consent(on.sandbox.url, change)).protocol).toBe('about:');
  }
});

test('consent leads back with code and state, refusal with user_denied and no code', async () => {
  const allowed = await consent(on.sandbox.url, { redirect_uri: callbackUrl });
  expect(allowed.href.startsWith(callbackUrl)).toBe(true);
  expect(allowed.searchParams.get('state')).toBe('s1');
  const denied = await consent(on.sandbox.url, { decision: 'deny' });
  expect([denied.searchParams.get('error'), denied.searchParams.get('code')]).toEqual(['user_denied', null]);
});

test('a code works once, for its own redirect address, within five minutes, and only for the app itself', async () => {
  const code = codeOf(await consent(on.sandbox.url));
  expect((await exchange(code)).body).toMatchObject({
    token_type: 'Bearer', expires_in: 3600, api_domain: on.sandbox.url, scope: expect.stringContaining('base'),
  });
  expect((await exchange(code)).body).toMatchObject({ error: 'invalid_grant' });
  expect((await exchange(codeOf(await consent(on.sandbox.url)), callbackUrl)).status).toBe(400);
  expect((await askToken(on.sandbox.url, { grant_type: 'authorization_code', code: codeOf(await consent(on.sandbox.url)) }, 'wrong')).status).toBe(401);
  const late = codeOf(await consent(on.sandbox.url));
  await on.control('POST', 'clock', { advanceSeconds: 301 });
  expect((await exchange(late)).status).toBe(400);
});

test('an access token lives an hour; the refresh token brings a new one and dies after sixty idle days', async () => {
  const { body } = await exchange(codeOf(await consent(on.sandbox.url)));
  const first = String(body['access_token']);
  const refresh = (): ReturnType<typeof askToken> => askToken(on.sandbox.url, { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) });
  expect((await on.call('GET', '/v1/users/me', undefined, first)).status).toBe(200);
  await on.control('POST', 'clock', { advanceSeconds: 3_600 });
  expect((await on.call('GET', '/v1/users/me', undefined, first)).status).toBe(401);
  const renewed = await refresh();
  expect(renewed.body['refresh_token']).toBe(body['refresh_token']);
  expect((await on.call('GET', '/v1/users/me', undefined, String(renewed.body['access_token']))).status).toBe(200);
  await on.control('POST', 'clock', { advanceSeconds: 61 * 86_400 });
  expect((await refresh()).body).toMatchObject({ error: 'invalid_grant' });
});

test('users/me says who and which company, and whether an admin installed', async () => {
  const { body } = await exchange(codeOf(await consent(on.sandbox.url)));
  const { data } = await on.call('GET', '/v1/users/me', undefined, String(body['access_token']));
  expect(data).toMatchObject({
    email: 'ana.torres@practice.example.com', company_id: 4_205_117, timezone_name: 'America/New_York',
    access: [{ app: 'sales', admin: true }, {}, {}],
  });
});

test('uninstalling tells the app by DELETE with its own credentials, and the tokens are dead', async () => {
  const { body } = await exchange(codeOf(await consent(on.sandbox.url)));
  const user = (on.sandbox.state().users[0] as { id: number }).id;
  await on.control('POST', 'uninstall', { user });
  expect(heard).toContainEqual({
    method: 'DELETE', authorization: `Basic ${Buffer.from('bridgework-dev:bridgework-dev-secret').toString('base64')}`,
    body: { client_id: 'bridgework-dev', company_id: 4_205_117, user_id: user, timestamp: expect.any(String) },
  });
  expect((await on.call('GET', '/v1/users/me', undefined, String(body['access_token']))).status).toBe(401);
  expect((await askToken(on.sandbox.url, { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) })).status).toBe(400);
});

test('revoking the refresh token ends the installation; revoking an unknown one is no failure', async () => {
  const { body } = await exchange(codeOf(await consent(on.sandbox.url)));
  const revoke = (token: string): Promise<Response> => fetch(`${on.sandbox.url}/oauth/revoke`, {
    method: 'POST', body: new URLSearchParams({ token }),
    headers: { authorization: `Basic ${Buffer.from('bridgework-dev:bridgework-dev-secret').toString('base64')}` },
  });
  expect((await revoke('unknown')).status).toBe(200);
  expect((await revoke(String(body['refresh_token']))).status).toBe(200);
  expect((await on.call('GET', '/v1/users/me', undefined, String(body['access_token']))).status).toBe(401);
});
