import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Issue } from '../../migrator/canonical/values.js';
import { expand } from '../../migrator/read/index.js';
import { protectedZip } from './support/protected-zip.js';
import { zipOf } from './support/zip.js';

const ROOMY = { files: 100, bytes: 1_000_000, depth: 3 };
const PASSWORD = 'k0rrekt horse';
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'protected-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Expanded { readonly files: Readonly<Record<string, string>>; readonly codes: readonly string[]; readonly issues: readonly Issue[]; readonly asked: readonly string[] }

async function expanded(bytes: Buffer, answer: (file: string) => string | null, limits = ROOMY): Promise<Expanded> {
  const path = join(folder, 'export.zip');
  await writeFile(path, bytes);
  const asked: string[] = [];
  const passwords = async (file: string): Promise<string | null> => {
    asked.push(file);
    return answer(file);
  };
  const { files, issues } = await expand([{ name: 'export.zip', path }], limits, join(folder, 'work'), { passwords });
  const contents = await Promise.all(files.map(async (file) => [file.name, await readFile(file.path, 'utf8')] as const));
  return { files: Object.fromEntries(contents), codes: issues.map((issue) => issue.code), issues, asked };
}

describe.each(['ZipCrypto', 'AES'] as const)('an archive protected by %s', (protection) => {
  const files = [{ name: 'readme.txt', data: 'open' }, { name: 'a/patients.csv', data: 'x'.repeat(200_000), password: PASSWORD }, { name: 'b.csv', data: 'ü', password: PASSWORD }];

  it('opens with its password, which is asked for once', async () => {
    const { files: unpacked, codes, asked } = await expanded(await protectedZip(protection, files), () => PASSWORD);
    expect(unpacked).toEqual({ 'export.zip/readme.txt': 'open', 'export.zip/a/patients.csv': 'x'.repeat(200_000), 'export.zip/b.csv': 'ü' });
    expect([codes, asked]).toEqual([[], ['export.zip']]);
  });

  it('stays closed to wrong passwords, with a sentence that repeats none of them', async () => {
    const archive = await protectedZip(protection, files);
    for (const wrong of ['k0rrekt hors', 'K0rrekt horse', '0', '…']) {
      await rm(join(folder, 'work'), { recursive: true, force: true });
      const { codes, issues } = await expanded(archive, () => wrong);
      expect(codes).toEqual(['wrong-password']);
      expect(issues[0]?.severity).toBe('blocking');
      expect(issues[0]?.message).toBe('export.zip: the password does not open the ZIP file, or the file is damaged.');
    }
  });

  it('never gives the bytes that a wrong password happens to open', async () => {
    const archive = await protectedZip(protection, [{ name: 'b.csv', data: 'ten bytes!', password: PASSWORD }]);
    for (let guess = 0; guess < 600; guess += 1) {
      await rm(join(folder, 'work'), { recursive: true, force: true });
      const { files: unpacked, codes } = await expanded(archive, () => `guess ${String(guess)}`);
      expect([unpacked, codes]).toEqual([{}, ['wrong-password']]);
    }
  }, 120_000);

  it('is reported when nobody gives a password', async () => {
    const archive = await protectedZip(protection, files);
    expect((await expanded(archive, () => null)).codes).toEqual(['encrypted-archive']);
    await rm(join(folder, 'work'), { recursive: true, force: true });
    const { issues } = await expand([{ name: 'export.zip', path: join(folder, 'export.zip') }], ROOMY, join(folder, 'work'));
    expect(issues.map((issue) => issue.code)).toEqual(['encrypted-archive']);
  });

  it('is held to the limits of every archive', async () => {
    const bomb = await protectedZip(protection, [{ name: 'bomb.csv', data: '0'.repeat(2_000_000), password: PASSWORD }]);
    expect((await expanded(bomb, () => PASSWORD)).codes).toEqual(['archive-too-large']);
  });

  it('gets no entry out of its folder', async () => {
    const archive = await protectedZip(protection, [{ name: 'good.csv', data: 'y', password: PASSWORD }, { name: 'bad/__/evil.csv', data: 'x', password: PASSWORD }]);
    // The library writes no such names; the bytes are changed where both directories name the entry.
    const evil = Buffer.from(archive.toString('latin1').replaceAll('bad/__/evil', '../../evilll'.slice(0, 11)), 'latin1');
    const { files: unpacked, codes } = await expanded(evil, () => PASSWORD);
    expect([unpacked, codes]).toEqual([{ 'export.zip/good.csv': 'y' }, ['unsafe-archive-entry']]);
  });

  it('is asked for by its own name when it lies in another archive', async () => {
    const inner = await protectedZip(protection, [{ name: 'c.csv', data: 'c', password: PASSWORD }]);
    const { files: unpacked, asked } = await expanded(zipOf([{ name: 'sub/inner.zip', data: inner }]), () => PASSWORD);
    expect([unpacked, asked]).toEqual([{ 'export.zip/sub/inner.zip/c.csv': 'c' }, ['export.zip/sub/inner.zip']]);
  });
});
