import { z } from 'zod';
import type { Account } from './account.js';
import { ok, type Answer, type Call, type Handler } from './call.js';
import { CREATABLE_TYPES, type Field, type FieldOption, type FieldOwner } from './fields.js';
import { readLimit } from './lists.js';
import { impossible, invalid, notFound, plain } from './refusals.js';
import { isOptionList, type CustomValue, type CustomValues } from './rows.js';
import { id, readV2 } from './schema.js';

const MOST_OPTIONS = 10_000;
const label = z.string().trim().min(1).max(255);
const name = z.string().trim().min(1).max(255);
const newOptions = z.array(z.strictObject({ label })).min(1);
const attributes = {
  ui_visibility: z.record(z.string(), z.unknown()).exactOptional(), important_fields: z.record(z.string(), z.unknown()).exactOptional(),
  required_fields: z.record(z.string(), z.unknown()).exactOptional(), description: z.string().nullable().exactOptional(),
};
const newField = z.strictObject({ field_name: name, field_type: z.enum(CREATABLE_TYPES), options: newOptions.exactOptional(), ...attributes });
const changedField = z.strictObject({ field_name: name.exactOptional(), ...attributes });
/** Code of a new field; only a seed may choose it. */
const chosenCode = z.string().regex(/^[\da-f]{40}$/);

const OWNERS: Readonly<Record<FieldOwner, string>> = {
  person: 'PersonField', organization: 'OrganizationField', deal: 'DealField', product: 'ProductField',
};
const UI = { add_visible_flag: true, details_visible_flag: true };

/** A field as API v2 shows it. Where it is shown and required comes only when asked for. */
export function fieldView(field: Field, include: readonly string[] = ['ui_visibility', 'important_fields', 'required_fields']): Readonly<Record<string, unknown>> {
  const { ui_visibility, important_fields, required_fields, description, ...shown } = field;
  return {
    ...shown, description: description ?? null, subfields: null, is_optional_response_field: false,
    ...(include.includes('ui_visibility') ? { ui_visibility: ui_visibility ?? UI } : {}),
    ...(include.includes('important_fields') ? { important_fields: important_fields ?? { enabled: false, stage_ids: [] } } : {}),
    ...(include.includes('required_fields') ? { required_fields: required_fields ?? { enabled: false } } : {}),
  };
}

/** Creates a custom field, unless the plan holds no more. `code` comes from a seed; otherwise the account makes one. */
export function createField(account: Account, owner: FieldOwner, given: unknown, code?: string): Field {
  const body = readV2(newField, given);
  const choices = body.field_type === 'enum' || body.field_type === 'set';
  if (choices && body.options === undefined) throw invalid(['options: Required for this field type']);
  if (!choices && body.options !== undefined) throw invalid(['options: Only allowed for enum and set']);
  if (body.description !== undefined && owner !== 'deal') throw invalid(["description: Parameter 'description' is not allowed for this request"]);
  if (account.customFieldCount() >= account.limits.customFields) {
    throw plain(403, "Couldn't add the field. Custom fields limit reached.", 'feature_capping_custom_fields_limit');
  }
  const field: Field = {
    ...body, field_code: code === undefined ? account.nextFieldCode() : readV2(chosenCode, code), is_custom_field: true,
    options: body.options === undefined ? null : body.options.map((option) => ({ id: account.nextId('option'), label: option.label })),
  };
  account.fields[owner].put(field);
  return field;
}

/** Changes a field's name or how it is shown; code and type stay for ever. */
export function updateField(account: Account, owner: FieldOwner, field: Field, given: unknown): Field {
  const body = readV2(changedField, given);
  const after: Field = { ...field, ...body };
  account.fields[owner].put(after);
  return after;
}

/** Deletes a custom field and its values with it. */
export function deleteField(account: Account, owner: FieldOwner, field: Field): void {
  account.fields[owner].remove(field.field_code);
  rewriteValues(account, owner, field.field_code, () => null);
}

/** Rewrites the stored values of one field; `null` takes the value away. Update times stay: nobody edited the records. */
function rewriteValues(account: Account, owner: FieldOwner, code: string, change: (value: CustomValue) => CustomValue | null): void {
  const rewritten = (values: CustomValues): CustomValues | null => {
    const before = values[code];
    const after = before === undefined ? null : change(before);
    if (before === undefined || after === before) return null;
    const { [code]: _gone, ...rest } = values;
    return after === null ? rest : { ...rest, [code]: after };
  };
  const apply = <T extends { readonly custom_fields: CustomValues }>(rows: readonly T[], put: (row: T) => void): void => {
    for (const row of rows) {
      const custom_fields = rewritten(row.custom_fields);
      if (custom_fields !== null) put({ ...row, custom_fields });
    }
  };
  switch (owner) {
    case 'person': return apply(account.persons.all(), (row) => account.persons.put(row));
    case 'organization': return apply(account.organizations.all(), (row) => account.organizations.put(row));
    case 'product': return apply(account.products.all(), (row) => account.products.put(row));
    case 'deal':
      apply(account.deals.all(), (row) => account.putDeal(row));
      return apply(account.leads.all(), (row) => account.putLead(row));
  }
}

function optionsOf(field: Field): readonly FieldOption[] {
  if (field.options === null) throw impossible(`Field ${field.field_code} has no options`);
  return field.options;
}

function addOptions(call: Call, owner: FieldOwner): Answer {
  const field = requireField(call, owner);
  const added = readV2(newOptions, call.body).map((option) => ({ id: call.account.nextId('option'), label: option.label }));
  const before = optionsOf(field);
  if (before.length + added.length > MOST_OPTIONS) throw impossible(`A field holds at most ${MOST_OPTIONS} options`);
  call.account.fields[owner].put({ ...field, options: [...before, ...added] });
  return ok(added);
}

function updateOptions(call: Call, owner: FieldOwner): Answer {
  const field = requireField(call, owner);
  const changes = readV2(z.array(z.strictObject({ id, label })).min(1), call.body);
  const before = requireOptions(field, changes.map((change) => change.id));
  const options = before.map((option) => ({ ...option, label: changes.find((change) => change.id === option.id)?.label ?? option.label }));
  call.account.fields[owner].put({ ...field, options });
  return ok(changes);
}

function deleteOptions(call: Call, owner: FieldOwner): Answer {
  const field = requireField(call, owner);
  const gone = new Set(readV2(z.array(z.strictObject({ id })).min(1), call.body).map((option) => option.id));
  const before = requireOptions(field, [...gone]);
  call.account.fields[owner].put({ ...field, options: before.filter((option) => !gone.has(option.id)) });
  rewriteValues(call.account, owner, field.field_code, (value) => {
    if (typeof value === 'number') return gone.has(value) ? null : value;
    if (!isOptionList(value) || !value.some((option) => gone.has(option))) return value;
    const left = value.filter((option) => !gone.has(option));
    return left.length === 0 ? null : left;
  });
  return ok(before.filter((option) => gone.has(option.id)).map(({ id: optionId, label: text }) => ({ id: optionId, label: text })));
}

function requireOptions(field: Field, ids: readonly number[]): readonly FieldOption[] {
  const options = optionsOf(field);
  const missing = ids.filter((option) => !options.some((known) => known.id === option));
  if (missing.length > 0) throw invalid(missing.map((option) => `id: Option ${option} does not exist`));
  return options;
}

function requireField(call: Call, owner: FieldOwner): Field {
  const field = call.account.fields[owner].get(call.params['field_code'] ?? '');
  if (field === undefined) throw notFound('Field');
  return field;
}

function requireCustom(call: Call, owner: FieldOwner): Field {
  const field = requireField(call, owner);
  if (!field.is_custom_field) throw impossible(`Field ${field.field_code} is built in`);
  return field;
}

function includes(call: Call): readonly string[] {
  return call.query.get('include_fields')?.split(',') ?? [];
}

function listFields(call: Call, owner: FieldOwner): Answer {
  const limit = readLimit(call.query, 500);
  const start = Number(call.query.get('cursor') ?? 0);
  const all = call.account.fields[owner].all();
  if (!Number.isInteger(start) || start < 0) throw invalid(['cursor: Invalid cursor']);
  const next = start + limit < all.length ? String(start + limit) : null;
  return ok(all.slice(start, start + limit).map((field) => fieldView(field, includes(call))), { additional_data: { next_cursor: next } });
}

function handlersFor(owner: FieldOwner): readonly (readonly [string, Handler])[] {
  const noun = OWNERS[owner];
  return [
    [`get${noun}s`, (call) => listFields(call, owner)],
    [`get${noun}`, (call) => ok(fieldView(requireField(call, owner), includes(call)))],
    [`add${noun}`, (call) => ok(fieldView(createField(call.account, owner, call.body)))],
    [`update${noun}`, (call) => ok(fieldView(updateField(call.account, owner, requireField(call, owner), call.body)))],
    [`delete${noun}`, (call) => {
      const field = requireCustom(call, owner);
      deleteField(call.account, owner, field);
      return ok(fieldView(field, []));
    }],
    [`add${noun}Options`, (call) => addOptions(call, owner)],
    [`update${noun}Options`, (call) => updateOptions(call, owner)],
    [`delete${noun}Options`, (call) => deleteOptions(call, owner)],
  ];
}

/** The operations of API v2 on fields and their options. */
export const fieldHandlers: Readonly<Record<string, Handler>> = Object.fromEntries(
  (['person', 'organization', 'deal', 'product'] as const).flatMap((owner) => handlersFor(owner)),
);
