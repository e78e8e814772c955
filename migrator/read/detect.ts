import type { SourceProfile } from '../sources/define.js';
import type { CellTable } from './cells.js';
import { bestBinding, type Binding } from './headers.js';
import type { Line, TextFile } from './lines.js';
import { RecordReader, type RawRecord } from './records.js';

/** How a table is laid out: the line of its header and the layout that fits. */
export interface Shape {
  /** Between the cells of a line; empty where cells stand apart already. */
  readonly delimiter: string;
  readonly headerLine: number;
  readonly headers: readonly string[];
  readonly binding: Binding | null;
}

const DELIMITERS = [',', '\t', ';', '|'] as const;
const HEAD_LINES = 200;
const HEADER_WITHIN = 40;
const HEADER_SHARE = 0.6;

/** The name of a delimited format for reports. */
export function formatName(delimiter: string): string {
  return { ',': 'csv', '\t': 'tsv', ';': 'csv with semicolons', '|': 'csv with pipes' }[delimiter] ?? 'text';
}

/** The first lines of a text file. */
export async function headLines(file: TextFile): Promise<readonly Line[]> {
  const head: Line[] = [];
  for await (const batch of file.lines()) {
    head.push(...batch.slice(0, HEAD_LINES - head.length));
    if (head.length >= HEAD_LINES) break;
  }
  return head;
}

/** The first rows of a table whose cells stand apart. */
export async function headRows(table: CellTable): Promise<readonly RawRecord[]> {
  const head: RawRecord[] = [];
  for await (const batch of table.rows(0)) {
    head.push(...batch.slice(0, HEAD_LINES - head.length));
    if (head.length >= HEAD_LINES) break;
  }
  return head;
}

/** Finds the header among rows: where a known layout fits best, else the first row that is nearly as full as the fullest. Null when there is one column only. */
export function detectInCells(head: readonly RawRecord[], fileName: string, profile: SourceProfile | null): Shape | null {
  const known = profile === null ? null : bestShape(knownHeader('', head, fileName, profile));
  if (known !== null) return known;
  const filled = (record: RawRecord): number => record.cells.filter((cell) => cell.trim() !== '').length;
  const fullest = Math.max(0, ...head.map(filled));
  const header = head.find((record) => filled(record) >= Math.max(2, fullest * HEADER_SHARE));
  return header === undefined ? null : { delimiter: '', headerLine: header.line, headers: header.cells.map((cell) => cell.trim()), binding: null };
}

/** Finds delimiter and header of lines: where a known layout fits best, else where the columns are most regular. Null when there is one column only. */
export async function detectInLines(head: readonly Line[], fileName: string, profile: SourceProfile | null): Promise<Shape | null> {
  const readings: { readonly delimiter: string; readonly records: readonly RawRecord[] }[] = [];
  for (const delimiter of DELIMITERS) readings.push({ delimiter, records: await parse(head, delimiter) });
  if (profile !== null) {
    const best = bestShape(readings.flatMap(({ delimiter, records }) => knownHeader(delimiter, records, fileName, profile)));
    if (best !== null) return best;
  }
  return mostRegular(readings);
}

function bestShape(fitting: readonly Shape[]): Shape | null {
  return fitting.reduce<Shape | null>((found, next) => ((next.binding?.score ?? 0) > (found?.binding?.score ?? -Infinity) ? next : found), null);
}

async function parse(head: readonly Line[], delimiter: string): Promise<readonly RawRecord[]> {
  const found: RawRecord[] = [];
  for await (const batch of new RecordReader(delimiter, null).records(once(head))) found.push(...batch);
  return found;
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield await Promise.resolve(value);
}

function knownHeader(delimiter: string, records: readonly RawRecord[], fileName: string, profile: SourceProfile): readonly Shape[] {
  return records.slice(0, HEADER_WITHIN).flatMap((record) => {
    if (record.cells.length < 2) return [];
    const headers = record.cells.map((cell) => cell.trim());
    const binding = bestBinding(profile, headers, fileName);
    return binding === null ? [] : [{ delimiter, headers, headerLine: record.line, binding }];
  });
}

function mostRegular(readings: readonly { readonly delimiter: string; readonly records: readonly RawRecord[] }[]): Shape | null {
  const scored = readings.flatMap(({ delimiter, records }) => {
    const widths = new Map<number, number>();
    for (const record of records) widths.set(record.cells.length, (widths.get(record.cells.length) ?? 0) + 1);
    widths.delete(1);
    widths.delete(0);
    const [width, count] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
    const header = records.find((record) => record.cells.length === width);
    return header === undefined ? [] : [{ delimiter, header, regular: count / records.length, width }];
  });
  const best = scored.sort((a, b) => b.regular - a.regular || b.width - a.width)[0];
  if (best === undefined || best.regular < 0.5) return null;
  return { delimiter: best.delimiter, headerLine: best.header.line, headers: best.header.cells.map((cell) => cell.trim()), binding: null };
}
