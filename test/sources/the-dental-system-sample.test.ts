import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyRecord, StreamName } from '../../migrator/canonical/streams.js';
import { samplePractice, type Truth } from '../../migrator/practice/index.js';
import { readExport, type ReadRow } from '../../migrator/read/index.js';
import { sourceNames, sourceProfile } from '../../migrator/registry.js';

/** A whole generated practice with its defects, held against what the generator says it put in. */
describe('a generated practice of The Dental System', () => {
  let folder: string;
  let truth: Truth;
  let source: string | undefined;
  const rows: ReadRow[] = [];
  const records = new Map<StreamName, Map<string, AnyRecord>>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'the-dental-system-sample-'));
    const files = await samplePractice({ source: 'the-dental-system', patients: 400, seed: 11, households: true, out: folder });
    // The generator writes the truth beside its export; the test trusts its shape.
    truth = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as Truth;
    const read = await readExport(files, 'auto', await Promise.all((await sourceNames()).map(sourceProfile)));
    source = read.source?.name;
    for (const file of read.files) {
      for await (const row of file.rows) {
        rows.push(row);
        for (const record of row.records) {
          const known = records.get(record.stream) ?? new Map<string, AnyRecord>();
          records.set(record.stream, known);
          if (!known.has(record.key)) known.set(record.key, record);
        }
      }
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is told apart from the exports of all other systems', () => {
    expect(source).toBe('the-dental-system');
  });

  it('leaves an export of another system to that system', async () => {
    const out = join(folder, 'other');
    const files = await samplePractice({ source: 'dentrix', patients: 30, seed: 1, households: false, out });
    const profiles = await Promise.all((await sourceNames()).map(sourceProfile));
    expect((await readExport(files, 'auto', profiles)).source?.name).toBe('dentrix');
    const people = files.filter(({ name }) => name === 'v_patient.csv' || name === 'v_appt.csv');
    expect((await readExport(people, 'auto', profiles)).source?.name).toBe('dentrix');
    const others = await samplePractice({ source: 'dental-exec', patients: 30, seed: 1, households: false, out: join(folder, 'one-more') });
    expect((await readExport(others, 'auto', profiles)).source?.name).toBe('dental-exec');
  });

  it('has every row of every file end as records or as skipped with a reason', () => {
    const read = new Map<string, number>();
    for (const row of rows) {
      expect(row.skipped === null).toBe(row.records.length > 0);
      read.set(row.origin.file, (read.get(row.origin.file) ?? 0) + 1);
    }
    expect(Object.fromEntries(read)).toEqual(truth.files);
  });

  it('gives exactly the records that can be read', () => {
    for (const [stream, keys] of Object.entries(truth.records)) {
      const found = [...records.get(stream as StreamName)?.keys() ?? []].sort();
      expect({ stream, keys: found }).toEqual({ stream, keys: [...keys].sort() });
      expect(keys.length, stream).toBeGreaterThan(0);
    }
  });

  it('finds every link between records', () => {
    const missing = truth.links.filter(({ stream, key, field, to, toKey }) => {
      const data: Readonly<Record<string, unknown>> = { ...records.get(stream)?.get(key)?.data };
      return JSON.stringify(data[field]) !== JSON.stringify({ stream: to, key: toKey });
    });
    expect(missing).toEqual([]);
  });

  it('keeps billing addresses that differ, responsible staff, further telephones and coverage types', () => {
    const patients = [...records.get('patient')?.values() ?? []].flatMap((record) => (record.stream === 'patient' ? [record.data] : []));
    expect(patients.some(({ billingAddress }) => billingAddress?.street?.startsWith('PO Box') === true)).toBe(true);
    expect(patients.some(({ billingAddress }) => billingAddress === undefined)).toBe(true);
    expect(patients.some(({ responsible }) => responsible?.key === 'HYG1')).toBe(true);
    expect(Math.max(...patients.map(({ phones }) => phones.length))).toBeGreaterThan(2);
    const types = new Set([...records.get('coverage')?.values() ?? []].map((record) => (record.stream === 'coverage' ? record.data.coverageType : undefined)));
    expect(types).toEqual(new Set(['PPO', 'HMO', 'Indemnity']));
  });

  it('never lets a social security number through', () => {
    expect(JSON.stringify([...records.values()].map((stream) => [...stream.values()]))).not.toMatch(/(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/);
  });
});
