import type { Shown, State } from '../../cli/support/stand-in.js';

/** Kinds of record by the property that points to one of them. */
const POINTERS: Readonly<Record<string, string>> = {
  person_id: 'persons', org_id: 'organizations', deal_id: 'deals', product_id: 'products', pipeline_id: 'pipelines', stage_id: 'stages', lead_id: 'leads',
};
const FIELD_KINDS: Readonly<Record<string, string>> = {
  persons: 'personFields', organizations: 'organizationFields', deals: 'dealFields', leads: 'dealFields', products: 'productFields',
};
/** What depends on the order in which records arrived, which no run promises. */
const BY_ARRIVAL = new Set(['id', 'order_nr', 'field_code']);
const TIME = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/;

interface Field {
  readonly field_code: string;
  readonly field_name: string;
  readonly field_type: string;
  readonly options: readonly { readonly id: number; readonly label: string }[] | null;
}

/**
 * What stands in an account, so that two accounts can be compared field by field: ids become the names of what they point to, codes of fields
 * become their labels, and instants since `since` (the server's own stamps) become a word. Everything else is as the API shows it.
 */
export function comparable(state: State, since: Date): Readonly<Record<string, readonly unknown[]>> {
  const { deleted: _deleted, ...kinds } = state;
  const names = new Map(Object.entries(kinds).flatMap(([kind, records]) => records.map((record) => [`${kind} ${String(record['id'])}`, nameOf(record)] as const)));
  const clean = (value: unknown, key: string, fields: readonly Field[]): unknown => {
    const pointsTo = POINTERS[key];
    if (pointsTo !== undefined && value !== null) return names.get(`${pointsTo} ${String(value)}`) ?? 'something that is not there';
    if (typeof value === 'string' && TIME.test(value) && Date.parse(value.replace(' ', 'T').replace(/Z?$/, 'Z')) >= since.getTime() - 1_000) return 'stamped by the server';
    if (Array.isArray(value)) return value.map((each: unknown) => clean(each, '', fields));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).filter(([name]) => !BY_ARRIVAL.has(name)).map(([name, inner]) => {
      const field = fields.find(({ field_code }) => field_code === name);
      return field === undefined ? [name, clean(inner, name, fields)] : [field.field_name, clean(valueOf(field, inner, names), '', fields)];
    }));
  };
  return Object.fromEntries(Object.entries(kinds).map(([kind, records]) => {
    const fields = (kinds[FIELD_KINDS[kind] ?? ''] ?? []) as unknown as readonly Field[]; // the control interface shows fields as the API does
    return [kind, records.map((record) => ({ named: nameOf(record), ...(clean(record, '', fields) as object) })).sort(byText)];
  }));
}

/** What a record is called in both accounts: the external id that it carries, else its own name. */
function nameOf(record: Shown): string {
  return /dentrix:[A-Za-z]+:[^"<\\\s]+/.exec(JSON.stringify(record))?.[0] ?? String(record['name'] ?? record['field_name'] ?? record['id']);
}

function valueOf(field: Field, value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (value !== null && field.field_type === 'org') return names.get(`organizations ${String(value)}`) ?? 'something that is not there';
  if (value !== null && field.field_type === 'people') return names.get(`persons ${String(value)}`) ?? 'something that is not there';
  return field.options === null || value === null ? value : [value].flat().map((id) => field.options?.find((option) => String(option.id) === String(id))?.label ?? id);
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
