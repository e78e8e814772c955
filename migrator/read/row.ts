import type { IsoDate, Issue } from '../canonical/values.js';
import { tidy, type CellContext } from './cell.js';
import type { Epoch } from './cells.js';
import type { DateOrders } from './date-orders.js';
import { isGarbled, repaired } from './garbled.js';
import type { Binding, BoundColumn } from './headers.js';
import { problem, type ProblemCode } from './problems.js';
import type { RawRecord } from './records.js';

/** Why a row is skipped before its layout sees it. */
export type SkipReason = 'unreadable-row' | 'missing-key' | 'ssn-as-key' | 'deleted-in-source' | 'missing-value';

/** The values of a row, or why it is skipped; `issues` either way. */
export interface ParsedRow {
  readonly values: Readonly<Record<string, unknown>>;
  readonly skip: SkipReason | null;
  readonly issues: readonly Issue[];
}

const SOCIAL_SECURITY = /(?<![\d-])\d{3}([- ])\d{2}\1\d{4}(?![\d-])/g;
const MASK = '***-**-****';
/** A row may end early by this share of its columns: spreadsheets leave out empty cells at the end. */
const MISSING_SHARE = 1 / 3;

/** How the cells of a file are read. */
export interface RowReading {
  readonly asOf: IsoDate;
  readonly currency: string;
  readonly orders: DateOrders;
  /** From when the file counts days, where its cells stand apart by themselves; null for lines, whose cells move when one is missing. */
  readonly epoch: Epoch | null;
  readonly repairGarbled: boolean;
}

/** Reads rows of one file into values: one parser per column, each problem with its place. */
export class RowParser {
  readonly #contexts: readonly CellContext[];
  readonly #keys: readonly BoundColumn[];

  constructor(readonly binding: Binding, readonly file: string, readonly width: number, readonly reading: RowReading) {
    const { asOf, currency, orders, epoch } = reading;
    this.#contexts = binding.columns.map((column) => ({ asOf, currency, dateOrder: orders.get(column.name) ?? 'mdy', epoch: epoch ?? 1900 }));
    this.#keys = binding.columns.filter((column) => binding.layout.keys.includes(column.name));
  }

  /** The row's values, or why it is skipped. */
  parse(record: RawRecord): ParsedRow {
    const shape = this.#shapeProblem(record);
    const issues: Issue[] = shape === null ? [] : [problem(shape, { file: this.file, line: record.line })];
    if (shape === 'ragged-row' || shape === 'unreadable-object') return { values: {}, skip: 'unreadable-row', issues };
    const masked = this.#keys.find((key) => isSocialSecurity(cellOf(record, key)));
    if (masked !== undefined) return { values: {}, skip: 'ssn-as-key', issues: [...issues, this.#issue('ssn-as-key', record, masked)] };
    const values: Record<string, unknown> = {};
    for (const [index, bound] of this.binding.columns.entries()) values[bound.name] = this.#value(record, bound, this.#context(index), issues);
    return this.#judge(record, this.#complete(values), issues);
  }

  /** Skips rows without key, deleted rows and rows that lack what a record must have, in this order. */
  #judge(record: RawRecord, values: Readonly<Record<string, unknown>>, issues: readonly Issue[]): ParsedRow {
    const { keys, requires = [], deletedBy } = this.binding.layout;
    const isEmpty = (name: string): boolean => values[name] === null;
    const noKey = keys.find(isEmpty);
    if (noKey !== undefined) return { values, skip: 'missing-key', issues: [...issues, this.#issueAt('missing-key', record, noKey)] };
    if (deletedBy !== undefined && values[deletedBy] === true) return { values, skip: 'deleted-in-source', issues };
    const lacking = requires.find(isEmpty);
    if (lacking === undefined) return { values, skip: null, issues };
    return { values, skip: 'missing-value', issues: [...issues, this.#issueAt('missing-value', record, lacking)] };
  }

  /** Columns that the file lacks read as null. */
  #complete(values: Record<string, unknown>): Readonly<Record<string, unknown>> {
    for (const name of Object.keys(this.binding.layout.columns)) values[name] ??= null;
    return values;
  }

  #context(index: number): CellContext {
    return this.#contexts[index] ?? { asOf: '', currency: '', dateOrder: 'mdy' };
  }

  #shapeProblem(record: RawRecord): ProblemCode | null {
    const standApart = this.reading.epoch !== null;
    if (record.broken) return standApart ? 'unreadable-object' : 'ragged-row';
    const { cells } = record;
    if (cells.length === this.width) return null;
    if (cells.length > this.width) return cells.slice(this.width).every((cell) => cell.trim() === '') ? null : standApart ? 'cells-beside-table' : 'ragged-row';
    if (this.binding.layout.report !== undefined) return null;
    return this.width - cells.length <= this.width * MISSING_SHARE ? 'short-row' : 'ragged-row';
  }

  #value(record: RawRecord, bound: BoundColumn, context: CellContext, issues: Issue[]): unknown {
    if (bound.column.many === undefined) return this.#cell(record, bound, bound.indexes[0] ?? -1, context, issues);
    const list = bound.indexes.map((index) => this.#cell(record, bound, index, context, issues));
    return list.some((value) => value !== null) ? list : null;
  }

  #cell(record: RawRecord, bound: BoundColumn, index: number, context: CellContext, issues: Issue[]): unknown {
    const { parser } = bound.column;
    let cell = tidy(record.cells[index] ?? '');
    if (cell === '') return null;
    if (parser.kind !== 'phone' && parser.kind !== 'date' && isSocialSecurity(cell)) {
      issues.push(this.#issue('ssn-found', record, bound));
      if (parser.kind === 'id') return null;
      cell = cell.replaceAll(SOCIAL_SECURITY, MASK);
    }
    if (this.reading.repairGarbled && parser.kind !== 'id' && isGarbled(cell)) {
      cell = repaired(cell);
      issues.push(this.#issue('garbled-repaired', record, bound));
    }
    const { value, problem: code } = parser.parse(cell, context);
    if (code !== undefined) issues.push(this.#issue(code, record, bound));
    return value;
  }

  #issueAt(code: ProblemCode, record: RawRecord, name: string): Issue {
    return this.#issue(code, record, this.binding.columns.find((bound) => bound.name === name));
  }

  #issue(code: ProblemCode, record: RawRecord, bound: BoundColumn | undefined): Issue {
    return problem(code, { file: this.file, line: record.line, ...(bound === undefined ? {} : { column: bound.header }) });
  }
}

function cellOf(record: RawRecord, bound: BoundColumn): string {
  return record.cells[bound.indexes[0] ?? -1] ?? '';
}

function isSocialSecurity(cell: string): boolean {
  SOCIAL_SECURITY.lastIndex = 0;
  return cell.length >= 11 && SOCIAL_SECURITY.test(cell);
}
