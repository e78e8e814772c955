import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import request from 'supertest';
import { isPipedrive } from '../../server/install/identity.js';
import { begin, comeBack, decide, install, neighbours } from './installing.js';
import type { Neighbours } from './installing.js';
import { CLIENT } from './support.js';
import type { Stage } from './support.js';

let all: Neighbours;
let stage: Stage;
beforeEach(async () => {
  all = await neighbours();
  stage = all.stage;
});
afterEach(() => all.close());

interface Connected {
  readonly userKey: string;
  readonly credentials: Readonly<Record<string, string>>;
}

/** What the server told the migrator about who installed. */
const connections = (): readonly Connected[] => stage.calls.filter((call) => call.method === 'connect').map((call) => call.said[0] as Connected);

test('a user who agrees is connected and lands on the app’s settings in Pipedrive', async () => {
  const { consent, cookie } = await begin(stage);
  expect(consent.origin).toBe(stage.config.oauthHost);
  expect(consent.searchParams.get('redirect_uri')).toBe(`${stage.config.publicUrl}/callback`);
  expect(consent.searchParams.get('scope')).toBeNull();
  const answer = await comeBack(stage, await decide(consent, 'allow'), cookie);
  expect(answer.status).toBe(303);
  expect(answer.headers['location']).toBe(`${stage.config.oauthHost}/settings/marketplace/app/${CLIENT.clientId}/app-settings`);
  expect(answer.headers['set-cookie']?.[0]).toMatch(/^bridgework-install=;.*1970/);
  expect(connections()).toEqual([{
    destination: 'pipedrive', key: expect.stringMatching(/^\d+$/), name: expect.any(String), userKey: expect.stringMatching(/^\d+$/),
    credentials: {
      ...CLIENT, accessToken: expect.any(String), refreshToken: expect.any(String), expiresAt: expect.any(String), apiDomain: stage.config.oauthHost,
      tokenUrl: `${stage.config.oauthHost}/oauth/token`, scope: expect.any(String),
      companyId: expect.any(String), companyName: expect.any(String), userId: expect.any(String), userName: expect.any(String), admin: 'true',
    },
  }]);
});

test('the place where the user lands exists', async () => {
  const { consent, cookie } = await begin(stage);
  const answer = await comeBack(stage, await decide(consent, 'allow'), cookie);
  expect((await fetch(answer.headers['location'] ?? '')).status).toBe(200);
});

test('the tokens that were stored open the account’s API for an hour', async () => {
  const { companyId, userId } = await install(stage);
  const account = await stage.migrator.accounts.byKey('pipedrive', String(companyId));
  const credentials = await stage.migrator.accounts.credentials(account?.id ?? '', String(userId));
  const answer = await fetch(`${credentials?.['apiDomain']}/api/v1/users/me`, { headers: { Authorization: `Bearer ${credentials?.['accessToken']}` } });
  expect(answer.status).toBe(200);
  expect(Date.parse(credentials?.['expiresAt'] ?? '')).toBeGreaterThan(Date.now() + 50 * 60_000);
});

test('installing again replaces the tokens and adds no second account', async () => {
  await install(stage);
  await install(stage);
  const [first, second] = connections();
  expect(first?.credentials['accessToken']).not.toBe(second?.credentials['accessToken']);
  expect(await stage.migrator.accounts.list()).toHaveLength(1);
});

test('no token, code or secret of an installation reaches the log', async () => {
  const { consent, cookie } = await begin(stage);
  const back = await decide(consent, 'allow');
  await comeBack(stage, back, cookie);
  await comeBack(stage, back, cookie);
  const credentials = connections()[0]?.credentials;
  expect(stage.logged()).toContain('"path":"/callback"');
  for (const secret of [credentials?.['accessToken'], credentials?.['refreshToken'], CLIENT.clientSecret, back.searchParams.get('code'), back.searchParams.get('state')]) {
    expect(secret).toEqual(expect.any(String));
    expect(stage.logged()).not.toContain(secret);
  }
});

test('a code works once', async () => {
  const { consent, cookie } = await begin(stage);
  const back = await decide(consent, 'allow');
  await comeBack(stage, back, cookie);
  expect((await comeBack(stage, back, cookie)).status).toBe(400);
  expect(connections()).toHaveLength(1);
});

test('uninstalling in Pipedrive reaches us and removes what we know', async () => {
  const { userId } = await install(stage);
  const answer = await fetch(new URL('/host/api/uninstall', all.standIn.url), {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ userId }),
  });
  expect(answer.status).toBe(200);
  await expect.poll(() => stage.migrator.accounts.list()).toEqual([]);
});

describe('nobody is connected by', () => {
  afterEach(() => expect(connections()).toEqual([]));

  test('a callback without our state, which is sent to begin in this browser', async () => {
    const answer = await request(stage.app).get('/callback?code=somebody-elses-code');
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/install');
  });

  test('a user who declines, and the page says so kindly', async () => {
    const { consent, cookie } = await begin(stage);
    const answer = await comeBack(stage, await decide(consent, 'deny'), cookie);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Bridgework was not installed');
    expect(answer.text).toContain('href="/install"');
  });

  test('a state that was begun in another browser', async () => {
    const { consent } = await begin(stage);
    const other = await begin(stage);
    const answer = await comeBack(stage, await decide(consent, 'allow'), other.cookie);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Start again');
  });

  test('a state without the browser’s cookie', async () => {
    const { consent } = await begin(stage);
    expect((await comeBack(stage, await decide(consent, 'allow'), '')).status).toBe(403);
  });

  test.each(['?code=c&state=x', '?code=c&state=', '?code=c&state=1.2.3', '?code=c&state=..', '?code=c&state=9999999999999.AAAA.BBBB', '?code=c&state=a&state=b'])(
    'a forged state: %s', async (search) => {
      const { cookie } = await begin(stage);
      expect((await comeBack(stage, { pathname: '/callback', search }, cookie)).status).toBe(403);
    });

  test('a code that Pipedrive does not know, and the page offers to start again', async () => {
    const { consent, cookie } = await begin(stage);
    const answer = await comeBack(stage, { pathname: '/callback', search: `?code=unknown&state=${consent.searchParams.get('state')}` }, cookie);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('no longer good');
    expect(answer.text).toContain('href="/install"');
  });

  test('a callback with a state but no code', async () => {
    const { consent, cookie } = await begin(stage);
    expect((await comeBack(stage, { pathname: '/callback', search: `?state=${consent.searchParams.get('state')}` }, cookie)).status).toBe(400);
  });

  test('a Pipedrive that cannot be reached', async () => {
    const { consent, cookie } = await begin(stage);
    const back = await decide(consent, 'allow');
    await all.standIn.close();
    expect((await comeBack(stage, back, cookie)).status).toBe(502);
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
