import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expand } from '../../migrator/read/index.js';
import { zipOf } from './support/zip.js';

const ROOMY = { files: 100, bytes: 1_000_000, depth: 3 };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'expand-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function expanded(name: string, bytes: Buffer, limits = ROOMY): Promise<{ readonly files: Readonly<Record<string, string>>; readonly codes: readonly string[] }> {
  await writeFile(join(folder, name), bytes);
  const { files, issues } = await expand([{ name, path: join(folder, name) }], limits, join(folder, `work-of-${name}`));
  const contents = await Promise.all(files.map(async (file) => [file.name, await readFile(file.path, 'utf8')] as const));
  return { files: Object.fromEntries(contents), codes: issues.map((issue) => issue.code) };
}

describe('expanding what an office hands over', () => {
  it('unpacks folders and archives inside archives under the names the office knows', async () => {
    const inner = zipOf([{ name: 'deep/c.csv', data: 'c' }]);
    const { files, codes } = await expanded('export.zip', zipOf([{ name: 'a.csv', data: 'a', deflate: true }, { name: 'sub\\b.csv', data: 'b' }, { name: 'inner.zip', data: inner }]));
    expect(files).toEqual({ 'export.zip/a.csv': 'a', 'export.zip/sub/b.csv': 'b', 'export.zip/inner.zip/deep/c.csv': 'c' });
    expect(codes).toEqual([]);
  });

  it('leaves out what operating systems put into archives', async () => {
    const { files } = await expanded('export.zip', zipOf(['__MACOSX/._a.csv', '.DS_Store', 'x/Thumbs.db', 'a.csv'].map((name) => ({ name, data: '1' }))));
    expect(Object.keys(files)).toEqual(['export.zip/a.csv']);
  });

  it.each(['../../evil.csv', '/etc/evil.csv', 'C:\\evil.csv', 'a/../../evil.csv'])('lets no entry choose its place: %s', async (name) => {
    const { files, codes } = await expanded('export.zip', zipOf([{ name, data: 'x' }, { name: 'good.csv', data: 'y' }]));
    expect(files).toEqual({ 'export.zip/good.csv': 'y' });
    expect(codes).toEqual(['unsafe-archive-entry']);
  });

  it('follows no links, neither in archives nor in folders', async () => {
    expect((await expanded('export.zip', zipOf([{ name: 'link.csv', data: '/etc/passwd', mode: 0o120777 }]))).codes).toEqual(['link-ignored']);
    await mkdir(join(folder, 'export'));
    await writeFile(join(folder, 'export', 'a.csv'), 'a');
    await symlink('/etc/passwd', join(folder, 'export', 'b.csv'));
    const { files, issues } = await expand([{ name: 'export', path: join(folder, 'export') }], ROOMY, join(folder, 'work'));
    expect(files.map((file) => file.name)).toEqual(['export/a.csv']);
    expect(issues.map((issue) => issue.code)).toEqual(['link-ignored']);
  });

  it('stops an archive that unpacks to more than allowed, whatever it claims', async () => {
    const bomb = zipOf([{ name: 'bomb.csv', data: '0'.repeat(2_000_000), deflate: true }]);
    expect((await expanded('honest.zip', bomb)).codes).toEqual(['archive-too-large']);
    const liar = zipOf([{ name: 'bomb.csv', data: '0'.repeat(2_000_000), deflate: true, claims: 10 }]);
    const { files, codes } = await expanded('liar.zip', liar);
    expect(files).toEqual({});
    expect(['archive-too-large', 'broken-archive']).toContain(codes[0]);
    const many = zipOf(Array.from({ length: 30 }, (_, index) => ({ name: `${String(index)}.csv`, data: 'x' })));
    expect((await expanded('many.zip', many, { ...ROOMY, files: 10 })).codes).toEqual(['archive-too-large']);
  });

  it('counts all archives of an export against one allowance', async () => {
    const half = zipOf([{ name: 'a.csv', data: 'x'.repeat(600_000), deflate: true }]);
    await writeFile(join(folder, '1.zip'), half);
    await writeFile(join(folder, '2.zip'), half);
    const { issues } = await expand(['1.zip', '2.zip'].map((name) => ({ name, path: join(folder, name) })), ROOMY, join(folder, 'work'));
    expect(issues.map((issue) => issue.code)).toEqual(['archive-too-large']);
  });

  it('opens archives in archives down to a depth and no further', async () => {
    let zip = zipOf([{ name: 'a.csv', data: 'a' }]);
    for (let level = 0; level < 5; level += 1) zip = zipOf([{ name: 'more.zip', data: zip }]);
    const { files } = await expanded('export.zip', zip);
    expect(Object.keys(files)).toEqual(['export.zip/more.zip/more.zip/more.zip']);
  });

  it('says that a ZIP is damaged, a file is missing', async () => {
    expect((await expanded('cut.zip', zipOf([{ name: 'a.csv', data: 'a' }]).subarray(0, 40))).codes).toEqual(['broken-archive']);
    const { issues } = await expand([{ name: 'gone.csv', path: join(folder, 'gone.csv') }], ROOMY, join(folder, 'work'));
    expect(issues.map((issue) => [issue.code, issue.message])).toEqual([['missing-path', 'gone.csv: there is no such file or folder.']]);
  });
});
