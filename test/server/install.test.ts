import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import request from 'supertest';
import { startPipedriveSandbox } from '../../sandbox/pipedrive/index.js';
import type { PipedriveSandbox } from '../../sandbox/pipedrive/index.js';
import { isPipedrive } from '../../server/install/identity.js';
import { installStates } from '../../server/install/state.js';
import { aStage, TOKEN_SECRET } from './support.js';
import type { Stage } from './support.js';

let standIn: PipedriveSandbox;
let stage: Stage;
let door: Server;

/** The server's address must be known to the stand-in and the stand-in's to the server, so the door opens before the app is built. */
beforeEach(async () => {
  door = createServer().listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo; // a TCP server's address is never a string
  const publicUrl = `http://127.0.0.1:${port}`;
  standIn = await startPipedriveSandbox({
    port: 0, controlPort: 0,
    app: { clientId: 'client-of-a-test', clientSecret: TOKEN_SECRET, callbackUrl: `${publicUrl}/callback`, installUrl: `${publicUrl}/install` },
  });
  stage = await aStage({ standIn: true, publicUrl, oauthHost: new URL(standIn.url).origin, trustedProxies: 0 });
  door.on('request', stage.app);
});
afterEach(async () => {
  door.closeAllConnections();
  door.close();
  await standIn.close();
  await stage.close();
});

interface Browser {
  cookie: string;
}

/** Begins an installation: where the browser is sent, and what it keeps. */
async function begin(): Promise<{ readonly consent: URL; readonly browser: Browser }> {
  const answer = await request(stage.app).get('/install');
  expect(answer.status).toBe(302);
  return { consent: new URL(answer.headers['location'] ?? ''), browser: { cookie: String(answer.headers['set-cookie']) } };
}

/** Presses a button of the stand-in's consent page; answers with the path that the browser is sent back to. */
async function decide(consent: URL, decision: 'allow' | 'deny'): Promise<string> {
  const answer = await fetch(`${consent.origin}${consent.pathname}`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ ...Object.fromEntries(consent.searchParams), decision }),
  });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(back.origin).toBe(stage.config.publicUrl);
  return back.pathname + back.search;
}

const comeBack = (path: string, browser: Browser) => request(stage.app).get(path).set('Cookie', browser.cookie.split(';')[0] ?? '');

const connections = () => stage.migrator.calls.filter((call) => call.method === 'connect').map((call) => call.said[0]);

test('a user who agrees is connected and lands on the app’s settings in Pipedrive', async () => {
  const { consent, browser } = await begin();
  expect(consent.origin).toBe(stage.config.oauthHost);
  expect(consent.searchParams.get('redirect_uri')).toBe(`${stage.config.publicUrl}/callback`);
  expect(consent.searchParams.get('scope')).toBeNull();
  const answer = await comeBack(await decide(consent, 'allow'), browser);
  expect(answer.status).toBe(303);
  expect(answer.headers['location']).toBe(`${stage.config.oauthHost}/settings/marketplace/app/client-of-a-test/app-settings`);
  expect(answer.headers['set-cookie']?.[0]).toMatch(/^bridgework-install=;.*1970/);
  expect(connections()).toEqual([{
    destination: 'pipedrive', key: expect.stringMatching(/^\d+$/), name: expect.any(String), userKey: expect.stringMatching(/^\d+$/),
    credentials: {
      accessToken: expect.any(String), refreshToken: expect.any(String), expiresAt: expect.any(String), apiDomain: stage.config.oauthHost,
      clientId: 'client-of-a-test', clientSecret: TOKEN_SECRET, tokenUrl: `${stage.config.oauthHost}/oauth/token`, scope: expect.any(String),
      companyId: expect.any(String), companyName: expect.any(String), userId: expect.any(String), userName: expect.any(String), admin: 'true',
    },
  }]);
});

test('the tokens that were stored open the account’s API', async () => {
  const { consent, browser } = await begin();
  await comeBack(await decide(consent, 'allow'), browser);
  const [account] = await stage.migrator.accounts.list();
  const [user] = await stage.migrator.accounts.credentialUsers(account?.id ?? '');
  const credentials = await stage.migrator.accounts.credentials(account?.id ?? '', user ?? '');
  const answer = await fetch(`${credentials?.['apiDomain']}/api/v1/users/me`, { headers: { Authorization: `Bearer ${credentials?.['accessToken']}` } });
  expect(answer.status).toBe(200);
  expect(Date.parse(credentials?.['expiresAt'] ?? '')).toBeGreaterThan(Date.now() + 50 * 60_000);
});

test('installing again replaces the tokens and adds no second account', async () => {
  for (let time = 0; time < 2; time += 1) {
    const { consent, browser } = await begin();
    await comeBack(await decide(consent, 'allow'), browser);
  }
  expect(connections()).toHaveLength(2);
  expect(await stage.migrator.accounts.list()).toHaveLength(1);
});

test('no token, code or secret of an installation reaches the log', async () => {
  const { consent, browser } = await begin();
  const back = await decide(consent, 'allow');
  await comeBack(back, browser);
  await comeBack(back, browser);
  const { credentials } = connections()[0] as { credentials: Record<string, string> };
  for (const secret of [credentials['accessToken'], credentials['refreshToken'], TOKEN_SECRET, new URLSearchParams(back.split('?')[1]).get('code'), new URLSearchParams(back.split('?')[1]).get('state')]) {
    expect(stage.logged()).not.toContain(secret);
  }
});

describe('nobody is connected by', () => {
  afterEach(() => expect(connections()).toEqual([]));

  test('a callback without our state, which is sent to begin in this browser', async () => {
    const answer = await request(stage.app).get('/callback?code=somebody-elses-code');
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/install');
  });

  test('a user who declines, and the page says so kindly', async () => {
    const { consent, browser } = await begin();
    const answer = await comeBack(await decide(consent, 'deny'), browser);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Bridgework was not installed');
    expect(answer.text).toContain('href="/install"');
  });

  test('a state that was begun in another browser', async () => {
    const { consent } = await begin();
    const other = await begin();
    const answer = await comeBack(await decide(consent, 'allow'), other.browser);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Start again');
  });

  test('a state without the browser’s cookie', async () => {
    const { consent } = await begin();
    expect((await request(stage.app).get(await decide(consent, 'allow'))).status).toBe(403);
  });

  test.each(['x', '', '1.2.3', '..', '9999999999999.AAAA.BBBB'])('the forged state %j', async (state) => {
    const { browser } = await begin();
    expect((await comeBack(`/callback?code=c&state=${state}`, browser)).status).toBe(403);
  });

  test('a state given twice', async () => {
    const { browser } = await begin();
    expect((await comeBack('/callback?code=c&state=a&state=b', browser)).status).toBe(403);
  });

  test('a code that Pipedrive does not know, and the page offers to start again', async () => {
    const { consent, browser } = await begin();
    const answer = await comeBack(`/callback?code=unknown&state=${consent.searchParams.get('state')}`, browser);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('no longer good');
    expect(answer.text).toContain('href="/install"');
  });

  test('a callback with a state but no code', async () => {
    const { consent, browser } = await begin();
    expect((await comeBack(`/callback?state=${consent.searchParams.get('state')}`, browser)).status).toBe(400);
  });

  test('a Pipedrive that cannot be reached', async () => {
    const { consent, browser } = await begin();
    const back = await decide(consent, 'allow');
    await standIn.close();
    expect((await comeBack(back, browser)).status).toBe(502);
  });
});

test('a code works once', async () => {
  const { consent, browser } = await begin();
  const back = await decide(consent, 'allow');
  await comeBack(back, browser);
  expect((await comeBack(back, browser)).status).toBe(400);
  expect(connections()).toHaveLength(1);
});

test('uninstalling in Pipedrive reaches us and removes what we know', async () => {
  const { consent, browser } = await begin();
  await comeBack(await decide(consent, 'allow'), browser);
  const userId = Number((connections()[0] as { userKey: string }).userKey);
  const answer = await fetch(new URL('/host/api/uninstall', standIn.url), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ userId }) });
  expect(answer.status).toBe(200);
  await expect.poll(() => stage.migrator.accounts.list()).toEqual([]);
});

describe('a state', () => {
  const states = (minute: number) => installStates({
    masterKey: Buffer.alloc(32, 1), secure: true, now: () => new Date(minute * 60_000), random: (bytes) => Buffer.alloc(bytes, 7),
  });
  const jar: string[][] = [];
  const answer = { cookie: (...set: unknown[]) => void jar.push(set.map((part) => JSON.stringify(part))), clearCookie: () => {} };
  const visit = (state: string) => ({ query: { state }, get: () => `bridgework-install=${Buffer.alloc(32, 7).toString('base64url')}` });

  test('is good for ten minutes, in a cookie for https only that no script reads', () => {
    // The two objects have all that a state looks at.
    const state = states(0).issue(answer as never);
    expect(states(9).accept(visit(state) as never, answer as never)).toBe(true);
    expect(states(10).accept(visit(state) as never, answer as never)).toBe(false);
    expect(jar.flat().join()).toMatch(/"httpOnly":true,"sameSite":"lax","secure":true,"path":"\/callback"/);
  });
});

test.each([
  ['https://acme.pipedrive.com', false, true],
  ['http://acme.pipedrive.com', false, false],
  ['https://acme.pipedrive.com:8443', false, false],
  ['https://pipedrive.com.example.com', false, false],
  ['https://evilpipedrive.com', false, false],
  ['https://user:pass@acme.pipedrive.com', false, false],
  ['http://127.0.0.1:4000', false, false],
  ['http://127.0.0.1:4000', true, true],
  ['http://192.168.0.9:4000', true, false],
  ['no address', true, false],
])('%s with a stand-in: %s → trusted: %s', (address, withStandIn, trusted) => {
  expect(isPipedrive(address, withStandIn)).toBe(trusted);
});

