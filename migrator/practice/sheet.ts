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

  constructor(readonly name: string, readonly spec: SheetSpec, private readonly file: BufferedFile) {
    this.delimiter = spec.delimiter ?? ',';
    this.widths = spec.columns.map((column) => spec.widths?.[column] ?? 0);
    this.special = this.delimiter === '\t' ? /["\t\r\n]/ : /[",\r\n]/;
    file.write(`${spec.byteOrderMark === true ? '\uFEFF' : ''}${spec.columns.join(this.delimiter)}\r\n`);
    this.line += 1;
  }

  /** Adds a row and returns its line. `raw` leaves out the quotes that a correct file would need. */
  add(cells: Cells<string>, raw = false): number {
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
    this.rows += 1;
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
