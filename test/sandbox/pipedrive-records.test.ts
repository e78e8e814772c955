import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Connected } from './connect.js';

let on: Connected;
let person: number;
let deal: number;
let product: number;
beforeAll(async () => {
  on = await connect({ enforceBurst: false });
  person = await make('/v2/persons', { name: 'Mia Lindqvist' });
  deal = await make('/v2/deals', { title: 'Crown and bridge', person_id: person, value: 1250.5 });
  product = await make('/v2/products', { name: 'Crown', code: 'CR-1', prices: [{ currency: 'USD', price: 900 }] });
});
afterAll(async () => { await on.sandbox.close(); });

async function make(path: string, body: unknown): Promise<number> {
  const answer = await on.call('POST', path, body);
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
  return (answer.data as { id: number }).id;
}

async function makeField(owner: string, body: Record<string, unknown>): Promise<{ code: string; options: { id: number; label: string }[] }> {
  const { data } = await on.call('POST', `/v2/${owner}Fields`, body);
  const field = data as { field_code: string; options: { id: number; label: string }[] };
  return { code: field.field_code, options: field.options };
}

async function refused(method: string, path: string, body: unknown, mentioning: string): Promise<void> {
  const before = JSON.stringify(on.sandbox.state());
  const answer = await on.call(method, path, body);
  expect(answer.status).toBe(400);
  expect(String(answer.body['error'])).toContain(mentioning);
  expect(JSON.stringify(on.sandbox.state())).toBe(before);
}

describe('persons', () => {
  test('a person is created with normalised name and contacts, and shows every custom field', async () => {
    const { code } = await makeField('person', { field_name: 'Chart number', field_type: 'varchar' });
    expect(code).toMatch(/^[\da-f]{40}$/);
    const { status, data } = await on.call('POST', '/v2/persons', {
      name: '  Noor Haddad ', emails: [{ value: 'Noor@Example.com' }, { value: 'home@example.com', label: 'home' }], add_time: '2019-03-04T05:06:07Z',
    });
    expect(status).toBe(200);
    expect(data).toMatchObject({
      name: 'Noor Haddad', first_name: 'Noor', last_name: 'Haddad', add_time: '2019-03-04T05:06:07Z', custom_fields: { [code]: null },
      emails: [{ value: 'Noor@Example.com', primary: true, label: 'work' }, { value: 'home@example.com', primary: false, label: 'home' }],
    });
  });

  test('a field that contact sync would bring is refused with 403', async () => {
    for (const field of ['postal_address', 'birthday', 'notes', 'im', 'job_title']) {
      expect((await on.call('POST', '/v2/persons', { name: 'A B', [field]: 'x' })).status).toBe(403);
    }
  });

  test('an unknown key, a numeric string, a missing link and two primaries are refused, and nothing is written', async () => {
    await refused('POST', '/v2/persons', { name: 'A', phone: '555-0100' }, "phone: Parameter 'phone' is not allowed");
    await refused('POST', '/v2/persons', { name: 'A', owner_id: '21450001' }, 'owner_id');
    await refused('POST', '/v2/persons', { name: 'A', org_id: 999_999 }, 'org_id');
    await refused('POST', '/v2/persons', { emails: [] }, 'name');
    await refused('POST', '/v2/persons', { name: 'A', phones: [{ value: '555-0100', primary: true }, { value: '555-0101', primary: true }] }, 'phones');
    await refused('PATCH', `/v2/persons/${person}`, { add_time: '2020-01-01T00:00:00Z' }, 'add_time');
    await refused('POST', '/v2/persons', { name: 'A', add_time: '2020-01-01T00:00:00.000Z' }, 'add_time');
  });

  test('a patch changes what it names, replaces contacts as a whole and bumps the update time', async () => {
    const id = await make('/v2/persons', { name: 'Old Name', emails: [{ value: 'a@example.com' }], phones: [{ value: '555-0111' }] });
    await on.control('POST', 'clock', { advanceSeconds: 5 });
    const { data } = await on.call('PATCH', `/v2/persons/${id}`, { emails: [{ value: 'b@example.com' }] });
    const after = data as { add_time: string; update_time: string };
    expect(data).toMatchObject({ name: 'Old Name', emails: [{ value: 'b@example.com' }], phones: [{ value: '555-0111' }] });
    expect(after.update_time > after.add_time).toBe(true);
  });

  test('a deleted person leaves its deal standing with the link cleared', async () => {
    const gone = await make('/v2/persons', { name: 'Leaving Soon' });
    const left = await make('/v2/deals', { title: 'Left behind', person_id: gone });
    expect((await on.call('DELETE', `/v2/persons/${gone}`)).body).toEqual({ success: true, data: { id: gone } });
    expect((await on.call('GET', `/v2/persons/${gone}`)).status).toBe(404);
    expect((await on.call('DELETE', `/v2/persons/${gone}`)).status).toBe(404);
    expect((await on.call('GET', `/v2/deals/${left}`)).data).toMatchObject({ person_id: null });
    expect(on.sandbox.state().deleted['persons']).toContainEqual(expect.objectContaining({ id: gone, is_deleted: true }));
  });
});

describe('custom fields', () => {
  test('each type takes its own shape and refuses others', async () => {
    const cases: readonly [type: string, good: unknown, shown: unknown, bad: unknown][] = [
      ['varchar', 'x', 'x', 5], ['varchar', 'y', 'y', 'z'.repeat(256)], ['double', 1.5, 1.5, '1.5'], ['date', '2024-02-29', '2024-02-29', '2023-02-29'],
      ['monetary', { value: 10, currency: 'USD' }, { value: 10, currency: 'USD' }, 10],
      ['time', { value: '09:30' }, { value: '09:30:00', timezone_name: 'America/New_York' }, '09:30'],
      ['daterange', { value: '2024-01-01', until: '2024-01-02' }, { value: '2024-01-01', until: '2024-01-02' }, { value: '2024-01-01' }],
      ['people', person, person, 4], ['user', 21_450_001, 21_450_001, 4], ['phone', '555-0123', '555-0123', 5_550_123],
    ];
    for (const [at, [field_type, good, shown, bad]] of cases.entries()) {
      const { code } = await makeField('person', { field_name: `Field ${at}`, field_type });
      expect((await on.call('PATCH', `/v2/persons/${person}`, { custom_fields: { [code]: good } })).data).toMatchObject({
        custom_fields: { [code]: shown },
      });
      await refused('PATCH', `/v2/persons/${person}`, { custom_fields: { [code]: bad } }, code);
      expect((await on.call('PATCH', `/v2/persons/${person}`, { custom_fields: { [code]: null } })).data).toMatchObject({
        custom_fields: { [code]: null },
      });
    }
  });

  test('a set takes option ids, is cleared by null, refuses an empty list, and loses options that are deleted', async () => {
    const { code, options } = await makeField('person', {
      field_name: 'Allergies', field_type: 'set', options: [{ label: 'Latex' }, { label: 'Penicillin' }],
    });
    const ids = options.map((option) => option.id);
    const id = await make('/v2/persons', { name: 'With Options', custom_fields: { [code]: ids } });
    await refused('PATCH', `/v2/persons/${id}`, { custom_fields: { [code]: [] } }, 'null');
    await refused('PATCH', `/v2/persons/${id}`, { custom_fields: { [code]: [1] } }, code);
    const gone = await on.call('DELETE', `/v2/personFields/${code}/options`, [{ id: ids[0] }]);
    expect(gone.data).toEqual([{ id: ids[0], label: 'Latex' }]);
    expect((await on.call('GET', `/v2/persons/${id}`)).data).toMatchObject({ custom_fields: { [code]: [ids[1]] } });
    expect((await on.call('POST', `/v2/personFields/${code}/options`, [{ label: 'Iodine' }])).data).toEqual([{ id: expect.any(Number), label: 'Iodine' }]);
  });

  test('a key whose field was deleted fails the whole write and is gone from every record', async () => {
    const { code } = await makeField('person', { field_name: 'Short-lived', field_type: 'varchar' });
    const id = await make('/v2/persons', { name: 'Has Value', custom_fields: { [code]: 'kept?' } });
    expect((await on.call('DELETE', `/v2/personFields/${code}`)).data).toMatchObject({ field_code: code });
    await refused('PATCH', `/v2/persons/${id}`, { name: 'New', custom_fields: { [code]: 'x' } }, code);
    const shown = (await on.call('GET', `/v2/persons/${id}`)).data as { custom_fields: object };
    expect(Object.keys(shown.custom_fields)).not.toContain(code);
  });

  test('an enum needs options, a type cannot change, and a description belongs to deal fields only', async () => {
    await refused('POST', '/v2/dealFields', { field_name: 'Choice', field_type: 'enum' }, 'options');
    await refused('POST', '/v2/personFields', { field_name: 'F', field_type: 'varchar', description: 'x' }, 'description');
    await refused('POST', '/v2/personFields', { field_name: 'F', field_type: 'checkbox' }, 'field_type');
    const { code } = await makeField('deal', { field_name: 'Plan number', field_type: 'varchar', description: 'From the dental system' });
    await refused('PATCH', `/v2/dealFields/${code}`, { field_type: 'text' }, 'field_type');
  });
});

describe('deals', () => {
  test('a won deal takes its own closing time; times and reasons of another status are refused', async () => {
    const { data } = await on.call('POST', '/v2/deals', { title: 'Done long ago', status: 'won', won_time: '2021-05-06T07:08:09Z' });
    expect(data).toMatchObject({ status: 'won', won_time: '2021-05-06T07:08:09Z', close_time: '2021-05-06T07:08:09Z', lost_time: null });
    await refused('POST', '/v2/deals', { title: 'x', status: 'won', lost_time: '2021-05-06T07:08:09Z' }, 'lost_time');
    await refused('POST', '/v2/deals', { title: 'x', status: 'open', lost_reason: 'cost' }, 'lost_reason');
    await refused('POST', '/v2/deals', { title: 'x', add_time: '2021-05-06T07:08:09Z' }, 'add_time');
    await refused('PATCH', `/v2/deals/${deal}`, { origin_id: 'x' }, 'origin_id');
  });

  test('a stage brings its pipeline, a new pipeline has no stages, and neither goes while it holds deals', async () => {
    const pipeline = await make('/v2/pipelines', { name: 'Recalls' });
    expect((await on.call('GET', `/v2/stages?pipeline_id=${pipeline}`)).data).toEqual([]);
    await refused('POST', '/v2/deals', { title: 'x', pipeline_id: pipeline }, 'no stages');
    const stage = await make('/v2/stages', { name: 'Due', pipeline_id: pipeline });
    const id = await make('/v2/deals', { title: 'Recall', stage_id: stage });
    expect((await on.call('GET', `/v2/deals/${id}`)).data).toMatchObject({ pipeline_id: pipeline, stage_id: stage });
    expect((await on.call('DELETE', `/v2/stages/${stage}`)).status).toBe(400);
    expect((await on.call('DELETE', `/v2/pipelines/${pipeline}`)).status).toBe(400);
    await on.call('DELETE', `/v2/deals/${id}`);
    expect((await on.call('DELETE', `/v2/pipelines/${pipeline}`)).status).toBe(200);
    expect((await on.call('GET', `/v2/stages/${stage}`)).status).toBe(404);
  });

  test('an archived deal leaves the list and refuses edits until it is taken out', async () => {
    const id = await make('/v2/deals', { title: 'History', is_archived: true, archive_time: '2020-01-01 00:00:00' });
    const listed = (await on.call('GET', '/v2/deals?limit=500')).data as { id: number }[];
    expect(listed.map((row) => row.id)).not.toContain(id);
    expect((await on.call('GET', '/v2/deals/archived')).data).toMatchObject([{ id, archive_time: '2020-01-01T00:00:00Z' }]);
    await refused('PATCH', `/v2/deals/${id}`, { title: 'x' }, 'Archived');
    expect((await on.call('PATCH', `/v2/deals/${id}`, { is_archived: false, title: 'Back' })).data).toMatchObject({ title: 'Back', is_archived: false });
  });

  test('product rows come one at a time or a hundred at once, all or none', async () => {
    const single = await on.call('POST', `/v2/deals/${deal}/products`, { product_id: product, item_price: 900, quantity: 1.5, discount: 10 });
    expect(single.status).toBe(201);
    expect(single.data).toMatchObject({ deal_id: deal, name: 'Crown', sum: 1215, currency: 'USD' });
    const row = { product_id: product, item_price: 10, quantity: 1 };
    const bulk = await on.call('POST', `/v2/deals/${deal}/products/bulk`, { data: [row, row] });
    expect([bulk.status, (bulk.data as unknown[]).length]).toEqual([201, 2]);
    await refused('POST', `/v2/deals/${deal}/products/bulk`, { data: [row, { ...row, product_id: 5 }] }, 'product_id');
    await refused('POST', `/v2/deals/${deal}/products/bulk`, { data: Array.from({ length: 101 }, () => row) }, 'data');
    expect(((await on.call('GET', `/v2/deals/products?deal_ids=${deal},${deal + 1}`)).data as unknown[]).length).toBe(3);
    const gone = (bulk.data as { id: number }[]).map((entry) => entry.id);
    expect((await on.call('DELETE', `/v2/deals/${deal}/products?ids=${gone.join(',')},424242`)).data).toEqual({ ids: gone });
    expect(((await on.call('GET', `/v2/deals/${deal}/products`)).data as unknown[]).length).toBe(1);
  });
});

describe('activities, notes, files and leads', () => {
  test('an activity reads times with seconds, links people through participants and has no custom fields', async () => {
    const { data } = await on.call('POST', '/v2/activities', {
      subject: 'Cleaning', type: 'meeting', due_date: '2026-02-03', due_time: '14:30', duration: '00:45', participants: [{ person_id: person }],
      deal_id: deal, done: true,
    });
    expect(data).toMatchObject({
      due_time: '14:30:00', duration: '00:45:00', person_id: person, participants: [{ person_id: person, primary: true }], done: true,
    });
    expect((data as { marked_as_done_time: string }).marked_as_done_time).toMatch(/Z$/);
    await refused('POST', '/v2/activities', { subject: 'x', person_id: person }, 'person_id');
    await refused('POST', '/v2/activities', { subject: 'x', custom_fields: {} }, 'custom_fields');
    await refused('POST', '/v2/activities', { subject: 'x', type: 'root_canal' }, 'root_canal');
    await refused('POST', '/v2/activities', { subject: 'x', done: 1 }, 'done');
    expect((await on.call('GET', '/v2/activities?type=meeting')).status).toBe(400);
  });

  test('an activity type gets its key from its name, and a deleted one answers with its flag down', async () => {
    const { data } = await on.call('POST', '/v1/activityTypes', { name: 'Dental visit', icon_key: 'calendar' });
    const type = data as { id: number; key_string: string };
    expect(type.key_string).toBe('dental_visit');
    expect((await on.call('POST', '/v2/activities', { subject: 'x', type: 'dental_visit' })).status).toBe(200);
    expect((await on.call('DELETE', `/v1/activityTypes/${type.id}`)).data).toMatchObject({ active_flag: false });
  });

  test('a note is dated back, sanitised, and answers a plain true when it goes', async () => {
    const { data } = await on.call('POST', '/v1/notes', {
      person_id: person, add_time: '2015-06-07 08:09:10', pinned_to_person_flag: 1,
      content: '<p onclick="x()">Watch <b>tooth 14</b></p><script>alert(1)</script><!-- hidden --><a href="javascript:x()">go</a>',
    });
    const note = data as { id: number };
    expect(data).toMatchObject({
      add_time: '2015-06-07 08:09:10', content: '<p>Watch <b>tooth 14</b></p><a>go</a>', pinned_to_person_flag: true,
      person: { name: 'Mia Lindqvist' },
    });
    await refused('POST', '/v1/notes', { content: 'hangs on nothing' }, 'required');
    await refused('POST', '/v1/notes', { content: 'x'.repeat(100_001), person_id: person }, 'content');
    expect((await on.call('DELETE', `/v1/notes/${note.id}`)).body).toEqual({ success: true, data: true });
    expect((await on.call('DELETE', `/v1/notes/${note.id}`)).status).toBe(404);
  });

  test('a file goes up as multipart and comes down byte by byte; text in its place is refused', async () => {
    const form = new FormData();
    form.set('file', new File(['X-ray bytes'], 'bitewing.png', { type: 'image/png' }));
    form.set('person_id', String(person));
    const authorization = `Bearer ${on.token}`;
    const uploaded = await fetch(`${on.sandbox.url}/api/v1/files`, { method: 'POST', body: form, headers: { authorization } });
    const { data } = await uploaded.json() as { data: { id: number; name: string; file_size: number } };
    expect(data).toMatchObject({ name: 'bitewing.png', file_size: 11, person_id: person });
    expect(await (await fetch(`${on.sandbox.url}/api/v1/files/${data.id}/download`, { headers: { authorization } })).text()).toBe('X-ray bytes');
    const text = new FormData();
    text.set('file', 'not a file');
    expect((await fetch(`${on.sandbox.url}/api/v1/files`, { method: 'POST', body: text, headers: { authorization } })).status).toBe(400);
  });

  test('a lead carries deal fields as top-level keys and shows only those with a value', async () => {
    const money = await makeField('deal', { field_name: 'Estimate', field_type: 'monetary' });
    const other = await makeField('deal', { field_name: 'Other', field_type: 'varchar' });
    const { status, data } = await on.call('POST', '/v1/leads', {
      title: 'Not booked', person_id: person, [money.code]: 120, [`${money.code}_currency`]: 'USD',
    });
    expect(status).toBe(201);
    expect(data).toMatchObject({ title: 'Not booked', origin: 'API', [money.code]: 120, [`${money.code}_currency`]: 'USD' });
    expect(Object.keys(data as object)).not.toContain(other.code);
    await refused('POST', '/v1/leads', { title: 'Nobody' }, 'person or an organization');
    await refused('POST', '/v1/leads', { title: 'x', person_id: person, ['0'.repeat(40)]: 1 }, '0000');
    const id = (data as { id: string }).id;
    expect((await on.call('DELETE', `/v1/leads/${id}`)).data).toEqual({ id });
    expect((await on.call('GET', `/v1/leads/${id}`)).body).toMatchObject({ error: 'requested lead not found' });
  });
});

test('calls that Pipedrive took out of API v1, and methods that a path lacks, are refused', async () => {
  expect((await on.call('GET', '/v1/persons')).status).toBe(404);
  expect((await on.call('PUT', `/v2/persons/${person}`, {})).status).toBe(405);
});
