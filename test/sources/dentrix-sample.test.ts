import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditExport } from '../../migrator/audit/audit.js';
import type { AnyRecord, StreamName } from '../../migrator/canonical/streams.js';
import { samplePractice, type Truth } from '../../migrator/practice/index.js';
import { readExport, type ReadRow } from '../../migrator/read/index.js';
import type { AuditReport } from '../../migrator/reports.js';
import dentrix from '../../migrator/sources/dentrix/index.js';

/** A whole generated practice with all its defects, held against what the generator says it put in. */
describe('a generated Dentrix practice', () => {
  let folder: string;
  let truth: Truth;
  let audit: AuditReport;
  const rows: ReadRow[] = [];
  const records = new Map<StreamName, Map<string, AnyRecord>>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dentrix-sample-'));
    const files = await samplePractice({ source: 'dentrix', patients: 400, seed: 11, households: true, out: folder });
    // The generator writes the truth beside its export; the test trusts its shape.
    truth = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as Truth;
    const read = await readExport(files, 'auto', [dentrix]);
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
    audit = await auditExport(read);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
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
    }
  });

  it('finds every link between records', () => {
    const missing = truth.links.filter(({ stream, key, field, to, toKey }) => {
      const data: Readonly<Record<string, unknown>> = { ...records.get(stream)?.get(key)?.data };
      return JSON.stringify(data[field]) !== JSON.stringify({ stream: to, key: toKey });
    });
    expect(missing).toEqual([]);
  });

  it('names the first line of each row as the generator counted it', () => {
    const lines = new Map(rows.map((row) => [`${row.origin.file}:${String(row.origin.line)}`, row]));
    const furniture = new Set(['report-title', 'report-repeated-header', 'report-subtotal', 'report-grand-total']);
    const missing = truth.defects.filter(({ kind, key, file, line }) => key !== '' && !furniture.has(kind) && !lines.has(`${file}:${String(line)}`));
    expect(missing).toEqual([]);
  });

  it('adds up to the totals that the printed list states', () => {
    expect(audit.totals.length).toBeGreaterThanOrEqual(truth.totals.length);
    expect(audit.totals.filter((total) => !total.equal)).toEqual([]);
  });

  it('proposes no two members of a household as one human, and finds humans who stand there twice', () => {
    const told = new Map(audit.duplicates.map(({ a, b, verdict }) => [[a.key, b.key].sort().join(), verdict]));
    const verdictOn = ({ a, b }: { readonly a: string; readonly b: string }): string | undefined => told.get([a, b].sort().join());
    const households = truth.duplicates.filter((pair) => pair.verdict === 'household').map(verdictOn);
    expect(households.filter((verdict) => verdict === 'same' || verdict === 'probable')).toEqual([]);
    const twice = truth.duplicates.filter((pair) => pair.verdict === 'same').map(verdictOn);
    expect(twice.length).toBeGreaterThan(0);
    expect(twice.filter((verdict) => verdict !== 'same' && verdict !== 'probable')).toEqual([]);
  });

  it('never lets a social security number through', () => {
    expect(JSON.stringify([...records.values()].map((stream) => [...stream.values()]))).not.toMatch(/(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/);
  });

  it('says nothing in its issues that stands in a cell', () => {
    const told = JSON.stringify(audit.issues);
    for (const record of records.get('patient')?.values() ?? []) {
      if (record.stream !== 'patient') continue;
      const { emails, phones } = record.data;
      for (const { value } of [...emails, ...phones]) expect(told).not.toContain(value);
    }
  });
});
