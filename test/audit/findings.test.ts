import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditExport, beginAudit } from '../../migrator/audit/audit.js';
import type { AnyRecord } from '../../migrator/canonical/streams.js';
import { notMigrated, notYet, row } from '../../migrator/map/define.js';
import { samplePractice, type Truth } from '../../migrator/practice/index.js';
import { readExport } from '../../migrator/read/index.js';
import type { AuditReport } from '../../migrator/reports.js';
import dentrix from '../../migrator/sources/dentrix/index.js';

/** The audit of records that came from nowhere but this test. */
function auditOf(records: readonly AnyRecord[], context: Parameters<ReturnType<typeof beginAudit>['report']>[1] = {}): AuditReport {
  const audit = beginAudit();
  for (const record of records) audit.add({ origin: record.origin, stream: record.stream, records: [record], skipped: null, issues: [] });
  return audit.report({ source: null, files: [], issues: [] }, context);
}

const origin = { file: 'people.csv', line: 2 };
const patient = (key: string, data: object): AnyRecord =>
  ({ stream: 'patient', key, origin, data: { status: 'active', emails: [], phones: [], firstName: 'Ada', lastName: 'Holtby', ...data } });
const found = (report: AuditReport): Readonly<Record<string, readonly (string | null)[]>> =>
  Object.fromEntries((report.findings?.found ?? []).map(({ code, places }) => [code, places.map(({ key }) => key)]));

describe('what somebody who knows the office should look at', () => {
  it('names charts of students, trial records, companies and patients marked as not to be used', () => {
    expect(found(auditOf([
      patient('1', {}), patient('2', { chart: 'S3443' }), patient('3', { chart: 's 3443' }), patient('4', { chart: 'SM0412' }), patient('5', { lastName: 'Testpatient' }),
      patient('6', { lastName: 'ZZ-DO NOT USE' }), { ...patient('7', {}), data: { status: 'active', emails: [], phones: [], lastName: 'SMILE LAB INC' } } as AnyRecord,
    ]))).toEqual({ 'student-charts': ['2', '3'], 'test-patients': ['5'], 'marked-unused': ['6'], companies: ['7'] });
  });

  it('names dates that contradict each other', () => {
    const due: AnyRecord = { stream: 'recall', key: '9', origin, data: { patient: { stream: 'patient', key: '1' }, due: '2024-01-01', previous: '2024-02-01' } };
    expect(found(auditOf([
      patient('1', { birthDate: '2001-01-01', firstVisit: '2000-01-01' }), patient('2', { firstVisit: '2020-01-01', lastVisit: '2019-01-01' }),
      patient('3', { birthDate: '1980-01-01', firstVisit: '2019-01-01', lastVisit: '2019-01-01' }), due,
    ]))).toEqual({ 'visits-before-birth': ['1'], 'contradicting-dates': ['2', '9'] });
  });

  it('names providers without e-mail, but no booking columns and nobody who has left', () => {
    const provider = (key: string, data: object): AnyRecord => ({ stream: 'provider', key, origin, data: { lastName: 'Holtby', active: true, placeholder: false, ...data } });
    expect(found(auditOf([
      provider('A', {}), provider('B', { email: 'b@example.com' }), provider('C', { placeholder: true }), provider('D', { active: false }),
    ]))).toEqual({ 'providers-without-email': ['A'] });
  });

  it('counts what records lack, once per record however many files repeat it', () => {
    const report = auditOf([patient('1', { birthDate: '1980-01-01' }), { ...patient('1', {}), origin: { file: 'list.csv', line: 9 } }, patient('2', { emails: [{ label: 'home', value: 'a@example.com' }] })]);
    expect(report.findings?.missing.map(({ label, records, of }) => `${label}: ${String(records)} of ${String(of)}`)).toEqual([
      'date of birth: 1 of 2', 'e-mail address: 1 of 2', 'telephone number: 2 of 2', 'address: 2 of 2', 'any way to reach them: 1 of 2', 'provider: 2 of 2',
    ]);
  });

  it('says what will not migrate and why, when the mapping is at hand', () => {
    const rows = [
      row('Perio charts', '–', '1:1', 'nothing', notMigrated('The CRM has nothing like it.')), row('Images', '–', '1:1', 'later', notYet('Not in this version.')),
    ];
    expect(auditOf([], { mapping: { rows } }).findings?.staysBehind).toEqual([
      { what: 'Perio charts', reason: 'The CRM has nothing like it.', kind: 'not-migrated' }, { what: 'Images', reason: 'Not in this version.', kind: 'not-yet' },
    ]);
  });

  it('counts months and the ages of last visits from the day the data goes up to', () => {
    const seen = (key: string, lastVisit: string): AnyRecord => patient(key, { lastVisit, firstVisit: '2019-05-05' });
    const report = auditOf([seen('1', '2024-06-30'), seen('2', '2023-12-31'), seen('3', '2023-12-30'), seen('4', '2010-01-01'), patient('5', {})]);
    expect(report.pictures?.lastVisits).toEqual({
      asOf: '2024-06-30',
      bands: [
        { label: 'up to 6 months ago', patients: 2 }, { label: '6 to 12 months', patients: 1 }, { label: '1 to 2 years', patients: 0 },
        { label: '2 to 3 years', patients: 0 }, { label: '3 to 5 years', patients: 0 }, { label: 'more than 5 years', patients: 1 },
        { label: 'no visit recorded', patients: 1 },
      ],
    });
    expect(report.pictures?.months).toEqual([{ month: '2019-05', counts: { patient: 4 } }]);
    expect(auditOf([]).pictures).toEqual({ months: [], lastVisits: { asOf: null, bands: [] } });
  });
});

/** Which seeded defects each kind of finding is there to find. */
const SEEDED: Readonly<Record<string, readonly string[]>> = {
  'test-patients': ['test-patient'], 'student-charts': ['student-as-patient'], companies: ['company-as-patient'], 'marked-unused': ['deleted-marker'],
  'contradicting-dates': ['visits-out-of-order', 'recall-prior-after-due'],
  'sentinel-dates': ['birth-date-sentinel', 'last-visit-sentinel', 'recall-prior-sentinel', 'alert-end-sentinel'],
};

describe('a generated practice', () => {
  let folder: string;
  let truth: Truth;
  let report: AuditReport;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'findings-'));
    const files = await samplePractice({ source: 'dentrix', patients: 600, seed: 5, households: false, out: folder });
    // The generator writes the truth beside its export; the test trusts its shape.
    truth = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as Truth;
    report = await auditExport(await readExport(files, dentrix, [dentrix]));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it.each(Object.keys(SEEDED))('has its seeded defects found and none invented: %s', (code) => {
    const wanted = truth.defects.filter(({ kind }) => SEEDED[code]?.includes(kind)).map(({ file, line }) => `${file}:${String(line)}`);
    // The printed list writes zeros for "never", which is its way and not a seeded defect.
    const places = report.findings?.found.find((finding) => finding.code === code)?.places.filter(({ file }) => file.endsWith('.csv')).map(({ file, line }) => `${file}:${String(line)}`) ?? [];
    expect(wanted.length).toBeGreaterThan(0);
    expect([...new Set(places)].sort()).toEqual([...new Set(wanted)].sort());
  });

  it('has every social security number found, wherever it stands', () => {
    const wanted = truth.defects.filter(({ kind }) => kind === 'ssn-in-note' || kind === 'note-with-ssn').map(({ file, line }) => `${file}:${String(line)}`);
    const finding = report.findings?.found.find(({ code }) => code === 'social-security-numbers');
    const places = new Set(finding?.places.map(({ file, line }) => `${file}:${String(line)}`));
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter((place) => !places.has(place))).toEqual([]);
    expect(finding?.where.some(({ column }) => column === 'ssn' || column === 'social_sec_num')).toBe(true);
  });
});
