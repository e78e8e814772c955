import { ActivityTypesApi, Configuration as ConfigurationV1, FilesApi, LeadsApi, NotesApi, UsersApi } from 'pipedrive/v1';
import { ActivitiesApi, Configuration, DealProductsApi, DealsApi, PersonFieldsApi, PersonsApi, ProductsApi } from 'pipedrive/v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Connected } from './connect.js';

let on: Connected;
let v1: ConfigurationV1;
let v2: Configuration;
beforeAll(async () => {
  on = await connect();
  v1 = new ConfigurationV1({ accessToken: on.token, basePath: `${on.sandbox.url}/api/v1` });
  v2 = new Configuration({ accessToken: on.token, basePath: `${on.sandbox.url}/api/v2` });
});
afterAll(async () => { await on.sandbox.close(); });

test('the official client moves a patient: field, person, deal with product rows, visit, note, file and lead', async () => {
  const fields = new PersonFieldsApi(v2);
  const field = await fields.addPersonField({ AddPersonFieldRequest: { field_name: 'Recall', field_type: 'enum', options: [{ label: '6 months' }] } });
  const code = field.data?.field_code ?? '';
  const option = field.data?.options?.[0]?.id;
  await fields.addPersonFieldOptions({ field_code: code, AddDealFieldOptionsRequestInner: [{ label: '12 months' }] });
  const person = await new PersonsApi(v2).addPerson({
    AddPersonRequest: { name: 'Otis Marsh', phones: [{ value: '555-0142' }], custom_fields: { [code]: option } as never },
  });
  const personId = person.data?.id ?? 0;
  expect(person.data?.custom_fields).toEqual({ [code]: option });

  const product = await new ProductsApi(v2).addProduct({ AddProductRequest: { name: 'Filling' } });
  const deal = await new DealsApi(v2).addDeal({ AddDealRequest: { title: 'Fillings', person_id: personId } });
  const row = { product_id: product.data?.id ?? 0, item_price: 120, quantity: 2 };
  const rows = await new DealProductsApi(v2).addManyDealProducts({ id: deal.data?.id ?? 0, CreateManyDealProductRequest: { data: [row, row] } });
  expect(rows.data?.map((entry) => entry.sum)).toEqual([240, 240]);

  await new ActivityTypesApi(v1).addActivityType({ AddActivityTypeRequest: { name: 'Hygiene', icon_key: 'brush' } });
  const visit = await new ActivitiesApi(v2).addActivity({
    AddActivityRequest: { subject: 'Hygiene', type: 'hygiene', participants: [{ person_id: personId, primary: true }] },
  });
  const done = await new ActivitiesApi(v2).updateActivity({ id: visit.data?.id ?? 0, AddActivityRequest: { done: true } });
  expect(done.data).toMatchObject({ done: true, person_id: personId });

  const note = await new NotesApi(v1).addNote({ AddNoteRequest: { content: '<b>Latex</b>', person_id: personId } });
  expect(await new NotesApi(v1).deleteNote({ id: note.data?.id ?? 0 })).toMatchObject({ data: true });
  const file = await new FilesApi(v1).addFile({ file: new File(['abc'], 'chart.txt'), person_id: personId });
  expect(file.data).toMatchObject({ name: 'chart.txt', file_size: 3, person_id: personId });
  const lead = await new LeadsApi(v1).addLead({ AddLeadRequest: { title: 'Unbooked', person_id: personId, value: { amount: 50, currency: 'USD' } } });
  expect(lead.data).toMatchObject({ person_id: personId, value: { amount: 50, currency: 'USD' } });
});

test('the official client reads what it wrote and is told by the body what went wrong', async () => {
  const { data } = await new UsersApi(v1).getCurrentUser();
  expect(data?.company_domain).toBe('bridgework-sandbox');
  const listed = await new PersonsApi(v2).getPersons({ limit: 500, sort_by: 'update_time', sort_direction: 'desc' });
  expect(listed.data?.[0]?.name).toBe('Otis Marsh');
  await expect(new PersonsApi(v2).getPerson({ id: 1 })).rejects.toMatchObject({ success: false, error: 'Person not found' });
  const foreign = { AddPersonRequest: { name: 'A', shoe_size: 43 } as never };
  await expect(new PersonsApi(v2).addPerson(foreign)).rejects.toMatchObject({ code: 'ERR_SCHEMA_VALIDATION_FAILED' });
});
