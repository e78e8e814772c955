import type { StreamName } from '../canonical/streams.js';
import type { BufferedFile, Encoding } from './buffered-file.js';

/** What a delimited file of an export looks like. */
export interface SheetSpec<C extends string = string> {
  readonly columns: readonly C[];
  /** The stream its rows become; absent for look-up files. */
  readonly stream?: StreamName;
  readonly encoding?: Encoding;
  readonly byteOrderMark?: true;
  readonly delimiter?: string;
  /** Columns of fixed width, padded with spaces, as in a dump of a record-based database. */
  readonly widths?: { readonly [K in C]?: number };
  /** A printed report: lines above the header, in which `#` is the page; with `rowsPerPage` they come again, with the header, on each page. */
  readonly printed?: { readonly titles: readonly string[]; readonly rowsPerPage?: number };
  /** Whether a later export of the same practice has changed rows in this file. */
  readonly changes?: true;
}

/** The cells of a row by column. */
export type Cells<C extends string> = Readonly<Record<C, string>>;

/** A delimited file under construction, which knows on which physical line each row begins. */
export class Sheet {
  rows = 0;
  private line = 1;
  private readonly delimiter: string;
  private readonly widths: readonly number[];
  private readonly special: RegExp;
  private page = 0;

  constructor(readonly name: string, readonly spec: SheetSpec, private readonly file: BufferedFile) {
    this.delimiter = spec.delimiter ?? ',';
    this.widths = spec.columns.map((column) => spec.widths?.[column] ?? 0);
    this.special = this.delimiter === '\t' ? /["\t\r\n]/ : /[",\r\n]/;
    if (spec.byteOrderMark === true) file.write('\uFEFF');
    this.head();
  }

  /** Titles and header, at the top of each page. */
  private head(): void {
    this.page += 1;
    const titles = (this.spec.printed?.titles ?? []).map((title) => title.replace('#', String(this.page)));
    for (const text of [...titles, this.spec.columns.join(this.delimiter)]) {
      this.file.write(`${text}\r\n`);
      this.line += 1;
    }
  }

  /** Begins a new page of a printed report when the last one is full; the line on which its titles begin, else null. */
  turn(): number | null {
    const { rowsPerPage } = this.spec.printed ?? {};
    if (rowsPerPage === undefined || this.rows === 0 || this.rows % rowsPerPage !== 0) return null;
    const start = this.line;
    this.head();
    return start;
  }

  /** Adds a row and returns its line. `raw` leaves out the quotes that a correct file would need. */
  add(cells: Cells<string>, raw = false): number {
    this.rows += 1;
    return this.write(cells, raw);
  }

  /** Writes cells that are no row, such as a total, and returns their line. */
  write(cells: Readonly<Partial<Record<string, string>>>, raw = false): number {
    const start = this.line;
    let text = '';
    let index = 0;
    for (const column of this.spec.columns) {
      const cell = (cells[column] ?? '').padEnd(this.widths[index] ?? 0);
      if (index > 0) text += this.delimiter;
      index += 1;
      text += !raw && this.special.test(cell) ? this.quoted(cell) : cell;
    }
    this.file.write(`${text}\r\n`);
    this.line += 1;
    return start;
  }

  private quoted(cell: string): string {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) this.line += 1;
    return `"${cell.replaceAll('"', '""')}"`;
  }

  /** True when enough rows have gathered to be worth a write. */
  get full(): boolean {
    return this.file.full;
  }

  drain(): Promise<void> {
    return this.file.drain();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
