import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditExport, beginAudit } from '../../migrator/audit/audit.js';
import { readExport } from '../../migrator/read/index.js';
import type { AuditReport } from '../../migrator/reports.js';
import dentrix from '../../migrator/sources/dentrix/index.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function opened(files: Readonly<Record<string, string>>): ReturnType<typeof readExport> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return readExport(Object.keys(files).map((name) => ({ name, path: join(folder, name) })), dentrix, [dentrix], { asOf: '2024-06-30' });
}

async function audited(files: Readonly<Record<string, string>>): Promise<AuditReport> {
  return auditExport(await opened(files));
}

const HEADER = 'patient_id,last_name,first_name,birth_date,email,home_phone,guar_id,pri_provider_id\n';
const pairs = ({ duplicates }: AuditReport): readonly unknown[] => duplicates.map(({ a, b, verdict }) => [a.key, b.key, verdict]).sort();

describe('the audit', () => {
  it('counts rows, problems and skipped rows by reason', async () => {
    const report = await audited({ 'v_patient.csv': `${HEADER}1,Doe,Jane,13/13/2000,,,1,\n2,Doe,Jim,01/31/2000,,,1,\n,Doe,No Id,,,,,\n`, 'junk.csv': 'x,y\n1,2\n' });
    expect(report.source).toBe('dentrix');
    expect(report.streams).toEqual({ patient: { rows: 3, problems: 2 } });
    expect(report.rows).toEqual({ read: 4, skipped: 2, skippedBy: { 'missing-key': 1, 'unknown-layout': 1 } });
  });

  it('names the row that points to nothing, and the id it wants', async () => {
    const report = await audited({ 'v_patient.csv': `${HEADER}1,Doe,Jane,,,,9,\n2,Doe,Jim,,,,1,\n`, 'images.csv': 'image_id,patient_id,image_path\n5,77,a.dex\n6,2,b.dex\n' });
    expect(report.orphans).toEqual([
      { stream: 'patient', key: '1', pointsTo: 'patient:9', file: 'v_patient.csv', line: 2 },
      { stream: 'imagingFile', key: '5', pointsTo: 'patient:77', file: 'images.csv', line: 2 },
    ]);
    expect(report.issues.filter((issue) => issue.code === 'orphan').map((issue) => issue.message)).toEqual(['2 references to records of kind "patient" lead nowhere in this export.']);
  });

  it('does not take a reference to a later row for an orphan', async () => {
    expect((await audited({ 'v_patient.csv': `${HEADER}1,Doe,Jane,,,,2,\n2,Doe,Jim,,,,2,\n` })).orphans).toEqual([]);
  });

  it('says once that a whole kind of record is missing', async () => {
    const report = await audited({ 'v_patient.csv': `${HEADER}1,Doe,Jane,,,,1,DDS1\n2,Doe,Jim,,,,1,DDS1\n` });
    expect(report.orphans).toEqual([]);
    expect(report.issues.map((issue) => issue.code)).toEqual(['missing-stream']);
  });

  it('finds probable duplicates by name and birth, tells namesakes apart, and finds the same row twice by its id', async () => {
    const report = await audited({ 'v_patient.csv': `${HEADER}1,Doe,Jane,01/31/2000,,,,\n2,DOE,jane,01/31/2000,,,,\n3,Doe,Jane,02/28/2000,,,,\n3,Doe,Jane,02/28/2000,,,,\n` });
    expect(pairs(report)).toEqual([['1', '2', 'probable'], ['1', '3', 'different'], ['2', '3', 'different'], ['3', '3', 'same']]);
  });

  it('takes a shared telephone number or e-mail address for a household, never for one person', async () => {
    const report = await audited({
      'v_patient.csv': `${HEADER}1,Doe,Jane,01/31/2000,a@example.com,,,\n2,Doe,John,02/28/1999,A@example.com,,,\n3,King,Lee,01/01/1980,,(555)555-0101,,\n4,King,Lee,02/28/2010,,555.555.0101 ext 2,,\n`,
    });
    expect(pairs(report)).toEqual([['1', '2', 'household'], ['3', '4', 'household']]);
  });

  it('does not call everybody with the front desk\'s number a household', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => `${String(index)}9,Doe${'x'.repeat(index)},P,,,(555)555-0101,,\n`);
    expect((await audited({ 'v_patient.csv': HEADER + rows.join('') })).duplicates.length).toBeLessThanOrEqual(66);
  });

  it('reconciles printed totals and says which differ', async () => {
    const list = 'Patient Name,Chart #,Balance\n"Doe, Jane",C1,10.00\n"Doe, Jim",C2,(2.50)\nGrand Total: 2 patients,,9.50\n';
    const report = await audited({ 'list.txt': list });
    expect(report.totals).toEqual([
      { what: 'list.txt, line 4: Balance, grand total', ours: '7.50', theirs: '9.50', equal: false },
      { what: 'list.txt, line 4: number of rows', ours: '2', theirs: '2', equal: true },
    ]);
    expect(report.issues.map((issue) => issue.code)).toContain('total-differs');
  });

  it('tells the first fifty issues of a kind and counts the rest', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => `${String(index + 1)},Doe,P,no date,,,,\n`);
    const told = (await audited({ 'v_patient.csv': HEADER + rows.join('') })).issues.filter((issue) => issue.code === 'unreadable-date');
    expect(told.length).toBe(51);
    expect(told.at(-1)?.message).toBe('… and 70 more of this kind.');
  });

  it('is a tap: rows that pass it can be used by somebody else', async () => {
    const read = await opened({ 'v_patient.csv': `${HEADER}1,Doe,Jane,,,,,\n` });
    const audit = beginAudit();
    const passed: string[] = [];
    for (const file of read.files) {
      for await (const row of file.rows) {
        audit.add(row);
        passed.push(...row.records.map((record) => record.key));
      }
    }
    expect(passed).toEqual(['1']);
    expect(audit.report(read)).toEqual(await auditExport(read));
  });
});
