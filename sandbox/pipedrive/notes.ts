import { z } from 'zod';
import type { Account } from './account.js';
import { ok, type Call, type Handler } from './call.js';
import { readTime, spaceForm } from './clock.js';
import { fieldOf } from './collection.js';
import { requireAlive } from './deletion.js';
import { touchParents } from './links.js';
import { cleanHtml, MOST_HTML_BYTES } from './note-html.js';
import { forbidden, plain } from './refusals.js';
import type { NoteRow, User } from './rows.js';
import { id, readV1, time } from './schema.js';
import { pagination, readSlice } from './v1-lists.js';

const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);
const shared = {
  person_id: id.nullable().exactOptional(), org_id: id.nullable().exactOptional(), deal_id: id.nullable().exactOptional(),
  lead_id: z.uuid().nullable().exactOptional(),
  project_id: z.null().exactOptional(), task_id: z.null().exactOptional(), user_id: id.exactOptional(), add_time: time.exactOptional(),
  pinned_to_person_flag: flag.exactOptional(), pinned_to_organization_flag: flag.exactOptional(), pinned_to_deal_flag: flag.exactOptional(),
  pinned_to_lead_flag: flag.exactOptional(),
};
const content = z.string().min(1);
const createSchema = z.strictObject({ ...shared, content });
const updateSchema = z.strictObject({ ...shared, content: content.exactOptional() });
type NoteBody = z.output<typeof updateSchema>;

/** A note as API v1 shows it, with the names of what it hangs on. */
export function noteView(account: Account, row: NoteRow, reader: User): Readonly<Record<string, unknown>> {
  const author = account.users.get(row.user_id);
  const { is_deleted, ...shown } = row;
  return {
    ...shown, active_flag: !is_deleted, add_time: spaceForm(row.add_time), update_time: spaceForm(row.update_time),
    deal: named('title', row.deal_id === null ? undefined : account.deals.alive(row.deal_id)?.title),
    person: named('name', row.person_id === null ? undefined : account.persons.alive(row.person_id)?.name),
    organization: named('name', row.org_id === null ? undefined : account.organizations.alive(row.org_id)?.name),
    project_id: null, project: null, task_id: null, task: null, pinned_to_project_flag: false, pinned_to_task_flag: false,
    user: { email: author?.email ?? '', icon_url: null, is_you: row.user_id === reader.id, name: author?.name ?? '' },
  };
}

function named(key: string, name: string | undefined): Readonly<Record<string, string>> | null {
  return name === undefined ? null : { [key]: name };
}

function checkBody(account: Account, body: NoteBody, caller: User): void {
  const missing = [
    ...(typeof body.person_id === 'number' && account.persons.alive(body.person_id) === undefined ? ['person_id'] : []),
    ...(typeof body.org_id === 'number' && account.organizations.alive(body.org_id) === undefined ? ['org_id'] : []),
    ...(typeof body.deal_id === 'number' && account.deals.alive(body.deal_id) === undefined ? ['deal_id'] : []),
    ...(typeof body.lead_id === 'string' && account.leads.alive(body.lead_id) === undefined ? ['lead_id'] : []),
    ...(body.user_id !== undefined && !account.users.has(body.user_id) ? ['user_id'] : []),
  ];
  if (missing.length > 0) throw plain(400, missing.map((key) => `${key} does not exist`).join('; '));
  if (body.user_id !== undefined && body.user_id !== caller.id && !caller.admin) throw forbidden('Only admins may set the author of a note');
  if (body.content !== undefined && Buffer.byteLength(body.content) > MOST_HTML_BYTES) throw plain(400, `content must not be longer than ${MOST_HTML_BYTES} bytes`);
}

const LINKS = ['person_id', 'org_id', 'deal_id', 'lead_id'] as const;

/** Creates a note. It must hang on something; its HTML is sanitised; its time may lie in the past. */
export function createNote(account: Account, given: unknown, caller: User): NoteRow {
  const body = readV1(createSchema, given);
  checkBody(account, body, caller);
  if (LINKS.every((key) => body[key] === null || body[key] === undefined)) throw plain(400, 'deal_id, person_id, org_id or lead_id is required');
  const now = account.now();
  const row = account.notes.put({
    id: account.nextId('note'), content: cleanHtml(body.content), user_id: body.user_id ?? caller.id, last_update_user_id: caller.id,
    person_id: body.person_id ?? null, org_id: body.org_id ?? null, deal_id: body.deal_id ?? null, lead_id: body.lead_id ?? null,
    pinned_to_person_flag: body.pinned_to_person_flag ?? false, pinned_to_organization_flag: body.pinned_to_organization_flag ?? false,
    pinned_to_deal_flag: body.pinned_to_deal_flag ?? false, pinned_to_lead_flag: body.pinned_to_lead_flag ?? false,
    add_time: body.add_time ?? now, update_time: now, is_deleted: false,
  });
  touchParents(account, row);
  return row;
}

/** Changes what the body names; a note that would hang on nothing is refused. */
export function updateNote(account: Account, row: NoteRow, given: unknown, caller: User): NoteRow {
  const body = readV1(updateSchema, given);
  checkBody(account, body, caller);
  const { project_id: _project, task_id: _task, content: html, ...changes } = body;
  const after: NoteRow = {
    ...row, ...changes, content: html === undefined ? row.content : cleanHtml(html), last_update_user_id: caller.id, update_time: account.now(),
  };
  if (LINKS.every((key) => after[key] === null)) throw plain(400, 'deal_id, person_id, org_id or lead_id is required');
  return account.notes.put(after);
}

/** Deletes a note. */
export function deleteNote(account: Account, row: NoteRow): void {
  account.notes.put({ ...row, is_deleted: true, update_time: account.now() });
}

function candidates(call: Call): readonly NoteRow[] | undefined {
  const { account, query } = call;
  const links = LINKS.filter((key) => query.has(key));
  const since = query.get('updated_since');
  const from = since === null ? null : readTime(since, 'rfc3339-only');
  if (since !== null && from === null) throw plain(400, 'updated_since must be RFC 3339 with whole seconds');
  const user = query.get('user_id');
  const sort = /^(id|user_id|deal_id|person_id|org_id|content|add_time|update_time)(?: (asc|desc))?$/i.exec(query.get('sort') ?? 'id ASC');
  if (sort === null) throw plain(400, 'sort is not a field of notes');
  const [first] = links;
  if (first === undefined && from === null && user === null && !query.has('sort')) return undefined;
  const value = (key: (typeof LINKS)[number]): number | string => (key === 'lead_id' ? (query.get(key) ?? '') : Number(query.get(key)));
  const rows = first === undefined ? account.notes.all() : account.notes.by(first, value(first));
  const kept = rows.filter((row) => links.every((key) => row[key] === value(key))
    && (from === null || row.update_time >= from) && (user === null || row.user_id === Number(user)));
  return sorted(kept, (sort[1] ?? 'id').toLowerCase(), sort[2]?.toLowerCase() === 'desc');
}

function sorted(rows: readonly NoteRow[], key: string, descending: boolean): readonly NoteRow[] {
  if (key === 'id' && !descending) return rows;
  const sign = descending ? -1 : 1;
  const of = (row: NoteRow): number | string => {
    const value = fieldOf(row, key);
    return typeof value === 'number' || typeof value === 'string' ? value : '';
  };
  return rows.toSorted((a, b) => sign * (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : a.id - b.id));
}

/** The note operations of API v1. */
export const noteHandlers: Readonly<Record<string, Handler>> = {
  addNote: (call) => ok(noteView(call.account, createNote(call.account, call.body, call.user), call.user)),
  updateNote: (call) => ok(noteView(call.account, updateNote(call.account, requireAlive(call.account.notes, call, 'Note'), call.body, call.user), call.user)),
  getNote: (call) => ok(noteView(call.account, requireAlive(call.account.notes, call, 'Note'), call.user)),
  deleteNote: (call) => {
    const row = requireAlive(call.account.notes, call, 'Note');
    deleteNote(call.account, row);
    return ok(true);
  },
  getNotes: (call) => {
    const slice = readSlice(call.account.notes, call.query, 500, candidates(call));
    return ok(slice.rows.map((row) => noteView(call.account, row, call.user)), { additional_data: { pagination: pagination(slice) } });
  },
};
