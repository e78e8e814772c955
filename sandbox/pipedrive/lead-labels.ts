import { z } from 'zod';
import type { Account } from './account.js';
import { ok, type Call, type Handler } from './call.js';
import { leadNotFound } from './refusals.js';
import type { LeadLabelRow } from './rows.js';
import { readV1, shortName } from './schema.js';

const color = z.enum(['blue', 'brown', 'dark-gray', 'gray', 'green', 'orange', 'pink', 'purple', 'red', 'yellow']);
const createSchema = z.strictObject({ name: shortName, color });
const updateSchema = z.strictObject({ name: shortName.exactOptional(), color: color.exactOptional() });

/** A label of leads as API v1 shows it. */
export function leadLabelView(row: LeadLabelRow): Readonly<Record<string, unknown>> {
  const { is_deleted: _deleted, ...shown } = row;
  return shown;
}

/** Creates a label for leads. */
export function createLeadLabel(account: Account, given: unknown): LeadLabelRow {
  const body = readV1(createSchema, given);
  const now = account.preciseNow();
  return account.leadLabels.put({ id: account.nextUuid(), ...body, add_time: now, update_time: now, is_deleted: false });
}

function requireLabel(call: Call): LeadLabelRow {
  const row = call.account.leadLabels.alive(call.params['id'] ?? '');
  if (row === undefined) throw leadNotFound('label');
  return row;
}

/** The operations of API v1 on labels of leads. */
export const leadLabelHandlers: Readonly<Record<string, Handler>> = {
  addLeadLabel: (call) => ok(leadLabelView(createLeadLabel(call.account, call.body))),
  updateLeadLabel: (call) => {
    const row = requireLabel(call);
    return ok(leadLabelView(call.account.leadLabels.put({ ...row, ...readV1(updateSchema, call.body), update_time: call.account.preciseNow() })));
  },
  deleteLeadLabel: (call) => {
    const row = requireLabel(call);
    call.account.leadLabels.put({ ...row, is_deleted: true, update_time: call.account.preciseNow() });
    return ok({ id: row.id });
  },
  getLeadLabels: (call) => ok(call.account.leadLabels.all().map(leadLabelView)),
};
