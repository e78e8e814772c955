import type { Account } from './account.js';
import { valueSchema } from './custom-values.js';
import type { Field } from './fields.js';
import { plain } from './refusals.js';
import { isOptionList, type CustomValue, type CustomValues } from './rows.js';
import { problemsOf } from './schema.js';

/** Keys beside the field's own that API v1 uses for the second half of a value. */
const COMPANIONS: Readonly<Partial<Record<Field['field_type'], Readonly<Record<string, string>>>>> = {
  monetary: { _currency: 'currency' },
  daterange: { _until: 'until' },
  timerange: { _until: 'until', _timezone_id: 'timezone_name' },
  time: { _timezone_id: 'timezone_name' },
};

/** Takes the deal fields' 40-character keys out of a lead's body, reads them as API v1 writes them, and hands back what is left. */
export function splitLeadBody(account: Account, given: unknown): { readonly rest: unknown; readonly values: ReadonlyMap<string, CustomValue | null> } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { rest: given, values: new Map() };
  const body = new Map<string, unknown>(Object.entries(given));
  const values = new Map<string, CustomValue | null>();
  for (const code of account.fields.deal.codes()) {
    const field = account.fields.deal.custom(code);
    if (field !== undefined && body.has(code)) values.set(code, takeValue(account, field, body));
  }
  return { rest: Object.fromEntries(body), values };
}

function takeValue(account: Account, field: Field, body: Map<string, unknown>): CustomValue | null {
  const main = take(body, field.field_code);
  const parts: Record<string, unknown> = {};
  for (const [suffix, name] of Object.entries(COMPANIONS[field.field_type] ?? {})) {
    const part = take(body, `${field.field_code}${suffix}`);
    if (part !== undefined) parts[name] = part;
  }
  if (main === null || main === '') return null;
  const read = valueSchema(field, account).safeParse(asV2(field, main, parts));
  if (!read.success) throw plain(400, problemsOf(read.error, [field.field_code]).join('; '));
  return read.data;
}

function take(body: Map<string, unknown>, key: string): unknown {
  const value = body.get(key);
  body.delete(key);
  return value;
}

function asV2(field: Field, main: unknown, parts: Readonly<Record<string, unknown>>): unknown {
  if (COMPANIONS[field.field_type] !== undefined || field.field_type === 'address') return { value: main, ...parts };
  if (field.field_type === 'set' && typeof main === 'string') return main.split(',').map(Number);
  return main;
}

/** The values of a lead as API v1 shows them: top-level keys, and only those that hold something. */
export function leadValues(account: Account, values: CustomValues): Readonly<Record<string, unknown>> {
  const shown: Record<string, unknown> = {};
  for (const code of account.fields.deal.codes()) {
    const value = values[code];
    const field = account.fields.deal.custom(code);
    if (value !== undefined && field !== undefined) Object.assign(shown, asV1(field, value));
  }
  return shown;
}

function asV1(field: Field, value: CustomValue): Readonly<Record<string, unknown>> {
  const code = field.field_code;
  if (isOptionList(value)) return { [code]: value.join(',') };
  if (typeof value !== 'object') return { [code]: value };
  const parts: Readonly<Record<string, unknown>> = value;
  const companions = Object.entries(COMPANIONS[field.field_type] ?? {}).map(([suffix, name]) => [`${code}${suffix}`, parts[name]]);
  return { [code]: parts['value'], ...Object.fromEntries(companions) };
}
