import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credentials, Destination, ExternalId, Fields, Located, SchemaBinding } from '../../../migrator/destinations/define.js';
import { pipedrivePlugin } from '../../../migrator/destinations/pipedrive/index.js';
import { identityFields } from '../../../migrator/destinations/pipedrive/vocabulary.js';
import { RecordRejected } from '../../../migrator/index.js';
import { type RunningSandbox, startPipedriveSandbox } from '../../../sandbox/pipedrive/index.js';

let sandbox: RunningSandbox;
let to: Destination;
const bindings: SchemaBinding[] = [];
let count = 0;

const plugin = pipedrivePlugin({
  fetch: (input, init) => fetch(input, init), now: () => performance.now(), random: () => 0, timeoutMs: 10_000,
  sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
});
let credentials: Credentials = {};
const connect = (): Promise<Destination> => plugin.open({ credentials, clock: () => new Date(), renew: (refresh) => refresh(credentials) });

beforeAll(async () => {
  sandbox = await startPipedriveSandbox({ port: 0, controlPort: 0, plan: 'premium', seats: 2 });
  ({ credentials } = await plugin.connect({ url: sandbox.url }, () => new Date()));
  to = await connect();
  for (const { object, externalId, fields } of new Set(Object.values(identityFields))) await setUp(object, externalId, fields);
});
afterAll(async () => {
  await to.close();
  await sandbox.close();
});

async function setUp(object: string, externalId: ExternalId, fields: Fields): Promise<string> {
  const [created] = await to.create(object, [{ externalId, fields }]);
  if (created === undefined) throw new Error('nothing was created');
  bindings.push({ object, externalId, id: created.id, fields });
  await to.bind(bindings);
  return created.id;
}

async function create(object: string, fields: Fields): Promise<Located & { readonly externalId: ExternalId }> {
  const externalId: ExternalId = `dentrix:${object}:${count += 1}`;
  const [created] = await to.create(object, [{ externalId, fields }]);
  if (created === undefined) throw new Error('nothing was created');
  return { ...created, externalId };
}

const control = (path: string, body: unknown) =>
  fetch(`${sandbox.control}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const tokensOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = to.meter().tokens;
  await work();
  return to.meter().tokens - before;
};

describe('Pipedrive\'s set-up', () => {
  it('costs 70 tokens to learn once, and nothing to learn again', async () => {
    expect(await tokensOf(() => to.bind(bindings))).toBe(0);
    const second = await connect();
    await second.bind(bindings);
    expect(second.meter()).toEqual({ tokens: 70, requests: 7, writes: 0 });
  });

  it('adds an option so that records can use it at once, and never takes one away', async () => {
    const externalId = 'bridgework:personField:recall';
    const id = await setUp('personField', externalId, { name: 'Recall', type: 'choice', options: ['Hygiene'] });
    const updated = await to.update('personField', id, externalId, { options: ['Perio'] });
    expect(updated.fields).toEqual({ name: 'Recall', type: 'choice', options: ['Hygiene', 'Perio'] });
    expect((await create('person', { name: 'Ada Sample', Recall: 'Perio' })).fields['Recall']).toBe('Perio');
  });

  it('makes no option by itself: an unknown one rejects the record and names the field', async () => {
    const error = await create('person', { name: 'Ada Sample', Recall: 'Orthodontics' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RecordRejected);
    expect(error).toMatchObject({ reason: 'Field "Recall" has no such option in Pipedrive' });
  });

  it('makes no field by itself: an unknown name rejects the record', async () => {
    await expect(create('person', { name: 'Ada Sample', Shoe: '42' })).rejects.toMatchObject({ reason: 'Pipedrive\'s person has no field "Shoe"' });
  });

  it('rejects values of a field that somebody has deleted, and of one that has another type by now', async () => {
    const id = await setUp('personField', 'bridgework:personField:gone', { name: 'Gone', type: 'text' });
    await to.remove('personField', id);
    await expect(create('person', { name: 'Ada Sample', Gone: 'x' })).rejects.toMatchObject({ reason: 'Custom field "Gone" is no longer in Pipedrive' });
    const other = await to.create('personField', [{ externalId: 'bridgework:personField:birth', fields: { name: 'Birth', type: 'text' } }]);
    bindings.push({ object: 'personField', externalId: 'bridgework:personField:birth', id: other[0]?.id ?? '', fields: { name: 'Birth', type: 'date' } });
    await to.bind(bindings);
    await expect(create('person', { name: 'Ada Sample', Birth: '1970-01-01' })).rejects.toMatchObject({ reason: 'Custom field "Birth" has another type in Pipedrive' });
  });

  it('shows a field as it was asked for, so that a repeated run recognises its own', async () => {
    const asked = [
      { name: 'T1', type: 'text' }, { name: 'T2', type: 'longText' }, { name: 'T3', type: 'money' }, { name: 'T4', type: 'flag' }, { name: 'T5', type: 'link:person' },
      { name: 'T6', type: 'choices', options: ['a', 'b'] },
    ];
    for (const fields of asked) await to.create('dealField', [{ externalId: `bridgework:dealField:${fields.name.toLowerCase()}`, fields }]);
    const listed: Fields[] = [];
    for await (const page of to.list('dealField')) listed.push(...page.map(({ fields }) => fields));
    expect(listed.filter(({ name }) => asked.some((each) => each.name === name))).toEqual(asked.map((fields) => ({ options: null, ...fields })));
  });
});

describe('records of Pipedrive', () => {
  it('a stage name that two pipelines share means the one of the deal\'s own pipeline', async () => {
    const one = await setUp('pipeline', 'bridgework:pipeline:one', { name: 'One' });
    const two = await setUp('pipeline', 'bridgework:pipeline:two', { name: 'Two' });
    for (const [key, pipeline] of [['one', one], ['two', two]] as const) {
      for (const name of ['Begin', 'Finish']) await setUp('stage', `bridgework:stage:${key}-${name}`, { name, pipeline });
    }
    const deal = await create('deal', { title: 'Crown', pipeline: 'Two', stage: 'Begin' });
    const moved = await to.update('deal', deal.id, deal.externalId, { stage: 'Finish' });
    expect(moved.fields).toMatchObject({ pipeline: 'Two', stage: 'Finish' });
  });

  it('a deal goes back from won to open with its closing facts', async () => {
    const deal = await create('deal', { title: 'Crown', status: 'won', wonAt: '2025-02-03' });
    expect(deal.fields).toMatchObject({ status: 'won', wonAt: '2025-02-03' });
    const open = await to.update('deal', deal.id, deal.externalId, { status: 'open', wonAt: null, lostReason: null });
    expect(open.fields).toMatchObject({ status: 'open', wonAt: null, lostReason: null });
  });

  it('an archived deal is not in lists but is still there', async () => {
    const deal = await create('deal', { title: 'Crown' });
    await control('/edit', { object: 'deal', id: Number(deal.id), fields: { is_archived: true } });
    const listed: string[] = [];
    for await (const page of to.list('deal')) listed.push(...page.map(({ id }) => id));
    expect(listed).not.toContain(deal.id);
    expect([...(await to.read('deal', [deal.id])).keys()]).toEqual([deal.id]);
  });

  it('participants whom a person added to an activity stay when the patient changes', async () => {
    const [ada, ben, eve] = await Promise.all(['Ada', 'Ben', 'Eve'].map((name) => create('person', { name })));
    const visit = await create('activity', { subject: 'Visit', person: ada?.id ?? null });
    await control('/edit', { object: 'activity', id: Number(visit.id), fields: { participants: [{ person_id: Number(ada?.id), primary: true }, { person_id: Number(eve?.id) }] } });
    const updated = await to.update('activity', visit.id, visit.externalId, { person: ben?.id ?? null });
    expect(updated.fields['person']).toBe(ben?.id);
    const row = sandbox.state().activities.find(({ id }) => String(id) === visit.id);
    expect(row).toMatchObject({ participants: [{ person_id: Number(ben?.id), primary: true }, { person_id: Number(eve?.id) }] });
  });

  it('prices in other currencies that a person added to a product stay', async () => {
    const crown = await create('product', { name: 'Crown', price: { cents: 50_000, currency: 'USD' } });
    await control('/edit', { object: 'product', id: Number(crown.id), fields: { prices: [{ price: 500, currency: 'USD' }, { price: 450, currency: 'EUR' }] } });
    const updated = await to.update('product', crown.id, crown.externalId, { price: { cents: 60_000, currency: 'USD' } });
    expect(updated.fields['price']).toEqual({ cents: 60_000, currency: 'USD' });
    const row = sandbox.state().products.find(({ id }) => String(id) === crown.id);
    expect(row).toMatchObject({ prices: [{ price: 600, currency: 'USD' }, { price: 450, currency: 'EUR' }] });
  });

  it('an owner of nobody leaves the owner as it is', async () => {
    const ada = await create('person', { name: 'Ada' });
    const updated = await to.update('person', ada.id, ada.externalId, { owner: null });
    expect(updated.fields['owner']).toBe(ada.fields['owner']);
  });

  it('a change writes our external id onto the record, so that one that was there before us is found again', async () => {
    const ada = await create('person', { name: 'Ada' });
    const updated = await to.update('person', ada.id, 'dentrix:patient:777', { name: 'Ada Sample' });
    expect(updated.externalId).toBe('dentrix:patient:777');
  });

  it('notes are read one by one when they are few and by pages when they are many', async () => {
    const ada = await create('person', { name: 'Ada' });
    const notes = await Promise.all(Array.from({ length: 12 }, (_, at) => create('note', { content: `<p>${at}</p>`, person: ada.id })));
    const ids = notes.map(({ id }) => id);
    expect(await tokensOf(async () => expect((await to.read('note', ids.slice(0, 9))).size).toBe(9))).toBe(18);
    expect(await tokensOf(async () => expect((await to.read('note', ids)).size).toBe(12))).toBe(20);
  });

  it('a hundred records cost one list to read by id', async () => {
    const all = await Promise.all(Array.from({ length: 101 }, (_, at) => create('organization', { name: `Office ${at}` })));
    expect(await tokensOf(async () => expect((await to.read('organization', all.map(({ id }) => id))).size).toBe(101))).toBe(20);
  });

  it('lists in pages of 500 what changed since a moment, milliseconds or not', async () => {
    const since = new Date();
    const ada = await create('person', { name: 'Ada' });
    const listed: string[] = [];
    expect(await tokensOf(async () => {
      for await (const page of to.list('person', since)) listed.push(...page.map(({ id }) => id));
    })).toBe(10);
    expect(listed).toContain(ada.id);
  });
});

it('says plan, seats and caps as the headers tell them', async () => {
  const facts = await to.facts();
  expect(facts).toMatchObject({ plan: 'premium', seats: 2, dailyTokens: 300_000, admin: true });
  expect(facts.caps.map(({ cap, limit }) => [cap, limit])).toEqual([['custom-fields', 300], ['deals', 30_000]]);
  const deals = sandbox.state().deals.filter((deal) => deal['is_archived'] !== true);
  expect(facts.caps.find(({ cap }) => cap === 'deals')?.used).toBe(deals.length);
});
