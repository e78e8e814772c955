import type { ClockTime, IsoDate } from '../canonical/values.js';
import type { CellContext, CellParser, DateOrder, Parsed } from './cell.js';

const NUMERIC = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T].*)?$/;
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/;
const DAY_MONTH_NAME = /^(\d{1,2})[- ]([A-Za-z]{3})[a-z]*\.?[- ,]+(\d{4}|\d{2})(?:[ T].*)?$/;
const MONTH_NAME_DAY = /^([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4}|\d{2})(?:[ T].*)?$/;
const EXCEL_SERIAL = /^\d{1,6}(?:\.\d+)?$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Values that database drivers and vendors write for "no date". */
const SENTINELS = new Set(['1753-01-01', '1753-03-02', '1899-12-30', '1899-12-31', '1900-01-01', '1901-01-01', '1904-01-01', '9999-12-31']);
const OLDEST_YEAR = 1870;
const NEWEST_YEAR = 2200;
const MILLISECONDS_PER_DAY = 86_400_000;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const DAYS_TO_1904 = 1_462;

interface Parts { readonly year: number; readonly month: number; readonly day: number; readonly shortYear: boolean }

/** A date that may lie before or after the export (visits, recalls, plans). */
export const date: CellParser<IsoDate> = { kind: 'date', parse: (cell, context) => parseDate(cell, context, false) };

/** A date that must lie before the export: a birth. */
export const pastDate: CellParser<IsoDate> = { kind: 'date', parse: (cell, context) => parseDate(cell, context, true) };

function parseDate(cell: string, context: CellContext, past: boolean): Parsed<IsoDate> {
  if (/^[0/.: -]+$/.test(cell)) return { value: null, problem: 'sentinel-date' };
  const parts = partsOf(cell, context);
  if (parts === null) return { value: null, problem: 'unreadable-date' };
  const year = parts.shortYear ? fullYear(parts, context.asOf, past) : parts.year;
  const iso = isoOf(year, parts.month, parts.day);
  if (iso === null) return { value: null, problem: 'unreadable-date' };
  if (SENTINELS.has(iso) || year < OLDEST_YEAR || year > NEWEST_YEAR) return { value: null, problem: 'sentinel-date' };
  if (past && iso > context.asOf) return { value: null, problem: 'future-birth-date' };
  return { value: iso };
}

function partsOf(cell: string, { dateOrder: order, epoch }: CellContext): Parts | null {
  const yearFirst = YEAR_FIRST.exec(cell) ?? COMPACT.exec(cell);
  if (yearFirst !== null) return numbers(yearFirst[1], yearFirst[2], yearFirst[3]);
  const numeric = NUMERIC.exec(cell);
  if (numeric !== null) return order === 'mdy' ? numbers(numeric[3], numeric[1], numeric[2]) : numbers(numeric[3], numeric[2], numeric[1]);
  const dayFirst = DAY_MONTH_NAME.exec(cell);
  if (dayFirst !== null) return named(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = MONTH_NAME_DAY.exec(cell);
  if (monthFirst !== null) return named(monthFirst[3], monthFirst[1], monthFirst[2]);
  return EXCEL_SERIAL.test(cell) ? fromSerial(Number(cell) + (epoch === 1904 ? DAYS_TO_1904 : 0)) : null;
}

function numbers(year = '', month = '', day = ''): Parts {
  return { year: Number(year), month: Number(month), day: Number(day), shortYear: year.length === 2 };
}

function named(year: string | undefined, month = '', day: string | undefined): Parts | null {
  const index = MONTHS.indexOf(month.toLowerCase());
  return index < 0 ? null : numbers(year, String(index + 1), day);
}

/** Spreadsheets count days from 1899-12-30; a fraction is the time of day. */
function fromSerial(serial: number): Parts {
  const moment = new Date(EXCEL_EPOCH + Math.floor(serial) * MILLISECONDS_PER_DAY);
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, day: moment.getUTCDate(), shortYear: false };
}

/** `27` is 1927 for a birth and 2027 for a recall: births lie before the export, other dates at most twenty years after it. */
function fullYear(parts: Parts, asOf: IsoDate, past: boolean): number {
  const now = Number(asOf.slice(0, 4));
  const candidate = now - (now % 100) + parts.year;
  const iso = isoOf(candidate, parts.month, parts.day);
  const tooLate = past ? iso !== null && iso > asOf : candidate > now + 20;
  return tooLate ? candidate - 100 : candidate;
}

function isoOf(year: number, month: number, day: number): IsoDate | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  if (moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** What one cell says about its column: a definite order, `either` where both readings are days, null where it says nothing. */
export function orderEvidence(cell: string): DateOrder | 'either' | null {
  const match = NUMERIC.exec(cell);
  if (match === null) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  if (first === second) return null;
  if (first > 12) return second <= 12 ? 'dmy' : null;
  if (second > 12) return 'mdy';
  return 'either';
}

/** The wall-clock time in a cell such as `2024-03-01 14:30:00`, `2:30 PM` or `14:30`. */
export function clockTime(cell: string): ClockTime | null {
  const match = /(?:^|[ T])(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?/i.exec(cell);
  if (match === null) return null;
  const half = match[3]?.toLowerCase();
  const hour = Number(match[1]) % (half === undefined ? 24 : 12) + (half === 'pm' ? 12 : 0);
  return timeOf(hour, Number(match[2]));
}

/** Hour and minute from their own columns as `HH:MM`; null when they are not a time of day. */
export function timeOf(hour: number | null, minute: number | null): ClockTime | null {
  if (hour === null || hour < 0 || hour > 23 || (minute ?? 0) < 0 || (minute ?? 0) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute ?? 0).padStart(2, '0')}`;
}
