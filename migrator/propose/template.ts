import type { StreamName } from '../canonical/streams.js';
import type { CellParser } from '../read/cell.js';
import { choice, id } from '../read/parsers.js';
import type { Lookups, RowResult } from '../sources/define.js';
import type { Expectation } from './expectations.js';

/** A column that a kind of file can have: what people call it, what its cells look like and how they are read. */
export interface Field<T = unknown> {
  readonly parser: CellParser<T>;
  readonly expects: Expectation;
  /** Phrases for the header, `|` between them. */
  readonly words: string;
  /** How many columns of one file may hold it. */
  readonly many?: number;
  /** For closed lists of words: the words we know, and what they may mean. */
  readonly choices?: { readonly known: Readonly<Record<string, unknown>>; readonly otherwise: unknown; readonly meanings: readonly string[] };
  /** Carries the type of the value for the compiler; never set. */
  readonly value?: T;
}

export type Fields = Readonly<Record<string, Field>>;

/** The values of a row by field; null where the file lacks the column or the cell is empty. */
export type RowOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T | null : never };

/** A kind of file that a dental system may export, whatever it calls its columns. */
export interface Template {
  readonly name: string;
  readonly label: string;
  /** Null for lists that only explain the codes of other files. */
  readonly stream: StreamName | null;
  /** What such files speak of; these words say nothing about which of its columns is meant. */
  readonly about: string;
  readonly fields: Fields;
  /** Of each group one field must be there. */
  readonly needs: readonly (readonly string[])[];
  /** Fields that together name a row, best first. */
  readonly keys: readonly (readonly string[])[];
  /** Fields without which a row is skipped. */
  readonly requires: readonly string[];
  readonly lookup?: { readonly name: string; readonly gives: readonly string[] };
  readonly uses?: readonly string[];
  /** `key` is made of the key fields; `values` lists the cells of each field that may stand in several columns. */
  readonly read: (values: Readonly<Record<string, unknown>>, key: string, lookups: Lookups) => RowResult;
}

/** A template's field of this name, null where it has none; names come from files of other people. */
export function fieldNamed({ fields }: Template, name: string): Field | null {
  return Object.hasOwn(fields, name) ? fields[name] ?? null : null;
}

/** Declares a field. */
export function field<T>(parser: CellParser<T>, expects: Expectation, words: string): Field<T> {
  return { parser, expects, words };
}

/** Declares a field that may stand in up to `count` columns; its value is the list of the cells that hold something. */
export function several<T>(count: number, parser: CellParser<T>, expects: Expectation, words: string): Field<readonly T[]> {
  // Sound: the layout made from a template gathers the cells of all columns of such a field into one list before `read` sees them.
  return { ...field(parser, expects, words), many: count } as unknown as Field<readonly T[]>;
}

/** Declares a field with a closed list of words; a person can explain words that it lacks by one of the `meanings`. */
export function chosen<T extends string | boolean | null>(known: Readonly<Record<string, T>>, otherwise: T, expects: Expectation, words: string): Field<T> {
  const meanings = [...new Set(Object.values(known).flatMap((value) => (value === null ? [] : [String(value)])))];
  return { ...field(choice(known, otherwise), expects, words), choices: { known, otherwise, meanings } };
}

/** Declares a field that keeps the office's word or code, whose meaning shows only together with the office's own list of codes. */
export function written(known: Readonly<Record<string, string>>, expects: Expectation, words: string): Field<string> {
  return { ...field(id, expects, words), choices: { known, otherwise: null, meanings: [...new Set(Object.values(known))] } };
}

/** Declares a template; `read` sees rows with the types of its fields, those of `requires` filled. */
export function template<F extends Fields, R extends keyof F & string = never>(
  spec: Omit<Template, 'fields' | 'read' | 'requires'> & {
    readonly fields: F;
    readonly requires?: readonly R[];
    readonly read: (row: RowOf<F> & { readonly [K in R]: NonNullable<RowOf<F>[K]> }, key: string, lookups: Lookups) => RowResult;
  },
): Template {
  const { requires = [], read } = spec;
  // Sound: the layout made from a template fills exactly these fields by their parsers, and skips rows in which a required one is empty.
  return { ...spec, requires, read: (values, key, lookups) => read(values as Parameters<typeof read>[0], key, lookups) };
}
