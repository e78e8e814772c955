import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry, ZipFile } from 'yauzl';
import type { ExportFile } from '../door.js';
import type { Issue } from '../canonical/values.js';
import { StopReading } from './cells.js';
import { ProtectedArchive } from './decrypt.js';
import { problem, type ProblemCode } from './problems.js';
import { entries, entryName, openEntry, openZip } from './zip-archive.js';

/** What may still be unpacked; shared by all archives of one export. `unpacked` also numbers the unpacked files. */
export interface UnpackBudget {
  bytes: number;
  files: number;
  unpacked: number;
}

/** Asks a person for the password of an archive, by the name that the office knows it by; null when there is none to be had. */
export type AskPassword = (file: string) => Promise<string | null>;

/** Where unpacked files go, how much of them there may be, which to leave out, and whom to ask for passwords. */
export interface Unpacking {
  readonly workDir: string;
  readonly budget: UnpackBudget;
  readonly ignore: (name: string) => boolean;
  readonly passwords: AskPassword;
}

const SYMLINK = 0o120_000;
const FILE_TYPE = 0o170_000;

/**
 * Unpacks an archive into `workDir`. Unpacked files get numbers for names, so that no entry can choose where it lands;
 * the bytes that come out are counted, not those that the archive claims.
 */
export async function unpackZip(archive: ExportFile, unpacking: Unpacking): Promise<{ readonly files: readonly ExportFile[]; readonly issues: readonly Issue[] }> {
  const opened = new Unpacker(archive, unpacking);
  await mkdir(unpacking.workDir, { recursive: true });
  try {
    await opened.run();
  } catch (error) {
    // A full disk or a missing folder is not the archive's fault.
    if (error instanceof Error && 'syscall' in error) throw error;
    opened.issues.push(problem(error instanceof StopReading ? error.code : 'broken-archive', { file: archive.name }));
  } finally {
    await opened.close();
  }
  return opened;
}

/** One archive while it is unpacked. */
class Unpacker {
  readonly files: ExportFile[] = [];
  readonly issues: Issue[] = [];
  #zip: ZipFile | null = null;
  #protected: ProtectedArchive | null = null;

  constructor(readonly archive: ExportFile, readonly unpacking: Unpacking) {}

  async run(): Promise<void> {
    this.#zip = await openZip(this.archive.path);
    for await (const entry of entries(this.#zip)) {
      const name = entryName(entry);
      if (name.endsWith('/') || this.unpacking.ignore(name)) continue;
      const file = `${this.archive.name}/${name}`;
      const refused = refusal(entry, name);
      if (refused === null) this.files.push({ name: file, path: await this.#unpack(this.#zip, entry) });
      else this.issues.push(problem(refused, { file }));
    }
  }

  async close(): Promise<void> {
    this.#zip?.close();
    await this.#protected?.close();
  }

  async #unpack(zip: ZipFile, entry: Entry): Promise<string> {
    const { budget, workDir } = this.unpacking;
    const source = entry.isEncrypted() ? await this.#withPassword() : null;
    budget.files -= 1;
    if (budget.files < 0 || entry.uncompressedSize > budget.bytes) throw new StopReading('archive-too-large');
    budget.unpacked += 1;
    const path = join(workDir, `unpacked-${String(budget.unpacked)}`);
    const target = await open(path, 'wx', 0o600);
    const write = async (bytes: Uint8Array): Promise<void> => {
      budget.bytes -= bytes.length;
      if (budget.bytes < 0) throw new StopReading('archive-too-large');
      await target.writeFile(bytes);
    };
    try {
      if (source !== null) await source.unpack(entry.relativeOffsetOfLocalHeader, write);
      else for await (const bytes of await openEntry(zip, entry)) if (bytes instanceof Uint8Array) await write(bytes);
    } finally {
      await target.close();
    }
    return path;
  }

  /** Asks once per archive, at its first protected entry. */
  async #withPassword(): Promise<ProtectedArchive> {
    if (this.#protected !== null) return this.#protected;
    const password = await this.unpacking.passwords(this.archive.name);
    if (password === null || password === '') throw new StopReading('encrypted-archive');
    this.#protected = await ProtectedArchive.open(this.archive.path, password);
    return this.#protected;
  }
}

function refusal(entry: Entry, name: string): ProblemCode | null {
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..')) return 'unsafe-archive-entry';
  return (entry.externalFileAttributes >>> 16 & FILE_TYPE) === SYMLINK ? 'link-ignored' : null;
}
