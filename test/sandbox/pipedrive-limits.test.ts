import { afterEach, expect, test } from 'vitest';
import { connect, type Connected } from './connect.js';

let on: Connected;
afterEach(async () => { await on.sandbox.close(); });

async function ledger(): Promise<{ operation: string; tokens: number; status: number }[]> {
  return (await on.control('GET', 'ledger')).body as unknown as { operation: string; tokens: number; status: number }[];
}

test('each answered call costs what its operation costs, refused ones included; 429 and 403 cost nothing', async () => {
  on = await connect({ plan: 'lite', seats: 1 });
  await on.call('POST', '/v2/persons', { name: 'A' });
  await on.call('POST', '/v2/persons', { foreign: 1 });
  await on.call('GET', '/v1/users/me');
  const { headers } = await on.call('POST', '/v1/notes', { content: 'x' });
  expect((await ledger()).map(({ operation, tokens, status }) => [operation, tokens, status])).toEqual([
    ['addPerson', 5, 200], ['addPerson', 5, 400], ['getCurrentUser', 2, 200], ['addNote', 10, 400],
  ]);
  expect(headers.get('x-daily-ratelimit-token-limit')).toBe('30000');
  expect(headers.get('x-daily-ratelimit-token-remaining')).toBe(String(30_000 - 22));
});

test('the two-second window of the plan refuses what is too much and opens again', async () => {
  on = await connect({ plan: 'lite' });
  const answers = await Promise.all(Array.from({ length: 90 }, () => on.call('GET', '/v1/users/me')));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(80);
  const refused = answers.find((answer) => answer.status === 429);
  expect(refused?.headers.get('x-ratelimit-limit')).toBe('80');
  expect(refused?.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(Number(refused?.headers.get('x-ratelimit-reset'))).toBeGreaterThan(0);
  await on.control('POST', 'clock', { advanceSeconds: 2 });
  expect((await on.call('GET', '/v1/users/me')).status).toBe(200);
  expect((await ledger()).reduce((sum, entry) => sum + entry.tokens, 0)).toBe(81 * 2);
});

test('searches have a window of their own, ten in two seconds on every plan', async () => {
  on = await connect({ plan: 'ultimate' });
  const answers = await Promise.all(Array.from({ length: 12 }, () => on.call('GET', '/v2/persons/search?term=abc')));
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(2);
});

test('a client that ignores 429 meets an HTML page with 403', async () => {
  on = await connect({ plan: 'lite' });
  let seen: string | null = null;
  for (let round = 0; round < 8 && seen === null; round += 1) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => on.call('GET', '/v1/users/me')));
    seen = answers.find((answer) => answer.status === 403)?.headers.get('content-type') ?? null;
  }
  expect(seen).toContain('text/html');
  await on.control('POST', 'clock', { advanceSeconds: 61 });
  expect((await on.call('GET', '/v1/users/me')).status).toBe(200);
});

test('the day budget is the company\'s: when it is gone everybody waits for midnight', async () => {
  on = await connect({ plan: 'lite', seats: 1, enforceBurst: false });
  await on.control('POST', 'faults', [{ match: { operation: 'getPersons' }, fault: 'budget-gone' }]);
  expect((await on.call('GET', '/v2/persons')).status).toBe(429);
  const { status, headers } = await on.call('GET', '/v1/users/me');
  expect([status, headers.get('x-daily-ratelimit-token-remaining')]).toEqual([429, '0']);
  await on.control('POST', 'clock', { advanceSeconds: 86_400 });
  // The access token died of age meanwhile; that is not what this is about.
  const renewed = await fetch(`${on.sandbox.url}/oauth/token`, {
    method: 'POST', body: new URLSearchParams({
      grant_type: 'refresh_token', refresh_token: on.refreshToken, client_id: 'bridgework-dev', client_secret: 'bridgework-dev-secret',
    }),
  });
  const { access_token } = await renewed.json() as { access_token: string };
  expect((await on.call('GET', '/v2/persons', undefined, access_token)).status).toBe(200);
});

test('a plan holds so many custom fields, of all kinds of record together', async () => {
  on = await connect({ plan: 'lite', enforceBurst: false });
  for (let at = 0; at < 30; at += 1) {
    expect((await on.call('POST', at % 2 === 0 ? '/v2/personFields' : '/v2/dealFields', {
      field_name: `F${at}`, field_type: 'varchar',
    })).status).toBe(200);
  }
  const refused = await on.call('POST', '/v2/organizationFields', { field_name: 'One more', field_type: 'varchar' });
  expect([refused.status, refused.body['code']]).toEqual([403, 'feature_capping_custom_fields_limit']);
});

test('deals and leads share one cap; archived and deleted ones do not count', async () => {
  const deals = Array.from({ length: 2_499 }, (_, at) => ({ title: `Deal ${at}` }));
  on = await connect({ plan: 'lite', seats: 1, enforceBurst: false, seed: { deals, persons: [{ id: 7, name: 'P' }] } });
  expect((await on.call('POST', '/v1/leads', { title: 'The last', person_id: 7 })).status).toBe(201);
  const refused = await on.call('POST', '/v2/deals', { title: 'One more' });
  expect([refused.status, refused.body['code'], refused.body['error']]).toEqual([403, 'feature_capping_deals_limit', "Couldn't add the deal. Open deals limit reached."]);
  expect((await on.call('POST', '/v2/deals', { title: 'History', is_archived: true })).status).toBe(200);
  const [first] = (await on.call('GET', '/v2/deals?limit=1')).data as { id: number }[];
  await on.call('DELETE', `/v2/deals/${first?.id}`);
  expect((await on.call('POST', '/v2/deals', { title: 'Fits again' })).status).toBe(200);
});

test('a call outside the app\'s scopes, or above the user\'s rights, is refused with 403', async () => {
  on = await connect({
    seed: { users: [{ id: 1, name: 'Front Desk', email: 'desk@example.com' }, { id: 2, name: 'Boss', email: 'boss@example.com', admin: true }] },
  }, 1);
  expect((await on.call('POST', '/v2/personFields', { field_name: 'F', field_type: 'varchar' })).status).toBe(403);
  expect((await on.call('POST', '/v2/persons', { name: 'A' })).status).toBe(200);
  const app = { clientId: 'bridgework-dev', clientSecret: 'bridgework-dev-secret', callbackUrl: 'http://127.0.0.1:1/callback' };
  await on.control('POST', 'app', { ...app, scopes: ['contacts:read'] });
  expect((await on.call('POST', '/v2/persons', { name: 'A' })).status).toBe(403);
  expect((await on.call('GET', '/v2/persons')).status).toBe(200);
  expect((await on.call('GET', '/v1/users/me')).status).toBe(200);
});
