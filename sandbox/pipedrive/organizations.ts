import { z } from 'zod';
import type { Account } from './account.js';
import { ok, ownerId, requireLabels, visibility, type Handler } from './call.js';
import { allCustomFields, readCustomFields, withValues } from './custom-values.js';
import { deletion, requireAlive, requireReadable } from './deletion.js';
import { relinkOrganization } from './links.js';
import { readListQuery, readPage } from './lists.js';
import type { OrganizationRow, User } from './rows.js';
import { address, id, readV2, shortName, time } from './schema.js';
import { customFieldKeys } from './views.js';

const shared = {
  owner_id: id.exactOptional(), visible_to: z.int().exactOptional(), label_ids: z.array(id).exactOptional(), address: address.nullable().exactOptional(),
  website: z.string().nullable().exactOptional(), linkedin: z.string().nullable().exactOptional(), industry: z.int().nullable().exactOptional(),
  annual_revenue: z.int().nullable().exactOptional(), employee_count: z.int().nullable().exactOptional(),
  custom_fields: z.record(z.string(), z.unknown()).exactOptional(),
};
const createSchema = z.strictObject({ ...shared, name: shortName, add_time: time.exactOptional() });
const updateSchema = z.strictObject({ ...shared, name: shortName.exactOptional() });

/** An organization as API v2 shows it. */
export function organizationView(account: Account, row: OrganizationRow, only?: readonly string[]): Readonly<Record<string, unknown>> {
  return { ...row, custom_fields: allCustomFields(account, 'organization', row.custom_fields, only) };
}

/** Creates an organization from a request body. */
export function createOrganization(account: Account, given: unknown, caller: User): OrganizationRow {
  const body = readV2(createSchema, given);
  const custom = readCustomFields(account, 'organization', body.custom_fields);
  requireLabels(account, 'organization', body.label_ids);
  const checked = { owner_id: ownerId(account, body.owner_id, caller), visible_to: visibility(account, body.visible_to) };
  const now = account.now();
  return account.organizations.put({
    id: account.nextId('organization'), name: body.name, ...checked, label_ids: body.label_ids ?? [], address: body.address ?? null,
    website: body.website ?? null, linkedin: body.linkedin ?? null, industry: body.industry ?? null,
    annual_revenue: body.annual_revenue ?? null, employee_count: body.employee_count ?? null,
    add_time: body.add_time ?? now, update_time: now, is_deleted: false, custom_fields: withValues({}, custom),
  });
}

/** Changes what the body names and nothing else. */
export function updateOrganization(account: Account, row: OrganizationRow, given: unknown, caller: User): OrganizationRow {
  const body = readV2(updateSchema, given);
  const custom = readCustomFields(account, 'organization', body.custom_fields);
  requireLabels(account, 'organization', body.label_ids);
  return account.organizations.put({
    ...row, ...body,
    owner_id: body.owner_id === undefined ? row.owner_id : ownerId(account, body.owner_id, caller),
    visible_to: body.visible_to === undefined ? row.visible_to : visibility(account, body.visible_to),
    custom_fields: withValues(row.custom_fields, custom), update_time: account.now(),
  });
}

/** Soft-deletes an organization; what hangs on it stands with its link cleared. */
export function deleteOrganization(account: Account, row: OrganizationRow): void {
  account.organizations.put({ ...row, is_deleted: true, update_time: account.now() });
  relinkOrganization(account, row.id, null);
}

/** The organization operations of API v2. */
export const organizationHandlers: Readonly<Record<string, Handler>> = {
  addOrganization: (call) => ok(organizationView(call.account, createOrganization(call.account, call.body, call.user))),
  updateOrganization: (call) => {
    const row = requireAlive(call.account.organizations, call, 'Organization');
    return ok(organizationView(call.account, updateOrganization(call.account, row, call.body, call.user)));
  },
  getOrganization: (call) => ok(organizationView(call.account, requireReadable(call.account.organizations, call, 'Organization'), customFieldKeys(call.query))),
  deleteOrganization: (call) => deletion(call.account.organizations, call, 'Organization', (row) => deleteOrganization(call.account, row)),
  getOrganizations: (call) => {
    const query = readListQuery(call.query, { sorts: ['id', 'update_time', 'add_time'], filters: ['owner_id'], other: ['custom_fields'] });
    const page = readPage(call.account.organizations, query);
    const keys = customFieldKeys(call.query);
    return ok(page.rows.map((row) => organizationView(call.account, row, keys)), { additional_data: { next_cursor: page.next } });
  },
};
