import type { AnyRecord, StreamName } from '../canonical/streams.js';
import type { CellParser } from '../read/cell.js';
import type { ProblemCode } from '../read/problems.js';

/**
 * A column of a layout: the headers it goes by (compared without case and punctuation, best first) and how its cells are read.
 * With `many`, the headers hold a `#` that stands for 1, 2, … and the value is the list of these cells.
 */
export interface Column<T = unknown> {
  readonly headers: readonly string[];
  readonly parser: CellParser<unknown>;
  readonly many?: number;
  /** Carries the type of the value for the compiler; never set. */
  readonly value?: T;
}

export type Columns = Readonly<Record<string, Column>>;

/** The values of one row, by column name; null where the file lacks the column or the cell is empty. */
export type Values<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T | null : never };

/** The values of a row that the reader lets through: the columns `N` are never null. */
export type Filled<C extends Columns, N extends keyof C> = { readonly [K in keyof C]: K extends N ? NonNullable<Values<C>[K]> : Values<C>[K] };

type WithoutOrigin<R> = R extends unknown ? Omit<R, 'origin'> : never;

/** A canonical record whose place in the export the reader adds. */
export type Draft = WithoutOrigin<AnyRecord>;

/** What a row says: its records, or why it has none, and what a person should know (`column` is the column's name in the layout). */
export interface RowResult {
  readonly records: readonly Draft[];
  readonly skipped?: { readonly reason: string; readonly stream: StreamName | null };
  readonly problems?: readonly { readonly code: ProblemCode; readonly column?: string }[];
}

/** Look-up files of the export, read before the files that use them. */
export interface Lookups {
  /** The row of look-up `name` with this key, null when there is none. */
  readonly find: (name: string, key: string | null) => Readonly<Record<string, string>> | null;
  readonly has: (name: string) => boolean;
  /** True when the key stands more than once with different answers. */
  readonly isAmbiguous: (name: string, key: string) => boolean;
}

/** That a file answers look-ups: which one, by which column, and which columns it hands out. Keys that stand twice with different answers answer nothing. */
export interface LookupSpec {
  readonly name: string;
  readonly key: string;
  readonly gives: readonly string[];
}

/** One kind of file in an export. */
export interface Layout {
  readonly name: string;
  /** What such a file is often called, without folder and extension; only decides between layouts that fit equally. */
  readonly files: readonly string[];
  readonly stream: StreamName | null;
  readonly columns: Columns;
  /** Columns without which a file is not of this layout. */
  readonly needs: readonly string[];
  /** Columns that identify a row; a row in which one of them is empty is skipped as `missing-key`. */
  readonly keys: readonly string[];
  /** Columns that a record cannot do without; a row in which one of them is empty or unreadable is skipped as `missing-value`. */
  readonly requires?: readonly string[];
  /** The column that marks rows which the office deleted; they are skipped as `deleted-in-source`. */
  readonly deletedBy?: string;
  /** Printed lists: titles, page headers and totals stand between the rows. `totals` are money columns to compare with the printed sums. */
  readonly report?: { readonly totals: readonly string[] };
  readonly lookup?: LookupSpec;
  /** Look-ups that `read` asks for; `must` are missed aloud when their file is not in the export. */
  readonly uses?: readonly string[];
  readonly must?: readonly string[];
  readonly read: (values: Readonly<Record<string, unknown>>, lookups: Lookups) => RowResult;
}

/** A dental system: what its exports look like. Layouts stand in the order in which files should be read. */
export interface SourceProfile {
  readonly name: string;
  readonly label: string;
  /** True where no vendor documentation or real export stood behind the layouts. */
  readonly assumed?: true;
  readonly currency: string;
  readonly layouts: readonly Layout[];
  /** Headers of columns that are never read, whatever they hold (compared like all headers). */
  readonly neverRead: readonly string[];
}

/** Declares a column. */
export function column<T>(parser: CellParser<T>, ...headers: readonly [string, ...string[]]): Column<T> {
  return { headers, parser };
}

/** Declares numbered columns such as `codeid1` to `codeid20`; the value is the list of their cells, null where empty. */
export function numbered<T>(count: number, parser: CellParser<T>, ...headers: readonly [string, ...string[]]): Column<readonly (T | null)[]> {
  return { headers, parser, many: count };
}

/** Declares a layout; `read` sees each row with the types that its columns' parsers give, and keys and required columns filled. */
export function layout<C extends Columns, K extends keyof C & string, R extends keyof C & string = never>(
  spec: Omit<Layout, 'columns' | 'read' | 'needs' | 'keys' | 'requires' | 'deletedBy'> & {
    readonly columns: C;
    readonly needs: readonly (keyof C & string)[];
    readonly keys: readonly K[];
    readonly requires?: readonly R[];
    readonly deletedBy?: keyof C & string;
    readonly read: (row: Filled<C, K | R>, lookups: Lookups) => RowResult;
  },
): Layout {
  // Sound: the reader fills exactly the declared columns, each with its parser's value or null, and skips rows that lack a key or required one.
  return { ...spec, read: (values, lookups) => spec.read(values as Filled<C, K | R>, lookups) };
}

/** A row that became one record. */
export function one(record: Draft, problems?: RowResult['problems']): RowResult {
  return problems === undefined || problems.length === 0 ? { records: [record] } : { records: [record], problems };
}

/** A row that becomes nothing, and why: a short stable word, and what a person should know about it. */
export function skip(reason: string, stream: StreamName | null, ...problems: NonNullable<RowResult['problems']>): RowResult {
  return { records: [], skipped: { reason, stream }, problems };
}
