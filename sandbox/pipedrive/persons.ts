import { z } from 'zod';
import type { Account } from './account.js';
import { ok, ownerId, requireLabels, requireLink, visibility, type Handler } from './call.js';
import { contactsSchema, readContacts } from './contacts.js';
import { allCustomFields, readCustomFields, withValues } from './custom-values.js';
import { deletion, requireAlive, requireReadable } from './deletion.js';
import { relinkPerson } from './links.js';
import { readListQuery, readPage } from './lists.js';
import { forbidden, invalid } from './refusals.js';
import type { PersonRow, User } from './rows.js';
import { id, readV2, shortName, time } from './schema.js';
import { customFieldKeys } from './views.js';

const shared = {
  name: shortName.exactOptional(), first_name: z.string().trim().max(255).exactOptional(), last_name: z.string().trim().max(255).exactOptional(),
  owner_id: id.exactOptional(), org_id: id.nullable().exactOptional(), emails: contactsSchema.exactOptional(), phones: contactsSchema.exactOptional(),
  visible_to: z.int().exactOptional(), label_ids: z.array(id).exactOptional(),
  marketing_status: z.enum(['no_consent', 'unsubscribed', 'subscribed', 'archived']).exactOptional(),
  custom_fields: z.record(z.string(), z.unknown()).exactOptional(),
};
const createSchema = z.strictObject({ ...shared, add_time: time.exactOptional() });
const updateSchema = z.strictObject(shared);

/** Fields of a person that only accounts with contact sync have; this account has not. */
const CONTACT_SYNC_FIELDS = ['postal_address', 'notes', 'im', 'birthday', 'job_title'];

function refuseContactSync(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const used = CONTACT_SYNC_FIELDS.filter((key) => key in body);
  if (used.length > 0) throw forbidden(`Contact sync is not enabled for the company: ${used.join(', ')}`);
}

/** A person as API v2 shows it. */
export function personView(account: Account, row: PersonRow, only?: readonly string[]): Readonly<Record<string, unknown>> {
  return { ...row, picture_id: null, custom_fields: allCustomFields(account, 'person', row.custom_fields, only) };
}

interface NameRequest {
  readonly name?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
}

function nameOf(body: NameRequest, before?: PersonRow): Pick<PersonRow, 'name' | 'first_name' | 'last_name'> | null {
  if (body.name !== undefined) {
    const [first = body.name, ...rest] = body.name.split(/\s+/);
    return { name: body.name, first_name: body.first_name ?? first, last_name: body.last_name ?? (rest.join(' ') || null) };
  }
  if (body.first_name === undefined && body.last_name === undefined) return null;
  const first = body.first_name ?? before?.first_name ?? '';
  const last = body.last_name ?? before?.last_name ?? '';
  return { name: `${first} ${last}`.trim(), first_name: first || null, last_name: last || null };
}

function checkLinks(account: Account, body: { org_id?: number | null | undefined; label_ids?: readonly number[] | undefined }): void {
  if (typeof body.org_id === 'number') requireLink(account.organizations.alive(body.org_id) !== undefined, 'org_id', body.org_id);
  requireLabels(account, 'person', body.label_ids);
}

/** Creates a person from a request body. */
export function createPerson(account: Account, given: unknown, caller: User): PersonRow {
  refuseContactSync(given);
  const body = readV2(createSchema, given);
  const name = nameOf(body);
  if (name === null || name.name === '') throw invalid(['name: Required']);
  const custom = readCustomFields(account, 'person', body.custom_fields);
  checkLinks(account, body);
  const checked = {
    owner_id: ownerId(account, body.owner_id, caller), visible_to: visibility(account, body.visible_to),
    emails: readContacts(body.emails ?? [], 'emails'), phones: readContacts(body.phones ?? [], 'phones'),
  };
  const now = account.now();
  return account.persons.put({
    id: account.nextId('person'), ...name, ...checked, org_id: body.org_id ?? null, label_ids: body.label_ids ?? [],
    marketing_status: body.marketing_status ?? 'no_consent', add_time: body.add_time ?? now, update_time: now, is_deleted: false,
    custom_fields: withValues({}, custom),
  });
}

/** Changes what the body names and nothing else. Lists of contacts are replaced. */
export function updatePerson(account: Account, row: PersonRow, given: unknown, caller: User): PersonRow {
  refuseContactSync(given);
  const body = readV2(updateSchema, given);
  const custom = readCustomFields(account, 'person', body.custom_fields);
  checkLinks(account, body);
  const { emails, phones, custom_fields: _values, ...simple } = body;
  const after: PersonRow = {
    ...row, ...simple, ...nameOf(body, row),
    ...(emails === undefined ? {} : { emails: readContacts(emails, 'emails') }),
    ...(phones === undefined ? {} : { phones: readContacts(phones, 'phones') }),
    owner_id: body.owner_id === undefined ? row.owner_id : ownerId(account, body.owner_id, caller),
    visible_to: body.visible_to === undefined ? row.visible_to : visibility(account, body.visible_to),
    custom_fields: withValues(row.custom_fields, custom), update_time: account.now(),
  };
  return account.persons.put(after);
}

/** Soft-deletes a person. What hangs on it stands with its link cleared, unless the account's switch keeps the link. */
export function deletePerson(account: Account, row: PersonRow): void {
  account.persons.put({ ...row, is_deleted: true, update_time: account.now() });
  relinkPerson(account, row.id, null);
}

/** The person operations of API v2. */
export const personHandlers: Readonly<Record<string, Handler>> = {
  addPerson: (call) => ok(personView(call.account, createPerson(call.account, call.body, call.user))),
  updatePerson: (call) => ok(personView(call.account, updatePerson(call.account, requireAlive(call.account.persons, call, 'Person'), call.body, call.user))),
  getPerson: (call) => ok(personView(call.account, requireReadable(call.account.persons, call, 'Person'), customFieldKeys(call.query))),
  deletePerson: (call) => deletion(call.account.persons, call, 'Person', (row) => deletePerson(call.account, row)),
  getPersons: (call) => {
    const query = readListQuery(call.query, {
      sorts: ['id', 'update_time', 'add_time'], filters: ['owner_id', 'org_id'], other: ['custom_fields'],
    });
    const page = readPage(call.account.persons, query);
    const keys = customFieldKeys(call.query);
    return ok(page.rows.map((row) => personView(call.account, row, keys)), { additional_data: { next_cursor: page.next } });
  },
};
