import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditExport } from '../../migrator/audit/audit.js';
import type { AnyRecord, StreamName } from '../../migrator/canonical/streams.js';
import { samplePractice, type Truth } from '../../migrator/practice/index.js';
import { readExport, type ReadRow } from '../../migrator/read/index.js';
import type { AuditReport } from '../../migrator/reports.js';
import axium from '../../migrator/sources/axium/index.js';
import dentrix from '../../migrator/sources/dentrix/index.js';

const PRACTICE = { source: 'axium', patients: 400, seed: 11, households: true } as const;

/** A whole generated dental school with its defects, held against what the generator says it put in. */
describe('a generated axiUm export', () => {
  let folder: string;
  let truth: Truth;
  let audit: AuditReport;
  const rows: ReadRow[] = [];
  const records = new Map<StreamName, Map<string, AnyRecord>>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'axium-sample-'));
    const files = await samplePractice({ ...PRACTICE, out: folder });
    // The generator writes the truth beside its export; the test trusts its shape.
    truth = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as Truth;
    const read = await readExport(files, 'auto', [dentrix, axium], { asOf: '2026-11-01' });
    expect(read.source?.name).toBe('axium');
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

  const rowAt = (file: string, line: number): ReadRow | undefined => rows.find(({ origin }) => origin.file === file && origin.line === line);
  const defective = (kind: string): readonly (ReadRow | undefined)[] => truth.defects.filter((defect) => defect.kind === kind).map(({ file, line }) => rowAt(file, line));

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
    expect([...records.keys()].filter((stream) => truth.records[stream] === undefined)).toEqual([]);
  });

  it('finds every link between records', () => {
    expect(truth.links.length).toBeGreaterThan(2000);
    const missing = truth.links.filter(({ stream, key, field, to, toKey }) => {
      const data: Readonly<Record<string, unknown>> = { ...records.get(stream)?.get(key)?.data };
      return JSON.stringify(data[field]) !== JSON.stringify({ stream: to, key: toKey });
    });
    expect(missing).toEqual([]);
  });

  it('refuses every record about students and faculty, and the charts of students among those of patients', () => {
    const refused = defective('education-record');
    expect(refused.length).toBeGreaterThan(100);
    for (const row of refused) expect(row?.skipped).toEqual({ reason: 'education-record', stream: 'educationRecord' });
    for (const row of defective('student-as-patient')) expect(row?.skipped?.reason).toBe('student-chart');
  });

  it('says of images that they lie outside of axiUm', () => {
    const images = defective('imaging-outside');
    expect(images.length).toBeGreaterThan(50);
    for (const row of images) expect(row?.skipped).toEqual({ reason: 'imaging-outside-axium', stream: 'imagingFile' });
  });

  it('leaves out what was deleted, withdrawn or never counted', () => {
    for (const [kind, reason] of [['item-deleted', 'deleted-in-source'], ['answer-invalid', 'deleted-in-source'], ['note-of-missing-patient', 'note-of-unknown-patient'],
      ['booked-by-stranger', 'missing-key'], ['note-empty', 'empty-note'], ['unquoted-comma', 'unreadable-row']] as const) {
      const found = defective(kind);
      expect(found.length, kind).toBeGreaterThan(0);
      for (const row of found) expect(row?.skipped?.reason, kind).toBe(reason);
    }
    expect(rows.some(({ skipped }) => skipped?.reason === 'inactive-form')).toBe(true);
  });

  it('drops titles and page headers of printed reports and adds up to their totals', () => {
    const repeated = truth.defects.filter(({ kind }) => kind === 'report-repeated-header');
    expect(repeated.length).toBeGreaterThan(5);
    const dropped = new Set(audit.files.flatMap(({ file, dropped: lines }) => lines.map(({ line }) => `${file}:${String(line)}`)));
    for (const { file, line } of repeated) expect(dropped, `${file}:${String(line)}`).toContain(`${file}:${String(line)}`);
    expect(truth.totals).toHaveLength(2);
    expect(audit.totals.length).toBeGreaterThan(2);
    expect(audit.totals.filter((total) => !total.equal)).toEqual([]);
  });

  it('knows calls from visits, and statuses by their first letter with the raw text beside it', () => {
    const visits = [...records.get('appointment')?.values() ?? []].flatMap((record) => (record.stream === 'appointment' ? [record.data] : []));
    expect(visits.some(({ isCall, operatory }) => isCall === true && operatory === undefined)).toBe(true);
    expect(visits.filter(({ isCall, operatory }) => isCall === true && operatory !== undefined)).toEqual([]);
    expect(visits.some(({ student }) => student !== undefined)).toBe(true);
    const patients = [...records.get('patient')?.values() ?? []].flatMap((record) => (record.stream === 'patient' ? [record.data] : []));
    expect(new Set(patients.map(({ statusText }) => statusText))).toEqual(new Set(['A', 'AE', 'Active-Endo', 'R', 'Recall', 'I', 'IN', 'Inactive - moved', 'IA']));
    for (const { status, statusText } of patients) {
      if (status !== 'non-patient') expect(status, statusText).toBe(statusText?.startsWith('I') === true ? 'inactive' : 'active');
    }
  });

  it('never lets a social security number through', () => {
    expect(JSON.stringify([...records.values()].map((stream) => [...stream.values()]))).not.toMatch(/(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/);
  });

  it('is byte for byte the same again, and a later export differs in exactly the cells that its truth names', async () => {
    const other = await mkdtemp(join(tmpdir(), 'axium-sample-'));
    try {
      const files = await samplePractice({ ...PRACTICE, changed: 0.05, out: other });
      const later = JSON.parse(await readFile(join(other, 'truth.json'), 'utf8')) as Truth;
      expect(later.changed.length).toBeGreaterThan(50);
      let differing = 0;
      for (const { name, path } of files) {
        const [now, before] = [await readFile(path, 'latin1'), await readFile(join(folder, name), 'latin1')].map((text) => text.split('\r\n'));
        expect(now?.length, name).toBe(before?.length);
        differing += now?.filter((line, index) => line !== before?.[index]).length ?? 0;
      }
      expect(differing).toBe(later.changed.length);
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });
});
