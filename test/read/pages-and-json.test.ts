import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JsonObjects } from '../../migrator/read/json/objects.js';
import { flatten } from '../../migrator/read/json/flatten.js';
import { tablesOf, type ReadTables } from './support/tables.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const read = (content: string | Buffer): Promise<ReadTables> => tablesOf(folder, 'export.xls', content);

describe('a web page saved as a spreadsheet', () => {
  it('gives its table with entities, line breaks and formatting as people see them', async () => {
    const { tables, codes } = await read(`<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{mso-number-format:"\\@"}</style></head><body>
      <table border=1><tr><th>id<th><b>na</b>me</tr>
      <tr><td style='mso-number-format:"\\@"'>00012</td><td>O&rsquo;Neil &amp; Søn&nbsp;&euro;&#8364;</td></tr>
      <tr><td>  3
        </td><td><p>first</p>second<br/>third<script>alert("never")</script></td></tr></table></body></html>`);
    expect(tables).toEqual({ 'export.xls': [['id', 'name'], ['00012', 'O’Neil & Søn €€'], ['3', 'first\nsecond\nthird']] });
    expect(codes).toEqual([]);
  });

  it('keeps the digits that the page shows rounded or not at all', async () => {
    const { tables } = await read('<table><tr><td>id<td>date</tr><tr><td x:num="7000000457903">7E+12</td><td x:num="45296">####</td></tr><tr><td x:num>15</td><td x:num="45296">1/5/2024</td></tr></table>');
    expect(tables['export.xls']?.slice(1)).toEqual([['7000000457903', '45296'], ['15', '1/5/2024']]);
  });

  it('places cells that reach over columns and rows', async () => {
    const { records } = await read(`<table><tr><td colspan=3>List<tr><td>a<td>b<td>c
      <tr><td rowspan=2>1<td colspan=2>x<tr><td>y<td>z<tr></tr><tr><td>2<td>u<td>v</table>`);
    expect(records['export.xls']?.map(({ line, cells }) => [line, ...cells])).toEqual([[1, 'List', '', ''], [2, 'a', 'b', 'c'], [3, '1', 'x', ''], [4, '1', 'y', 'z'], [6, '2', 'u', 'v']]);
  });

  it('gives each of its tables, also those in cells of others, but not headings', async () => {
    const { tables } = await read(`<!DOCTYPE html><table><tr><td>Practice Report</td></tr></table><table><tr><td>
      <table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table></td><td>side</td><td>note</td></tr></table><table><tr><td>c</td><td>d</td></tr></table>`);
    expect(tables).toEqual({ 'export.xls › table 1': [['side', 'note']].map((row) => ['', ...row]), 'export.xls › table 2': [['a', 'b'], ['1', '2']], 'export.xls › table 3': [['c', 'd']] });
  });

  it('is read in Windows-1252 and in UTF-16 too', async () => {
    const page = '<table><tr><td>id</td><td>name</td></tr><tr><td>1</td><td>Müller “x”</td></tr></table>';
    for (const encoding of ['windows-1252', 'utf-8', 'utf-16le']) {
      const mark = encoding === 'utf-16le' ? '\ufeff' : '';
      expect((await read(iconv.encode(mark + page, encoding))).tables['export.xls']?.[1], encoding).toEqual(['1', 'Müller “x”']);
    }
  });

  it('says that there is no table in a page without one', async () => {
    expect((await read('<html><body>Session expired <table><tr><td>Log in</td></tr></table></body></html>')).codes).toEqual(['no-table']);
  });

  it('ends in good time on hostile nesting', async () => {
    expect((await read(`<table><tr><td>a<td>b</table>${'<div><table><tr><td>'.repeat(50_000)}`)).codes).toContain('broken-page');
  });

  it('keeps letters whole on one endless line', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `<tr><td>${String(index)}</td><td>Zürich – Łódź, an endless line that has to be cut somewhere</td></tr>`);
    const { tables } = await read(`<table>${rows.join('')}</table>`);
    expect(tables['export.xls']?.every((row) => row[1]?.startsWith('Zürich – Łódź, '))).toBe(true);
  }, 60_000);
});

describe('JSON', () => {
  const patient = { id: 7000000457903, name: { first: 'Ann', last: 'Doe' }, active: true, emails: ['a@example.com', 'b@example.com'], nothing: null,
    primaryGuarantor: { id: '7000000457904', type: 'PatientV1', url: 'https://example.com/v1/patients/7000000457904' },
    phones: [{ number: '555-555-0142', type: 'MOBILE' }, { number: '555-555-0143' }] };
  const header = ['id', 'name.first', 'name.last', 'active', 'emails', 'nothing', 'primaryGuarantor.id', 'primaryGuarantor.type', 'primaryGuarantor.url', 'phones.0.number', 'phones.0.type', 'phones.1.number'];
  const cells = ['7000000457903', 'Ann', 'Doe', 'true', 'a@example.com; b@example.com', '', '7000000457904', 'PatientV1', 'https://example.com/v1/patients/7000000457904', '555-555-0142', 'MOBILE', '555-555-0143'];

  it.each([
    ['an envelope', JSON.stringify({ statusCode: 200, data: [patient] })], ['an indented envelope', JSON.stringify({ data: [patient], statusCode: 200 }, null, 2)],
    ['an envelope of one', JSON.stringify({ statusCode: 200, data: patient })], ['a list', JSON.stringify([patient])], ['lines', `${JSON.stringify(patient)}\r\n`],
    ['a list with spaces and a mark before it', `\ufeff  [\n ${JSON.stringify(patient, null, '\t')} ]\n`],
  ])('is read from %s', async (_, text) => {
    const { tables, codes } = await read(text);
    expect(tables).toEqual({ 'export.xls': [header, cells] });
    expect(codes).toEqual([]);
  });

  it('puts together the pages of an answer and counts its objects', async () => {
    const page = (...ids: readonly number[]): string => JSON.stringify({ statusCode: 200, data: ids.map((id) => ({ id, text: '{"data":[{' })) });
    const { records } = await read(`${page(1, 2)}\n${page()}\n${page(3)}\n`);
    expect(records['export.xls']).toEqual([['id', 'text'], ['1', '{"data":[{'], ['2', '{"data":[{'], ['3', '{"data":[{']].map((row, line) => ({ line, cells: row, broken: false })));
  });

  it('makes a table of each list that has a name', async () => {
    const { tables } = await read('{"exported":"2024-01-05","patients":[{"id":1,"x":2}],"visits":[{"id":9,"patient":{"id":1}}]}');
    expect(tables).toEqual({ 'export.xls › patients': [['id', 'x'], ['1', '2']], 'export.xls › visits': [['id', 'patient.id'], ['9', '1']] });
  });

  it('names every field that occurs in any object, in the order of appearance', async () => {
    expect((await read('[{"a":"1","b":"2"},{"c":"3","a":"4"}]')).tables['export.xls']).toEqual([['a', 'b', 'c'], ['1', '2', ''], ['4', '', '3']]);
  });

  it('any id and any amount keeps the characters it is written with', () => {
    fc.assert(fc.property(fc.stringMatching(/^[1-9]\d{0,24}$/), fc.stringMatching(/^-?(0|[1-9]\d{0,8})\.\d{1,6}$/), fc.string(), (id, amount, text) => {
      const values = flatten(`{"id":${id},"n":{"amount": ${amount} },"t":${JSON.stringify(text)},"x":[-1.5e3]}`);
      expect([values?.get('id'), values?.get('n.amount'), values?.get('t'), values?.get('x')]).toEqual([id, amount, text, '-1500']);
    }));
    expect(flatten('{"id":7.000000457903E12}')?.get('id')).toBe('7000000457903');
  });

  it('any objects are found wherever the pieces of the file end', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(fc.property(fc.array(fc.dictionary(fc.string(), value), { minLength: 1 }), fc.integer({ min: 1, max: 40 }), fc.boolean(), (objects, size, isList) => {
      const text = isList ? JSON.stringify({ 'na"me': 1, items: objects }, null, 1) : objects.map((object) => JSON.stringify(object)).join('\n');
      const cutter = new JsonObjects(isList ? 'lists' : 'lines');
      const found = Array.from({ length: Math.ceil(text.length / size) }, (_, index) => cutter.push(text.slice(index * size, (index + 1) * size))).flat();
      expect(found.map((object) => object.list)).toEqual(objects.map(() => (isList ? 'items' : null)));
      expect(found.map((object): unknown => JSON.parse(object.text ?? ''))).toEqual(JSON.parse(JSON.stringify(objects)));
      expect(cutter.isOpen).toBe(false);
    }));
  });

  it('says that a file was cut off, and gives what came before', async () => {
    const { tables, codes } = await read('{"data":[{"id":1,"b":2},{"id":2,"b":3},{"id":3');
    expect(tables['export.xls']?.length).toBe(3);
    expect(codes).toEqual(['cut-off-json']);
  });

  it('gives a damaged object as one that cannot be read', async () => {
    const { records } = await read('[{"id":1,"b":2},{"id":,,},{"id":3,"b":4}]');
    expect(records['export.xls']?.map(({ broken }) => broken)).toEqual([false, false, true, false]);
  });

  it('says that a list is empty', async () => {
    expect((await read('{"statusCode":200,"data":[]}')).codes).toEqual(['no-table']);
  });

  it('keeps what is too long or too deep for columns as JSON', () => {
    const values = flatten(JSON.stringify({ list: Array.from({ length: 25 }, (_, id) => ({ id })), a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }));
    expect(values?.get('list.19.id')).toBe('19');
    expect(JSON.parse(values?.get('list.others') ?? '')).toEqual([20, 21, 22, 23, 24].map((id) => ({ id: String(id) })));
    expect(values?.get('a.b.c.d.e.f')).toBe('{"g":"1"}');
  });
});

describe('pages and JSON of any kind', () => {
  it('never end the reading, however odd they are', async () => {
    const part = fc.constantFrom('<table>', '</table>', '<tr>', '</tr>', '<td rowspan=3>', '<td colspan=99999>', '</td>', '<script>', '</script>', '<!--', '-->', '&amp;', 'x', ' ', '<br>', '<p', '"', '{', '}', '[', ']', ',', ':', '1', '-', 'e', '\\', '\n', 'é');
    await fc.assert(fc.asyncProperty(fc.constantFrom('<html><table>', '{"data":[', '[{', '{"a"'), fc.array(part, { maxLength: 60 }), async (start, parts) => {
      const { codes } = await read(start + parts.join(''));
      expect(codes.every((code) => code !== '')).toBe(true);
    }), { numRuns: 500 });
  });
});
