import { activityTypeView } from './activity-types.js';
import { activityView } from './activities.js';
import type { Account } from './account.js';
import { dealProductView } from './deal-products.js';
import { dealView } from './deals.js';
import { fieldView } from './field-operations.js';
import { fileView } from './files.js';
import { leadLabelView } from './lead-labels.js';
import { leadView } from './leads.js';
import { noteView } from './notes.js';
import { organizationView } from './organizations.js';
import { personView } from './persons.js';
import { productView } from './products.js';
import { userView } from './users.js';

/** A record as the API shows it. */
export type Shown = Readonly<Record<string, unknown>>;

/** The kinds of record in the state, in the order in which they are listed. */
export const STATE_KEYS = [
  'persons', 'organizations', 'deals', 'dealProducts', 'leads', 'activities', 'notes', 'files', 'products', 'personFields', 'organizationFields', 'dealFields',
  'productFields', 'pipelines', 'stages', 'activityTypes', 'leadLabels', 'users',
] as const;
type StateKey = (typeof STATE_KEYS)[number];

/** Everything in the account. `deleted` holds the soft-deleted records under the same names. */
export type AccountState = Readonly<Record<StateKey, readonly Shown[]>> & { readonly deleted: Readonly<Record<string, readonly Shown[]>> };

interface Listing {
  readonly live: readonly unknown[];
  readonly deleted: readonly unknown[];
  readonly show: (row: never) => Shown;
}

function listing<T>(live: readonly T[], deleted: readonly T[], show: (row: T) => Shown): Listing {
  return { live, deleted, show };
}

function listings(account: Account, url: string): Readonly<Record<StateKey, Listing>> {
  const reader = [...account.users.values()][0];
  if (reader === undefined) throw new Error('an account has users');
  const of = <T>(records: { all(): readonly T[]; deleted(): readonly T[] }, show: (row: T) => Shown): Listing => listing(records.all(), records.deleted(), show);
  return {
    persons: of(account.persons, (row) => personView(account, row)),
    organizations: of(account.organizations, (row) => organizationView(account, row)),
    deals: of(account.deals, (row) => dealView(account, row)),
    dealProducts: of(account.dealProducts, dealProductView),
    leads: of(account.leads, (row) => leadView(account, row)),
    activities: of(account.activities, (row) => activityView(row, 'with-attendees')),
    notes: of(account.notes, (row) => noteView(account, row, reader)),
    files: of(account.files, (row) => fileView(account, row, url)),
    products: of(account.products, (row) => productView(account, row)),
    personFields: listing(account.fields.person.all(), [], (field) => fieldView(field)),
    organizationFields: listing(account.fields.organization.all(), [], (field) => fieldView(field)),
    dealFields: listing(account.fields.deal.all(), [], (field) => fieldView(field)),
    productFields: listing(account.fields.product.all(), [], (field) => fieldView(field)),
    pipelines: of(account.pipelines, (row) => ({ ...row })),
    stages: of(account.stages, (row) => ({ ...row })),
    activityTypes: of(account.activityTypes, activityTypeView),
    leadLabels: of(account.leadLabels, leadLabelView),
    users: listing([...account.users.values()], [], (user) => userView(account, user, reader)),
  };
}

function shownAll({ live, show }: Listing): readonly Shown[] {
  return live.map((row) => show(row as never)); // rows and view of a listing belong together; `listing` saw to it
}

/** The account's whole state as one object, in a deterministic order. */
export function accountState(account: Account, url: string): AccountState {
  const all = listings(account, url);
  const deleted: Record<string, readonly Shown[]> = {};
  for (const key of STATE_KEYS) if (all[key].deleted.length > 0) deleted[key] = shownAll({ ...all[key], live: all[key].deleted });
  const live = Object.fromEntries(STATE_KEYS.map((key) => [key, shownAll(all[key])])) as Record<StateKey, readonly Shown[]>; // one entry per key
  return { ...live, deleted };
}

/** The same as JSON in pieces: a large account is longer than one string may be. */
export function* stateJson(account: Account, url: string): Generator<string> {
  const all = listings(account, url);
  yield '{';
  for (const key of STATE_KEYS) {
    yield `${JSON.stringify(key)}:`;
    yield* arrayJson(all[key], all[key].live);
    yield ',';
  }
  yield '"deleted":{';
  let separator = '';
  for (const key of STATE_KEYS.filter((name) => all[name].deleted.length > 0)) {
    yield `${separator}${JSON.stringify(key)}:`;
    yield* arrayJson(all[key], all[key].deleted);
    separator = ',';
  }
  yield '}}';
}

function* arrayJson(one: Listing, rows: readonly unknown[]): Generator<string> {
  yield '[';
  for (const [at, row] of rows.entries()) yield `${at === 0 ? '' : ','}${JSON.stringify(one.show(row as never))}`; // as in shownAll
  yield ']';
}
