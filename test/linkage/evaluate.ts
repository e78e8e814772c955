import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord } from '../../migrator/canonical/streams.js';
import { linkPatients, People } from '../../migrator/linkage/index.js';
import { samplePractice, type Truth } from '../../migrator/practice/index.js';
import { readExport } from '../../migrator/read/index.js';
import type { DuplicatePair } from '../../migrator/reports.js';
import dentrix from '../../migrator/sources/dentrix/index.js';

/** How the proposals for one generated practice compare with what its generator knows. */
export interface Evaluation {
  readonly proposed: number;
  readonly right: number;
  readonly humansTwice: number;
  readonly found: number;
  /** Pairs that were proposed and are none, with what was said about them. */
  readonly wrong: readonly DuplicatePair[];
  readonly missed: readonly string[];
  readonly householdsProposed: number;
}

/** A patient as the reader gives it. */
export type PatientRecord = CanonicalRecord<'patient'>;

/** Makes a practice, reads its patients as an export would be read. */
export async function readPatients(seed: number, patients: number, households: boolean): Promise<{ readonly truth: Truth; readonly records: readonly PatientRecord[] }> {
  const out = await mkdtemp(join(tmpdir(), 'linkage-'));
  try {
    const files = await samplePractice({ source: 'dentrix', patients, seed, households, out });
    // The generator writes the truth beside its export; the test trusts its shape.
    const truth = JSON.parse(await readFile(join(out, 'truth.json'), 'utf8')) as Truth;
    const records = new Map<string, PatientRecord>();
    const read = await readExport(files.filter(({ name }) => name.includes('patient')), dentrix, [dentrix], { asOf: '2026-01-01' });
    for (const file of read.files) {
      for await (const row of file.rows) for (const record of row.records) if (record.stream === 'patient' && !records.has(record.key)) records.set(record.key, record);
    }
    return { truth, records: [...records.values()] };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** All pairs that the linkage tells about these patients. */
export function link(records: readonly PatientRecord[]): readonly DuplicatePair[] {
  const people = new People();
  for (const { key, origin, data } of records) people.add({ ...origin, key }, data);
  return linkPatients(people).pairs;
}

/** Makes a practice and holds the proposals against what its generator knows. */
export async function evaluate(seed: number, patients: number, households = false): Promise<Evaluation> {
  const { truth, records } = await readPatients(seed, patients, households);
  return judged(truth, link(records));
}

function judged(truth: Truth, pairs: readonly DuplicatePair[]): Evaluation {
  const name = (a: string, b: string): string => [a, b].sort().join(' ');
  const known = new Map(truth.duplicates.map(({ a, b, verdict }) => [name(a, b), verdict]));
  const proposed = pairs.filter(({ verdict }) => verdict === 'same' || verdict === 'probable');
  const wrong = proposed.filter(({ a, b }) => known.get(name(a.key, b.key)) !== 'same');
  const right = new Set(proposed.map(({ a, b }) => name(a.key, b.key)).filter((pair) => known.get(pair) === 'same'));
  const twice = [...known].filter(([, verdict]) => verdict === 'same').map(([pair]) => pair);
  return {
    proposed: proposed.length, right: right.size, humansTwice: twice.length, found: right.size, wrong, missed: twice.filter((pair) => !right.has(pair)),
    householdsProposed: proposed.filter(({ a, b }) => known.get(name(a.key, b.key)) === 'household').length,
  };
}
