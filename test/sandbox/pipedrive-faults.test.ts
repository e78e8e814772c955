import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askToken, connect, type Connected } from './connect.js';

let on: Connected;
beforeAll(async () => { on = await connect({ enforceBurst: false }); });
beforeEach(async () => { await on.control('POST', 'faults', []); });
afterAll(async () => { await on.sandbox.close(); });

const persons = (): number => on.sandbox.state().persons.length;
const strike = (fault: string, match: Record<string, unknown> = { operation: 'addPerson' }, times = 1): Promise<unknown> =>
  on.control('POST', 'faults', [{ match, fault, times }]);

/** A create that gives up after a while, as every real client must. */
async function attempt(): Promise<number | 'no answer'> {
  const answering = fetch(`${on.sandbox.url}/api/v2/persons`, {
    method: 'POST', body: JSON.stringify({ name: 'Struck' }), signal: AbortSignal.timeout(300),
    headers: { authorization: `Bearer ${on.token}`, 'content-type': 'application/json' },
  }).then(async (response) => {
    await response.text();
    return response.status;
  });
  return answering.catch(() => 'no answer' as const);
}

test.each([['429', 429], ['429-no-retry-after', 429], ['500', 500], ['502', 502], ['503', 503], ['html-403', 403]])('%s answers in place of the call and writes nothing', async (fault, status) => {
  const before = persons();
  await strike(fault);
  const struck = await on.call('POST', '/v2/persons', { name: 'Struck' });
  expect(struck.status).toBe(status);
  expect(struck.headers.get('retry-after')).toBe(fault === '429' ? '2' : null);
  expect(persons()).toBe(before);
  expect(await attempt()).toBe(200);
});

test('after timeout-before-commit nothing is written, after timeout-after-commit the record is there', async () => {
  const before = persons();
  await strike('timeout-before-commit');
  expect([await attempt(), persons()]).toEqual(['no answer', before]);
  await strike('timeout-after-commit');
  expect([await attempt(), persons()]).toEqual(['no answer', before + 1]);
  const entries = (await on.control('GET', 'ledger')).body as unknown as { fault?: string; status: number; tokens: number }[];
  expect(entries.filter((entry) => entry.status === 0).map((entry) => [entry.fault, entry.tokens])).toEqual([['timeout-before-commit', 0], ['timeout-after-commit', 5]]);
});

test('reset-mid-body commits, sends half of the body and breaks the connection', async () => {
  const before = persons();
  await strike('reset-mid-body');
  expect([await attempt(), persons()]).toEqual(['no answer', before + 1]);
});

test('the n-th matching call is hit, as many times in a row as was asked', async () => {
  await strike('500', { method: 'POST', path: '/api/v2/*', nth: 2 }, 2);
  expect([await attempt(), await attempt(), await attempt(), await attempt()]).toEqual([200, 500, 500, 200]);
});

test('token-expired kills the access token only', async () => {
  await strike('token-expired');
  expect(await attempt()).toBe(401);
  const renewed = await askToken(on.sandbox.url, { grant_type: 'refresh_token', refresh_token: on.refreshToken });
  expect((await on.call('GET', '/v1/users/me', undefined, String(renewed.body['access_token']))).status).toBe(200);
});

test('the token endpoint fails, too', async () => {
  await strike('503', { path: '/oauth/token' });
  const ask = async (): Promise<number> => (await askToken(on.sandbox.url, { grant_type: 'refresh_token', refresh_token: on.refreshToken })).status;
  expect([await ask(), await ask()]).toEqual([503, 200]);
});

test('uninstalled in the middle of the work kills every token of the user', async () => {
  const renewed = await askToken(on.sandbox.url, { grant_type: 'refresh_token', refresh_token: on.refreshToken });
  await strike('uninstalled', { operation: 'getCurrentUser' });
  expect((await on.call('GET', '/v1/users/me', undefined, String(renewed.body['access_token']))).status).toBe(401);
  expect((await askToken(on.sandbox.url, { grant_type: 'refresh_token', refresh_token: on.refreshToken })).status).toBe(400);
});

test('a fault that does not exist is refused', async () => {
  expect((await on.control('POST', 'faults', [{ match: {}, fault: 'meteor' }])).status).toBe(400);
});
