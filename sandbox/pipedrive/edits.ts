import { z } from 'zod';
import { deleteActivity, updateActivity } from './activities.js';
import type { Account } from './account.js';
import type { Collection, Row } from './collection.js';
import { deleteDealProduct, updateDealProduct } from './deal-products.js';
import { deleteDeal, updateDeal } from './deals.js';
import { deleteFile, updateFile } from './files.js';
import { deleteLead, updateLead } from './leads.js';
import { relinkDeal, relinkOrganization, relinkPerson } from './links.js';
import { deleteNote, updateNote } from './notes.js';
import { deleteOrganization, updateOrganization } from './organizations.js';
import { deletePerson, updatePerson } from './persons.js';
import { deletePipeline, deleteStage, updatePipeline, updateStage } from './pipelines.js';
import { deleteProduct, updateProduct } from './products.js';
import { invalid, notFound } from './refusals.js';
import type { Contact, DealRow, OrganizationRow, PersonRow, User } from './rows.js';
import { readV2 } from './schema.js';

const recordId = z.union([z.int().positive(), z.string()]);

/** What a user of the account does by hand. `fields` is written as the API would take it. */
export const editSchema = z.union([
  z.strictObject({ object: z.string(), id: recordId, fields: z.record(z.string(), z.unknown()) }),
  z.strictObject({ object: z.string(), id: recordId, delete: z.literal(true) }),
  z.strictObject({ object: z.string(), id: recordId, mergeInto: recordId }),
]);

interface Editing {
  readonly change: (id: number | string, fields: unknown, user: User) => void;
  readonly remove: (id: number | string) => void;
  readonly merge?: (from: number | string, into: number | string) => void;
}

function editing<T extends Row>(
  noun: string, records: Collection<T>, change: (row: T, fields: unknown, user: User) => void, remove: (row: T) => void,
  merge?: (from: T, into: T) => void,
): Editing {
  const one = (id: number | string): T => {
    const row = records.alive(id);
    if (row === undefined) throw notFound(noun);
    return row;
  };
  return {
    change: (id, fields, user) => change(one(id), fields, user), remove: (id) => remove(one(id)),
    ...(merge === undefined ? {} : { merge: (from: number | string, into: number | string) => merge(one(from), one(into)) }),
  };
}

function mergePersons(account: Account, from: PersonRow, into: PersonRow): void {
  const secondary = (contacts: readonly Contact[]): readonly Contact[] => contacts.map((contact) => ({ ...contact, primary: false }));
  relinkPerson(account, from.id, into.id);
  account.persons.put({ ...from, is_deleted: true, update_time: account.now() });
  account.persons.put({
    ...into, emails: [...into.emails, ...secondary(from.emails)], phones: [...into.phones, ...secondary(from.phones)],
    org_id: into.org_id ?? from.org_id, custom_fields: { ...from.custom_fields, ...into.custom_fields }, update_time: account.now(),
  });
}

function mergeOrganizations(account: Account, from: OrganizationRow, into: OrganizationRow): void {
  const custom_fields = { ...from.custom_fields, ...into.custom_fields };
  relinkOrganization(account, from.id, into.id);
  account.organizations.put({ ...from, is_deleted: true, update_time: account.now() });
  account.organizations.put({ ...into, address: into.address ?? from.address, custom_fields, update_time: account.now() });
}

function mergeDeals(account: Account, from: DealRow, into: DealRow): void {
  const custom_fields = { ...from.custom_fields, ...into.custom_fields };
  relinkDeal(account, from.id, into.id);
  account.putDeal({ ...from, is_deleted: true, update_time: account.now() });
  account.putDeal({ ...into, person_id: into.person_id ?? from.person_id, custom_fields, update_time: account.now() });
}

/** How each object is edited. Bound to the account, so that the entries read alike. */
function editings(account: Account): Readonly<Record<string, Editing>> {
  const bound = <T, Rest extends readonly unknown[]>(act: (account: Account, row: T, ...rest: Rest) => unknown) =>
    (row: T, ...rest: Rest): void => { act(account, row, ...rest); };
  return {
    person: editing('Person', account.persons, bound(updatePerson), bound(deletePerson), bound(mergePersons)),
    organization: editing('Organization', account.organizations, bound(updateOrganization), bound(deleteOrganization), bound(mergeOrganizations)),
    deal: editing('Deal', account.deals, bound(updateDeal), bound(deleteDeal), bound(mergeDeals)),
    dealProduct: editing('Deal product', account.dealProducts, bound(updateDealProduct), bound(deleteDealProduct)),
    product: editing('Product', account.products, bound(updateProduct), bound(deleteProduct)),
    activity: editing('Activity', account.activities, bound(updateActivity), bound(deleteActivity)),
    lead: editing('Lead', account.leads, bound(updateLead), bound(deleteLead)),
    note: editing('Note', account.notes, bound(updateNote), bound(deleteNote)),
    file: editing('File', account.files, bound(updateFile), bound(deleteFile)),
    pipeline: editing('Pipeline', account.pipelines, bound(updatePipeline), bound(deletePipeline)),
    stage: editing('Stage', account.stages, bound(updateStage), bound(deleteStage)),
  };
}

/** Makes a user's edit: like a call of the API, but outside ledger, limits and budget. The object may be named in the singular or plural. */
export function applyEdit(account: Account, given: unknown): void {
  const edit = readV2(editSchema, given);
  const name = edit.object.replace(/activities$/, 'activity').replace(/s$/, '');
  const target = editings(account)[name];
  const user = [...account.users.values()].find((entry) => entry.admin) ?? [...account.users.values()][0];
  if (target === undefined || user === undefined) throw invalid([`object: '${edit.object}' cannot be edited`]);
  if ('fields' in edit) target.change(edit.id, edit.fields, user);
  else if ('delete' in edit) target.remove(edit.id);
  else if (target.merge === undefined) throw invalid([`object: '${edit.object}' cannot be merged`]);
  else target.merge(edit.id, edit.mergeInto);
}
