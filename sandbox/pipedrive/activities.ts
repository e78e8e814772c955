import { z } from 'zod';
import type { Account } from './account.js';
import { ok, ownerId, requireLink, type Handler } from './call.js';
import { deletion, requireAlive, requireReadable } from './deletion.js';
import { touchParents } from './links.js';
import { readListQuery, readPage } from './lists.js';
import { cleanHtml, MOST_HTML_BYTES } from './note-html.js';
import { invalid } from './refusals.js';
import type { ActivityRow, Participant, User } from './rows.js';
import { address, day, duration, id, readV2, timeOfDay } from './schema.js';

const attendee = z.strictObject({
  email: z.string().exactOptional(), name: z.string().exactOptional(), status: z.string().exactOptional(), is_organizer: z.boolean().exactOptional(),
  person_id: id.nullable().exactOptional(), user_id: id.nullable().exactOptional(),
});
// person_id is left out on purpose: the documents call it read-only, people are linked through participants.
const bodySchema = z.strictObject({
  subject: z.string().trim().max(255).exactOptional(), type: z.string().exactOptional(), owner_id: id.exactOptional(),
  deal_id: id.nullable().exactOptional(),
  lead_id: z.uuid().nullable().exactOptional(), org_id: id.nullable().exactOptional(), project_id: z.null().exactOptional(),
  due_date: day.nullable().exactOptional(),
  due_time: timeOfDay.nullable().exactOptional(), duration: duration.nullable().exactOptional(), busy: z.boolean().exactOptional(),
  done: z.boolean().exactOptional(),
  location: address.nullable().exactOptional(),
  participants: z.array(z.strictObject({ person_id: id, primary: z.boolean().exactOptional() })).exactOptional(),
  attendees: z.array(attendee).exactOptional(), public_description: z.string().nullable().exactOptional(), priority: z.int().nullable().exactOptional(),
  outcome: z.int().nullable().exactOptional(), note: z.string().nullable().exactOptional(),
});
type ActivityBody = z.output<typeof bodySchema>;

/** An activity as API v2 shows it: no custom fields, and attendees only where they are asked for. */
export function activityView(row: ActivityRow, attendees: 'with-attendees' | 'without-attendees' = 'without-attendees'): Readonly<Record<string, unknown>> {
  const { attendees: invited, ...shown } = row;
  return {
    ...shown, project_id: null, conference_meeting_client: null, conference_meeting_url: null, conference_meeting_id: null,
    ...(attendees === 'with-attendees' ? { attendees: invited } : {}),
  };
}

function readParticipants(account: Account, given: ActivityBody['participants']): readonly Participant[] {
  for (const { person_id } of given ?? []) requireLink(account.persons.alive(person_id) !== undefined, 'participants', person_id);
  const primaries = (given ?? []).filter((participant) => participant.primary === true).length;
  if (primaries > 1) throw invalid(['participants: Expected at most one primary participant']);
  return (given ?? []).map((participant, at) => ({
    person_id: participant.person_id, primary: primaries === 0 ? at === 0 : participant.primary === true,
  }));
}

function checkLinks(account: Account, body: ActivityBody): void {
  if (typeof body.deal_id === 'number') requireLink(account.deals.alive(body.deal_id) !== undefined, 'deal_id', body.deal_id);
  if (typeof body.lead_id === 'string') requireLink(account.leads.alive(body.lead_id) !== undefined, 'lead_id', body.lead_id);
  if (typeof body.org_id === 'number') requireLink(account.organizations.alive(body.org_id) !== undefined, 'org_id', body.org_id);
  const known = account.activityTypes.all().some((type) => type.key_string === body.type);
  if (body.type !== undefined && !known) throw invalid([`type: Activity type '${body.type}' does not exist`]);
  if (Buffer.byteLength(body.note ?? '') > MOST_HTML_BYTES) throw invalid([`note: Expected at most ${MOST_HTML_BYTES} bytes`]);
}

function doneAt(done: boolean, before: ActivityRow | undefined, now: string): Pick<ActivityRow, 'done' | 'marked_as_done_time'> {
  return { done, marked_as_done_time: done ? (before?.done === true ? before.marked_as_done_time : now) : null };
}

function primaryPerson(participants: readonly Participant[]): number | null {
  return participants.find((participant) => participant.primary)?.person_id ?? null;
}

/** Creates an activity from a request body. Of deal and lead the deal wins. */
export function createActivity(account: Account, given: unknown, caller: User): ActivityRow {
  const body = readV2(bodySchema, given);
  checkLinks(account, body);
  const participants = readParticipants(account, body.participants);
  const type = body.type ?? account.activityTypes.all()[0]?.key_string ?? 'task';
  const now = account.now();
  const row = account.activities.put({
    owner_id: ownerId(account, body.owner_id, caller), id: account.nextId('activity'), subject: body.subject ?? type, type, creator_user_id: caller.id,
    deal_id: body.deal_id ?? null, lead_id: typeof body.deal_id === 'number' ? null : (body.lead_id ?? null), org_id: body.org_id ?? null,
    person_id: primaryPerson(participants), participants, due_date: body.due_date ?? null, due_time: body.due_time ?? null,
    duration: body.duration ?? null, busy: body.busy ?? false, ...doneAt(body.done ?? false, undefined, now), location: body.location ?? null,
    attendees: body.attendees ?? [], public_description: body.public_description ?? null, priority: body.priority ?? null,
    outcome: body.outcome ?? null, note: cleanNote(body.note), add_time: now, update_time: now, is_deleted: false,
  });
  touchParents(account, row);
  return row;
}

function cleanNote(note: string | null | undefined): string | null {
  return note === null || note === undefined ? null : cleanHtml(note);
}

/** Changes what the body names and nothing else. */
export function updateActivity(account: Account, row: ActivityRow, given: unknown, caller: User): ActivityRow {
  const body = readV2(bodySchema, given);
  checkLinks(account, body);
  const participants = body.participants === undefined ? row.participants : readParticipants(account, body.participants);
  const { project_id: _project, participants: _participants, ...simple } = body;
  const now = account.now();
  const after = account.activities.put({
    ...row, ...simple, participants, person_id: primaryPerson(participants), ...doneAt(body.done ?? row.done, row, now),
    lead_id: typeof body.deal_id === 'number' ? null : body.lead_id === undefined ? row.lead_id : body.lead_id,
    owner_id: body.owner_id === undefined ? row.owner_id : ownerId(account, body.owner_id, caller),
    note: body.note === undefined ? row.note : cleanNote(body.note), update_time: now,
  });
  touchParents(account, after);
  return after;
}

/** Soft-deletes an activity. */
export function deleteActivity(account: Account, row: ActivityRow): void {
  account.activities.put({ ...row, is_deleted: true, update_time: account.now() });
}

/** The activity operations of API v2. */
export const activityHandlers: Readonly<Record<string, Handler>> = {
  addActivity: (call) => ok(activityView(createActivity(call.account, call.body, call.user), 'with-attendees')),
  updateActivity: (call) => {
    const row = requireAlive(call.account.activities, call, 'Activity');
    return ok(activityView(updateActivity(call.account, row, call.body, call.user), 'with-attendees'));
  },
  getActivity: (call) => ok(activityView(requireReadable(call.account.activities, call, 'Activity'), 'with-attendees')),
  deleteActivity: (call) => deletion(call.account.activities, call, 'Activity', (row) => deleteActivity(call.account, row)),
  getActivities: (call) => {
    const query = readListQuery(call.query, {
      sorts: ['id', 'update_time', 'add_time', 'due_date'], filters: ['owner_id', 'deal_id', 'person_id', 'org_id'], texts: ['lead_id'],
      flags: ['done'], other: ['include_fields'],
    });
    const page = readPage(call.account.activities, query);
    const attendees = call.query.get('include_fields') === 'attendees' ? 'with-attendees' : 'without-attendees';
    return ok(page.rows.map((row) => activityView(row, attendees)), { additional_data: { next_cursor: page.next } });
  },
};
