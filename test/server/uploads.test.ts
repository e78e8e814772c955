import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import request from 'supertest';
import { openQuarantine } from '../../server/uploads/quarantine.js';
import { officeName } from '../../server/uploads/receive.js';
import { size } from '../../server/uploads/refusals.js';
import { aStage, connected, signedToken, VIEWER } from './support.js';
import type { Stage } from './support.js';

let stage: Stage;
let token: string;

beforeEach(async () => {
  stage = await aStage({ uploads: { bytes: 60_000, files: 3 } });
  token = await signedToken();
  await connected(stage, VIEWER);
});
afterEach(() => stage.close());

const TABLE = Buffer.from('Id,Name\n1,Sam Sample\n');

/** Sends files as a browser's form does. */
async function upload(...files: readonly (readonly [name: string, content: Buffer])[]) {
  const form = new FormData();
  for (const [name, content] of files) form.append('files', new Blob([new Uint8Array(content)]), name);
  const encoded = new globalThis.Response(form);
  return request(stage.app).post('/api/intakes?source=auto').set('Authorization', `Bearer ${token}`)
    .set('Content-Type', encoded.headers.get('content-type') ?? '').send(Buffer.from(await encoded.arrayBuffer()));
}

const staged = (): boolean => stage.calls.some((call) => call.method === 'stage');

/** A table of a generated practice, as its office would export it. */
async function patients(): Promise<Buffer> {
  const files = await stage.migrator.samplePractice({ source: 'dentrix', patients: 5, seed: 3, households: false, out: join(stage.folder, 'practice') });
  return readFile(files.find(({ name }) => name.includes('pat'))?.path ?? '');
}

test('files are staged under the office’s names, unchanged, and nothing stays behind', async () => {
  const table = await patients();
  const seen: { name: string; path: string; content: Buffer }[] = [];
  stage.before('stage', (_account, files) => {
    for (const file of files as readonly { name: string; path: string }[]) seen.push({ ...file, content: readFileSync(file.path) });
  });
  const answer = await upload(['export/Patienten-Übersicht.csv', table], ['export\\notes.TXT', TABLE]);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ id: expect.any(String), audit: { source: 'dentrix' } });
  expect(answer.body.audit.files.map(({ file }: { file: string }) => file)).toContain('export/Patienten-Übersicht.csv');
  expect(seen.map(({ name, content }) => ({ name, content }))).toEqual([
    { name: 'export/Patienten-Übersicht.csv', content: table }, { name: 'export/notes.TXT', content: TABLE },
  ]);
  expect(seen.map(({ path }) => existsSync(path))).toEqual([false, false]);
  expect(await stage.quarantined()).toEqual([]);
});

test('the log can prove which files were staged, without their names and contents', async () => {
  const table = await patients();
  await upload(['Sam Sample.csv', table]);
  expect(stage.logged()).toContain(createHash('sha256').update(table).digest('hex'));
  expect(stage.logged()).not.toContain('Sam Sample');
  for (const name of table.toString('utf8').match(/[A-Z][a-z]{3,}(?=")?/g)?.slice(0, 200) ?? []) expect(stage.logged()).not.toContain(`"${name}"`);
});

const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(40)]);

test('a ZIP, a table in UTF-16 and a table whose first column begins with MZ are let through to the reader', async () => {
  await upload(['export.zip', zip], ['wide.csv', Buffer.from('\ufeffMZ\tName\n', 'utf16le')], ['mz.csv', Buffer.from('MZ-Number,Name\n1,Sam\n')]);
  expect(staged()).toBe(true);
});

describe('refused, with its own sentence and without a trace', () => {
  const cases: readonly (readonly [name: string, status: number, says: RegExp, file: readonly [string, Buffer]])[] = [
    ['an empty file', 422, /“none\.csv” is empty/, ['none.csv', Buffer.alloc(0)]],
    ['a file that no export consists of', 415, /“letter\.docx” is not a kind of file/, ['letter.docx', TABLE]],
    ['a file without an ending', 415, /“patients” is not a kind of file/, ['patients', TABLE]],
    ['a PDF called .csv', 415, /“x\.csv” is really a PDF/, ['x.csv', Buffer.from('%PDF-1.7\n')]],
    ['a Windows program called .csv', 415, /“x\.csv” is really a program/, ['x.csv', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(80)])]],
    ['a Linux program called .csv', 415, /“x\.csv” is really a program/, ['x.csv', Buffer.from('\u007fELF\u0002')]],
    ['a PNG called .csv', 415, /“x\.csv” is really a picture/, ['x.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d])]],
    ['a JPEG called .csv', 415, /“x\.csv” is really a picture/, ['x.csv', Buffer.from([0xff, 0xd8, 0xff, 0xe0])]],
    ['a GIF called .txt', 415, /“x\.txt” is really a picture/, ['x.txt', Buffer.from('GIF89a')]],
    ['an old Excel file called .csv', 415, /“x\.csv” is really a spreadsheet/, ['x.csv', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])]],
    ['a gzip file called .tsv', 415, /“x\.tsv” is really a compressed file/, ['x.tsv', Buffer.from([0x1f, 0x8b, 0x08])]],
    ['a database called .csv', 415, /“x\.csv” is really a database/, ['x.csv', Buffer.from('SQLite format 3\u0000')]],
    ['a table called .zip', 415, /“x\.zip” is really not a ZIP archive/, ['x.zip', TABLE]],
    ['a file over the limit', 413, /With “big\.csv” the upload is larger than 58\.6 KB/, ['big.csv', Buffer.alloc(60_001, 'a')]],
  ];

  test.each(cases)('%s', async (_name, status, says, file) => {
    const answer = await upload(file);
    expect(answer.body.message).toMatch(says);
    expect(answer.body.remedy).toMatch(/\.$/);
    expect(answer.status).toBe(status);
    expect(staged()).toBe(false);
    expect(await stage.quarantined()).toEqual([]);
  });

  test('files that are too much together', async () => {
    const answer = await upload(['a.csv', Buffer.alloc(40_000, 'a')], ['b.csv', Buffer.alloc(40_000, 'b')]);
    expect(answer.status).toBe(413);
    expect(answer.body.message).toContain('“b.csv”');
    expect(await stage.quarantined()).toEqual([]);
  });

  test('too many files', async () => {
    const answer = await upload(['a.csv', TABLE], ['b.csv', TABLE], ['c.csv', TABLE], ['d.csv', TABLE]);
    expect(answer.status).toBe(413);
    expect(answer.body.message).toBe('These are more than 3 files.');
    expect(staged()).toBe(false);
  });

  test('two files of one name', async () => {
    expect((await upload(['a.csv', TABLE], ['a.csv', TABLE])).body.message).toBe('There are two files called “a.csv”.');
  });

  test('an upload without files', async () => {
    const answer = await request(stage.app).post('/api/intakes?source=auto').set('Authorization', `Bearer ${token}`).field('note', 'x');
    expect(answer.body.code).toBe('upload-empty');
  });

  test('files in another field', async () => {
    const answer = await request(stage.app).post('/api/intakes?source=auto').set('Authorization', `Bearer ${token}`).attach('other', TABLE, { filename: 'a.csv' });
    expect(answer.body.code).toBe('upload-unreadable');
  });

  test('a source that is no word', async () => {
    const answer = await request(stage.app).post('/api/intakes?source=../etc').set('Authorization', `Bearer ${token}`).attach('files', TABLE, { filename: 'a.csv' });
    expect(answer.status).toBe(400);
  });
});

test('files are gone when the migrator refuses them, too', async () => {
  const answer = await upload(['a.csv', TABLE]);
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({ code: 'unknown-source', message: expect.stringContaining('None of these files') });
  expect(await stage.quarantined()).toEqual([]);
});

test('files are gone when the connection breaks in the middle', async () => {
  const server = createServer(stage.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is never a string
  const socket = connect(port, '127.0.0.1');
  socket.write(`POST /api/intakes?source=auto HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000\r\n\r\n`
    + '--b\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\nId,Name\n');
  await expect.poll(() => stage.quarantined()).toHaveLength(1);
  socket.destroy();
  await expect.poll(() => stage.quarantined()).toEqual([]);
  expect(staged()).toBe(false);
  await new Promise((resolve) => server.close(resolve));
});

test('what an ended process left in quarantine is removed at the next start', async () => {
  const left = join(stage.config.dataDir, 'quarantine', 'left');
  await mkdir(left, { recursive: true });
  await writeFile(join(left, '1.upload'), TABLE);
  await openQuarantine(stage.config.dataDir, () => 'x').empty();
  expect(await stage.quarantined()).toEqual([]);
});

test('a generated practice is staged and removed; a changed one is the same office', async () => {
  const ask = (changed: number) => request(stage.app).post('/api/intakes/sample').set('Authorization', `Bearer ${token}`).send({ patients: 25, changed });
  const first = await ask(0);
  const newer = await ask(0.05);
  expect([first.status, newer.status]).toEqual([200, 200]);
  const layout = (answer: typeof first): unknown => answer.body.audit.files.map(({ file, layout: name }: { file: string; layout: string }) => [file, name]);
  expect(layout(newer)).toEqual(layout(first));
  expect(newer.body.audit.streams.patient.rows).toBeGreaterThanOrEqual(first.body.audit.streams.patient.rows - 2);
  expect(await stage.quarantined()).toEqual([]);
});

test.each([
  ['../../etc/passwd.csv', 'etc/passwd.csv'],
  ['C:\\Exports\\patients.csv', 'Exports/patients.csv'],
  ['/absolute//patients.csv', 'absolute/patients.csv'],
  ['pati\u0000ents\u202e.csv', 'patients.csv'],
  ['..', 'unnamed'],
])('the name %j is kept as %j', (given, kept) => {
  expect(officeName(given)).toBe(kept);
});

test.each([[512, '512 bytes'], [10_000, '9.8 KB'], [2 * 1024 ** 3, '2 GB']])('%i bytes are said as %s', (bytes, said) => {
  expect(size(bytes)).toBe(said);
});
