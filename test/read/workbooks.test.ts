import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { id } from '../../migrator/read/parsers.js';
import { numberText, plainNumber } from '../../migrator/read/xlsx/numbers.js';
import { tablesOf, type ReadTables } from './support/tables.js';
import { xlsxOf, type TestCell, type TestSheet, type TestWorkbook } from './support/xlsx.js';
import { zipOf } from './support/zip.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbooks-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const read = (sheets: readonly TestSheet[], workbook?: TestWorkbook): Promise<ReadTables> => tablesOf(folder, 'book.csv', xlsxOf(sheets, workbook));

/** The texts of one column of cells below a header, as a sheet gives them. */
async function texts(cells: readonly TestCell[], workbook?: TestWorkbook): Promise<readonly (string | undefined)[]> {
  const { tables } = await read([{ name: 'S', rows: [['id', 'value'], ...cells.map((cell): readonly TestCell[] => ['x', cell])] }], workbook);
  return (tables['book.csv › S'] ?? []).slice(1).map((row) => row[1]);
}

describe('the sheets of a workbook', () => {
  it('are files of their own, hidden ones too, whatever the file is called', async () => {
    const { tables, codes } = await read([
      { name: 'Patients', rows: [['id', 'name'], ['1', 'Doe & <Son>']] }, { name: 'Look-ups', state: 'hidden', rows: [['code', 'text'], ['5', 'Confirmed']] },
    ]);
    expect(tables).toEqual({ 'book.csv › Patients': [['id', 'name'], ['1', 'Doe & <Son>']], 'book.csv › Look-ups': [['code', 'text'], ['5', 'Confirmed']] });
    expect(codes).toEqual([]);
  });

  it('keep the numbers of their rows where rows are missing or empty, and fill up short ones', async () => {
    const { records } = await read([{ name: 'S', rows: [['id', 'name', 'city'], null, ['1'], [], [null, 'B', null]] }]);
    expect(records['book.csv › S']).toEqual([
      { line: 1, cells: ['id', 'name', 'city'], broken: false }, { line: 3, cells: ['1', '', ''], broken: false }, { line: 5, cells: ['', 'B', ''], broken: false },
    ]);
  });

  it('hold texts in all the ways programs write them', async () => {
    const sharedXml = '<sst><si><r><rPr><b/></rPr><t>Mül</t></r><r><t xml:space="preserve">ler </t></r><rPh><t>never</t></rPh></si></sst>';
    expect((await tablesOf(folder, 'b', xlsxOf([{ name: 'S', rows: [['only text']] }], { sharedXml }))).tables).toEqual({ 'b › S': [['Müller ']] });
    expect(await texts([{ inline: ' a\nb ' }, { inline: 'tab_x0009_here' }, true, { error: '#REF!' }, { isoDate: '2024-01-05T00:00:00' }, '007']))
      .toEqual([' a\nb ', 'tab\there', 'TRUE', '#REF!', '2024-01-05', '007']);
  });

  it('read the same with a prefix before every tag', async () => {
    expect((await read([{ name: 'S', rows: [['id', 'name'], ['1', 'Doe']] }], { prefix: 'x:' })).tables).toEqual({ 'book.csv › S': [['id', 'name'], ['1', 'Doe']] });
  });

  it('take the results of formulas, and say where a file has none', async () => {
    expect(await texts([{ formula: 'A1&"x"', result: 'one' }, { formula: '1+1', result: '2' }])).toEqual(['one', '2']);
    for (const formula of [{ formula: '1+1' }, { formula: '1+1', result: '' }]) {
      const { codes, records } = await read([{ name: 'S', rows: [['id', 'sum'], ['1', formula]] }]);
      expect(codes).toEqual(['formula-without-value']);
      expect(records['book.csv › S']?.[1]?.cells).toEqual(['1', '']);
    }
  });

  it('repeat a cell that reaches over rows, but not one that reaches over columns', async () => {
    const { tables } = await read([{
      name: 'S', merges: ['A1:C1', 'A3:A5', 'C4:C5'],
      rows: [['Balances'], ['family', 'name', 'note'], ['7', 'Ann', 'x'], [null, 'Bob', 'y'], [null, 'Cid'], ['8', 'Dan']],
    }]);
    expect(tables['book.csv › S']).toEqual([['Balances', '', ''], ['family', 'name', 'note'], ['7', 'Ann', 'x'], ['7', 'Bob', 'y'], ['7', 'Cid', 'y'], ['8', 'Dan', '']]);
  });

  it('are said to be empty or without columns when they are', async () => {
    expect((await read([{ name: 'A', rows: [] }, { name: 'B', rows: [['just words'], ['more words']] }])).codes).toEqual(['empty-sheet', 'no-table']);
  });
});

describe('numbers in a workbook', () => {
  it('keep every digit of an id, however a program stored it', async () => {
    expect(await texts([{ stored: '7000000457903' }, { stored: '7.000000457903E12' }, { stored: '7000000457903', format: '0.00E+00' }, { stored: '7000000457903.0' }, { stored: '12345678901234567' }]))
      .toEqual(['7000000457903', '7000000457903', '7000000457903', '7000000457903', '12345678901234567']);
  });

  it('are refused as ids where a spreadsheet has cut off digits', async () => {
    const cut = await texts([{ stored: '12345678901234500' }, { stored: '1.23456789012345E+17' }]);
    for (const text of cut) expect(id.parse(text ?? '', { dateOrder: 'mdy', asOf: '', currency: '' })).toEqual({ value: null, problem: 'lossy-id' });
  });

  it('any whole number of fifteen digits or fewer reads as its digits, with and without exponent', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (number) => {
      expect(plainNumber(String(number))).toBe(String(number));
      expect(plainNumber(number.toExponential())).toBe(String(number));
    }));
  });

  it('any number with two decimals reads as it was typed, whatever its binary neighbour is', () => {
    fc.assert(fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (cents) => {
      const typed = cents / 100;
      expect(Number(plainNumber(String(typed + Number.EPSILON * typed)))).toBe(typed);
      expect(plainNumber(String(typed))).not.toMatch(/e/i);
    }));
  });

  it('any id keeps its leading zeros in a format of zeros, and in a text', async () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{2,12}$/), (digits) => {
      expect(numberText('0'.repeat(digits.length), 1900)(String(Number(digits)))).toBe(digits);
    }));
    const ids = fc.sample(fc.stringMatching(/^0\d{1,14}$/), { numRuns: 50, seed: 7 });
    expect(await texts(ids)).toEqual(ids);
    expect(await texts(ids.map((inline) => ({ inline })))).toEqual(ids);
  });

  it('read as people see them where the format carries meaning', async () => {
    expect(await texts([
      { stored: '2138', format: '00000' }, { stored: '123456789', format: '000\\-00\\-0000' }, { stored: '21381234', format: '00000-0000' }, { stored: '0.25', format: '0%' }, { stored: '0.125', format: '#10' },
      { stored: '1204.5', format: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)' }, { stored: '-25', format: '#44' }, { stored: '12.345', format: '[$€-407]#,##0.00' }, { stored: '1234.5', format: '#,##0.00' },
      { stored: '0.30000000000000004' }, { stored: '5550142', format: '[<=9999999]###-####;(###) ###-####' }, { stored: '3', format: '0 "Red days"' },
    ])).toEqual(['02138', '123-45-6789', '02138-1234', '25%', '12.5%', '$1204.50', '-$25.00', '€12.345', '1234.5', '0.3', '555-0142', '3']);
  });
});

describe('dates in a workbook', () => {
  it('are told by their format, in both epochs', async () => {
    const cells = [
      { stored: '45296', format: '#14' }, { stored: '45296.75', format: 'm/d/yyyy h:mm' }, { stored: '45296', format: '[$-409]d-mmm-yy;@' }, { stored: '0.375', format: 'h:mm AM/PM' },
      { stored: '1.0833333333333333', format: '[h]:mm' }, { stored: '45296', format: 'yyyy"year"' }, { stored: '45296.999999999', format: '#22' },
    ];
    expect(await texts(cells)).toEqual(['2024-01-05', '2024-01-05 18:00:00', '2024-01-05', '09:00:00', '26:00:00', '2024-01-05', '2024-01-06']);
    expect(await texts([{ stored: '43834', format: '#14' }, { stored: '0', format: '#14' }, { stored: '0.5', format: 'h:mm' }], { date1904: true })).toEqual(['2024-01-05', '1904-01-01', '12:00:00']);
  });

  it('count the day that 1900 never had', async () => {
    expect(await texts(['1', '59', '60', '61'].map((stored) => ({ stored, format: '#14' })))).toEqual(['1900-01-01', '1900-02-28', '1900-02-29', '1900-03-01']);
  });

  it('that cannot be one keep their digits', async () => {
    expect(await texts([{ stored: '7000000457903', format: '#14' }, { stored: '-3', format: '#14' }])).toEqual(['7000000457903', '-3']);
  });
});

describe('workbooks that are not what they should be', () => {
  it('are damaged, cut off, or no workbook at all', async () => {
    const book = xlsxOf([{ name: 'S', rows: [['id', 'name'], ['1', 'Doe']] }]);
    expect((await tablesOf(folder, 'cut', book.subarray(0, book.length - 30))).codes).toEqual(['broken-workbook']);
    expect((await tablesOf(folder, 'letter', zipOf([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: 'word/document.xml', data: '<w/>' }]))).codes).toEqual(['not-a-table']);
    expect((await tablesOf(folder, 'text', xlsxOf([{ name: 'S', rows: [['x']] }], { sharedXml: '<sst><si><t>a' }))).codes).toEqual(['broken-workbook']);
  });

  it('give the rows before the damage, and say where it begins', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `<row r="${String(index + 1)}"><c t="str"><v>a${String(index)}</v></c><c t="str"><v>b</v></c></row>`);
    const parts = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'];
    const [list, relations] = ['<workbook><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>', '<Relationships><Relationship Id="s" Type="x/worksheet" Target="s.xml"/></Relationships>'];
    const book = zipOf([{ name: parts[0] ?? '', data: list }, { name: parts[1] ?? '', data: relations }, { name: 'xl/s.xml', data: `<worksheet><sheetData>${rows.join('')}<row><c`, deflate: true }]);
    const { records, codes } = await tablesOf(folder, 'half', book);
    expect(codes).toEqual(['broken-workbook']);
    expect(records['half › S']?.length).toBe(20_000);
    expect(records['half › S']?.at(-1)).toEqual({ line: 20_000, cells: ['a19999', 'b'], broken: false });
  });

  it('unpack to more than an honest workbook would', async () => {
    const bomb = xlsxOf([{ name: 'S', rows: [['id', 'name']] }], { sharedXml: `<sst>${' '.repeat(70_000_000)}</sst>` });
    expect(bomb.length).toBeLessThan(1_000_000);
    expect((await tablesOf(folder, 'bomb', bomb)).codes).toEqual(['workbook-too-large']);
  });

  it('expand no entities', async () => {
    const sharedXml = '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>';
    expect((await tablesOf(folder, 'entities', xlsxOf([{ name: 'S', rows: [['x', 'y']] }], { sharedXml }))).codes).toEqual(['broken-workbook']);
  });

  it('never end the reading, however they are damaged', async () => {
    const book = xlsxOf([{ name: 'S', merges: ['A2:A3'], rows: [['id', 'name'], ['1', { inline: 'Doe' }], [2, { stored: '45296', format: '#14' }]] }]);
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(book.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }), async (changes) => {
      const bytes = Buffer.from(book);
      for (const [at, byte] of changes) bytes[at] = byte;
      const { codes } = await tablesOf(folder, 'damaged', bytes);
      expect(codes.every((code) => code !== '')).toBe(true);
    }), { numRuns: 300 });
  });

  it.each([
    ['a container of 1997', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])], ['a sheet of 1990', Buffer.from([0x09, 0x02, 0x06, 0x00, 0, 0, 0x10, 0])],
    ['an OpenDocument sheet', zipOf([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' }, { name: 'content.xml', data: '<x/>' }])],
    ['a binary workbook', zipOf([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: 'xl/workbook.bin', data: 'x' }])],
    ['an XML sheet of 2003', '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row/></Table></Worksheet></Workbook>'],
    ['an OpenDocument sheet in one file', '<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><table:table/></office:document>'],
  ])('are of a kind that only a spreadsheet program can open: %s', async (_, bytes) => {
    expect((await tablesOf(folder, 'old', bytes)).codes).toEqual(['old-spreadsheet']);
  });
});
