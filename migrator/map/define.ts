import type { Address, Labelled, Money } from '../canonical/values.js';
import type { ExternalId, FieldName, FieldType, Fields, Value, Vocabulary } from '../destinations/define.js';
import type { Because } from '../ports.js';
import type { SubjectName, SubjectRef, Subjects } from '../facts/subjects.js';

/** A custom field by its visible label. The label is also its name in plans, journals and reports. */
export interface CustomField {
  readonly custom: string;
  readonly type: FieldType;
  /** For `link` fields: the object pointed to. */
  readonly to?: string;
  /** For `choice` fields: the options, in order. */
  readonly options?: readonly string[];
}

/** What a transform may know beside the value. */
export interface MapContext {
  readonly source: string;
  readonly currency: string;
  /** The user who owns what this provider treats: matched, answered for, or the fallback owner. */
  readonly owner: (provider: SubjectRef | undefined) => string | null;
}

/** One of the closed list in `transforms.ts`. `says` is how it reads in the mapping document. */
export interface Transform {
  readonly name: string;
  readonly says: string;
  readonly apply: (values: readonly unknown[], context: MapContext) => Value;
}

export type FieldRule = readonly [to: FieldName | CustomField, from: string | readonly string[], how?: Transform];

/** What a row does with each subject. */
export type Step =
  | { readonly verb: 'creates'; readonly object: string; readonly from: SubjectName; readonly fields: readonly FieldRule[] }
  | { readonly verb: 'addsTo'; readonly object: string; readonly from: SubjectName; readonly fields: readonly FieldRule[] }
  | { readonly verb: 'resolvesTo'; readonly object: 'user'; readonly from: SubjectName }
  | { readonly verb: 'notMigrated'; readonly reason: string }
  | { readonly verb: 'notYet'; readonly reason: string };

/** One row of the document: what, whereto, how many to how many, in words, and the steps that do it. */
export interface Row {
  readonly source: string;
  readonly destination: string;
  readonly cardinality: '1:1' | '1:many' | 'many:1';
  readonly says: string;
  readonly steps: readonly Step[];
}

/** Something the account needs beside custom fields, such as a pipeline with its stages. */
export interface SetUp {
  readonly object: string;
  readonly key: string;
  readonly fields: Fields;
}

export interface Mapping {
  readonly source: string;
  readonly destination: string;
  readonly setUp: readonly SetUp[];
  /** Numbers the office may change before planning. */
  readonly settings: readonly Setting[];
  readonly rows: readonly Row[];
}

/** A number that the office may set; `asks` is how the panel asks for it. */
export interface Setting {
  readonly name: string;
  readonly asks: string;
  readonly value: number;
}

/** A record as the mapping wants it; links still point to external ids. */
export interface DestinationRecord {
  readonly object: string;
  readonly externalId: ExternalId;
  readonly fields: Fields;
  readonly because: Readonly<Record<FieldName, Because>>;
  readonly rows: readonly number[];
}

type Leaf = string | number | boolean | null | undefined | Money | Address | SubjectRef | readonly string[] | readonly Labelled[];
type Path<T> = { [K in keyof T & string]: NonNullable<T[K]> extends Leaf ? K : never }[keyof T & string];
type FieldsOf<V extends Vocabulary, O extends keyof V['objects']> = keyof V['objects'][O]['fields'] & string;
type TypedField<S extends SubjectName, F extends string> =
  readonly [to: F | CustomField, from: Path<Subjects[S]> | readonly Path<Subjects[S]>[], how?: Transform];

/**
 * The verbs of a mapping file, bound to one CRM's vocabulary: a misspelt object, field or source path does not compile.
 */
export function into<const V extends Vocabulary>(_vocabulary: V) {
  return {
    creates: <O extends keyof V['objects'] & string, S extends SubjectName>(
      object: O, step: { readonly from: S; readonly fields: readonly TypedField<S, FieldsOf<V, O>>[] },
    ): Step => ({ verb: 'creates', object, ...step }),
    addsTo: <O extends keyof V['objects'] & string, S extends SubjectName>(
      object: O, step: { readonly from: S; readonly fields: readonly TypedField<S, FieldsOf<V, O>>[] },
    ): Step => ({ verb: 'addsTo', object, ...step }),
    /** A pipeline, type or the like that the rows rely on; `key` names it in external ids. */
    setUp: <O extends keyof V['objects'] & string>(object: O, key: string, fields: Fields): SetUp => ({ object, key, fields }),
  };
}

/** A custom field; created in the account before the first record when it is not there. */
export function custom(label: string, type: FieldType = 'text', more: { readonly to?: string; readonly options?: readonly string[] } = {}): CustomField {
  return { custom: label, type, ...more };
}

/** Subjects that must already exist as users; unmatched ones become questions, nothing is written. */
export const resolvesTo = (object: 'user', step: { readonly from: SubjectName }): Step => ({ verb: 'resolvesTo', object, ...step });

/** Says that nothing of this row goes over, and why. */
export const notMigrated = (reason: string): Step => ({ verb: 'notMigrated', reason });

/** Says that this row is planned but not reached by this version; its rows are counted as skipped. */
export const notYet = (reason: string): Step => ({ verb: 'notYet', reason });

/** One row of the mapping document. */
export const row = (source: string, destination: string, cardinality: Row['cardinality'], says: string, ...steps: readonly Step[]): Row =>
  ({ source, destination, cardinality, says, steps });

/** A whole mapping; `destination` and `source` are folder names. */
export const mapping = (source: string, destination: string, parts: { readonly setUp?: readonly SetUp[]; readonly settings?: readonly Setting[]; readonly rows: readonly Row[] }): Mapping =>
  ({ source, destination, setUp: parts.setUp ?? [], settings: parts.settings ?? [], rows: parts.rows });

/** The name a field has in plans and reports. */
export const fieldName = (to: FieldName | CustomField): FieldName => (typeof to === 'string' ? to : to.custom);
