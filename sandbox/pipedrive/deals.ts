import { z } from 'zod';
import type { Account } from './account.js';
import { ok, ownerId, requireLabels, requireLink, visibility, type Answer, type Call, type Handler } from './call.js';
import { allCustomFields, readCustomFields, withValues } from './custom-values.js';
import { dealPlace, dealState, requireRoom } from './deal-state.js';
import { deletion, requireAlive, requireReadable } from './deletion.js';
import { relinkDeal } from './links.js';
import { readListQuery, readPage } from './lists.js';
import { impossible, invalid } from './refusals.js';
import type { DealRow, User } from './rows.js';
import { currency, day, id, readV2, shortName, time } from './schema.js';
import { customFieldKeys } from './views.js';

const shared = {
  owner_id: id.exactOptional(), person_id: id.nullable().exactOptional(), org_id: id.nullable().exactOptional(), pipeline_id: id.exactOptional(),
  stage_id: id.exactOptional(),
  value: z.number().exactOptional(), currency: currency.exactOptional(), is_deleted: z.literal(false).exactOptional(),
  is_archived: z.boolean().exactOptional(),
  archive_time: time.nullable().exactOptional(), status: z.enum(['open', 'won', 'lost']).exactOptional(),
  probability: z.number().min(0).max(100).nullable().exactOptional(),
  lost_reason: z.string().max(255).nullable().exactOptional(), visible_to: z.int().exactOptional(), close_time: time.nullable().exactOptional(),
  won_time: time.nullable().exactOptional(), lost_time: time.nullable().exactOptional(), expected_close_date: day.nullable().exactOptional(),
  label_ids: z.array(id).exactOptional(), custom_fields: z.record(z.string(), z.unknown()).exactOptional(),
};
const createSchema = z.strictObject({ ...shared, title: shortName });
const updateSchema = z.strictObject({ ...shared, title: shortName.exactOptional() });
type DealBody = z.output<typeof updateSchema>;

/** A deal as API v2 shows it. */
export function dealView(account: Account, row: DealRow, only?: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    ...row, local_won_date: row.won_time?.slice(0, 10) ?? null, local_lost_date: row.lost_time?.slice(0, 10) ?? null,
    local_close_date: row.close_time?.slice(0, 10) ?? null, origin: 'API', origin_id: null, channel: null, channel_id: null,
    source_lead_id: null, arr: null, mrr: null, acv: null, custom_fields: allCustomFields(account, 'deal', row.custom_fields, only),
  };
}

function checkLinks(account: Account, body: DealBody): void {
  if (typeof body.person_id === 'number') requireLink(account.persons.alive(body.person_id) !== undefined, 'person_id', body.person_id);
  if (typeof body.org_id === 'number') requireLink(account.organizations.alive(body.org_id) !== undefined, 'org_id', body.org_id);
  requireLabels(account, 'deal', body.label_ids);
}

function archiving(body: DealBody, before: DealRow | undefined, now: string): Pick<DealRow, 'is_archived' | 'archive_time'> {
  const is_archived = body.is_archived ?? before?.is_archived ?? false;
  if (!is_archived && typeof body.archive_time === 'string') throw invalid(['archive_time: can only be set for an archived deal']);
  return { is_archived, archive_time: is_archived ? (body.archive_time ?? before?.archive_time ?? now) : null };
}

/** Creates a deal from a request body. An archived one does not count against the plan. */
export function createDeal(account: Account, given: unknown, caller: User): DealRow {
  const body = readV2(createSchema, given);
  const custom = readCustomFields(account, 'deal', body.custom_fields);
  checkLinks(account, body);
  const now = account.now();
  const checked = {
    owner_id: ownerId(account, body.owner_id, caller), visible_to: visibility(account, body.visible_to),
    ...dealPlace(account, body.pipeline_id, body.stage_id), ...dealState(body, undefined, now), ...archiving(body, undefined, now),
  };
  if (!checked.is_archived) requireRoom(account, 'deal');
  return account.putDeal({
    id: account.nextId('deal'), title: body.title, creator_user_id: caller.id, ...checked, person_id: body.person_id ?? null, org_id: body.org_id ?? null,
    value: body.value ?? 0, currency: body.currency ?? account.defaultCurrency, stage_change_time: null, probability: body.probability ?? null,
    expected_close_date: body.expected_close_date ?? null, label_ids: body.label_ids ?? [], add_time: now, update_time: now, is_deleted: false,
    custom_fields: withValues({}, custom),
  });
}

/** Changes what the body names and nothing else. An archived deal refuses everything but leaving the archive. */
export function updateDeal(account: Account, row: DealRow, given: unknown, caller: User): DealRow {
  const body = readV2(updateSchema, given);
  if (row.is_archived && body.is_archived !== false) throw impossible('Archived deals cannot be edited');
  const custom = readCustomFields(account, 'deal', body.custom_fields);
  checkLinks(account, body);
  const now = account.now();
  const moved = body.pipeline_id !== undefined || body.stage_id !== undefined;
  const place = moved ? dealPlace(account, body.pipeline_id, body.stage_id) : { pipeline_id: row.pipeline_id, stage_id: row.stage_id };
  if (row.is_archived && body.is_archived === false) requireRoom(account, 'deal');
  return account.putDeal({
    ...row, ...body, ...place, ...dealState(body, row, now), ...archiving(body, row, now),
    stage_change_time: place.stage_id === row.stage_id ? row.stage_change_time : now,
    owner_id: body.owner_id === undefined ? row.owner_id : ownerId(account, body.owner_id, caller),
    visible_to: body.visible_to === undefined ? row.visible_to : visibility(account, body.visible_to),
    custom_fields: withValues(row.custom_fields, custom), update_time: now,
  });
}

/** Soft-deletes a deal with its product rows; the rest that hangs on it stands. */
export function deleteDeal(account: Account, row: DealRow): void {
  account.putDeal({ ...row, is_deleted: true, update_time: account.now() });
  relinkDeal(account, row.id, null);
}

function listDeals(call: Call, archived: boolean): Answer {
  const query = readListQuery(call.query, {
    sorts: ['id', 'update_time', 'add_time'], filters: ['owner_id', 'person_id', 'org_id', 'pipeline_id', 'stage_id'], texts: ['status'],
    other: ['custom_fields'],
  });
  const status = query.equal.get('status');
  if (status !== undefined && !['open', 'won', 'lost', 'deleted'].includes(String(status))) throw invalid(['status: Expected one of open, won, lost, deleted']);
  const equal = new Map([...query.equal].filter(([name, value]) => name !== 'status' || value !== 'deleted'));
  const source = status === 'deleted' ? call.account.deals.deleted() : undefined;
  const page = readPage(call.account.deals, { ...query, equal }, (row) => row.is_archived === archived, source);
  const keys = customFieldKeys(call.query);
  return ok(page.rows.map((row) => dealView(call.account, row, keys)), { additional_data: { next_cursor: page.next } });
}

/** The deal operations of API v2. */
export const dealHandlers: Readonly<Record<string, Handler>> = {
  addDeal: (call) => ok(dealView(call.account, createDeal(call.account, call.body, call.user))),
  updateDeal: (call) => ok(dealView(call.account, updateDeal(call.account, requireAlive(call.account.deals, call, 'Deal'), call.body, call.user))),
  getDeal: (call) => ok(dealView(call.account, requireReadable(call.account.deals, call, 'Deal'), customFieldKeys(call.query))),
  deleteDeal: (call) => deletion(call.account.deals, call, 'Deal', (row) => deleteDeal(call.account, row)),
  getDeals: (call) => listDeals(call, false),
  getArchivedDeals: (call) => listDeals(call, true),
};
