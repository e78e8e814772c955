import { afterEach, expect, test } from 'vitest';
import type { AccountSeed } from '../../sandbox/pipedrive/index.js';
import { askToken, connect, consent, type Connected } from './connect.js';

let on: Connected;
afterEach(async () => { await on.sandbox.close(); });

const persons = [{ id: 7, name: 'Mia Lindqvist' }];
const start = async (switches: NonNullable<AccountSeed['switches']>): Promise<void> => {
  on = await connect({ enforceBurst: false, seed: { switches, persons, deals: [{ id: 8, title: 'Crown', person_id: 7 }], products: [{ id: 9, name: 'Crown' }] } });
};

test('a deleted record can still be readable, and a second delete can be no failure', async () => {
  await start({ readDeleted: 'record', secondDelete: 200 });
  await on.call('DELETE', '/v2/persons/7');
  expect((await on.call('GET', '/v2/persons/7')).data).toMatchObject({ is_deleted: true });
  expect((await on.call('DELETE', '/v2/persons/7')).body).toEqual({ success: true, data: { id: 7 } });
});

test('what hangs on a deleted person can keep its link', async () => {
  await start({ orphans: 'stand-with-link-kept' });
  await on.call('DELETE', '/v2/persons/7');
  expect((await on.call('GET', '/v2/deals/8')).data).toMatchObject({ person_id: 7 });
});

test('a note can move the update time of its person', async () => {
  await start({ childrenTouchParents: true });
  const before = (await on.call('GET', '/v2/persons/7')).data as { update_time: string };
  await on.control('POST', 'clock', { advanceSeconds: 5 });
  await on.call('POST', '/v1/notes', { content: 'x', person_id: 7 });
  const after = (await on.call('GET', '/v2/persons/7')).data as { update_time: string };
  expect(after.update_time > before.update_time).toBe(true);
});

test('a deal\'s value can follow the sum of its products', async () => {
  await start({ dealValueFollowsProducts: true });
  await on.call('POST', '/v2/deals/8/products', { product_id: 9, item_price: 450, quantity: 2 });
  expect((await on.call('GET', '/v2/deals/8')).data).toMatchObject({ value: 900 });
});

test('the budget headers can be missing, and search can be immediate', async () => {
  await start({ dailyHeaders: false, searchLagSeconds: 0 });
  await on.call('POST', '/v2/persons', { name: 'Right Away' });
  const found = await on.call('GET', '/v2/persons/search?term=right');
  expect((found.data as { items: unknown[] }).items).toHaveLength(1);
  expect(found.headers.has('x-daily-ratelimit-token-remaining')).toBe(false);
});

test('a refresh can bring a new refresh token, and the callback can come without state', async () => {
  await start({ rotateRefreshTokens: true, dropState: true });
  const refresh = (token: string): ReturnType<typeof askToken> => askToken(on.sandbox.url, { grant_type: 'refresh_token', refresh_token: token });
  const renewed = await refresh(on.refreshToken);
  expect(renewed.body['refresh_token']).not.toBe(on.refreshToken);
  expect((await refresh(on.refreshToken)).status).toBe(400);
  expect((await consent(on.sandbox.url)).searchParams.has('state')).toBe(false);
});
