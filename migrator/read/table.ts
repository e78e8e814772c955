import type { ExportFile } from '../door.js';
import type { Issue } from '../canonical/values.js';
import type { SourceProfile } from '../sources/define.js';
import { tidy } from './cell.js';
import { orderEvidence } from './dates.js';
import { detectShape, formatName, headLines, type Shape } from './detect.js';
import type { Binding } from './headers.js';
import { TextFile, type Line } from './lines.js';
import { problem, type ProblemCode } from './problems.js';
import { RecordReader } from './records.js';
import { readHead, sniff, type FileKind } from './sniff.js';

/** A file of an export after a look at its beginning. `text` is null where there is nothing to read as a table. */
export interface OpenedFile {
  readonly file: ExportFile;
  readonly bytes: number;
  readonly format: string;
  readonly text: TextFile | null;
  readonly head: readonly Line[];
  readonly issues: readonly Issue[];
}

/** An opened file with the layout that fits it; `shape` is null where no table was found in it. */
export interface Table extends OpenedFile {
  readonly shape: Shape | null;
}

/** Looks at the beginning of a file. What cannot be read is said as an issue, never thrown. */
export async function openFile(file: ExportFile): Promise<OpenedFile> {
  const looked = await look(file);
  if ('code' in looked) return { file, bytes: 0, format: 'unreadable', text: null, head: [], issues: [problem(looked.code, { file: file.name })] };
  const { kind, bytes } = looked;
  if (kind.kind !== 'text') return { file, bytes, format: kind.format, text: null, head: [], issues: [problem(refusal(kind), { file: file.name })] };
  const text = new TextFile(file.path, kind.encoding, kind.bom);
  const head = await headLines(text);
  return { file, bytes, format: 'text', text, head, issues: [] };
}

async function look(file: ExportFile): Promise<{ readonly kind: FileKind; readonly bytes: number } | { readonly code: ProblemCode }> {
  try {
    const { head, bytes } = await readHead(file.path);
    return { kind: sniff(head, file.name), bytes };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { code: missing ? 'missing-path' : 'unreadable-path' };
  }
}

function refusal(kind: Exclude<FileKind, { kind: 'text' }>): ProblemCode {
  switch (kind.kind) {
    case 'empty': return 'empty-file';
    case 'html': return 'html-not-read';
    case 'json': return 'json-not-read';
    case 'xls':
    case 'xlsx': return 'spreadsheet-not-read';
    case 'zip':
    case 'other': return 'not-a-table';
  }
}

/** Finds the layout of an opened file among those of a source (null: none is known). */
export async function shapeFile(opened: OpenedFile, profile: SourceProfile | null): Promise<Table> {
  if (opened.text === null) return { ...opened, shape: null };
  const shape = await detectShape(opened.head, opened.file.name, profile);
  const place = { file: opened.file.name };
  if (shape === null) {
    const blank = opened.head.every((line) => line.text.trim() === '');
    return { ...opened, shape, issues: [...opened.issues, problem(blank ? 'empty-file' : 'one-column', place)] };
  }
  const issues = shape.binding === null ? [...opened.issues, problem('unknown-layout', place)] : opened.issues;
  return { ...opened, shape, issues, format: formatName(shape.delimiter) };
}

/** A reader over all records of a table, from the first line of the file. */
export function recordReader(shape: Shape): RecordReader {
  const { binding } = shape;
  return new RecordReader(shape.delimiter, shape.headers.length, binding === null ? undefined : (cells) => looksLikeRow(binding, cells));
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
