import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { id, text } from '../../migrator/read/parsers.js';
import { readExport, type ReadRow } from '../../migrator/read/index.js';
import { column, layout, one, skip, type SourceProfile } from '../../migrator/sources/define.js';
import dentrix from '../../migrator/sources/dentrix/index.js';

/** A second system, as small as a profile can be. */
const other: SourceProfile = {
  name: 'other', label: 'Other', currency: 'EUR', neverRead: [],
  layouts: [layout({
    name: 'people', files: ['people'], stream: 'patient', needs: ['id', 'lastName'], keys: ['id'],
    columns: { id: column(id, 'person'), lastName: column(text, 'surname') },
    read: (row) => (row.id === null || row.lastName === null ? skip('missing-key', 'patient')
      : one({ stream: 'patient', key: row.id, data: { lastName: row.lastName, status: 'unknown', emails: [], phones: [] } })),
  })],
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function opened(files: Readonly<Record<string, string | Buffer>>, source: SourceProfile | 'auto' = 'auto'): ReturnType<typeof readExport> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return readExport(Object.keys(files).map((name) => ({ name, path: join(folder, name) })), source, [dentrix, other], { asOf: '2024-06-30' });
}

async function rowsOf(read: Awaited<ReturnType<typeof readExport>>): Promise<readonly ReadRow[]> {
  const rows: ReadRow[] = [];
  for (const file of read.files) for await (const row of file.rows) rows.push(row);
  return rows;
}

const PATIENTS = 'patient_id,last_name,first_name,birth_date\n1,Doe,Jane,01/31/2000\n';

describe('opening an export', () => {
  it('finds the source by its files', async () => {
    expect((await opened({ 'a.csv': PATIENTS })).source?.name).toBe('dentrix');
    expect((await opened({ 'b.csv': 'person;surname\n1;Doe\n' })).source?.name).toBe('other');
  });

  it('says when no source fits, and still gives every row a fate', async () => {
    const read = await opened({ 'a.csv': 'x,y\n1,2\n3,4\n' });
    expect(read.source).toBeNull();
    expect(read.issues.map((issue) => [issue.code, issue.severity])).toContainEqual(['unknown-source', 'blocking']);
    expect((await rowsOf(read)).map((row) => row.skipped?.reason)).toEqual(['unknown-layout', 'unknown-layout']);
  });

  it('says when the chosen source is the wrong one', async () => {
    const read = await opened({ 'a.csv': PATIENTS }, other);
    expect(read.issues.map((issue) => issue.code)).toEqual(['unknown-layout', 'unknown-source']);
  });

  it('misses the patient file, and a file that is not there', async () => {
    const read = await readExport([{ name: 'gone.csv', path: join(folder, 'gone.csv') }], dentrix, [dentrix], { asOf: '2024-06-30' });
    expect(read.issues.map((issue) => issue.code)).toEqual(['missing-path', 'unknown-source']);
    expect((await opened({ 'images.csv': 'image_id,patient_id,image_path\n1,1,a.dex\n' })).issues.map((issue) => issue.code)).toEqual(['missing-file']);
  });

  it('reads the same rows as often as it is asked', async () => {
    const read = await opened({ 'a.csv': PATIENTS });
    const first = await rowsOf(read);
    expect(await rowsOf(read)).toEqual(first);
    expect(read.files[0]?.report().rows).toBe(1);
  });

  it('reads look-up files first, however the files are ordered', async () => {
    const files = { 'a_appt.csv': 'appointment_id,patient_id,appointment_date,status_id\n1,1,2024-07-01,5\n', 'z_codes.csv': 'defid,descript\n5,Confirmed\n', 'p.csv': PATIENTS };
    const rows = await rowsOf(await opened(files));
    expect(rows.flatMap((row) => row.records).find((record) => record.stream === 'appointment')?.data).toMatchObject({ status: 'confirmed', statusText: 'Confirmed' });
    expect(rows.filter((row) => row.skipped?.reason === 'lookup-used').length).toBe(1);
  });

  it('takes the day of the export from its newest file when nobody says it', async () => {
    const path = join(folder, 'p.csv');
    await writeFile(path, 'patient_id,last_name,first_name,birth_date\n1,Doe,Jane,06/15/2021\n');
    await utimes(path, new Date('2020-01-01T12:00:00Z'), new Date('2020-01-01T12:00:00Z'));
    const read = await readExport([{ name: 'p.csv', path }], dentrix, [dentrix]);
    expect((await rowsOf(read))[0]?.issues.map((issue) => issue.code)).toEqual(['future-birth-date']);
  });

  it('has a layout hash that follows the columns, not the data or the names of files', async () => {
    const hash = async (files: Readonly<Record<string, string>>): Promise<string> => (await opened(files)).layoutHash;
    const before = await hash({ 'a.csv': PATIENTS });
    expect(await hash({ 'b.csv': `${PATIENTS}2,Doe,Jim,02/28/2001\n` })).toBe(before);
    expect(await hash({ 'c.csv': 'patient_id,last_name,first_name,birth_date,status\n1,Doe,Jane,01/31/2000,1\n' })).not.toBe(before);
    expect(await hash({ 'd.csv': PATIENTS.replaceAll(',', '\t') })).not.toBe(before);
  });

  it('reports what each column was taken for', async () => {
    const read = await opened({ 'a.csv': 'PATIENT ID,Last_Name,first name,D.O.B.,Shoe Size,SSN\n1,Doe,Jane,01/31/2000,39,123-45-6789\n' });
    expect(read.files[0]?.report().columns.map((seen) => [seen.header, seen.proposal, seen.confidence])).toEqual([
      ['PATIENT ID', 'patient.id', 1], ['Last_Name', 'patient.lastName', 1], ['first name', 'patient.firstName', 1], ['D.O.B.', 'patient.birthDate', 1], ['Shoe Size', null, 0], ['SSN', null, 0],
    ]);
    expect(JSON.stringify(await rowsOf(read))).not.toContain('6789');
  });

  it('searches beyond the first rows for the order of a date column', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => `${String(index + 1)},Doe,P,03/04/2000\n`).join('');
    const read = await opened({ 'a.csv': `patient_id,last_name,first_name,birth_date\n${rows}9999,Doe,P,25/04/2000\n` });
    expect(read.issues).toEqual([]);
    expect((await rowsOf(read))[0]?.records[0]?.data).toMatchObject({ birthDate: '2000-04-03' });
  });

  it('warns of a few dates in the other order without stopping for them', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => `${String(index + 1)},Doe,P,03/24/2000\n`).join('');
    const read = await opened({ 'a.csv': `patient_id,last_name,first_name,birth_date\n${rows}99,Doe,P,25/04/2000\n` });
    expect(read.issues.map((issue) => [issue.code, issue.severity])).toEqual([['stray-date-order', 'warning']]);
    expect((await rowsOf(read)).at(-1)?.issues.map((issue) => issue.code)).toEqual(['unreadable-date']);
  });

  it('never repeats a cell in an issue', async () => {
    const secret = 'S3CR3T';
    const header = 'patient_id,chart,last_name,first_name,birth_date,gender,status,email,home_phone,zipcode,guar_id,privacy_flags';
    const read = await opened({ 'a.csv': `${header}\n${`1,${Array.from({ length: 11 }, () => secret).join(',')}\n`.repeat(3)}${secret}\n${secret},"${secret}\n` });
    const rows = await rowsOf(read);
    const told = [...read.issues, ...rows.flatMap((row) => row.issues), ...read.files.flatMap((file) => file.issues())];
    expect(told.length).toBeGreaterThan(10);
    expect(JSON.stringify(told)).not.toContain(secret);
  });
});
