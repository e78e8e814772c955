import type { Link, Value } from '../destinations/define.js';
import type { SubjectRef } from '../facts/subjects.js';
import type { MapContext, Transform } from './define.js';

/** The closed list of transforms. A row that needs more needs a new fact, not a new transform. */
const transform = (name: string, says: string, apply: Transform['apply']): Transform => ({ name, says, apply });

const present = (values: readonly unknown[]): readonly unknown[] => values.filter((value) => value !== undefined && value !== null && value !== '');

const isRef = (value: unknown): value is SubjectRef =>
  typeof value === 'object' && value !== null && 'stream' in value && 'key' in value;

/** The external id of the record that a subject becomes. */
export const externalIdOf = (source: string, ref: SubjectRef): Link['link'] => `${source}:${ref.stream}:${ref.key}`;

/** Text of a value as people read it, for joining into lines. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(textOf).filter((part) => part !== '').join(', ');
  if (typeof value === 'object') return textOfObject(value);
  return '';
}

function textOfObject(value: object): string {
  if ('cents' in value && typeof value.cents === 'number' && 'currency' in value) {
    return `${(value.cents / 100).toFixed(2)} ${String(value.currency)}`;
  }
  if ('value' in value && 'label' in value) return `${String(value.value)} (${String(value.label)})`;
  if (isRef(value)) return value.key;
  return Object.values(value).map(textOf).filter((part) => part !== '').join(', ');
}

/** Escapes text so that it can stand inside HTML as text. */
export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** The value itself; several paths give the first one that is present. Used where a row names no transform. */
export const asIs = transform('asIs', 'as it is', (values) => {
  const [first] = present(values);
  if (first === undefined) return null;
  if (isRef(first)) return first.key;
  // Subjects hold nothing but the kinds of value that a field can take; `Path` in define.ts admits no others.
  return first as Value;
});

/** The first of several that is present. */
export const firstOf = transform('firstOf', 'the first one present', asIs.apply);

/** The record that the subject points to. */
export const link = transform('link', 'linked record', (values, context) => {
  const ref = present(values).find(isRef);
  return ref === undefined ? null : { link: externalIdOf(context.source, ref) };
});

/** The user who stands for the provider: matched by e-mail or by a person's answer, else the fallback owner. */
export const owner = transform('owner', 'the user who stands for this provider, else the fallback owner', (values, context: MapContext) =>
  context.owner(present(values).find(isRef)));

/** One line per value. */
export const lines = transform('lines', 'one line each', (values) => {
  const all = values.flatMap((value) => (Array.isArray(value) ? value.map(textOf) : [textOf(value)])).filter((part) => part !== '');
  return all.length === 0 ? null : all.join('\n');
});

/** Several values in one line, separated by commas. */
export const list = transform('list', 'separated by commas', (values) => {
  const all = values.map(textOf).filter((part) => part !== '');
  return all.length === 0 ? null : all.join(', ');
});

/** The text as paragraphs of HTML; mark-up inside it is shown, not obeyed. */
export const paragraphs = transform('paragraphs', 'as paragraphs', (values) => {
  const text = values.map(textOf).filter((part) => part !== '').join('\n');
  return text === '' ? null : text.split(/\r?\n/).map((line) => `<p>${escapeHtml(line)}</p>`).join('');
});

/** Always the same value, whatever the export says. */
export const always = (value: string | number | boolean): Transform => transform('always', `always “${textOf(value)}”`, () => value);

/** Our word → the CRM's word. The compiler lists every word of ours that has no answer. */
export function valueMap<K extends string>(name: string, table: Readonly<Record<K, Value>>): Transform {
  const answers: Readonly<Record<string, Value>> = table;
  return transform('valueMap', `value map “${name}”`, (values) => {
    const [word] = present(values);
    return typeof word === 'string' ? (answers[word] ?? null) : null;
  });
}
