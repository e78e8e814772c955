import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Connected } from './connect.js';

let on: Connected;
beforeAll(async () => { on = await connect(); });
afterAll(async () => { await on.sandbox.close(); });

test('a person is created with normalised contacts and every custom field shown', async () => {
  const field = await on.call('POST', '/v2/personFields', { field_name: 'Chart number', field_type: 'varchar' });
  const code = (field.data as { field_code: string }).field_code;
  expect(code).toMatch(/^[\da-f]{40}$/);
  const { status, data } = await on.call('POST', '/v2/persons', {
    name: '  Mia   Lindqvist ', emails: [{ value: 'Mia@Example.com' }, { value: 'home@example.com', label: 'home' }], add_time: '2019-03-04T05:06:07Z',
  });
  expect(status).toBe(200);
  expect(data).toMatchObject({
    name: 'Mia   Lindqvist', first_name: 'Mia', last_name: 'Lindqvist', add_time: '2019-03-04T05:06:07Z', custom_fields: { [code]: null },
    emails: [{ value: 'Mia@Example.com', primary: true, label: 'work' }, { value: 'home@example.com', primary: false, label: 'home' }],
  });
});
