import { z } from 'zod';
import type { Account } from './account.js';
import { ok, type Handler } from './call.js';
import { spaceForm } from './clock.js';
import { requireAlive } from './deletion.js';
import { plain } from './refusals.js';
import type { ActivityTypeRow } from './rows.js';
import { readV1, shortName } from './schema.js';

const ICONS = [
  'task', 'email', 'meeting', 'deadline', 'call', 'lunch', 'calendar', 'downarrow', 'document', 'smartphone', 'camera', 'scissors', 'cogs', 'bubble',
  'uparrow', 'checkbox', 'signpost', 'shuffle', 'addressbook', 'linegraph', 'picture', 'car', 'world', 'search', 'clip', 'sound', 'brush', 'key',
  'padlock', 'pricetag', 'suitcase', 'finish', 'plane', 'loop', 'wifi', 'truck', 'cart', 'bulb', 'bell', 'presentation',
] as const;
const icon_key = z.enum(ICONS);
const color = z.string().regex(/^[\da-f]{6}$/i);
const createSchema = z.strictObject({ name: shortName, icon_key, color: color.exactOptional() });
const updateSchema = z.strictObject({
  name: shortName.exactOptional(), icon_key: icon_key.exactOptional(), color: color.exactOptional(), order_nr: z.int().exactOptional(),
});

/** A company's cap on types; the real number is not published. */
const MOST_TYPES = 100;

/** A type of activity as API v1 shows it. */
export function activityTypeView(row: ActivityTypeRow): Readonly<Record<string, unknown>> {
  const { is_deleted, ...shown } = row;
  return { ...shown, active_flag: !is_deleted, add_time: spaceForm(row.add_time), update_time: spaceForm(row.update_time) };
}

/** Creates a type of activity. Its key is made from the name, once, and never changes. */
export function createActivityType(account: Account, given: unknown, kind: 'custom' | 'standard' = 'custom'): ActivityTypeRow {
  const body = readV1(createSchema, given);
  if (account.activityTypes.size >= MOST_TYPES) throw plain(403, 'Activity types limit reached.');
  const now = account.now();
  return account.activityTypes.put({
    id: account.nextId('activityType'), name: body.name, icon_key: body.icon_key, color: body.color ?? 'FFFFFF', order_nr: account.activityTypes.size + 1,
    key_string: freeKey(account, body.name), is_custom_flag: kind === 'custom', add_time: now, update_time: now, is_deleted: false,
  });
}

function freeKey(account: Account, name: string): string {
  const stem = name.toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '') || 'type';
  const taken = new Set([...account.activityTypes.all(), ...account.activityTypes.deleted()].map((type) => type.key_string));
  let key = stem;
  for (let n = 1; taken.has(key); n += 1) key = `${stem}_${n}`;
  return key;
}

/** The operations of API v1 on types of activities. */
export const activityTypeHandlers: Readonly<Record<string, Handler>> = {
  addActivityType: (call) => ok(activityTypeView(createActivityType(call.account, call.body))),
  updateActivityType: (call) => {
    const row = requireAlive(call.account.activityTypes, call, 'Activity type');
    return ok(activityTypeView(call.account.activityTypes.put({ ...row, ...readV1(updateSchema, call.body), update_time: call.account.now() })));
  },
  deleteActivityType: (call) => {
    const row = requireAlive(call.account.activityTypes, call, 'Activity type');
    return ok(activityTypeView(call.account.activityTypes.put({ ...row, is_deleted: true, update_time: call.account.now() })));
  },
  getActivityTypes: (call) => ok(call.account.activityTypes.all().map(activityTypeView)),
};
