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
  'persons', 'organizations', 'deals', 'dealProducts', 'leads', 'activities', 'notes', 'files', 'products', 'personFields', 'organizationFields',
  'dealFields',
  'productFields', 'pipelines', 'stages', 'activityTypes', 'leadLabels', 'users',
] as const;
type StateKey = (typeof STATE_KEYS)[number];

/** Everything in the account. `deleted` holds the soft-deleted records under the same names. */
export type AccountState = Readonly<Record<StateKey, readonly Shown[]>> & { readonly deleted: Readonly<Record<string, readonly Shown[]>> };

/** The records of one kind, each turned into its view only when it is asked for. */
interface Listing {
  readonly live: () => Iterable<Shown>;
  readonly deleted: () => Iterable<Shown>;
  readonly anyDeleted: boolean;
}

function* each<T>(rows: Iterable<T>, show: (row: T) => Shown): Generator<Shown> {
  for (const row of rows) yield show(row);
}

function listing<T>(live: Iterable<T>, deleted: readonly T[], show: (row: T) => Shown): Listing {
  return { live: () => each(live, show), deleted: () => each(deleted, show), anyDeleted: deleted.length > 0 };
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
    users: listing(account.users.values(), [], (user) => userView(account, user, reader)),
  };
}

/** The account's whole state as one object, in a deterministic order. */
export function accountState(account: Account, url: string): AccountState {
  const all = listings(account, url);
  const deleted = Object.fromEntries(STATE_KEYS.filter((key) => all[key].anyDeleted).map((key) => [key, [...all[key].deleted()]]));
  const live = (key: StateKey): readonly Shown[] => [...all[key].live()];
  return {
    persons: live('persons'), organizations: live('organizations'), deals: live('deals'), dealProducts: live('dealProducts'), leads: live('leads'),
    activities: live('activities'), notes: live('notes'), files: live('files'), products: live('products'), personFields: live('personFields'),
    organizationFields: live('organizationFields'), dealFields: live('dealFields'), productFields: live('productFields'), pipelines: live('pipelines'),
    stages: live('stages'), activityTypes: live('activityTypes'), leadLabels: live('leadLabels'), users: live('users'), deleted,
  };
}

/** The same as JSON in pieces: a large account is longer than one string may be. */
export function* stateJson(account: Account, url: string): Generator<string> {
  const all = listings(account, url);
  yield '{';
  for (const key of STATE_KEYS) {
    yield `${JSON.stringify(key)}:`;
    yield* arrayJson(all[key].live());
    yield ',';
  }
  yield '"deleted":{';
  let separator = '';
  for (const key of STATE_KEYS.filter((name) => all[name].anyDeleted)) {
    yield `${separator}${JSON.stringify(key)}:`;
    yield* arrayJson(all[key].deleted());
    separator = ',';
  }
  yield '}}';
}

function* arrayJson(records: Iterable<Shown>): Generator<string> {
  yield '[';
  let separator = '';
  for (const record of records) {
    yield `${separator}${JSON.stringify(record)}`;
    separator = ',';
  }
  yield ']';
}
