import { RecordRejected } from '../../run/errors.js';
import type { FieldName, FieldType, Value } from '../define.js';
import { type BoundField, type LiveField, unknownOption } from './catalogue.js';
import type { Body } from './columns.js';
import type { Row } from './replies.js';
import * as form from './wire-values.js';

/** Yes and No are options of a choice: Pipedrive has no checkbox. */
export const FLAG_OPTIONS = ['Yes', 'No'] as const;

type FormFor = (live: LiveField) => form.WireForm;

const plain = (wire: form.WireForm): FormFor => () => wire;

const labelOf = (live: LiveField, raw: unknown): string | null => {
  const id = form.numberIn(raw);
  // An option added after we looked has no label yet; its id still tells it from every other.
  return id === null ? null : live.options.find((option) => option.id === id)?.label ?? String(id);
};

function optionId(live: LiveField, label: unknown, field: FieldName): number {
  const found = live.options.find((option) => option.label === label);
  if (found === undefined) throw unknownOption(field);
  return found.id;
}

const choice: FormFor = (live) => ({
  write: (value, field) => optionId(live, value, field),
  read: (raw) => labelOf(live, raw),
});

const flag: FormFor = (live) => ({
  write: (value, field) => optionId(live, FLAG_OPTIONS[form.flag.write(value, field) === true ? 0 : 1], field),
  read(raw) {
    const label = labelOf(live, raw);
    return label === FLAG_OPTIONS[0] ? true : label === FLAG_OPTIONS[1] ? false : label;
  },
});

const choices: FormFor = (live) => ({
  write(value, field) {
    if (!Array.isArray(value)) throw form.unfit(field, 'a list of options');
    return value.length === 0 ? null : value.map((label) => optionId(live, label, field));
  },
  read(raw) {
    const ids: readonly unknown[] = typeof raw === 'string' ? raw.split(',') : Array.isArray(raw) ? raw : [];
    const labels = ids.flatMap((id) => labelOf(live, id) ?? []);
    return labels.length === 0 ? null : labels;
  },
});

const texts = { varchar: plain(form.text), varchar_auto: plain(form.text), text: plain(form.text), phone: plain(form.text) };

/** Our types by the kinds of Pipedrive field that can hold them. A type that is missing cannot be a custom field. */
const FORMS: Readonly<Record<string, Readonly<Record<string, FormFor>>>> = {
  text: texts,
  longText: texts,
  number: { double: plain(form.number) },
  money: { monetary: plain(form.money) },
  date: { date: plain(form.date) },
  time: { time: plain(form.zonedTime) },
  flag: { enum: flag },
  choice: { enum: choice },
  choices: { set: choices },
  user: { user: plain(form.id) },
  link: { org: plain(form.id), people: plain(form.id) },
  address: { address: plain(form.address) },
} satisfies Partial<Record<FieldType, Readonly<Record<string, FormFor>>>>;

/** How the values of a bound field travel; null when the account's field cannot hold our type or is gone. */
function formOf(field: BoundField): form.WireForm | null {
  return field.live === null ? null : FORMS[field.type]?.[field.live.type]?.(field.live) ?? null;
}

/** A custom value as v2 wants it inside `custom_fields`; null clears. */
export function writeCustom(field: BoundField, value: Value): unknown {
  const wire = formOf(field);
  if (wire === null) {
    throw new RecordRejected(
      `Custom field "${field.name}" ${field.live === null ? 'is no longer in Pipedrive' : 'has another type in Pipedrive'}`,
      'Restore the field in Pipedrive or rename it in the mapping, then plan again.',
    );
  }
  return value === null ? null : wire.write(value, field.name);
}

export function readCustom(field: BoundField, raw: unknown): Value {
  return formOf(field)?.read(raw) ?? null;
}

/** The same value among the top-level keys of a v1 record, where parts have keys of their own. */
export function spread(code: string, value: unknown): Body {
  if (Array.isArray(value)) return { [code]: value.join(',') };
  if (typeof value !== 'object' || value === null) return { [code]: value };
  const parts = new Map<string, unknown>(Object.entries(value));
  const companions = [['_currency', parts.get('currency')], ['_timezone_id', parts.get('timezone_name')]] as const;
  return {
    [code]: parts.get('value'),
    ...Object.fromEntries(companions.filter(([, part]) => part !== undefined).map(([suffix, part]) => [`${code}${suffix}`, part])),
  };
}

/** The reverse of `spread`. */
export function gather(code: string, row: Row): unknown {
  const currency = row[`${code}_currency`];
  return typeof currency === 'string' ? { value: row[code], currency } : row[code];
}
