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
import type { User } from './rows.js';
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
  noun: string, records: Collection<T>, change: (row: T, fields: unknown, user: User) => void, remove: (row: T) => void, merge?: (from: T, into: T) => void,
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

function editings(account: Account): Readonly<Record<string, Editing>> {
  return {
    person: editing('Person', account.persons, (row, fields, user) => updatePerson(account, row, fields, user), (row) => deletePerson(account, row), (from, into) => {
      const emails = [...into.emails, ...from.emails.map((contact) => ({ ...contact, primary: false }))];
      const phones = [...into.phones, ...from.phones.map((contact) => ({ ...contact, primary: false }))];
      relinkPerson(account, from.id, into.id);
      account.persons.put({ ...from, is_deleted: true, update_time: account.now() });
      account.persons.put({ ...into, emails, phones, org_id: into.org_id ?? from.org_id, custom_fields: { ...from.custom_fields, ...into.custom_fields }, update_time: account.now() });
    }),
    organization: editing('Organization', account.organizations, (row, fields, user) => updateOrganization(account, row, fields, user), (row) => deleteOrganization(account, row), (from, into) => {
      relinkOrganization(account, from.id, into.id);
      account.organizations.put({ ...from, is_deleted: true, update_time: account.now() });
      account.organizations.put({ ...into, address: into.address ?? from.address, custom_fields: { ...from.custom_fields, ...into.custom_fields }, update_time: account.now() });
    }),
    deal: editing('Deal', account.deals, (row, fields, user) => updateDeal(account, row, fields, user), (row) => deleteDeal(account, row), (from, into) => {
      relinkDeal(account, from.id, into.id);
      account.putDeal({ ...from, is_deleted: true, update_time: account.now() });
      account.putDeal({ ...into, person_id: into.person_id ?? from.person_id, custom_fields: { ...from.custom_fields, ...into.custom_fields }, update_time: account.now() });
    }),
    dealProduct: editing('Deal product', account.dealProducts, (row, fields) => updateDealProduct(account, row, fields), (row) => deleteDealProduct(account, row)),
    product: editing('Product', account.products, (row, fields, user) => updateProduct(account, row, fields, user), (row) => deleteProduct(account, row)),
    activity: editing('Activity', account.activities, (row, fields, user) => updateActivity(account, row, fields, user), (row) => deleteActivity(account, row)),
    lead: editing('Lead', account.leads, (row, fields, user) => updateLead(account, row, fields, user), (row) => deleteLead(account, row)),
    note: editing('Note', account.notes, (row, fields, user) => updateNote(account, row, fields, user), (row) => deleteNote(account, row)),
    file: editing('File', account.files, (row, fields) => updateFile(account, row, fields), (row) => deleteFile(account, row)),
    pipeline: editing('Pipeline', account.pipelines, (row, fields) => updatePipeline(account, row, fields), (row) => deletePipeline(account, row)),
    stage: editing('Stage', account.stages, (row, fields) => updateStage(account, row, fields), (row) => deleteStage(account, row)),
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
