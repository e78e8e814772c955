import type { ExportFile } from '../door.js';
import type { Issue } from '../canonical/values.js';
import type { SourceProfile } from '../sources/define.js';
import { tidy } from './cell.js';
import type { CellTable, LateProblem, TableSet } from './cells.js';
import { orderEvidence } from './dates.js';
import { detectInCells, detectInLines, formatName, headLines, headRows, type Shape } from './detect.js';
import type { Binding } from './headers.js';
import { openPage } from './html/index.js';
import { openJson } from './json/index.js';
import { TextFile, type Line } from './lines.js';
import { problem, type ProblemCode } from './problems.js';
import { RecordReader, type RawRecord } from './records.js';
import { readHead, sniff, type FileKind } from './sniff.js';
import { openWorkbook } from './xlsx/index.js';

/** What a file holds: lines that have to be cut into cells, or cells that stand apart already; with its beginning. */
export type Content =
  | { readonly kind: 'lines'; readonly text: TextFile; readonly head: readonly Line[] }
  | { readonly kind: 'cells'; readonly cells: CellTable; readonly head: readonly RawRecord[] };

/** A table of an export after a look at its beginning. `content` is null where there is nothing to read as a table. */
export interface OpenedFile {
  /** The file; a sheet or table in it stands behind its name: `book.xlsx › Sheet1`. */
  readonly file: ExportFile;
  readonly bytes: number;
  readonly format: string;
  readonly content: Content | null;
  readonly issues: readonly Issue[];
}

/** An opened table with the layout that fits it; `shape` is null where no columns were found in it. */
export interface Table extends OpenedFile {
  readonly shape: Shape | null;
}

/** Looks at the beginning of a file: one table for each sheet or list in it. What cannot be read is said as an issue, never thrown. */
export async function openFile(file: ExportFile): Promise<readonly OpenedFile[]> {
  const looked = await look(file);
  if ('code' in looked) return [unread(file, 0, 'unreadable', looked.code)];
  const { kind, bytes } = looked;
  switch (kind.kind) {
    case 'text': {
      const text = new TextFile(file.path, kind.encoding, kind.bom);
      return [{ file, bytes, format: 'text', content: { kind: 'lines', text, head: await headLines(text) }, issues: [] }];
    }
    case 'html': return openTables(file, bytes, kind.kind, await openPage(new TextFile(file.path, kind.encoding, kind.bom), bytes));
    case 'json': return openTables(file, bytes, kind.kind, await openJson(new TextFile(file.path, kind.encoding, kind.bom), bytes));
    case 'xlsx': return openTables(file, bytes, kind.kind, await openWorkbook(file.path));
    case 'empty': return [unread(file, bytes, kind.format, 'empty-file')];
    case 'old-spreadsheet': return [unread(file, bytes, kind.format, 'old-spreadsheet')];
    case 'zip':
    case 'other': return [unread(file, bytes, kind.format, 'not-a-table')];
  }
}

async function look(file: ExportFile): Promise<{ readonly kind: FileKind; readonly bytes: number } | { readonly code: ProblemCode }> {
  try {
    const { head, bytes } = await readHead(file.path);
    return { kind: sniff(head), bytes };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { code: missing ? 'missing-path' : 'unreadable-path' };
  }
}

function unread(file: ExportFile, bytes: number, format: string, code: ProblemCode): OpenedFile {
  return { file, bytes, format, content: null, issues: [problem(code, { file: file.name })] };
}

async function openTables(file: ExportFile, bytes: number, format: string, { tables, problems }: TableSet): Promise<readonly OpenedFile[]> {
  if (tables.length === 0) return [unread(file, bytes, format, problems[0] ?? 'no-table')];
  const opened: OpenedFile[] = [];
  for (const { name, table } of tables) {
    const own = { name: name === null ? file.name : `${file.name} › ${name}`, path: file.path };
    const head = await headRows(table);
    const told = opened.length === 0 ? problems.map((code) => problem(code, { file: file.name })) : [];
    const issues = head.length === 0 && table.late().length === 0 ? [...told, problem('empty-sheet', { file: own.name })] : told;
    opened.push({ file: own, bytes: table.bytes, format: table.format, content: { kind: 'cells', cells: table, head }, issues });
  }
  return opened;
}

/** Finds the layout of an opened table among those of a source (null: none is known). */
export async function shapeFile(opened: OpenedFile, profile: SourceProfile | null): Promise<Table> {
  const { content } = opened;
  if (content === null || content.head.length === 0) return { ...opened, shape: null };
  const { name } = opened.file;
  const shape = content.kind === 'lines' ? await detectInLines(content.head, name, profile) : detectInCells(content.head, name, profile);
  if (shape === null) return { ...opened, shape, issues: [...opened.issues, problem(withoutColumns(content), { file: name })] };
  const issues = shape.binding === null ? [...opened.issues, problem('unknown-layout', { file: name })] : opened.issues;
  return { ...opened, shape, issues, format: content.kind === 'lines' ? formatName(shape.delimiter) : opened.format };
}

function withoutColumns(content: Content): ProblemCode {
  if (content.kind === 'cells') return 'no-table';
  return content.head.every((line) => line.text.trim() === '') ? 'empty-file' : 'one-column';
}

/** The records of a table from its first line or row on, and what shows while they are read. */
export interface Records {
  readonly batches: AsyncIterable<readonly RawRecord[]>;
  readonly late: () => readonly LateProblem[];
}

/** Reads a table's records, as often as asked for. Lines in which no columns were found are records of one cell. */
export function recordsOf({ content, shape }: Table): Records {
  if (content === null) return { batches: nothing(), late: () => [] };
  if (content.kind === 'cells') return { batches: content.cells.rows(shape?.headers.length ?? 0), late: content.cells.late };
  const { text } = content;
  const mixed = (): readonly LateProblem[] => (text.mixedFrom === null ? [] : [{ code: 'mixed-encodings', line: text.mixedFrom }]);
  if (shape === null) return { batches: uncut(text), late: mixed };
  const { binding } = shape;
  const reader = new RecordReader(shape.delimiter, shape.headers.length, binding === null ? undefined : (cells) => looksLikeRow(binding, cells));
  const runaway = (): readonly LateProblem[] => (reader.runawayFrom === null ? [] : [{ code: 'runaway-quote', line: reader.runawayFrom }]);
  return { batches: reader.records(text.lines()), late: () => [...mixed(), ...runaway()] };
}

async function* nothing(): AsyncGenerator<readonly RawRecord[]> {}

async function* uncut(text: TextFile): AsyncGenerator<readonly RawRecord[]> {
  for await (const batch of text.lines()) yield batch.map(({ text: line, number }) => ({ cells: [line], line: number, broken: false }));
}

/** True for cells that cannot be a line of somebody's note by chance: ids without spaces, and every date and number one indeed. */
function looksLikeRow({ columns, layout }: Binding, cells: readonly string[]): boolean {
  return columns.every(({ name, column, indexes }) => {
    const cell = tidy(cells[indexes[0] ?? -1] ?? '');
    if (layout.keys.includes(name)) return /^\S{1,40}$/.test(cell);
    const isTyped = column.parser.kind === 'date' || column.parser.kind === 'money' || column.parser.kind === 'number';
    return cell === '' || !isTyped || column.parser.parse(cell, ANY_CONTEXT).problem === undefined || orderEvidence(cell) !== null;
  });
}
const ANY_CONTEXT = { dateOrder: 'mdy', asOf: '9999-12-31', currency: '' } as const;
