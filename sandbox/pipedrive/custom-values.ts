import { z } from 'zod';
import type { Account } from './account.js';
import type { Field, FieldOwner } from './fields.js';
import { invalid } from './refusals.js';
import type { CustomValue, CustomValues } from './rows.js';
import { address, currency, day, id, problemsOf, timeOfDay } from './schema.js';

const longest = { varchar: 255, varchar_auto: 255, phone: 255, text: 65_535 } as const;

/** What a custom field accepts in API v2, in the shape in which it is stored and shown again. */
export function valueSchema(field: Field, account: Account): z.ZodType<CustomValue> {
  const known = account.valueSchemas.get(field);
  if (known !== undefined) return known;
  const schema = makeSchema(field, account);
  account.valueSchemas.set(field, schema);
  return schema;
}

function makeSchema(field: Field, account: Account): z.ZodType<CustomValue> {
  const zone = z.string().default(account.timezone);
  const option = z.int().refine((value) => field.options?.some((known) => known.id === value) === true, 'Option does not exist');
  switch (field.field_type) {
    case 'varchar': case 'varchar_auto': case 'phone': case 'text': return z.string().max(longest[field.field_type]);
    case 'double': return z.number();
    case 'monetary': return z.strictObject({ value: z.number(), currency: currency.default(account.defaultCurrency) });
    case 'date': return day;
    case 'daterange': return z.strictObject({ value: day, until: day });
    case 'time': return z.strictObject({ value: timeOfDay, timezone_name: zone });
    case 'timerange': return z.strictObject({ value: timeOfDay, until: timeOfDay, timezone_name: zone });
    case 'enum': return option;
    case 'set': return z.array(option).min(1, 'Expected at least one option; send null to clear');
    case 'address': return address;
    case 'user': return id.refine((value) => account.users.has(value), 'User does not exist');
    case 'org': return id.refine((value) => account.organizations.alive(value) !== undefined, 'Organization does not exist');
    case 'people': return id.refine((value) => account.persons.alive(value) !== undefined, 'Person does not exist');
    case 'int': case 'boolean': case 'stage': case 'status': case 'visible_to': case 'json': case 'billing_frequency':
      throw new Error(`no custom field has the type ${field.field_type}`);
  }
}

/** Problems and values of the custom fields in a request, read as API v2 reads them. A key that no field has fails the whole request. */
export function readCustomFields(account: Account, owner: FieldOwner, given: Readonly<Record<string, unknown>> | undefined): ReadonlyMap<string, CustomValue | null> {
  const values = new Map<string, CustomValue | null>();
  const problems: string[] = [];
  for (const [code, raw] of Object.entries(given ?? {})) {
    const field = account.fields[owner].custom(code);
    if (field === undefined) {
      problems.push(`custom_fields.${code}: Parameter '${code}' is not allowed for this request`);
      continue;
    }
    const read = raw === null ? null : valueSchema(field, account).safeParse(raw);
    if (read === null) values.set(code, null);
    else if (read.success) values.set(code, read.data);
    else problems.push(...problemsOf(read.error, ['custom_fields', code]));
  }
  if (problems.length > 0) throw invalid(problems);
  return values;
}

/** The record's custom values after a write: null clears, keys that were not sent stay. */
export function withValues(before: CustomValues, changes: ReadonlyMap<string, CustomValue | null>): CustomValues {
  if (changes.size === 0) return before;
  const after: Record<string, CustomValue> = { ...before };
  for (const [code, value] of changes) {
    if (value === null) delete after[code];
    else after[code] = value;
  }
  return after;
}

/** Every custom field of the kind of record with its value or null, as every answer of API v2 shows them; `only` keeps the named ones. */
export function allCustomFields(account: Account, owner: FieldOwner, values: CustomValues, only?: readonly string[]): Record<string, CustomValue | null> {
  const shown: Record<string, CustomValue | null> = {};
  for (const code of only ?? account.fields[owner].codes()) {
    if (account.fields[owner].custom(code) !== undefined) shown[code] = values[code] ?? null;
  }
  return shown;
}
