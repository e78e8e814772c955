import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { proposeLayouts, type FileSample } from '../../migrator/propose/index.js';
import { bestBinding, type Binding } from '../../migrator/read/headers.js';
import type { SourceProfile } from '../../migrator/sources/define.js';
import axium from '../../migrator/sources/axium/index.js';
import dentalExec from '../../migrator/sources/dental-exec/index.js';
import theDentalSystem from '../../migrator/sources/the-dental-system/index.js';
import { exported, forget } from '../practice/exported.js';

const SYSTEMS: readonly (readonly [string, SourceProfile])[] = [['axium', axium], ['dental-exec', dentalExec], ['the-dental-system', theDentalSystem]];

/** What these profiles call a column, where the templates have another word for the same thing; columns that a profile leaves out count as their field. */
const SAME: readonly string[] = [
  'group groupNumber', 'patient guarantor', 'total fee', '- patientName', '- date',
];

afterAll(forget);

interface Known { readonly sample: FileSample; readonly binding: Binding }

/** The delimited files of a generated export, with the layout that their own profile finds. */
async function knownFiles(source: string, profile: SourceProfile): Promise<readonly Known[]> {
  const { files } = await exported({ source, patients: 200, seed: 5, households: true });
  const known = await Promise.all(files.map(async ({ name, path }, index) => {
    const rows = cellsOf(await readFile(path));
    const header = rows.findIndex((row) => bestBinding(profile, row, name) !== null);
    const binding = bestBinding(profile, rows[header] ?? [], name);
    const sample = { file: `export_${String(index)}.csv`, format: 'csv', headers: rows[header] ?? [], rows: rows.slice(header + 1) };
    return binding === null ? [] : [{ sample, binding }];
  }));
  return known.flat();
}

function cellsOf(bytes: Buffer): readonly string[][] {
  const encoding = bytes[0] === 0xff ? 'utf-16le' : bytes.toString('utf8').includes('\uFFFD') ? 'windows-1252' : 'utf8';
  const text = iconv.decode(bytes, encoding);
  const [first = ''] = text.split('\n', 1);
  const delimiter = ['\t', ';', '|'].find((candidate) => first.split(candidate).length > first.split(',').length) ?? ',';
  const parsed: unknown = parse(text, { delimiter, relax_quotes: true, relax_column_count: true });
  return z.array(z.array(z.string())).parse(parsed).map((row) => row.map((cell) => cell.trim()));
}

describe('proposals for the exports of other systems, whose headers other people wrote', () => {
  it.each(SYSTEMS)('agree with the profile of %s wherever they claim high confidence', async (source, profile) => {
    const known = await knownFiles(source, profile);
    const proposals = proposeLayouts(known.map(({ sample }) => sample), [], '2026-11-01');
    const claims = known.flatMap(({ binding }, index) => (proposals[index]?.columns ?? []).flatMap((column, at) => {
      if (!column.highConfidence || column.field === null) return [];
      const name = binding.columns.find(({ indexes }) => indexes.includes(at))?.name ?? '-';
      const agrees = (name === column.field || SAME.includes(`${name} ${column.field}`)) && proposals[index]?.stream === binding.layout.stream;
      return [{ agrees, said: `${binding.layout.name} ${column.header}: ${column.proposal ?? ''} instead of ${name}` }];
    }));
    expect(claims.length).toBeGreaterThan(30);
    expect(claims.filter(({ agrees }) => !agrees).map(({ said }) => said)).toEqual([]);
  });

  it('take no record of a student for a patient record', async () => {
    const known = (await knownFiles('axium', axium)).filter(({ binding }) => binding.layout.stream === 'educationRecord');
    expect(known.length).toBeGreaterThan(0);
    const all = await knownFiles('axium', axium);
    const proposals = proposeLayouts(all.map(({ sample }) => sample), [], '2026-11-01');
    const taken = all.flatMap(({ binding }, index) => (binding.layout.stream === 'educationRecord' ? [{ stream: proposals[index]?.stream, sure: (proposals[index]?.confidence ?? 0) > 0.5 }] : []));
    expect(taken.filter(({ stream, sure }) => sure && stream !== 'educationRecord')).toEqual([]);
  });
});
