import type { ProblemCode } from './problems.js';
import type { RawRecord } from './records.js';

/** Something about a table that shows only while it is read; `line` where it begins. */
export interface LateProblem {
  readonly code: ProblemCode;
  readonly line?: number;
}

/** The day from which a workbook counts its dates. */
export type Epoch = 1900 | 1904;

/** A table whose cells stand apart already: a sheet, a table of a web page, the objects of a JSON file. */
export interface CellTable {
  readonly format: string;
  readonly bytes: number;
  readonly epoch: Epoch;
  /** Complete once the rows were read. */
  readonly encoding: () => string;
  /** The rows from the first, as often as asked for, in memory that does not grow with the file; short rows are filled up to `width` cells. */
  readonly rows: (width: number) => AsyncIterable<readonly RawRecord[]>;
  /** Complete once the rows were read. */
  readonly late: () => readonly LateProblem[];
}

/** A file taken apart into its tables; `name` is null where the file holds one table only and needs no second name. */
export interface TableSet {
  readonly tables: readonly { readonly name: string | null; readonly table: CellTable }[];
  /** What is said about the file as a whole. */
  readonly problems: readonly ProblemCode[];
}

/** Stops the reading of a file; the code says why. Never leaves the reading seam. */
export class StopReading extends Error {
  override readonly name = 'StopReading';
  constructor(readonly code: ProblemCode) {
    super(code);
  }
}

/** The cells with empty ones behind them until there are `width`. */
export function filledUp(cells: string[], width: number): readonly string[] {
  while (cells.length < width) cells.push('');
  return cells;
}
