import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { z } from 'zod';
import type { ExportFile, SamplePracticeOptions } from '../../migrator/index.js';
import { samplePractice } from '../../migrator/practice/index.js';
import { NOBODY } from '../../migrator/practice/households.js';

const place = { file: z.string(), line: z.number().int().positive(), key: z.string() };
const truthSchema = z.strictObject({
  source: z.string(), seed: z.number(), patients: z.number(), files: z.record(z.string(), z.number()),
  records: z.record(z.string(), z.array(z.string())),
  links: z.array(z.strictObject({ stream: z.string(), key: z.string(), field: z.string(), to: z.string(), toKey: z.string() })),
  defects: z.array(z.strictObject({ kind: z.string(), ...place })),
  changed: z.array(z.strictObject({ ...place, field: z.string() })),
  households: z.array(z.strictObject({ guarantor: z.string().nullable(), members: z.array(z.string()), defect: z.string().nullable() })),
  duplicates: z.array(z.strictObject({ a: z.string(), b: z.string(), verdict: z.enum(['same', 'household', 'different']) })),
  totals: z.array(z.strictObject({ file: z.string(), line: z.number(), what: z.string(), amount: z.string() })),
});

/** A data row as a parser that knows nothing of the generator sees it. */
export interface ParsedRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface Exported {
  readonly folder: string;
  readonly files: readonly ExportFile[];
  readonly truth: z.infer<typeof truthSchema>;
}

const folders: string[] = [];

/** Generates a practice into a folder of its own; `forget` removes all such folders. */
export async function exported(options: Partial<SamplePracticeOptions> = {}): Promise<Exported> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-'));
  folders.push(folder);
  const files = await samplePractice({ source: 'dentrix', patients: 300, seed: 1, households: false, out: folder, ...options });
  const json: unknown = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8'));
  return { folder, files, truth: truthSchema.parse(json) };
}

export async function forget(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
}

/** The bytes of each file by name, the truth included. */
export async function bytesOf({ files, folder }: Exported): Promise<ReadonlyMap<string, Buffer>> {
  const paths = [...files.map(({ path }) => path), join(folder, 'truth.json')];
  return new Map(await Promise.all(paths.map(async (path) => [basename(path), await readFile(path)] as const)));
}

const WINDOWS_1252 = ['v_patient.csv', 'fullnotes.csv', 'patient_balance_list.txt'];

export async function textOf(file: ExportFile): Promise<string> {
  const bytes = await readFile(file.path);
  if (file.name === 'referrals.csv') return iconv.decode(bytes, 'utf-16le');
  return WINDOWS_1252.includes(file.name) ? iconv.decode(bytes, 'windows-1252') : bytes.toString('utf8');
}

/** The rows of a delimited file, each with the physical line on which it begins. */
export async function rowsOf(file: ExportFile): Promise<ParsedRow[]> {
  const text = (await textOf(file)).replace(/^\uFEFF/, '');
  const parsed: unknown = parse(text, { delimiter: file.name === 'referrals.csv' ? '\t' : ',', relax_quotes: true, relax_column_count: true, raw: true });
  const [header, ...rows] = z.array(z.object({ record: z.array(z.string()), raw: z.string() })).parse(parsed);
  // The parser's own line counter counts CR and LF apart; the raw text of a record does not lie.
  let next = 2;
  return rows.map(({ record, raw }) => {
    const line = next;
    next += raw.trimEnd().split('\n').length;
    return { line, cells: Object.fromEntries((header?.record ?? []).map((column, index) => [column, record[index]?.trim() ?? ''])) };
  });
}

/** The key under which the truth knows a row, by its identifying columns. */
export function keyOf(file: string, cells: Readonly<Record<string, string>>): string {
  const columns = KEYS[file] ?? [Object.keys(cells)[0] ?? ''];
  return columns.map((column) => cells[column] ?? '').join(':');
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  'v_patient_recall.csv': ['patient_id', 'recall_type'], 'hhlinkpat_item.csv': ['patid', 'hhitemid'],
};

/** Whether an id was made to point to nobody. */
export function isNobody(id: string): boolean {
  return Number(id) >= NOBODY;
}
