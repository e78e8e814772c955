import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Connected } from './connect.js';

const code = 'ab'.repeat(20);
const seed = {
  plan: 'premium' as const, seats: 2, users: [{ id: 5, name: 'Dr. Reyes', email: 'reyes@example.com', admin: true }],
  personFields: [{ field_name: 'Chart number', field_type: 'varchar', field_code: code }],
  organizations: [{ id: 30, name: 'Lakeside Dental' }],
  persons: [
    { id: 41, name: 'Second', org_id: 30, custom_fields: { [code]: 'C-2' }, update_time: '2023-01-01T00:00:00Z' },
    { id: 40, name: 'First', emails: [{ value: 'first@example.com' }], add_time: '2020-01-01T00:00:00Z' },
  ],
  deals: [{ id: 50, title: 'Implant', person_id: 41 }], notes: [{ content: 'Allergic', person_id: 41 }],
};

let on: Connected;
beforeAll(async () => { on = await connect({ seed }); });
afterAll(async () => { await on.sandbox.close(); });

const state = async (): Promise<Record<string, Record<string, unknown>[]>> => (await on.control('GET', 'state')).body as Record<string, Record<string, unknown>[]>;

test('the state shows each record as the API does, by id, and equals the object of the running stand-in', async () => {
  const shown = await state();
  expect(shown).toEqual(JSON.parse(JSON.stringify(on.sandbox.state())));
  expect(shown['persons']?.map((row) => row['id'])).toEqual([40, 41]);
  expect(shown['persons']?.[1]).toEqual((await on.call('GET', '/v2/persons/41')).data);
  expect(shown['notes']?.[0]).toMatchObject({ content: 'Allergic', person: { name: 'Second' } });
  expect(Object.keys(shown)).toEqual(expect.arrayContaining([
    'persons', 'organizations', 'deals', 'dealProducts', 'leads', 'activities', 'notes', 'files', 'products', 'personFields', 'organizationFields',
    'dealFields', 'productFields', 'pipelines', 'stages', 'activityTypes', 'users', 'deleted',
  ]));
});

test('a user\'s edit changes the record and its update time, but is in no ledger', async () => {
  await on.control('DELETE', 'ledger');
  await on.control('POST', 'edit', { object: 'persons', id: 41, fields: { name: 'Edited', custom_fields: { [code]: 'C-3' } } });
  const [, person] = (await state())['persons'] ?? [];
  expect(person).toMatchObject({ name: 'Edited', custom_fields: { [code]: 'C-3' } });
  expect(String(person?.['update_time']) > '2023-01-01T00:00:00Z').toBe(true);
  expect((await on.control('GET', 'ledger')).body).toEqual([]);
  expect((await on.control('POST', 'edit', { object: 'person', id: 41, fields: { nme: 'x' } })).status).toBe(400);
  expect((await on.control('POST', 'edit', { object: 'person', id: 1, fields: { name: 'x' } })).status).toBe(404);
});

test('merging moves what hangs on the one person to the other', async () => {
  await on.control('POST', 'edit', { object: 'person', id: 41, mergeInto: 40 });
  const shown = await state();
  expect(shown['persons']?.map((row) => row['id'])).toEqual([40]);
  expect(shown['persons']?.[0]).toMatchObject({ org_id: 30, custom_fields: { [code]: 'C-3' }, emails: [{ value: 'first@example.com', primary: true }] });
  expect(shown['deals']?.[0]).toMatchObject({ person_id: 40 });
  expect((shown['deleted'] as unknown as Record<string, unknown[]>)['persons']).toHaveLength(1);
});

test('the ledger names who called, and on request shows both bodies', async () => {
  await on.control('DELETE', 'ledger');
  await on.call('POST', '/v2/organizations', { name: 'Harbor Orthodontics' });
  const [entry] = (await on.control('GET', 'ledger?bodies=1')).body as unknown as Record<string, unknown>[];
  expect(entry).toMatchObject({
    method: 'POST', path: '/api/v2/organizations', operation: 'addOrganization', tokens: 5, status: 200, by: 5,
    request: { name: 'Harbor Orthodontics' }, response: { success: true, data: { name: 'Harbor Orthodontics' } },
  });
  const [short] = (await on.control('GET', 'ledger')).body as unknown as Record<string, unknown>[];
  expect(Object.keys(short ?? {})).toEqual(['at', 'method', 'path', 'operation', 'tokens', 'status', 'by']);
});

test('a reset empties the account, gives new ids from the start and keeps whoever is still a user connected', async () => {
  await on.control('POST', 'reset', { users: seed.users });
  const shown = await state();
  expect([shown['persons'], shown['deleted']]).toEqual([[], {}]);
  expect(shown['stages']).toHaveLength(5);
  expect((await on.call('POST', '/v2/persons', { name: 'A' })).data).toMatchObject({ id: 10_401 });
  await on.control('POST', 'reset');
  expect((await on.call('GET', '/v1/users/me')).status).toBe(401);
});

test('a reset keeps plan and seats unless it names others', async () => {
  const connected = await connect({ plan: 'lite', seats: 2 });
  await connected.control('POST', 'reset');
  expect((await connected.call('GET', '/v1/users/me')).headers.get('x-daily-ratelimit-token-limit')).toBe('60000');
  await connected.control('POST', 'reset', { plan: 'ultimate' });
  expect((await connected.call('GET', '/v1/users/me')).headers.get('x-daily-ratelimit-token-limit')).toBe('420000');
  await connected.sandbox.close();
});

test('a seed that the API would refuse is refused, and the account stays', async () => {
  const before = JSON.stringify(await state());
  const refused = await on.control('POST', 'reset', { persons: [{ name: 'A', org_id: 12 }] });
  expect([refused.status, String(refused.body['error'])]).toEqual([400, expect.stringContaining('org_id')]);
  expect(JSON.stringify(await state())).toBe(before);
});

test('an unknown control call says so', async () => {
  expect((await on.control('GET', 'nothing')).status).toBe(404);
});
