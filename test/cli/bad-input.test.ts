import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../read/support/zip.js';
import type { Ended } from './support/bin.js';
import { Bin, documentOf } from './support/bin.js';
import type { RefusalDocument } from './support/documents.js';
import { StandIn } from './support/stand-in.js';

const KEY = 'ab'.repeat(32);

let folder: string;
let bin: Bin;
let account: StandIn;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-bad-'));
  bin = new Bin(join(folder, 'data'), { MASTER_KEY: KEY });
  account = await StandIn.start(bin);
  await bin.json('sample-practice', '--source', 'dentrix', '--patients', '12', '--seed', '1', '--out', join(folder, 'good'));
  await bin.json('account', 'add', 'pipedrive', '--url', account.url, '--name', 'practice');
});
afterEach(async () => {
  // The token exchange is no call of the API, so that nothing but reads may stand here whatever a person does wrong.
  expect(await account.writes()).toEqual([]);
});
afterAll(async () => {
  await account.close();
  await rm(folder, { recursive: true, force: true });
});

/** A folder with these files; text or bytes. */
async function exportOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  for (const [file, content] of Object.entries(files)) await writeFile(join(path, file), content);
  return path;
}

const good = async (file: string): Promise<string> => readFile(join(folder, 'good', file), 'utf8');
const migrate = (path: string, ...more: readonly string[]): Promise<Ended> => bin.run('run', path, '--source', 'dentrix', '--to', 'pipedrive', '--account', 'practice', '--yes', ...more);

/** A refusal as a person needs it: the exit code, these words, and nothing that only a programmer could read. */
function expectRefusal({ code, stdout, stderr }: Ended, exit: 1 | 2, ...words: readonly string[]): void {
  for (const said of words) expect(stderr).toContain(said);
  expect(stderr).not.toMatch(/\n\s+at |fault of the program|undefined|\[object/);
  expect(stderr.trimEnd()).toMatch(/[.!?]$/);
  expect(stdout).toBe('');
  expect(code).toBe(exit);
}

describe('what is typed wrong', () => {
  it.each<readonly [string, readonly string[], string]>([
    ['no command', [], 'Name a command.'],
    ['an unknown command', ['migrate'], 'There is no command “migrate”.'],
    ['an unknown option', ['status', '--verbose'], '--verbose'],
    ['an option of another command', ['status', '--seats', '3'], '“status” knows no option --seats.'],
    ['an option without its value', ['audit', 'x', '--source'], '--source'],
    ['a word too many', ['status', 'a', 'b'], '“status” does not know what to do with “b”.'],
    ['no path', ['run', '--account', 'practice'], 'Name at least one file, folder or ZIP.'],
    ['no run', ['verify'], 'The run is missing.'],
    ['words for a number', ['sample-practice', '--source', 'dentrix', '--patients', 'many', '--out', 'x'], '--patients takes a whole number.'],
    ['an unknown stand-in', ['sandbox', 'zoho'], 'There is a stand-in for: pipedrive.'],
    ['no address', ['account', 'add', 'pipedrive'], '--url is missing'],
  ])('%s is a usage error and says where to read on', async (_what, words, says) => {
    expectRefusal(await bin.run(...words), 2, says, 'Try “bridgework help');
  });

  it('with --json even a usage error is one document', async () => {
    const { error } = documentOf<RefusalDocument>(await bin.run('migrate', '--json'), 2);
    expect(error).toMatchObject({ code: 'usage', message: expect.stringContaining('migrate') });
  });
});

describe('what is not there', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['an unknown source', ['run', 'GOOD', '--source', 'eaglesoft', '--yes'], ['There is no source “eaglesoft”.', 'dentrix']],
    ['a missing file', ['run', 'nowhere.csv', '--source', 'dentrix', '--yes'], ['nowhere.csv', 'Check the name']],
    ['a missing account', ['run', 'GOOD', '--source', 'dentrix', '--account', 'Harbor', '--yes'], ['There is no account “Harbor”.', '“practice”']],
    ['an account at another CRM', ['run', 'GOOD', '--source', 'dentrix', '--to', 'twenty', '--yes'], ['“practice” is at pipedrive, not at twenty.']],
    ['a missing answers file', ['run', 'GOOD', '--source', 'dentrix', '--answers', 'answers.json', '--yes'], ['answers.json (--answers) cannot be read', 'Check the name']],
    ['an unknown run to look at', ['status', 'r-1'], ['There is no such run.', '“bridgework status”']],
    ['an unknown run to pause', ['pause', 'r-1'], ['There is no such run.', '“bridgework status”']],
    ['an unknown run to resume', ['resume', 'r-1'], ['There is no such run.', '“bridgework status”']],
    ['an unknown run to verify', ['verify', 'r-1'], ['There is no such run.', '“bridgework status”']],
    ['an unknown run to take back', ['rollback', 'r-1', '--yes'], ['There is no such run.', '“bridgework status”']],
    ['a gate that nobody confirmed', ['run', 'GOOD', '--source', 'dentrix'], ['--yes']],
  ])('%s is refused with a remedy', async (_what, words, says) => {
    expectRefusal(await bin.run(...words.map((word) => (word === 'GOOD' ? join(folder, 'good') : word))), 1, ...says);
  });

  it('without any account the first step is named', async () => {
    const empty = new Bin(join(folder, 'empty'), { MASTER_KEY: KEY });
    expectRefusal(await empty.run('run', join(folder, 'good'), '--yes'), 1, 'There is no account yet.', 'bridgework account add');
  });

  it('a stand-in that is not running is named by its address', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => { server.once('listening', resolve); });
    const { port } = server.address() as AddressInfo; // a TCP server's address has a port
    await new Promise((resolve) => { server.close(resolve); });
    expectRefusal(await bin.run('account', 'add', 'pipedrive', '--url', `http://127.0.0.1:${port}`), 1, `127.0.0.1:${port}`, 'bridgework sandbox pipedrive');
  });

  it('an address that is none, and one that is not of this machine', async () => {
    expectRefusal(await bin.run('account', 'add', 'pipedrive', '--url', 'here'), 1, '“here” is not an address');
    expectRefusal(await bin.run('account', 'add', 'pipedrive', '--url', 'https://crm.example.com'), 1, 'Only a stand-in on this machine');
  });
});

describe('files that are not what they should be', () => {
  it('a wrong delimiter: the file is named, and which delimiters are read', async () => {
    const path = await exportOf('tilde', { 'v_patient.csv': (await good('v_patient.csv')).replaceAll(',', '~'), 'v_provider.csv': await good('v_provider.csv') });
    expectRefusal(await migrate(path), 1, 'tilde/v_patient.csv', 'commas, semicolons, tabs or pipes');
  });

  it('a header without rows', async () => {
    const path = await exportOf('header', { 'v_patient.csv': (await good('v_patient.csv')).split('\n').slice(0, 1).join('\n') });
    expectRefusal(await migrate(path), 1, 'header/v_patient.csv: the file has a header but no rows.', 'Export it again');
  });

  it('an empty file', async () => {
    expectRefusal(await migrate(await exportOf('empty-file', { 'v_patient.csv': '' })), 1, 'empty-file/v_patient.csv: the file is empty', 'Export it again.');
  });

  it('a PDF that is called .csv', async () => {
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0x25, 0xe2, 0xe3, 0xcf, 0xd3]), Buffer.alloc(300, 7)]);
    expectRefusal(await migrate(await exportOf('pdf', { 'v_patient.csv': pdf })), 1, 'pdf/v_patient.csv: the file is not a table of text', 'Export the data as CSV');
  });

  it('a ZIP with a broken entry', async () => {
    const whole = zipOf([{ name: 'v_patient.csv', data: await good('v_patient.csv'), deflate: true }, { name: 'v_appt.csv', data: await good('v_appt.csv'), deflate: true }]);
    const at = whole.indexOf('v_appt.csv') + 200;
    const broken = Buffer.concat([whole.subarray(0, at), Buffer.from(whole.subarray(at, at + 40)).map((byte) => byte ^ 0xff), whole.subarray(at + 40)]);
    const path = await exportOf('archive', { 'export.zip': broken });
    expectRefusal(await migrate(join(path, 'export.zip')), 1, 'export.zip', 'damaged', 'Make the ZIP file again.');
  });

  it('two encodings in one file are read, and the first odd line is named', async () => {
    const [header = '', first = '', ...rest] = (await good('v_patient.csv')).split('\n');
    const odd = Buffer.from(first.replace(/^(\d+),([^,]*),/, '$1,Jos\u00e9,'), 'latin1');
    const lines = Buffer.concat([Buffer.from(`${header}\n${first.replace(/^(\d+),([^,]*),/, '$1,Zo\u00eb,')}\n`), odd, Buffer.from(`\n${rest.slice(0, 4).join('\n')}\n`)]);
    const path = await exportOf('encodings', { 'v_patient.csv': lines });
    const { code, stdout } = await bin.run('audit', path, '--source', 'dentrix');
    expect(stdout).toMatch(/encodings\/v_patient\.csv, line 3: most of the file is UTF-8.* Check accented letters/);
    expect(code).toBe(0);
  });

  it('an audit of something unreadable ends with 1 and names file, line and column of what it can name', async () => {
    const path = await exportOf('nothing', { 'letter.csv': 'Dear colleague,\nplease find our export attached.\n' });
    const { code, stdout } = await bin.run('audit', path);
    expect(stdout).toContain('None of the files looks like an export');
    expect(code).toBe(1);
    const odd = await bin.run('audit', join(folder, 'good'), '--source', 'dentrix');
    expect(odd.stdout).toMatch(/good\/\w+\.csv, line \d+, column "\w+": /);
  });

  it('truth.json beside a sample practice is no part of the export', async () => {
    const { files } = await bin.json<{ readonly files: readonly { readonly file: string }[] }>('audit', join(folder, 'good'));
    expect(files.map(({ file }) => file)).not.toContain('good/truth.json');
    expect(files.length).toBeGreaterThan(10);
    await copyFile(join(folder, 'good', 'truth.json'), join(folder, 'truth.json'));
    expectRefusal(await migrate(join(folder, 'truth.json')), 1, 'truth.json tells what a sample practice holds');
  });

  it('answers that are not JSON, and settings that are no object', async () => {
    const path = await exportOf('options', { 'answers.json': '{"zone": ', 'settings.json': '[1]', 'deep.json': '{"zone": {"a": 1}}' });
    expectRefusal(await migrate(join(folder, 'good'), '--answers', join(path, 'answers.json')), 1, 'answers.json (--answers) is not JSON.', 'Check its commas');
    expectRefusal(await migrate(join(folder, 'good'), '--settings', join(path, 'settings.json')), 1, 'must hold one JSON object');
    expectRefusal(await migrate(join(folder, 'good'), '--settings', join(path, 'deep.json')), 1, '“zone” must be text, a number or true/false.');
  });
});

describe('keys and folders', () => {
  it('a wrong MASTER_KEY for data that is there is refused, and changes nothing', async () => {
    const other = new Bin(bin.data, { MASTER_KEY: 'cd'.repeat(32) });
    expectRefusal(await other.run('account', 'list'), 1, 'The master key does not fit this database', 'MASTER_KEY');
    expect((await bin.run('account', 'list')).stdout).toContain('practice');
  });

  it('a MASTER_KEY that is no key, and none at all for data that has one', async () => {
    expectRefusal(await new Bin(bin.data, { MASTER_KEY: 'secret' }).run('status'), 1, 'MASTER_KEY must be 32 random bytes');
    expectRefusal(await new Bin(bin.data).run('status'), 1, 'was set up with a MASTER_KEY. Set MASTER_KEY to the same one.');
  });

  it('a --data that is a file', async () => {
    const path = await exportOf('file', { data: 'x' });
    expectRefusal(await new Bin(join(path, 'data'), { MASTER_KEY: KEY }).run('status'), 1, join(path, 'data'));
  });

  it('a port that is taken', async () => {
    expectRefusal(await bin.run('sandbox', 'pipedrive', '--port', new URL(account.url).port), 1, `Something else listens at 127.0.0.1:${new URL(account.url).port}.`);
  });

  it('a seed that the stand-in does not understand', async () => {
    const path = await exportOf('seed', { 'seed.json': '{"plan": "huge"}' });
    expectRefusal(await bin.run('sandbox', 'pipedrive', '--seed-file', join(path, 'seed.json')), 1, 'seed.json does not describe an account', 'plan');
  });
});
