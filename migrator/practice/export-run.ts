import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamName } from '../canonical/streams.js';
import type { ExportFile } from '../door.js';
import { BufferedFile } from './buffered-file.js';
import { ChangePicker } from './changes.js';
import type { Changeable } from './changes.js';
import type { SamplePractice } from './model.js';
import { Sheet } from './sheet.js';
import type { Cells, SheetSpec } from './sheet.js';
import { TruthFile } from './truth.js';

/** Field, stream and key of a reference that holds. */
export type LinkTo = readonly [field: string, to: StreamName, toKey: string];

/** What a writer knows about a row beside its cells. */
export interface About<C extends string = string> {
  readonly key: string;
  readonly defects?: readonly string[];
  /** The records of the row where it is not one record under the row's key in the file's stream. */
  readonly records?: readonly { readonly stream: StreamName; readonly key: string; readonly links: readonly LinkTo[] }[];
  /** What the row's record points to. */
  readonly links?: readonly LinkTo[];
  /** Makes the one changed cell of a later export; absent where a change could not be told from a defect. */
  readonly change?: (turn: number) => readonly [C, string];
  readonly raw?: boolean;
}

type Specs = Readonly<Record<string, SheetSpec>>;
type ColumnOf<S extends Specs, N extends keyof S> = S[N]['columns'][number];

/** Takes the rows of an export, file by file as they come. */
export interface RowSink<S extends Specs> {
  row<N extends keyof S & string>(sheet: N, cells: Cells<ColumnOf<S, N>>, about: About<ColumnOf<S, N>>): void;
}

/** Counts the rows that could change, without writing any. */
export class RowCounter<S extends Specs> implements RowSink<S> {
  private rows = 0;
  private eligible = 0;

  constructor(private readonly specs: S) {}

  row<N extends keyof S & string>(sheet: N, _cells: Cells<ColumnOf<S, N>>, about: About<ColumnOf<S, N>>): void {
    if (this.specs[sheet]?.changes !== true) return;
    this.rows += 1;
    if (about.change !== undefined) this.eligible += 1;
  }

  get changeable(): Changeable {
    return { rows: this.rows, eligible: this.eligible };
  }
}

export interface ExportOptions {
  readonly out: string;
  /** Share of rows that changed since the export without it, 0 to 1. */
  readonly changed?: number;
}

/** An export on disk. The truth is not part of it. */
export interface WrittenExport {
  readonly files: readonly ExportFile[];
  readonly truth: ExportFile;
}

/** What every source folder's `export` file offers. */
export type WriteExport = (practice: SamplePractice, options: ExportOptions) => Promise<WrittenExport>;

/** One export being written: its files, the truth about them and the choice of changed rows. Memory does not grow with the practice. */
export class ExportRun<S extends Specs> implements RowSink<S> {
  private readonly sheets = new Map<string, Sheet>();
  private readonly others: { readonly name: string; readonly rows: number }[] = [];
  private turn = 0;

  private constructor(private readonly folder: string, readonly truth: TruthFile, private readonly picker: ChangePicker | null) {}

  /** Creates the folder and all files; `extra` are streams without a file of their own. */
  static async open<S extends Specs>(folder: string, specs: S, picker: ChangePicker | null, extra: readonly StreamName[] = []): Promise<ExportRun<S>> {
    await mkdir(folder, { recursive: true });
    const streams = Object.values(specs).flatMap(({ stream }) => (stream === undefined ? [] : [stream]));
    const run = new ExportRun<S>(folder, await TruthFile.create(folder, [...streams, ...extra]), picker);
    for (const [name, spec] of Object.entries(specs)) {
      run.sheets.set(name, new Sheet(name, spec, await BufferedFile.create(join(folder, name), spec.encoding)));
      run.describe(name, spec);
    }
    return run;
  }

  row<N extends keyof S & string>(name: N, cells: Cells<ColumnOf<S, N>>, about: About<ColumnOf<S, N>>): void {
    const sheet = this.sheets.get(name);
    if (sheet === undefined) throw new RangeError(`This export has no file ${name}`);
    const turned = sheet.turn();
    if (turned !== null) this.truth.add('defects', { kind: 'report-repeated-header', file: name, line: turned, key: '' });
    const change = this.changeOf(sheet, about);
    const line = sheet.add(change === null ? cells : { ...cells, [change[0]]: change[1] }, about.raw);
    if (change !== null) this.truth.add('changed', { file: name, line, key: about.key, field: change[0] });
    for (const kind of about.defects ?? []) this.truth.add('defects', { kind, file: name, line, key: about.key });
    const { stream } = sheet.spec;
    for (const { stream: as, key, links } of about.records ?? (stream === undefined ? [] : [{ stream, key: about.key, links: about.links ?? [] }])) {
      this.truth.record(as, key);
      for (const [field, to, toKey] of links) this.truth.add('links', { stream: as, key, field, to, toKey });
    }
  }

  /** Writes the total at the end of a printed report. */
  total<N extends keyof S & string>(name: N, cells: Readonly<Partial<Record<ColumnOf<S, N>, string>>>, what: string, amount: string): void {
    const line = this.sheets.get(name)?.write(cells);
    if (line === undefined) throw new RangeError(`This export has no file ${name}`);
    this.truth.add('totals', { file: name, line, what, amount });
    this.truth.add('defects', { kind: 'report-grand-total', file: name, line, key: '' });
  }

  private changeOf<C extends string>(sheet: Sheet, about: About<C>): readonly [C, string] | null {
    if (this.picker === null || sheet.spec.changes !== true || about.change === undefined || !this.picker.take()) return null;
    this.turn += 1;
    return about.change(this.turn);
  }

  /** Writes a file that is no sheet, in one piece. */
  async text(name: string, text: string, rows: number, encoding: 'utf-8' | 'windows-1252'): Promise<void> {
    const file = await BufferedFile.create(join(this.folder, name), encoding);
    file.write(text);
    await file.close();
    this.others.push({ name, rows });
    if (encoding !== 'utf-8') this.truth.add('defects', { kind: encoding, file: name, line: 1, key: '' });
  }

  /** What is ugly about a file as a whole stands at its first line. */
  private describe(file: string, spec: SheetSpec): void {
    const tell = (kind: string): void => this.truth.add('defects', { kind, file, line: 1, key: '' });
    if (spec.encoding !== undefined && spec.encoding !== 'utf-8') tell(spec.encoding);
    if (spec.byteOrderMark === true) tell('byte-order-mark');
    if (spec.delimiter !== undefined && spec.delimiter !== ',') tell('other-delimiter');
    if (spec.widths !== undefined) tell('fixed-width-padding');
    if (spec.printed !== undefined) tell('report-title');
  }

  /** Hands gathered rows to the disk; to be called after every household. */
  async drain(): Promise<void> {
    for (const sheet of this.sheets.values()) if (sheet.full) await sheet.drain();
    await this.truth.drain();
  }

  async finish(source: string, practice: SamplePractice): Promise<WrittenExport> {
    for (const sheet of this.sheets.values()) await sheet.close();
    const files = [...this.sheets.values(), ...this.others].map(({ name, rows }) => ({ name, rows }));
    const path = await this.truth.finish({
      source, seed: practice.seed, patients: practice.patients, files: Object.fromEntries(files.map(({ name, rows }) => [name, rows])),
    });
    return {
      files: files.map(({ name }) => ({ name, path: join(this.folder, name) })),
      truth: { name: 'truth.json', path },
    };
  }
}
