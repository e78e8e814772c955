import type { IsoDate } from '../canonical/values.js';
import type { Epoch } from './cells.js';
import type { ProblemCode } from './problems.js';

/** Whether `3/4/2024` is the 4th of March or the 3rd of April. */
export type DateOrder = 'mdy' | 'dmy';

/** What a parser needs to know beyond the cell itself. `asOf` is the day the export was taken; no date of birth lies after it. */
export interface CellContext {
  readonly dateOrder: DateOrder;
  readonly asOf: IsoDate;
  readonly currency: string;
  /** From when a workbook counts the days in cells that it does not show as dates; 1900 where nothing is said. */
  readonly epoch?: Epoch;
}

/** A value, or null where the cell holds none; `problem` says what a person should know about the cell. */
export interface Parsed<T> {
  readonly value: T | null;
  readonly problem?: ProblemCode;
}

/** Turns a trimmed, non-empty cell into a value. Parsers never throw. */
export interface CellParser<T> {
  readonly kind: 'text' | 'id' | 'date' | 'money' | 'number' | 'flag' | 'phone' | 'email' | 'choice';
  readonly parse: (cell: string, context: CellContext) => Parsed<T>;
}

/** Words that mean "no value" in any column. `Null` with one capital is a family name and stays. */
const NULL_WORDS = new Set(['NULL', 'null', '(null)', '(NULL)', 'N/A', 'n/a', '#N/A', '<none>', '<NULL>', '.', '-', '--']);

/** The cell without padding, NULs and byte-order marks; the empty string where it says "no value". */
export function tidy(cell: string): string {
  if (cell === '') return cell;
  const trimmed = (cell.includes('\0') || cell.includes('\ufeff') ? cell.replaceAll(/[\0\ufeff]/g, '') : cell).trim();
  return trimmed.length <= 6 && NULL_WORDS.has(trimmed) ? '' : trimmed;
}

/** Excel's text marker for ids: `="00123"`. */
export function unwrapFormulaText(cell: string): string {
  const match = /^="([^"]*)"$/.exec(cell);
  return match?.[1] ?? cell;
}
