import { Parser } from 'htmlparser2';
import { StopReading } from '../cells.js';
import { put } from '../xlsx/merges.js';
import { plainNumber } from '../xlsx/numbers.js';

/** Takes a row of a table: the table's number in the page from 0, the row's number in the table from 1. Blank rows do not come. */
export type OnRow = (table: number, line: number, cells: string[]) => void;

interface OpenCell { text: string; readonly columns: number; readonly rows: number; readonly stored: string | null }

/** A table that is open; tables in cells of other tables are open at the same time. */
interface OpenTable {
  readonly number: number;
  line: number;
  row: string[] | null;
  cell: OpenCell | null;
  /** Cells of rows above that reach into the next rows, by column. */
  readonly spans: Map<number, { left: number; readonly value: string }>;
}

const SILENT = new Set(['script', 'style', 'noscript', 'template']);
const BLOCKS = new Set(['p', 'div', 'li', 'h1', 'h2', 'h3']);
const MOST_COLUMNS = 16_384;
const DEEPEST = 5_000;
const LONGEST_CELL = 8_388_608;
const LINE_END = 80;

/** Finds the tables of a page while it comes in, piece by piece. Scripts and styles are no text. */
export class PageTables {
  readonly #open: OpenTable[] = [];
  readonly #parser: Parser;
  #tables = 0;
  #silent = 0;
  #depth = 0;

  constructor(readonly onRow: OnRow) {
    this.#parser = new Parser({
      onopentag: (name, attributes) => this.#begin(name, attributes),
      onclosetag: (name) => this.#end(name),
      ontext: (text) => this.#text(text.replaceAll(/[ \t\r\n\f]+/g, ' ')),
    });
  }

  write(piece: string): void {
    this.#parser.write(piece);
  }

  end(): void {
    this.#parser.end();
    while (this.#open.length > 0) this.#endTable();
  }

  #begin(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new StopReading('broken-page');
    if (SILENT.has(name)) this.#silent += 1;
    const table = this.#open.at(-1);
    if (name === 'table') this.#open.push({ number: this.#tables++, line: 0, row: null, cell: null, spans: new Map() });
    else if (table === undefined) return;
    else if (name === 'tr') this.#beginRow(table);
    else if (name === 'td' || name === 'th') this.#beginCell(table, attributes);
    else if (name === 'br') this.#text('\n');
    else if (BLOCKS.has(name)) this.#newLine(table);
  }

  #end(name: string): void {
    this.#depth -= 1;
    if (SILENT.has(name)) this.#silent -= 1;
    const table = this.#open.at(-1);
    if (table === undefined) return;
    if (name === 'table') this.#endTable();
    else if (name === 'tr') this.#endRow(table);
    else if (name === 'td' || name === 'th') endCell(table);
    else if (BLOCKS.has(name)) this.#newLine(table);
  }

  #newLine({ cell }: OpenTable): void {
    if (cell !== null && !/(?:^|\n) *$/.test(cell.text.slice(-LINE_END))) this.#text('\n');
  }

  #text(text: string): void {
    const cell = this.#open.at(-1)?.cell;
    if (cell == null || this.#silent > 0) return;
    cell.text += text;
    if (cell.text.length > LONGEST_CELL) throw new StopReading('broken-page');
  }

  #beginRow(table: OpenTable): void {
    this.#endRow(table);
    table.line += 1;
    table.row = [];
  }

  #beginCell(table: OpenTable, attributes: Readonly<Record<string, string>>): void {
    if (table.row === null) this.#beginRow(table);
    endCell(table);
    table.cell = { text: '', columns: span(attributes['colspan']), rows: span(attributes['rowspan']), stored: attributes['x:num'] ?? attributes['data-v'] ?? null };
  }

  #endRow(table: OpenTable): void {
    endCell(table);
    const cells = table.row;
    if (cells === null) return;
    table.row = null;
    const isBlank = cells.every((cell) => cell === '');
    while (fillSpan(table, cells));
    for (const [column, { left }] of table.spans) if (left <= 0) table.spans.delete(column);
    if (!isBlank) this.onRow(table.number, table.line, cells);
  }

  #endTable(): void {
    const table = this.#open.at(-1);
    if (table !== undefined) this.#endRow(table);
    this.#open.pop();
  }
}

function endCell(table: OpenTable): void {
  const { row, cell } = table;
  table.cell = null;
  if (row === null || cell === null) return;
  while (fillSpan(table, row));
  const column = row.length;
  if (column + cell.columns > MOST_COLUMNS) return;
  const text = cell.text.replaceAll('\u00a0', ' ').replaceAll(/ *\n */g, '\n').replaceAll(/ {2,}/g, ' ').trim();
  // Where the page shows a number rounded or as ####, the spreadsheet kept the number itself beside it.
  const value = cell.stored && /^(?:\d(?:[.,]\d+)?E\+?\d+|#+)$/i.test(text) ? plainNumber(cell.stored) : text;
  put(row, column + cell.columns - 1, '');
  row[column] = value;
  if (cell.rows > 1) for (let next = column; next < row.length; next += 1) table.spans.set(next, { left: cell.rows - 1, value: row[next] ?? '' });
}

/** Where a cell of a row above stands next, puts its value there; false where none does. */
function fillSpan(table: OpenTable, row: string[]): boolean {
  const open = table.spans.get(row.length);
  if (open === undefined || open.left <= 0) return false;
  open.left -= 1;
  row.push(open.value);
  return true;
}

function span(attribute: string | undefined): number {
  const count = /^\d{1,5}$/.test(attribute ?? '') ? Number(attribute) : 1;
  return Math.max(1, count);
}
