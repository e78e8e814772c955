import { tidy } from './cell.js';
import type { Binding, BoundColumn } from './headers.js';
import { centsOf } from './parsers.js';
import type { RawRecord } from './records.js';

/** A sum or count that a printed list states, beside ours over the rows that we read. */
export interface PrintedTotal {
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
  readonly equal: boolean;
}

interface Sum { section: number; whole: number }

/** Adds up the money columns of a printed list and compares with the totals printed between its rows. */
export class TotalKeeper {
  readonly #columns: ReadonlyMap<BoundColumn, Sum>;
  #rows = 0;
  readonly found: PrintedTotal[] = [];

  constructor(binding: Binding, readonly file: string) {
    const names = binding.layout.report?.totals ?? [];
    this.#columns = new Map(binding.columns.filter((column) => names.includes(column.name)).map((column) => [column, { section: 0, whole: 0 }]));
  }

  /** A row of the list. */
  row(record: RawRecord): void {
    this.#rows += 1;
    for (const [column, sum] of this.#columns) {
      const cents = centsAt(record, column) ?? 0;
      sum.section += cents;
      sum.whole += cents;
    }
  }

  /** A printed total: `grand` sums the whole list, others the rows since the total before. */
  total(record: RawRecord, grand: boolean): void {
    for (const [column, sum] of this.#columns) {
      const theirs = centsAt(record, column);
      const ours = grand ? sum.whole : sum.section;
      if (theirs !== null) this.#add(`${column.header}, ${grand ? 'grand total' : 'subtotal'}`, record, amount(ours), amount(theirs));
      sum.section = 0;
    }
    const counted = /\b(\d[\d,]*)\s+(?:patients|rows|records|accounts)\b/i.exec(record.cells.join(' '))?.[1];
    if (grand && counted !== undefined) this.#add('number of rows', record, String(this.#rows), counted.replaceAll(',', ''));
  }

  #add(what: string, record: RawRecord, ours: string, theirs: string): void {
    this.found.push({ what: `${this.file}, line ${String(record.line)}: ${what}`, ours, theirs, equal: ours === theirs });
  }
}

function centsAt(record: RawRecord, column: BoundColumn): number | null {
  const cell = tidy(record.cells[column.indexes[0] ?? -1] ?? '');
  return cell === '' ? null : centsOf(cell);
}

function amount(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
