import { z } from 'zod';
import { Account, type AccountSettings, type NumberedKind } from './account.js';
import { createActivity } from './activities.js';
import { createActivityType } from './activity-types.js';
import type { Clock } from './clock.js';
import { readTime } from './clock.js';
import type { Collection, Row } from './collection.js';
import { createDealProduct } from './deal-products.js';
import { createDeal } from './deals.js';
import { createField } from './field-operations.js';
import type { FieldOwner } from './fields.js';
import { createFile } from './files.js';
import { createLeadLabel } from './lead-labels.js';
import { createLead } from './leads.js';
import { createNote } from './notes.js';
import { createOrganization } from './organizations.js';
import { createPerson } from './persons.js';
import { createPipeline, createStage } from './pipelines.js';
import { createProduct } from './products.js';
import { invalid } from './refusals.js';
import type { User } from './rows.js';
import { readV2 } from './schema.js';
import { switchesSchema } from './switches.js';

const record = z.record(z.string(), z.unknown());
const records = z.array(record).default([]);
const fieldSeed = z.looseObject({ field_code: z.string().optional() });
const userSeed = z.strictObject({
  id: z.int().positive().optional(), name: z.string().min(1), email: z.email(), admin: z.boolean().default(false), active: z.boolean().default(true),
});

/**
 * What an account starts with. Records are written as in the body that would create them, and may also carry `id`,
 * `add_time` and `update_time`; custom fields may choose their `field_code`. Whatever is left out is as in a new account.
 */
export const seedSchema = z.strictObject({
  plan: z.enum(['lite', 'growth', 'premium', 'ultimate']).optional(), seats: z.int().positive().optional(),
  switches: switchesSchema.default(switchesSchema.parse({})), users: z.array(userSeed).optional(),
  personFields: z.array(fieldSeed).default([]), organizationFields: z.array(fieldSeed).default([]), dealFields: z.array(fieldSeed).default([]),
  productFields: z.array(fieldSeed).default([]), pipelines: z.array(record).optional(), stages: z.array(record).optional(), activityTypes: records,
  leadLabels: records, organizations: records, persons: records, products: records, deals: records, dealProducts: records, leads: records,
  activities: records, notes: records,
  files: z.array(z.looseObject({ name: z.string(), content: z.string().default('') })).default([]),
});

/** What an account starts with; every part may be left out. */
export type AccountSeed = z.input<typeof seedSchema>;
type Seed = z.output<typeof seedSchema>;

const DEFAULT_USERS: readonly z.input<typeof userSeed>[] = [
  { name: 'Ana Torres', email: 'ana.torres@practice.example.com', admin: true },
  { name: 'Ben Okafor', email: 'ben.okafor@practice.example.com' },
  { name: 'Carla Winter', email: 'carla.winter@practice.example.com' },
];
const DEFAULT_STAGES = ['Qualified', 'Contact Made', 'Demo Scheduled', 'Proposal Made', 'Negotiations Started'];
const DEFAULT_TYPES = [['Call', 'call'], ['Meeting', 'meeting'], ['Task', 'task'], ['Deadline', 'deadline'], ['Email', 'email'], ['Lunch', 'lunch']] as const;
const DEFAULT_LABELS = [['Hot', 'red'], ['Warm', 'yellow'], ['Cold', 'blue']] as const;

/**
 * Makes the account that a seed describes; plan and seats are the standard ones unless the seed names others. Throws the
 * refusal that the API would give to the first record that does not fit.
 */
export function accountFrom(given: unknown, clock: Clock, standard: Pick<AccountSettings, 'plan' | 'seats'>): Account {
  const seed = readV2(seedSchema, given ?? {});
  const account = new Account({ plan: seed.plan ?? standard.plan, seats: seed.seats ?? standard.seats, switches: seed.switches }, clock);
  addUsers(account, seed);
  const caller = [...account.users.values()].find((user) => user.admin) ?? [...account.users.values()][0];
  if (caller === undefined) throw invalid(['users: Expected at least one user']);
  addSettings(account, seed);
  addRecords(account, seed, caller);
  account.search.settle();
  return account;
}

function addUsers(account: Account, seed: Seed): void {
  for (const given of seed.users ?? DEFAULT_USERS.map((user) => userSeed.parse(user))) {
    if (given.id !== undefined) account.chooseId('user', given.id);
    const id = account.nextId('user');
    account.users.set(id, { id, name: given.name, email: given.email, admin: given.admin, active: given.active, created: '2024-01-02 09:00:00' });
  }
}

function addSettings(account: Account, seed: Seed): void {
  const fields: readonly (readonly [FieldOwner, Seed['personFields']])[] = [
    ['person', seed.personFields], ['organization', seed.organizationFields], ['deal', seed.dealFields], ['product', seed.productFields],
  ];
  for (const [owner, list] of fields) {
    for (const { field_code, ...body } of list) createField(account, owner, body, field_code);
  }
  load(account, seed.pipelines ?? [{ name: 'Pipeline' }], account.pipelines, 'pipeline', (body) => createPipeline(account, body));
  const first = account.pipelines.slice(0, 1)[0]?.id;
  const stages = seed.stages ?? (seed.pipelines === undefined ? DEFAULT_STAGES.map((name) => ({ name, pipeline_id: first })) : []);
  load(account, stages, account.stages, 'stage', (body) => createStage(account, body));
  for (const [name, icon_key] of DEFAULT_TYPES) createActivityType(account, { name, icon_key }, 'standard');
  load(account, seed.activityTypes, account.activityTypes, 'activityType', (body) => createActivityType(account, body));
  for (const [name, color] of DEFAULT_LABELS) createLeadLabel(account, { name, color });
  load(account, seed.leadLabels, account.leadLabels, 'uuid', (body) => createLeadLabel(account, body));
}

function addRecords(account: Account, seed: Seed, caller: User): void {
  load(account, seed.organizations, account.organizations, 'organization', (body) => createOrganization(account, body, caller));
  load(account, seed.persons, account.persons, 'person', (body) => createPerson(account, body, caller));
  load(account, seed.products, account.products, 'product', (body) => createProduct(account, body, caller));
  load(account, seed.deals, account.deals, 'deal', (body) => createDeal(account, body, caller));
  load(account, seed.dealProducts, account.dealProducts, 'dealProduct', ({ deal_id, ...body }) => {
    const deal = account.deals.alive(Number(deal_id));
    if (deal === undefined) throw invalid([`deal_id: ${String(deal_id)} does not exist`]);
    return createDealProduct(account, deal, body);
  });
  load(account, seed.leads, account.leads, 'uuid', (body) => createLead(account, body, caller));
  load(account, seed.activities, account.activities, 'activity', (body) => createActivity(account, body, caller));
  load(account, seed.notes, account.notes, 'note', (body) => createNote(account, body, caller));
  load(account, seed.files, account.files, 'file', ({ name, content, ...links }) => {
    const upload = { name: String(name), type: 'application/octet-stream', content: Buffer.from(String(content), 'utf8') };
    return createFile(account, upload, links, caller);
  });
}

function load<T extends Row>(
  account: Account, list: readonly Readonly<Record<string, unknown>>[], into: Collection<T>, kind: NumberedKind | 'uuid',
  create: (body: Record<string, unknown>) => T,
): void {
  if (list.length === 0) return;
  for (const { id, add_time, update_time, ...body } of byId(list)) {
    if (typeof id === 'number' && kind !== 'uuid') account.chooseId(kind, id);
    if (typeof id === 'string' && kind === 'uuid') account.chooseUuid(id);
    const row = create(body);
    const times = { ...seededTime('add_time', add_time), ...seededTime('update_time', update_time) };
    if (Object.keys(times).length > 0) into.put({ ...row, ...times });
  }
  into.orderChangesByTime();
}

/** Chosen ids first and ascending, so that the order of creation is the order of ids. */
function byId(list: readonly Readonly<Record<string, unknown>>[]): readonly Readonly<Record<string, unknown>>[] {
  const numbered = list.filter((entry) => typeof entry['id'] === 'number').toSorted((a, b) => Number(a['id']) - Number(b['id']));
  return [...numbered, ...list.filter((entry) => typeof entry['id'] !== 'number')];
}

function seededTime(key: 'add_time' | 'update_time', value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  const time = typeof value === 'string' ? readTime(value, 'space') : null;
  if (time === null) throw invalid([`${key}: Expected a date and time`]);
  return { [key]: time };
}
