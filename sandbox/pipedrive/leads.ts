import { z } from 'zod';
import type { Account } from './account.js';
import { created, ok, ownerId, type Answer, type Call, type Handler } from './call.js';
import { readTime } from './clock.js';
import { withValues } from './custom-values.js';
import { requireRoom } from './deal-state.js';
import { leadValues, splitLeadBody } from './lead-values.js';
import { unlinkLead } from './links.js';
import { leadNotFound, plain } from './refusals.js';
import type { LeadRow, User } from './rows.js';
import { currency, day, id, readV1, shortName } from './schema.js';
import { envelope, readSlice } from './v1-lists.js';

const shared = {
  owner_id: id.exactOptional(), label_ids: z.array(z.uuid()).exactOptional(), person_id: id.nullable().exactOptional(),
  organization_id: id.nullable().exactOptional(),
  value: z.strictObject({ amount: z.number(), currency }).nullable().exactOptional(), expected_close_date: day.nullable().exactOptional(),
  visible_to: z.enum(['1', '3', '5', '7']).exactOptional(), was_seen: z.boolean().exactOptional(), channel: z.int().nullable().exactOptional(),
  channel_id: z.string().max(255).nullable().exactOptional(),
};
const createSchema = z.strictObject({ ...shared, title: shortName, origin_id: z.string().max(255).nullable().exactOptional() });
const updateSchema = z.strictObject({ ...shared, title: shortName.exactOptional(), is_archived: z.boolean().exactOptional() });
type LeadBody = z.output<typeof updateSchema>;

/** A lead as API v1 shows it, with the deal fields that it has values for. */
export function leadView(account: Account, row: LeadRow): Readonly<Record<string, unknown>> {
  const { is_deleted: _deleted, custom_fields, visible_to, ...shown } = row;
  const next = account.activities.by('lead_id', row.id).find((activity) => !activity.done);
  return {
    ...shown, source_name: 'API', origin: 'API', source_deal_id: null, next_activity_id: next?.id ?? null, visible_to: String(visible_to),
    cc_email: `${account.companyDomain}+lead${row.id}@mail.example.com`, ...leadValues(account, custom_fields),
  };
}

function checkBody(account: Account, body: LeadBody): void {
  const unknown = [
    ...(typeof body.person_id === 'number' && account.persons.alive(body.person_id) === undefined ? ['person_id does not exist'] : []),
    ...(typeof body.organization_id === 'number' && account.organizations.alive(body.organization_id) === undefined ? ['organization_id does not exist'] : []),
    ...(body.label_ids ?? []).filter((label) => account.leadLabels.alive(label) === undefined).map((label) => `label ${label} does not exist`),
    ...(body.visible_to !== undefined && !account.limits.visibilities.includes(Number(body.visible_to)) ? ['visible_to is not known to the plan'] : []),
  ];
  if (unknown.length > 0) throw plain(400, unknown.join('; '));
}

/** Creates a lead from a request body. It hangs on a person or an organization, and counts against the plan like a deal. */
export function createLead(account: Account, given: unknown, caller: User): LeadRow {
  const { rest, values } = splitLeadBody(account, given);
  const body = readV1(createSchema, rest);
  checkBody(account, body);
  if ((body.person_id ?? null) === null && (body.organization_id ?? null) === null) throw plain(400, 'A lead must be linked to a person or an organization');
  const owner_id = ownerId(account, body.owner_id, caller);
  requireRoom(account, 'lead');
  const now = account.preciseNow();
  return account.putLead({
    id: account.nextUuid(), title: body.title, owner_id, creator_id: caller.id, label_ids: body.label_ids ?? [], person_id: body.person_id ?? null,
    organization_id: body.organization_id ?? null, origin_id: body.origin_id ?? null, channel: body.channel ?? null, channel_id: body.channel_id ?? null,
    is_archived: false, was_seen: body.was_seen ?? false, value: body.value ?? null, expected_close_date: body.expected_close_date ?? null,
    visible_to: Number(body.visible_to ?? account.limits.visibilities.at(-1)), add_time: now, update_time: now, is_deleted: false,
    custom_fields: withValues({}, values),
  });
}

/** Changes what the body names. An archived lead refuses everything but leaving the archive. */
export function updateLead(account: Account, row: LeadRow, given: unknown, caller: User): LeadRow {
  const { rest, values } = splitLeadBody(account, given);
  const body = readV1(updateSchema, rest);
  if (row.is_archived && body.is_archived !== false) throw plain(400, 'Archived leads cannot be edited');
  checkBody(account, body);
  const after: LeadRow = {
    ...row, ...body, owner_id: body.owner_id === undefined ? row.owner_id : ownerId(account, body.owner_id, caller),
    visible_to: body.visible_to === undefined ? row.visible_to : Number(body.visible_to),
    custom_fields: withValues(row.custom_fields, values), update_time: account.preciseNow(),
  };
  if (after.person_id === null && after.organization_id === null) throw plain(400, 'A lead must be linked to a person or an organization');
  if (row.is_archived && !after.is_archived) requireRoom(account, 'lead');
  return account.putLead(after);
}

/** Deletes a lead; what hangs on it stands. */
export function deleteLead(account: Account, row: LeadRow): void {
  account.putLead({ ...row, is_deleted: true, update_time: account.preciseNow() });
  unlinkLead(account, row.id);
}

function requireLead(call: Call): LeadRow {
  const row = call.account.leads.alive(call.params['id'] ?? '');
  if (row === undefined) throw leadNotFound('lead');
  return row;
}

function listLeads(call: Call, archived: boolean): Answer {
  const { account, query } = call;
  const since = query.get('updated_since');
  const from = since === null ? '' : readTime(since, 'rfc3339-only');
  if (from === null) throw plain(400, 'updated_since must be RFC 3339 with whole seconds');
  const person = query.get('person_id');
  const organization = query.get('organization_id');
  const owner = query.get('owner_id');
  const source = person !== null ? account.leads.by('person_id', Number(person))
    : organization !== null ? account.leads.by('organization_id', Number(organization)) : account.leads.all();
  const rows = source.filter((row) => row.is_archived === archived && row.update_time >= from
    && (owner === null || row.owner_id === Number(owner)) && (organization === null || row.organization_id === Number(organization)));
  const slice = readSlice(account.leads, query, 500, rows);
  return ok(slice.rows.map((row) => leadView(account, row)), { additional_data: envelope(slice) });
}

/** The lead operations of API v1. */
export const leadHandlers: Readonly<Record<string, Handler>> = {
  addLead: (call) => created(leadView(call.account, createLead(call.account, call.body, call.user))),
  updateLead: (call) => ok(leadView(call.account, updateLead(call.account, requireLead(call), call.body, call.user))),
  getLead: (call) => ok(leadView(call.account, requireLead(call))),
  deleteLead: (call) => {
    const row = requireLead(call);
    deleteLead(call.account, row);
    return ok({ id: row.id });
  },
  getLeads: (call) => listLeads(call, false),
  getArchivedLeads: (call) => listLeads(call, true),
  getLeadSources: () => ok([{ name: 'API' }, { name: 'Deal' }, { name: 'Import' }, { name: 'Manually created' }]),
};
