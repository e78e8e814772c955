import { isUtf8 } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import { open, type Entry, type ZipFile } from 'yauzl';
import type { ExportFile } from '../door.js';
import type { Issue } from '../canonical/values.js';
import { problem, type ProblemCode } from './problems.js';

/** What may still be unpacked; shared by all archives of one export. `unpacked` also numbers the unpacked files. */
export interface UnpackBudget {
  bytes: number;
  files: number;
  unpacked: number;
}

/** Stops unpacking; the code says why. Never leaves this file. */
class StopUnpacking extends Error {
  override readonly name = 'StopUnpacking';
  constructor(readonly code: ProblemCode) {
    super(code);
  }
}

const SYMLINK = 0o120_000;
const FILE_TYPE = 0o170_000;

/**
 * Unpacks an archive into `workDir`. Unpacked files get numbers for names, so that no entry can choose where it lands;
 * the bytes that come out are counted, not those that the archive claims.
 */
export async function unpackZip(
  archive: ExportFile, workDir: string, budget: UnpackBudget, ignore: (name: string) => boolean,
): Promise<{ readonly files: readonly ExportFile[]; readonly issues: readonly Issue[] }> {
  const files: ExportFile[] = [];
  const issues: Issue[] = [];
  await mkdir(workDir, { recursive: true });
  let zip: ZipFile | null = null;
  try {
    zip = await openZip(archive.path);
    for await (const entry of entries(zip)) {
      const name = entryName(entry);
      if (name.endsWith('/') || ignore(name)) continue;
      const place = { file: `${archive.name}/${name}` };
      const refused = refusal(entry, name);
      if (refused !== null) {
        issues.push(problem(refused, refused === 'encrypted-archive' ? { file: archive.name } : place));
        if (refused === 'encrypted-archive') break;
        continue;
      }
      const path = await unpackEntry(zip, entry, workDir, budget);
      files.push({ name: place.file, path });
    }
  } catch (error) {
    // A full disk or a missing folder is not the archive's fault.
    if (error instanceof Error && 'syscall' in error) throw error;
    issues.push(problem(error instanceof StopUnpacking ? error.code : 'broken-archive', { file: archive.name }));
  } finally {
    zip?.close();
  }
  return { files, issues };
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names are decoded here: the library would refuse a whole archive for one unsafe name.
    open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}

async function* entries(zip: ZipFile): AsyncGenerator<Entry> {
  let settle: { readonly resolve: (entry: Entry | null) => void; readonly reject: (error: Error) => void } | null = null;
  zip.on('entry', (entry: Entry) => settle?.resolve(entry));
  zip.on('end', () => settle?.resolve(null));
  zip.on('error', (error: Error) => settle?.reject(error));
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      settle = { resolve, reject };
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

/** Old archivers write names in the DOS code page; all others in UTF-8. Windows separators become `/`. */
function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  return (isUtf8(raw) ? raw.toString('utf8') : iconv.decode(raw, 'cp437')).replaceAll('\\', '/');
}

function refusal(entry: Entry, name: string): ProblemCode | null {
  if (entry.isEncrypted()) return 'encrypted-archive';
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..')) return 'unsafe-archive-entry';
  return (entry.externalFileAttributes >>> 16 & FILE_TYPE) === SYMLINK ? 'link-ignored' : null;
}

async function unpackEntry(zip: ZipFile, entry: Entry, workDir: string, budget: UnpackBudget): Promise<string> {
  budget.files -= 1;
  if (budget.files < 0 || entry.uncompressedSize > budget.bytes) throw new StopUnpacking('archive-too-large');
  budget.unpacked += 1;
  const path = join(workDir, `unpacked-${String(budget.unpacked)}`);
  await pipeline(await openEntry(zip, entry), counted(budget), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return path;
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else resolve(stream);
    });
  });
}

function counted(budget: UnpackBudget): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      budget.bytes -= chunk.length;
      if (budget.bytes < 0) done(new StopUnpacking('archive-too-large'));
      else done(null, chunk);
    },
  });
}
