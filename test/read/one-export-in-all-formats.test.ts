import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExport, type ReadExport, type ReadRow } from '../../migrator/read/index.js';
import dentrix from '../../migrator/sources/dentrix/index.js';
import { xlsxOf, type TestCell } from './support/xlsx.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function opened(files: Readonly<Record<string, string | Buffer>>, options: Parameters<typeof readExport>[3] = {}): Promise<ReadExport> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return readExport(Object.keys(files).map((name) => ({ name, path: join(folder, name) })), 'auto', [dentrix], { asOf: '2024-06-30', ...options });
}

async function rowsOf(read: ReadExport): Promise<readonly ReadRow[]> {
  const rows: ReadRow[] = [];
  for (const file of read.files) for await (const row of file.rows) rows.push(row);
  return rows;
}

const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
const html = (rows: readonly (readonly string[])[]): string => `<html><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell.replaceAll('&', '&amp;')}</td>`).join('')}</tr>`).join('\n')}</table></html>`;

const PATIENTS = [
  ['patient_id', 'chart', 'last_name', 'first_name', 'birth_date', 'status', 'zipcode', 'guar_id'],
  ['7000000457903', '00012', 'Müller & Søn', 'Zoë', '2000-01-31', '1', '02138', '7000000457903'], ['7000000457904', '00013', 'Doe', 'Jane', '1985-12-01', '1', '97477', '7000000457903'],
] as const;

/** The same patients as a spreadsheet keeps them: ids as numbers, dates as days, ZIP codes by format. */
function patientBook(date1904: boolean): Buffer {
  const serial = (iso: string): string => String(Math.round((Date.parse(iso) - Date.UTC(1899, 11, 30)) / 86_400_000) - (date1904 ? 1_462 : 0));
  const [header, ...rows] = PATIENTS;
  const cells = rows.map(([id, chart, last, first, birth, status, zip, guarantor]): readonly TestCell[] => [
    { stored: Number(id).toExponential() }, { stored: chart, format: '00000' }, last, { inline: first }, { stored: serial(birth), format: '#14' }, Number(status),
    { stored: String(Number(zip)), format: '00000' }, { formula: 'A1', result: guarantor },
  ]);
  return xlsxOf([{ name: 'v_patient', rows: [[...header], ...cells] }], { date1904 });
}

describe('the same patients', () => {
  const objects = PATIENTS.slice(1).map((row) => Object.fromEntries(row.map((cell, index) => [PATIENTS[0][index] ?? '', index === 0 ? Number(cell) : cell])));
  const formats = {
    'a workbook': patientBook(false), 'a workbook from 1904': patientBook(true), 'a web page': html(PATIENTS), 'an envelope of JSON': JSON.stringify({ statusCode: 200, data: objects }),
    'lines of JSON': objects.map((object) => JSON.stringify(object)).join('\n'),
  };

  it.each(Object.entries(formats))('are read the same from %s as from CSV', async (_, content) => {
    const expected = (await rowsOf(await opened({ 'v_patient.csv': csv(PATIENTS) }))).flatMap((row) => row.records).map(({ origin: _origin, ...record }) => record);
    expect(expected.length).toBe(2);
    const read = await opened({ 'export.dat': content });
    const rows = await rowsOf(read);
    expect(rows.flatMap((row) => row.records).map(({ origin: _origin, ...record }) => record)).toEqual(expected);
    expect([...read.issues, ...rows.flatMap((row) => row.issues), ...read.files.flatMap((file) => file.issues())]).toEqual([]);
  });

  it('are looked up across sheets, whatever their order, and reported by sheet', async () => {
    const book = xlsxOf([
      { name: 'v_appt', rows: [['appointment_id', 'patient_id', 'appointment_date', 'status_id'], [1, { stored: '7000000457903' }, { stored: '45474', format: '#14' }, 5]] },
      { name: 'Codes', rows: [['defid', 'descript'], [5, 'Confirmed']] }, { name: 'v_patient', rows: PATIENTS }, { name: 'Sheet4', rows: [] },
    ]);
    const read = await opened({ 'book.xlsx': book });
    const rows = await rowsOf(read);
    expect(rows.flatMap((row) => row.records).find((record) => record.stream === 'appointment')).toMatchObject({
      data: { status: 'confirmed', patient: { key: '7000000457903' } }, origin: { file: 'book.xlsx › v_appt', line: 2 },
    });
    expect(new Set(read.files.map((file) => file.report()).map(({ file, layout, rows: count }) => [file, layout, count].join(': ')))).toEqual(new Set([
      'book.xlsx › v_patient: v_patient: 2', 'book.xlsx › v_appt: v_appt: 1', 'book.xlsx › Codes: v_appt_status_codes: 1', 'book.xlsx › Sheet4: : 0',
    ]));
    expect(read.issues.map((issue) => issue.message)).toEqual(['book.xlsx › Sheet4: the sheet or list is empty.']);
  });

  it('have a date of 1904 even where the sheet does not show it as one', async () => {
    const rows = (day: string): readonly (readonly TestCell[])[] => [['patient_id', 'last_name', 'first_name', 'birth_date'], ['1', 'Doe', 'Jane', { stored: day }]];
    for (const [date1904, day] of [[true, '35094'], [false, '36556']] as const) {
      const read = await opened({ 'v_patient.xlsx': xlsxOf([{ name: 'S', rows: rows(day) }], { date1904 }) });
      expect((await rowsOf(read))[0]?.records[0]?.data, day).toMatchObject({ birthDate: '2000-01-31' });
    }
  });

  it('survive a remark beside their table', async () => {
    const read = await opened({ 'v_patient.xlsx': xlsxOf([{ name: 'S', rows: [...PATIENTS.slice(0, 2), [...PATIENTS[2], null, 'call back!']] }]) });
    const rows = await rowsOf(read);
    expect(rows.map((row) => [row.records.length, row.issues.map((issue) => issue.code)])).toEqual([[1, []], [1, ['cells-beside-table']]]);
  });
});

describe('the same printed list', () => {
  const HEADER = ['Patient Name', 'Chart #', 'Guarantor', 'Home Phone', 'Last Visit', 'Status', 'Balance'];
  const page = (number: number): readonly (readonly string[])[] => [['SMILE FAMILY DENTAL', '', '', '', '', '', `Page ${String(number)} of 2`], ['PATIENT BALANCE LIST as of 03/31/2024'], HEADER];
  const report = [
    ...page(1), ['Doe, Jane', 'DO0012', 'Doe, Jane', '(555)555-0142', '1/25/2024', 'Active', '$1,204.50'], ['Roe, Sam', 'RO0001', 'Roe, Sam', '', '', 'Active', '(25.00)'],
    ['', '', '', '', '', 'Provider DDS1 Total:', '1,179.50'], ...page(2), ['Poe, Ann', 'PO0001', 'Poe, Ann', '', '', 'Inactive', '-0-'], ['', '', '', '', '', 'Provider DDS2 Total:', '9.00'],
    ['Grand Total: 3 patients', '', '', '', '', '', '1,179.50'],
  ];
  const book = xlsxOf([{
    name: 'Sheet1', merges: ['A2:G2'], rows: report.map((row): readonly TestCell[] => row.map((cell) => {
      if (cell === '') return null;
      const cents = /^[($\d.,)]+$/.test(cell) && cell.includes('.') ? Number(cell.replaceAll(/[$,()]/g, '')) * (cell.startsWith('(') ? -1 : 1) : null;
      return cents === null ? cell : { formula: 'SUM(G4:G5)', result: String(cents), format: '"$"#,##0.00_);\\("$"#,##0.00\\)' };
    })),
  }]);

  it.each([['CSV', csv(report)], ['a workbook', book], ['a web page', html(report)]])('gives its rows, and its totals beside ours, from %s', async (_, content) => {
    const read = await opened({ 'patient_balance_list.dat': content });
    const rows = await rowsOf(read);
    expect(rows.flatMap((row) => row.records).filter((record) => record.stream === 'patient').map((record) => record.key)).toEqual(['chart:DO0012', 'chart:RO0001', 'chart:PO0001']);
    const [file] = read.files;
    expect(file?.report().dropped.map(({ reason }) => reason)).toEqual(['title', 'title', 'subtotal', 'page-header', 'page-header', 'repeated-header', 'subtotal', 'grand-total']);
    expect(file?.totals().map(({ ours, theirs, equal }) => [ours, theirs, equal])).toEqual([
      ['1179.50', '1179.50', true], ['0.00', '9.00', false], ['1179.50', '1179.50', true], ['3', '3', true],
    ]);
  });
});

describe('letters that were garbled before the export was made', () => {
  const header = 'patient_id,last_name,first_name,birth_date';
  const text = `${header}\n1,Doe,Jane,01/31/2000\n2,Oâ€™Neil,ZoÃ«,01/31/2000\n3,Müller,Noël,01/31/2000\n4,MÃ¼ller,Ann,01/31/2000\n`;

  it('are counted, with the first row, and kept as they are', async () => {
    const read = await opened({ 'v_patient.csv': text });
    const rows = await rowsOf(read);
    expect(read.files[0]?.garbled()).toEqual({ cells: 3, firstLine: 3 });
    expect(rows.flatMap((row) => row.issues.map((issue) => issue.code))).toEqual(['garbled-text', 'garbled-text', 'garbled-text']);
    expect(rows[1]?.records[0]?.data).toMatchObject({ lastName: 'Oâ€™Neil' });
  });

  it('are repaired where a person agreed, and nothing else is touched', async () => {
    const read = await opened({ 'v_patient.csv': text }, { repairs: { garbled: true } });
    const names = (await rowsOf(read)).map((row) => row.records[0]?.data);
    expect(names).toMatchObject([{ lastName: 'Doe' }, { lastName: 'O’Neil', firstName: 'Zoë' }, { lastName: 'Müller', firstName: 'Noël' }, { lastName: 'Müller' }]);
    expect(read.files[0]?.garbled()).toEqual({ cells: 3, firstLine: 3 });
  });

  it('are repaired in look-up files too', async () => {
    const files = { 'p.csv': `${header}\n1,Doe,Jane,01/31/2000\n`, 'codes.csv': 'defid,descript\n5,BestÃ¤tigt\n', 'a.csv': 'appointment_id,patient_id,appointment_date,status_id\n1,1,07/01/2024,5\n' };
    const rows = await rowsOf(await opened(files, { repairs: { garbled: true } }));
    expect(rows.flatMap((row) => row.records).find((record) => record.stream === 'appointment')?.data).toMatchObject({ statusText: 'Bestätigt' });
  });
});
