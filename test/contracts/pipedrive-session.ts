import type { Answered, Connected } from '../sandbox/connect.js';

/** Calls the stand-in and expects success; hands back `data`. */
type Drive = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;

function driver(on: Connected): Drive {
  return async (method, path, body) => {
    const answer: Answered = await on.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.data;
  };
}

async function driveFields(drive: Drive): Promise<Readonly<Record<string, string>>> {
  const codes: Record<string, string> = {};
  for (const owner of ['person', 'organization', 'deal', 'product']) {
    const path = `/v2/${owner}Fields`;
    const field = await drive('POST', path, { field_name: 'Recall', field_type: 'enum', options: [{ label: '6 months' }, { label: '12 months' }] });
    const [first, second] = field['options'] as { id: number }[];
    const code = String(field['field_code']);
    await drive('PATCH', `${path}/${code}`, { field_name: 'Recall interval', ui_visibility: { add_visible_flag: true } });
    await drive('POST', `${path}/${code}/options`, [{ label: '24 months' }]);
    await drive('PATCH', `${path}/${code}/options`, [{ id: first?.id, label: 'Half a year' }]);
    await drive('DELETE', `${path}/${code}/options`, [{ id: second?.id }]);
    await drive('GET', `${path}?limit=100&include_fields=ui_visibility`);
    await drive('GET', `${path}/${code}`);
    await drive('DELETE', `${path}/${code}`);
    codes[owner] = String((await drive('POST', path, { field_name: 'External id', field_type: 'varchar' }))['field_code']);
  }
  return codes;
}

async function drivePipeline(drive: Drive): Promise<number> {
  const pipeline = await drive('POST', '/v2/pipelines', { name: 'Treatment', is_deal_probability_enabled: false });
  await drive('PATCH', `/v2/pipelines/${String(pipeline['id'])}`, { name: 'Treatment plans' });
  const stage = await drive('POST', '/v2/stages', { name: 'Proposed', pipeline_id: pipeline['id'], deal_probability: 40 });
  const spare = await drive('POST', '/v2/stages', { name: 'Spare', pipeline_id: pipeline['id'] });
  await drive('PATCH', `/v2/stages/${String(stage['id'])}`, { days_to_rotten: 30, is_deal_rot_enabled: true });
  await drive('GET', `/v2/stages/${String(stage['id'])}`);
  await drive('GET', `/v2/stages?pipeline_id=${String(pipeline['id'])}&sort_by=order_nr`);
  await drive('GET', `/v2/pipelines/${String(pipeline['id'])}`);
  await drive('GET', '/v2/pipelines?limit=500');
  await drive('DELETE', `/v2/stages/${String(spare['id'])}`);
  const empty = await drive('POST', '/v2/pipelines', { name: 'Empty' });
  await drive('DELETE', `/v2/pipelines/${String(empty['id'])}`);
  return Number(stage['id']);
}

/** Organization, person, deal and product that the rest of the session hangs on. */
interface Anchors {
  readonly organization: number;
  readonly person: number;
  readonly deal: number;
  readonly product: number;
}

async function driveRecords(drive: Drive, codes: Readonly<Record<string, string>>, stage: number): Promise<Anchors> {
  const value = (owner: string): Record<string, string> => ({ [codes[owner] ?? '']: 'dentrix:1' });
  const organization = await drive('POST', '/v2/organizations', {
    name: 'Lakeside Dental', add_time: '2019-01-02T03:04:05Z', address: { value: '1 Lake Rd', locality: 'Springfield' },
    custom_fields: value('organization'),
  });
  const person = await drive('POST', '/v2/persons', {
    name: 'Mia Lindqvist', org_id: organization['id'], emails: [{ value: 'mia@example.com', primary: true, label: 'home' }],
    phones: [{ value: '555-0100' }], add_time: '2019-01-02T03:04:05Z', custom_fields: value('person'),
  });
  const deal = await drive('POST', '/v2/deals', {
    title: 'Crown', person_id: person['id'], org_id: organization['id'], stage_id: stage, value: 900.5, currency: 'USD', status: 'won',
    won_time: '2020-01-02T03:04:05Z', expected_close_date: '2020-02-01', custom_fields: value('deal'),
  });
  const product = await drive('POST', '/v2/products', {
    name: 'Crown', code: 'CR', unit: 'piece', tax: 0, prices: [{ currency: 'USD', price: 900, cost: 200 }], custom_fields: value('product'),
  });
  const rows: readonly (readonly [string, Record<string, unknown>])[] = [['organizations', organization], ['persons', person], ['deals', deal], ['products', product]];
  for (const [path, row] of rows) {
    await drive('PATCH', `/v2/${path}/${String(row['id'])}`, { custom_fields: { [codes[path.slice(0, -1)] ?? '']: null } });
    await drive('GET', `/v2/${path}/${String(row['id'])}`);
    await drive('GET', `/v2/${path}?limit=500&sort_by=update_time&sort_direction=desc&updated_since=2020-01-01T00:00:00Z`);
    await drive('GET', `/v2/${path}?ids=${String(row['id'])},999999`);
    await drive('GET', `/v1/${path}/${String(row['id'])}/files`);
  }
  await drive('POST', '/v2/deals', { title: 'History', is_archived: true, archive_time: '2020-01-01 00:00:00' });
  await drive('GET', '/v2/deals/archived?limit=500');
  return { organization: Number(organization['id']), person: Number(person['id']), deal: Number(deal['id']), product: Number(product['id']) };
}

async function driveDealProducts(drive: Drive, { deal, product }: Anchors): Promise<void> {
  const row = { product_id: product, item_price: 900, quantity: 1.5 };
  const single = await drive('POST', `/v2/deals/${deal}/products`, { ...row, comments: 'tooth 14', discount: 5, discount_type: 'percentage' });
  const bulk = await drive('POST', `/v2/deals/${deal}/products/bulk`, { data: [row, row] }) as unknown as { id: number }[];
  await drive('PATCH', `/v2/deals/${deal}/products/${String(single['id'])}`, { quantity: 2 });
  await drive('GET', `/v2/deals/${deal}/products?limit=500`);
  await drive('GET', `/v2/deals/products?deal_ids=${deal}&limit=500`);
  await drive('DELETE', `/v2/deals/${deal}/products/${String(single['id'])}`);
  await drive('DELETE', `/v2/deals/${deal}/products?ids=${bulk.map((entry) => entry.id).join(',')}`);
}

async function driveActivities(drive: Drive, { person, deal, organization }: Anchors): Promise<void> {
  const type = await drive('POST', '/v1/activityTypes', { name: 'Dental visit', icon_key: 'calendar', color: 'aeb31b' });
  await drive('PUT', `/v1/activityTypes/${String(type['id'])}`, { name: 'Visit' });
  const activity = await drive('POST', '/v2/activities', {
    subject: 'Cleaning', type: type['key_string'], due_date: '2020-03-04', due_time: '14:30', duration: '00:45', deal_id: deal, org_id: organization,
    participants: [{ person_id: person, primary: true }], note: '<b>Bring X-rays</b>', done: true,
  });
  await drive('PATCH', `/v2/activities/${String(activity['id'])}`, { done: false, public_description: 'Moved' });
  await drive('GET', `/v2/activities/${String(activity['id'])}`);
  await drive('GET', `/v2/activities?person_id=${person}&done=false&limit=500&sort_by=due_date`);
  await drive('DELETE', `/v2/activities/${String(activity['id'])}`);
  await drive('GET', '/v1/activityTypes');
  await drive('DELETE', `/v1/activityTypes/${String(type['id'])}`);
}

async function driveNotesAndFiles(on: Connected, drive: Drive, { person }: Anchors): Promise<void> {
  const note = await drive('POST', '/v1/notes', { content: '<b>Latex</b>', person_id: person, add_time: '2018-01-02 03:04:05', pinned_to_person_flag: 1 });
  await drive('PUT', `/v1/notes/${String(note['id'])}`, { content: 'Latex allergy' });
  await drive('GET', `/v1/notes/${String(note['id'])}`);
  await drive('GET', `/v1/notes?person_id=${person}&limit=100&updated_since=2020-01-01T00:00:00Z`);
  await drive('DELETE', `/v1/notes/${String(note['id'])}`);
  const authorization = `Bearer ${on.token}`;
  const form = new FormData();
  form.set('file', new File(['abc'], 'chart.txt', { type: 'text/plain' }));
  form.set('person_id', String(person));
  const uploaded = await fetch(`${on.sandbox.url}/api/v1/files`, { method: 'POST', body: form, headers: { authorization } });
  const file = await uploaded.json() as { data: { id: number } };
  const renamed = new URLSearchParams({ name: 'chart-2.txt', description: 'From the dental system' });
  await fetch(`${on.sandbox.url}/api/v1/files/${file.data.id}`, { method: 'PUT', body: renamed, headers: { authorization } });
  await drive('GET', `/v1/files/${file.data.id}`);
  await drive('GET', `/v1/files/${file.data.id}/download`);
  await drive('GET', '/v1/files?limit=100');
  await drive('GET', `/v1/persons/${person}/files`);
  await drive('DELETE', `/v1/files/${file.data.id}`);
}

async function driveLeads(drive: Drive, { person }: Anchors): Promise<void> {
  const label = await drive('POST', '/v1/leadLabels', { name: 'Overdue', color: 'dark-gray' });
  await drive('PATCH', `/v1/leadLabels/${String(label['id'])}`, { color: 'pink' });
  await drive('GET', '/v1/leadLabels');
  await drive('GET', '/v1/leadSources');
  const lead = await drive('POST', '/v1/leads', {
    title: 'Not booked', person_id: person, label_ids: [label['id']], value: { amount: 120, currency: 'USD' }, expected_close_date: '2026-01-01',
    origin_id: 'dentrix:7',
  });
  await drive('PATCH', `/v1/leads/${String(lead['id'])}`, { title: 'Still not booked', was_seen: true });
  await drive('GET', `/v1/leads/${String(lead['id'])}`);
  await drive('GET', `/v1/leads?person_id=${person}&limit=100`);
  await drive('PATCH', `/v1/leads/${String(lead['id'])}`, { is_archived: true });
  await drive('GET', '/v1/leads/archived');
  await drive('DELETE', `/v1/leads/${String(lead['id'])}`);
  await drive('DELETE', `/v1/leadLabels/${String(label['id'])}`);
}

async function driveSearch(on: Connected, drive: Drive, codes: Readonly<Record<string, string>>): Promise<void> {
  await on.control('POST', 'clock', { advanceSeconds: 10 });
  for (const path of ['persons', 'organizations', 'deals', 'products', 'leads']) await drive('GET', `/v2/${path}/search?term=cr&limit=100`);
  await drive('GET', '/v2/itemSearch?term=mia&item_types=person,deal&exact_match=false');
  await drive('GET', `/v2/itemSearch/field?entity_type=person&field=${codes['person'] ?? ''}&match=exact&term=dentrix:1`);
}

async function driveUsers(drive: Drive): Promise<void> {
  const me = await drive('GET', '/v1/users/me');
  await drive('GET', '/v1/users');
  await drive('GET', `/v1/users/${String(me['id'])}`);
  await drive('GET', '/v1/users/find?term=ana&search_by_email=1');
}

/** Drives every operation of the stand-in at least once, as a migration and its rollback would. */
export async function driveEverything(on: Connected): Promise<void> {
  const drive = driver(on);
  await driveUsers(drive);
  const codes = await driveFields(drive);
  const anchors = await driveRecords(drive, codes, await drivePipeline(drive));
  await driveDealProducts(drive, anchors);
  await driveActivities(drive, anchors);
  await driveNotesAndFiles(on, drive, anchors);
  await driveLeads(drive, anchors);
  await driveSearch(on, drive, codes);
  await drive('DELETE', `/v2/deals/${anchors.deal}`);
  await drive('DELETE', `/v2/products/${anchors.product}`);
  await drive('DELETE', `/v2/persons/${anchors.person}`);
  await drive('DELETE', `/v2/organizations/${anchors.organization}`);
}
