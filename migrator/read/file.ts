import type { AnyRecord, StreamName } from '../canonical/streams.js';
import type { Issue, Origin } from '../canonical/values.js';
import type { FileReport } from '../reports.js';
import type { Draft, Lookups, RowResult } from '../sources/define.js';
import type { LateProblem } from './cells.js';
import { Furniture, isBlank, type DropReason } from './furniture.js';
import { columnReports, type Binding } from './headers.js';
import { problem } from './problems.js';
import type { RawRecord } from './records.js';
import type { RowParser } from './row.js';
import { recordsOf, type Table } from './table.js';
import { TotalKeeper, type PrintedTotal } from './totals.js';

/** One data row of an export: its records, or why it has none. */
export interface ReadRow {
  readonly origin: Origin;
  readonly stream: StreamName | null;
  readonly records: readonly AnyRecord[];
  readonly skipped: { readonly reason: string; readonly stream: StreamName | null } | null;
  readonly issues: readonly Issue[];
}

/** One file of an export. `report` and `totals` are complete once `rows` was consumed to its end. */
export interface ReadFile {
  readonly report: () => FileReport;
  /** Issues about the file as a whole that show only while it is read. */
  readonly issues: () => readonly Issue[];
  readonly totals: () => readonly PrintedTotal[];
  /** Cells whose letters were garbled before the export was made, and the first row with one; they were repaired if the reading was told to. */
  readonly garbled: () => { readonly cells: number; readonly firstLine: number | null };
  /** The first rows of a file that fits no layout, for a proposal; null for one that fits. Complete like `report`. */
  readonly sample: () => UnknownTable | null;
  readonly rows: AsyncIterable<ReadRow>;
}

/** What is known of a table whose columns nobody knows yet. */
export interface UnknownTable {
  readonly file: string;
  readonly format: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Rows kept of a file that fits no layout: enough to tell a birth date from a visit. */
const SAMPLE_ROWS = 3_000;

/** Everything that reading a table's rows needs; `parser` is null for a file that fits no layout. */
export interface Reading {
  readonly table: Table;
  readonly parser: RowParser | null;
  readonly lookups: Lookups;
  readonly neverRead: ReadonlySet<string>;
}

/** Dropped lines are listed one by one up to here; a list of a million page headers helps nobody. */
const LISTED_DROPS = 1_000;

/** A file of the export, read row by row when its rows are asked for. */
export class TableFile implements ReadFile {
  #rows = 0;
  #dropped: { readonly line: number; readonly reason: DropReason }[] = [];
  #totals: TotalKeeper | null = null;
  #late: Issue[] = [];
  #sample: (readonly string[])[] = [];
  #garbled: { readonly cells: number; readonly firstLine: number | null } = { cells: 0, firstLine: null };

  constructor(readonly reading: Reading) {}

  readonly report = (): FileReport => {
    const { table } = this.reading;
    const binding = table.shape?.binding ?? null;
    return {
      file: table.file.name, bytes: table.bytes, encoding: encodingOf(table), format: table.format, rows: this.#rows,
      layout: binding?.layout.name ?? null, stream: binding?.layout.stream ?? null, dropped: this.#dropped,
      columns: columnReports(table.shape?.headers ?? [], binding, this.reading.neverRead),
    };
  };

  readonly issues = (): readonly Issue[] => this.#late;

  readonly totals = (): readonly PrintedTotal[] => this.#totals?.found ?? [];

  readonly sample = (): UnknownTable | null => {
    const { table } = this.reading;
    if (table.shape === null || table.shape.binding !== null) return null;
    return { file: table.file.name, format: table.format, headers: table.shape.headers, rows: this.#sample };
  };

  readonly garbled = (): { readonly cells: number; readonly firstLine: number | null } => this.#garbled;

  get rows(): AsyncIterable<ReadRow> {
    return { [Symbol.asyncIterator]: () => this.#read() };
  }

  async *#read(): AsyncGenerator<ReadRow> {
    const { table } = this.reading;
    this.#rows = 0;
    this.#dropped = [];
    this.#sample = [];
    this.#late = [];
    this.#garbled = { cells: 0, firstLine: null };
    const { shape } = table;
    const { batches, late } = recordsOf(table);
    this.#totals = shape?.binding?.layout.report === undefined ? null : new TotalKeeper(shape.binding, table.file.name);
    const furniture = new Furniture(shape?.headers ?? [], shape?.binding?.layout.report !== undefined);
    for await (const batch of batches) {
      for (const record of batch) {
        if (shape === null ? isBlank(record) : this.#isFurniture(record, shape.headerLine, furniture)) continue;
        this.#rows += 1;
        yield this.#row(record, shape?.binding ?? null);
      }
    }
    this.#finish(late());
  }

  #isFurniture(record: RawRecord, headerLine: number, furniture: Furniture): boolean {
    if (record.line === headerLine) return true;
    const reason = record.line < headerLine ? furniture.beforeHeader(record) : furniture.afterHeader(record);
    if (reason === null) return false;
    if (reason === 'subtotal' || reason === 'grand-total') this.#totals?.total(record, reason === 'grand-total');
    if (this.#dropped.length < LISTED_DROPS) this.#dropped.push({ line: record.line, reason });
    return true;
  }

  #row(record: RawRecord, binding: Binding | null): ReadRow {
    const origin = { file: this.reading.table.file.name, line: record.line };
    const { parser, lookups } = this.reading;
    if (binding === null || parser === null) {
      if (this.#sample.length < SAMPLE_ROWS) this.#sample.push(record.cells);
      return skippedRow(origin, 'unknown-layout', null, []);
    }
    this.#totals?.row(record);
    const { values, skip, issues } = parser.parse(record);
    this.#countGarbled(issues, record.line);
    const { stream } = binding.layout;
    if (skip !== null) return skippedRow(origin, skip, stream, issues);
    const result = binding.layout.read(values, lookups);
    const all = [...issues, ...this.#problems(result, binding, origin)];
    if (result.skipped !== undefined) return skippedRow(origin, result.skipped.reason, result.skipped.stream, all);
    return { origin, stream, records: result.records.map((draft) => placed(draft, origin)), skipped: null, issues: all };
  }

  #problems(result: RowResult, binding: Binding, origin: Origin): readonly Issue[] {
    return (result.problems ?? []).map(({ code, column }) => {
      const header = binding.columns.find((bound) => bound.name === column)?.header;
      return problem(code, header === undefined ? origin : { ...origin, column: header });
    });
  }

  #countGarbled(issues: readonly Issue[], line: number): void {
    const found = issues.filter(({ code }) => code === 'garbled-text' || code === 'garbled-repaired').length;
    if (found > 0) this.#garbled = { cells: this.#garbled.cells + found, firstLine: this.#garbled.firstLine ?? line };
  }

  #finish(late: readonly LateProblem[]): void {
    const { file: { name: file }, shape } = this.reading.table;
    if (this.#rows === 0 && shape?.binding != null) this.#late.push(problem('header-only', { file }));
    for (const { code, line } of late) this.#late.push(problem(code, line === undefined ? { file } : { file, line }));
  }
}

function encodingOf({ content }: Table): string {
  if (content === null) return 'binary';
  return content.kind === 'lines' ? content.text.encoding : content.cells.encoding();
}

function skippedRow(origin: Origin, reason: string, stream: StreamName | null, issues: readonly Issue[]): ReadRow {
  return { origin, stream, records: [], skipped: { reason, stream }, issues };
}

function placed(draft: Draft, origin: Origin): AnyRecord {
  return { ...draft, origin };
}
