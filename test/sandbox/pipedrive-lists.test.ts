import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Connected } from './connect.js';

let on: Connected;
beforeAll(async () => {
  on = await connect({
    enforceBurst: false,
    seed: {
      persons: Array.from({ length: 25 }, (_, at) => ({
        id: 100 + at, name: `Patient ${at}`, emails: [{ value: `p${at}@example.com` }],
        update_time: `2024-01-01T00:00:${String(59 - at).padStart(2, '0')}Z`,
      })),
    },
  });
});
afterAll(async () => { await on.sandbox.close(); });

const ids = (data: unknown): number[] => (data as { id: number }[]).map((row) => row.id);

async function everyPage(path: string): Promise<number[]> {
  const found: number[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body, data } = await on.call('GET', `${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    found.push(...ids(data));
    cursor = (body['additional_data'] as { next_cursor: string | null }).next_cursor;
  }
  return found;
}

test('a cursor walks the whole list in either order, by id and by the last change', async () => {
  const ascending = Array.from({ length: 25 }, (_, at) => 100 + at);
  expect(await everyPage('/v2/persons?limit=7')).toEqual(ascending);
  expect(await everyPage('/v2/persons?limit=7&sort_direction=desc')).toEqual(ascending.toReversed());
  expect(await everyPage('/v2/persons?limit=7&sort_by=update_time')).toEqual(ascending.toReversed());
  expect(await everyPage('/v2/persons?limit=25&sort_by=add_time')).toEqual(ascending);
});

test('a record that is changed while the list is walked by id does not move', async () => {
  const first = await on.call('GET', '/v2/persons?limit=20');
  const { next_cursor } = first.body['additional_data'] as { next_cursor: string };
  await on.call('PATCH', '/v2/persons/100', { name: 'Patient 0' });
  expect(ids((await on.call('GET', `/v2/persons?limit=20&cursor=${next_cursor}`)).data)).toEqual([120, 121, 122, 123, 124]);
});

test('ids= leaves out what is not there, and refuses more than a hundred', async () => {
  expect(ids((await on.call('GET', '/v2/persons?ids=101,999999,103')).data)).toEqual([101, 103]);
  expect((await on.call('GET', `/v2/persons?ids=${Array.from({ length: 101 }, (_, at) => at + 1).join(',')}`)).status).toBe(400);
});

test('updated_since includes its second and refuses milliseconds', async () => {
  expect(ids((await on.call('GET', '/v2/persons?updated_since=2024-01-01T00:00:58Z')).data)).toContain(101);
  expect(ids((await on.call('GET', '/v2/persons?updated_since=2024-01-01T00:00:59Z')).data)).not.toContain(101);
  const refused = await on.call('GET', '/v2/persons?updated_since=2024-01-01T00:00:58.000Z');
  expect(refused.body).toMatchObject({ code: 'ERR_SCHEMA_VALIDATION_FAILED' });
});

test('a limit over 500, a foreign cursor and an unknown parameter are refused', async () => {
  for (const query of ['limit=501', 'limit=0', 'cursor=nonsense', 'colour=blue', 'sort_by=name']) {
    expect((await on.call('GET', `/v2/persons?${query}`)).status, query).toBe(400);
  }
});

test('notes page by position and say where the next page starts; files take at most 100', async () => {
  for (const text of ['one', 'two', 'three']) await on.call('POST', '/v1/notes', { content: text, person_id: 100 });
  const { body } = await on.call('GET', '/v1/notes?limit=2');
  expect(body['additional_data']).toEqual({ pagination: { start: 0, limit: 2, more_items_in_collection: true, next_start: 2 } });
  const rest = await on.call('GET', '/v1/notes?limit=2&start=2&person_id=100');
  expect(rest.body['data']).toMatchObject([{ content: 'three' }]);
  expect((await on.call('GET', '/v1/files?limit=101')).status).toBe(400);
});

test('search finds a new record only after its lag, and a changed one under its old name until then', async () => {
  const search = async (term: string): Promise<number> => {
    const { data } = await on.call('GET', `/v2/persons/search?term=${encodeURIComponent(term)}&exact_match=true&fields=name`);
    return (data as { items: unknown[] }).items.length;
  };
  await on.call('POST', '/v2/persons', { name: 'Late Arrival' });
  expect(await search('late arrival')).toBe(0);
  await on.control('POST', 'clock', { advanceSeconds: 6 });
  expect(await search('late arrival')).toBe(1);
  await on.call('PATCH', '/v2/persons/105', { name: 'Renamed' });
  expect([await search('Patient 5'), await search('Renamed')]).toEqual([1, 0]);
  await on.control('POST', 'clock', { advanceSeconds: 6 });
  expect([await search('Patient 5'), await search('Renamed')]).toEqual([0, 1]);
});

test('search in one custom field is exact to the letter', async () => {
  const { data } = await on.call('POST', '/v2/personFields', { field_name: 'External id', field_type: 'varchar' });
  const code = (data as { field_code: string }).field_code;
  await on.call('PATCH', '/v2/persons/110', { custom_fields: { [code]: 'dentrix:patient:A7' } });
  await on.control('POST', 'clock', { advanceSeconds: 6 });
  const find = async (term: string): Promise<unknown> => (await on.call('GET', `/v2/itemSearch/field?entity_type=person&field=${code}&match=exact&term=${term}`)).data;
  expect(await find('dentrix:patient:A7')).toEqual([{ id: 110, name: 'Patient 10' }]);
  expect(await find('dentrix:patient:a7')).toEqual([]);
});
