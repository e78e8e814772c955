/** What stands in the stand-in account, in the forms in which journeys compare it. */
import { expect } from 'vitest';
import type { AccountSeed, AccountState } from '../../../sandbox/pipedrive/index.js';
import type { Site } from './site.js';

/** One exchange of the app with the account. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** A record as the account shows it. */
type Shown = Readonly<Record<string, unknown>>;

/** Somebody who was in the account before us. */
export const SUPPLIER = 10_900;

/** What an office had in its account before us. */
export const LIVED_IN: AccountSeed = {
  organizations: [{ id: 3300, name: 'Mockville Dental Supplies' }],
  persons: [{ id: SUPPLIER, name: 'Sam Supplier', org_id: 3300, emails: [{ value: 'sam@supplies.example.com', primary: true }] }],
  deals: [{ id: 7900, title: 'New compressor', person_id: SUPPLIER, org_id: 3300 }],
  notes: [{ content: 'Calls back on Monday.', person_id: SUPPLIER }],
};

/** The account's records without what the account itself writes into them when something near them comes or goes, and without empty custom fields. */
export function belongings(state: AccountState): Readonly<Record<string, readonly Shown[]>> {
  const { deleted: _deleted, ...standing } = state;
  return JSON.parse(JSON.stringify(standing, (key, value: unknown) =>
    (/^(update|add)_time$/.test(key) ? undefined : key === 'custom_fields' ? filled(value) : value))) as Readonly<Record<string, readonly Shown[]>>; // the same form with fewer keys
}

const filled = (fields: unknown): unknown =>
  (typeof fields === 'object' && fields !== null ? Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) : fields);

/** Records by kind that stand in one state of the account and not, or not like this, in the other. Kinds without any are left out. */
export function onlyIn(one: AccountState, other: AccountState): Readonly<Record<string, readonly Shown[]>> {
  const [here, there] = [belongings(one), belongings(other)];
  const differing = Object.entries(here).map(([kind, records]) => {
    const known = new Set((there[kind] ?? []).map((record) => JSON.stringify(record)));
    return [kind, records.filter((record) => !known.has(JSON.stringify(record)))] as const;
  });
  return Object.fromEntries(differing.filter(([, records]) => records.length > 0));
}

/** How many records of each kind an office looks at. */
export function headcount({ persons, organizations, deals, activities, notes }: AccountState): Readonly<Record<string, number>> {
  return { persons: persons.length, organizations: organizations.length, deals: deals.length, activities: activities.length, notes: notes.length };
}

/** Everything that the app wrote since the ledger was emptied, in order. */
export async function writes(site: Site): Promise<readonly Exchange[]> {
  const ledger = await (await fetch(`${site.standIn.control}/ledger`)).json() as readonly Exchange[]; // the control interface's own form
  return ledger.filter(({ method }) => method !== 'GET');
}

/** Waits until a run has written a little since the ledger was emptied, and so is in its middle. */
export async function inTheMiddle(site: Site): Promise<void> {
  await expect.poll(async () => (await writes(site)).length, { interval: 20, timeout: 10_000 }).toBeGreaterThan(40);
}

/** Empties the ledger. */
export async function newLedger(site: Site): Promise<void> {
  await fetch(`${site.standIn.control}/ledger`, { method: 'DELETE' });
}

/** External ids of the records that were changed since the ledger was emptied, each as often as it was written. Fails on any other kind of write. */
export async function rewritten(site: Site): Promise<readonly string[]> {
  const state = site.standIn.state();
  const idOf = ({ method, path, status }: Exchange): string => {
    const [, kind, id] = /^\/api\/v2\/(persons|activities)\/(\d+)$/.exec(path) ?? [];
    const record = kind === 'persons' || kind === 'activities' ? state[kind].find((one) => String(one['id']) === id) : undefined;
    const externalId = /dentrix:[a-z]+:[^"<\s]+/.exec(JSON.stringify(record) ?? '')?.[0];
    return method === 'PATCH' && status === 200 && externalId !== undefined ? externalId : `${method} ${path} ${status}`;
  };
  return (await writes(site)).map(idOf).toSorted();
}

/** External ids that more than one record of a kind carries, which must never be. */
export function duplicates(state: AccountState): readonly string[] {
  const carried = Object.entries(belongings(state)).flatMap(([kind, records]) =>
    records.flatMap((record) => [...new Set(JSON.stringify(record).match(/dentrix:[a-z]+:[^"<\s]+/gi))].map((id) => `${kind} ${id}`)));
  return carried.filter((id, at) => carried.indexOf(id) !== at);
}
