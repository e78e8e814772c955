import { StopReading, filledUp, type CellTable, type LateProblem, type TableSet } from '../cells.js';
import type { TextFile } from '../lines.js';
import type { RawRecord } from '../records.js';
import { PageTables } from './tables.js';

/** Tables with one column and fewer rows than these hold headings and footers of a page, not data. */
const FEW_ROWS = 10;

interface Seen { readonly number: number; rows: number; widest: number }

/** Takes a web page apart into its tables. */
export async function openPage(text: TextFile, bytes: number): Promise<TableSet> {
  const seen = new Map<number, Seen>();
  const late: LateProblem[] = [];
  const count = new PageTables((number, _line, cells) => {
    const table = seen.get(number) ?? { number, rows: 0, widest: 0 };
    table.rows += 1;
    table.widest = Math.max(table.widest, cells.filter((cell) => cell !== '').length);
    seen.set(number, table);
  });
  for await (const _ of fed(text, count, late));
  const tables = [...seen.values()].filter(({ widest, rows }) => widest > 1 || rows >= FEW_ROWS).sort((a, b) => a.number - b.number);
  return {
    tables: tables.map(({ number }, index) => ({
      name: tables.length === 1 ? null : `table ${String(index + 1)}`, table: new PageTable(text, number, bytes),
    })),
    problems: late.map(({ code }) => code),
  };
}

/** Gives the page to the parser piece by piece; a page that cannot be one ends here, and the problem says so. */
async function* fed(text: TextFile, page: PageTables, late: LateProblem[]): AsyncGenerator<void> {
  try {
    for await (const piece of text.pieces()) {
      page.write(piece);
      yield;
    }
    page.end();
    yield;
  } catch (error) {
    if (!(error instanceof StopReading)) throw error;
    late.push({ code: error.code });
  }
}

class PageTable implements CellTable {
  readonly format = 'html';
  readonly epoch = 1900;
  #late: LateProblem[] = [];

  constructor(readonly text: TextFile, readonly number: number, readonly bytes: number) {}

  readonly encoding = (): string => this.text.encoding;

  readonly late = (): readonly LateProblem[] => [...this.#late, ...(this.text.mixedFrom === null ? [] : [{ code: 'mixed-encodings' } as const])];

  async *rows(width: number): AsyncGenerator<readonly RawRecord[]> {
    this.#late = [];
    let rows: RawRecord[] = [];
    const page = new PageTables((table, line, cells) => {
      if (table !== this.number) return;
      while (cells.length > width && cells.at(-1) === '') cells.pop();
      rows.push({ cells: filledUp(cells, width), line, broken: false });
    });
    for await (const _ of fed(this.text, page, this.#late)) {
      if (rows.length > 0) yield rows;
      rows = [];
    }
  }
}
