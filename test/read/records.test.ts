import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TextFile } from '../../migrator/read/lines.js';
import { RecordReader, type RawRecord } from '../../migrator/read/records.js';
import { readHead, sniff } from '../../migrator/read/sniff.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(bytes: Buffer | string): Promise<TextFile> {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  const { head } = await readHead(path);
  const kind = sniff(head);
  if (kind.kind !== 'text') throw new Error(`not text but ${kind.kind}`);
  return new TextFile(path, kind.encoding, kind.bom);
}

async function recordsOf(bytes: Buffer | string, delimiter = ',', width: number | null = null, isRow?: (cells: readonly string[]) => boolean): Promise<readonly RawRecord[]> {
  const found: RawRecord[] = [];
  for await (const batch of new RecordReader(delimiter, width, isRow).records((await fileOf(bytes)).lines())) for (const record of batch) found.push(record);
  return found;
}

const cellsOf = async (text: string, width: number | null = null, isRow?: (cells: readonly string[]) => boolean): Promise<readonly (readonly string[] | 'broken')[]> =>
  (await recordsOf(text, ',', width, isRow)).map((record) => (record.broken ? 'broken' : record.cells));

describe('records', () => {
  it('come out of a file as they were written, whatever stands in their cells', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '€', '"', ',', ';', '\n', '\r\n', '\t', ' ', '0', '😀') });
    await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }), fc.constantFrom(',', ';', '\t', '|'), async (rows, delimiter) => {
      const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n');
      const read = await recordsOf(text, delimiter);
      expect(read.map((record) => record.cells)).toEqual(rows);
      const lines = rows.map((_, index) => rows.slice(0, index).reduce((sum, row) => sum + 1 + row.join('').split('\n').length - 1, 1));
      expect(read.map((record) => record.line)).toEqual(lines);
    }), { numRuns: 150 });
  });

  it('end with LF, CR LF or CR alone', async () => {
    for (const end of ['\n', '\r\n', '\r']) expect(await cellsOf(['a,b', 'c,d', ''].join(end))).toEqual([['a', 'b'], ['c', 'd']]);
  });

  it('keep quotes inside cells, and spaces around quotes do not matter', async () => {
    expect(await cellsOf('5" nail,b\n"5"" nail", "b" ,c\n"say "hi" now",x')).toEqual([['5" nail', 'b'], ['5" nail', 'b', 'c'], ['say "hi" now', 'x']]);
  });

  it('lose one line to a stray quote, not the rest of the file', async () => {
    expect(await cellsOf('a,b\n1,"x\n2,y\n3,z\n', 2)).toEqual([['a', 'b'], 'broken', ['2', 'y'], ['3', 'z']]);
    expect(await cellsOf('a,b,c\n1,"x,q\n2,y,q\n3,"z",q\n', 3, () => true)).toEqual([['a', 'b', 'c'], 'broken', ['2', 'y', 'q'], ['3', 'z', 'q']]);
  });

  it('keep a cell of several lines together, although one of its lines has as many commas as a row', async () => {
    expect(await cellsOf('a,b,c\n1,x,"teeth\n3, 4, 5\nend"\n', 3, (cells) => /^\d{4}$/.test(cells[0] ?? ''))).toEqual([['a', 'b', 'c'], ['1', 'x', 'teeth\n3, 4, 5\nend']]);
  });

  it('stop trusting quotes in a file that never closes one, in bounded time', async () => {
    const lines = Array.from({ length: 300_000 }, (_, index) => `${String(index)},"${'x'.repeat(60)}`);
    const read = await recordsOf(lines.join('\n'), ',', 2);
    expect(read.length).toBe(lines.length);
    expect(read.every((record) => record.broken)).toBe(true);
  });
});

describe('encodings', () => {
  const text = 'name,city\nZoë,Zürich\nO’Neil,Łódź\n';

  it.each(['utf8', 'utf-16le', 'utf-16be'])('%s is read with and without a byte-order mark', async (encoding) => {
    for (const mark of ['', '\ufeff']) {
      const records = await recordsOf(iconv.encode(mark + text, encoding));
      expect(records.map((record) => record.cells)).toEqual([['name', 'city'], ['Zoë', 'Zürich'], ['O’Neil', 'Łódź']]);
    }
  });

  it('survives characters that fall on the border of two chunks', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `${String(index)},Zürich €`);
    for (const encoding of ['utf8', 'windows-1252', 'utf-16le']) {
      const mark = encoding === 'utf-16le' ? '\ufeff' : '';
      const records = await recordsOf(iconv.encode(mark + rows.join('\r\n'), encoding));
      expect(records.length).toBe(rows.length);
      expect(records.every((record) => record.cells[1] === 'Zürich €')).toBe(true);
    }
  });

  it('reads the euro sign and curly quotes of Windows-1252', async () => {
    const file = await fileOf(iconv.encode('a\n€ “x”\n', 'windows-1252'));
    const lines: string[] = [];
    for await (const batch of file.lines()) lines.push(...batch.map((line) => line.text));
    expect(lines[1]).toBe('€ “x”\n');
    expect(file.encoding).toBe('windows-1252');
    expect(file.mixedFrom).toBeNull();
  });

  it('names the first line that breaks the encoding of a file', async () => {
    const file = await fileOf(Buffer.concat([Buffer.from('a\nZürich\nplain\n'), iconv.encode('Köln\n', 'windows-1252'), Buffer.from('Zürich\n')]));
    const lines: string[] = [];
    for await (const batch of file.lines()) lines.push(...batch.map((line) => line.text.trim()));
    expect(lines).toEqual(['a', 'Zürich', 'plain', 'Köln', 'Zürich']);
    expect(file.mixedFrom).toBe(4);
  });
});
