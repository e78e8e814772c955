import { RecordRejected } from '../../run/errors.js';
import type { ExternalId, FieldName, Fields, Located, Value } from '../define.js';
import type { BoundField, Catalogue } from './catalogue.js';
import type { Body, Column } from './columns.js';
import { gather, readCustom, spread, writeCustom } from './custom-values.js';
import { parseId, type Unmarked, unmark } from './marker.js';
import type { Row } from './replies.js';
import { type FieldObject, objectType } from './vocabulary.js';

/** Where an object's external id is kept: in a custom field of its own, or at the end of one of its texts. */
export type Identity =
  | { readonly in: 'custom-field'; readonly of: FieldObject; readonly placed: 'nested' | 'top-level' }
  | { readonly in: 'text'; readonly field: FieldName; mark(text: string | null, externalId: ExternalId): string };

/** Everything needed to translate one kind of record. */
export interface RecordForm {
  readonly object: string;
  readonly columns: Readonly<Record<FieldName, Column>>;
  readonly identity: Identity;
}

/** The body that creates a record: empty values are left out, the external id is added. */
export function creationOf(form: RecordForm, catalogue: Catalogue, fields: Fields, externalId: ExternalId): Body {
  const marked = form.identity.in === 'text' ? { ...fields, [form.identity.field]: markedText(form.identity, fields, externalId) } : fields;
  const present = Object.entries(marked).filter(([, value]) => value !== null);
  return bodyOf(form, catalogue, present, externalId);
}

/** The body that changes the given fields only, and renews the external id where that costs nothing. */
export function changeOf(form: RecordForm, catalogue: Catalogue, fields: Fields, externalId: ExternalId): Body {
  const { identity } = form;
  const marked = identity.in === 'text' && identity.field in fields ? { ...fields, [identity.field]: markedText(identity, fields, externalId) } : fields;
  const fixed = Object.keys(marked).find((name) => objectType(form.object).fields[name]?.createOnly);
  if (fixed !== undefined) throw new RecordRejected(`Field "${fixed}" can be set at creation only`, 'Change it in Pipedrive by hand.');
  return bodyOf(form, catalogue, Object.entries(marked), externalId);
}

/** A row in our words. */
export function locatedFrom(form: RecordForm, catalogue: Catalogue, row: Row, id: string): Located {
  const fields: Record<FieldName, Value> = {};
  for (const [name, column] of Object.entries(form.columns)) fields[name] = column.read(row);
  const { identity } = form;
  if (identity.in === 'text') {
    const { text, externalId } = unmarkedText(fields[identity.field] ?? null);
    return { id, externalId, fields: { ...fields, [identity.field]: text }, changedAt: instantIn(row['update_time']) };
  }
  const raw = (code: string): unknown => (identity.placed === 'top-level' ? gather(code, row) : nested(row)[code]);
  for (const field of catalogue.customFields(identity.of)) fields[field.name] ??= readCustom(field, raw(field.code));
  const key = catalogue.identityKey(identity.of);
  const marker = key === null ? null : raw(key);
  return { id, externalId: typeof marker === 'string' ? parseId(marker) : null, fields, changedAt: instantIn(row['update_time']) };
}

function bodyOf(form: RecordForm, catalogue: Catalogue, fields: readonly (readonly [FieldName, Value])[], externalId: ExternalId): Body {
  const { identity } = form;
  const own: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    const column = form.columns[name];
    if (column !== undefined) Object.assign(own, column.write(value, name));
    else {
      const field = customField(form, catalogue, name);
      custom[field.code] = writeCustom(field, value);
    }
  }
  if (identity.in === 'text') return own;
  const key = catalogue.identityKey(identity.of);
  if (key === null) throw new Error(`The field that carries external ids of ${form.object} records is not bound.`);
  custom[key] = externalId;
  if (identity.placed === 'nested') return { ...own, custom_fields: custom };
  return Object.assign(own, ...Object.entries(custom).map(([code, value]) => spread(code, value)));
}

function customField(form: RecordForm, catalogue: Catalogue, name: FieldName): BoundField {
  const found = form.identity.in === 'custom-field' ? catalogue.customFields(form.identity.of).find((field) => field.name === name) : undefined;
  if (found === undefined) {
    throw new RecordRejected(`Pipedrive's ${objectType(form.object).label.toLowerCase()} has no field "${name}"`, 'Plan the run again, so that the field is set up first.');
  }
  return found;
}

function markedText(identity: Extract<Identity, { in: 'text' }>, fields: Fields, externalId: ExternalId): string {
  const text = fields[identity.field] ?? null;
  return identity.mark(typeof text === 'string' ? text : null, externalId);
}

const unmarkedText = (value: Value): Unmarked => unmark(typeof value === 'string' ? value : null);

function nested(row: Row): Row {
  const custom = row['custom_fields'];
  return typeof custom === 'object' && custom !== null ? Object.fromEntries(Object.entries(custom)) : {};
}

/** v1 writes `YYYY-MM-DD HH:MM:SS`, meaning UTC. */
function instantIn(raw: unknown): string | null {
  if (typeof raw !== 'string' || raw === '') return null;
  const instant = new Date(raw.includes('T') ? raw : `${raw.replace(' ', 'T')}Z`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
