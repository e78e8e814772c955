import type { IsoDate } from '../canonical/values.js';
import { tidy } from '../read/cell.js';
import { orderEvidence } from '../read/dates.js';
import { date } from '../read/parsers.js';

/** What a column's cells look like, as far as the sample goes. Holds cells, so it never leaves this folder. */
export interface ColumnValues {
  readonly rows: number;
  /** How many cells say something. */
  readonly full: number;
  /** Some of these cells, from the whole length of the sample. */
  readonly filled: readonly string[];
  readonly distinct: ReadonlySet<string>;
  /** Days from the export back to each date, negative for dates after it; empty unless most cells are dates. */
  readonly ages: readonly number[];
}

const DAY = 86_400_000;
const DATE_SHARE = 0.6;
/** The shape of a column shows after so many cells; whether ids repeat needs them all. */
const LOOKED_AT = 500;

/** Looks at the cells of one column. */
export function columnValues(cells: readonly string[], asOf: IsoDate): ColumnValues {
  const filled = cells.map(tidy).filter((cell) => cell !== '');
  const step = Math.max(1, Math.ceil(filled.length / LOOKED_AT));
  const some = filled.filter((_, index) => index % step === 0);
  return { rows: cells.length, full: filled.length, filled: some, distinct: new Set(filled), ages: agesOf(some, asOf) };
}

/** The share of filled cells that pass, 0 where none is filled. */
export function share(values: ColumnValues, passes: (cell: string) => boolean): number {
  return values.filled.length === 0 ? 0 : values.filled.filter(passes).length / values.filled.length;
}

/** How many different values there are for a filled cell: 1 where none comes twice. */
export function variety(values: ColumnValues): number {
  return values.full === 0 ? 0 : values.distinct.size / values.full;
}

const NUMERIC_DATE = /^(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:[ T].*)?$/;
const NAMED_MONTH = /^(?:\d{1,2}[- ][A-Za-z]{3}[a-z]*[- ,]+\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})(?:[ T].*)?$/;

/** True for a date in one of the ways people and databases write it; bare numbers may be anything. */
export function isDate(cell: string): boolean {
  return NUMERIC_DATE.test(cell) || NAMED_MONTH.test(cell);
}

function agesOf(filled: readonly string[], asOf: IsoDate): readonly number[] {
  const dates = filled.filter(isDate);
  if (dates.length < filled.length * DATE_SHARE || dates.length === 0) return [];
  const dmy = dates.filter((cell) => orderEvidence(cell) === 'dmy').length > dates.filter((cell) => orderEvidence(cell) === 'mdy').length;
  const context = { dateOrder: dmy ? 'dmy' : 'mdy', asOf, currency: '' } as const;
  const today = Date.parse(asOf);
  return dates.flatMap((cell) => {
    const { value } = date.parse(cell, context);
    return value === null ? [] : [(today - Date.parse(value)) / DAY];
  }).sort((a, b) => a - b);
}
