import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFile } from '../door.js';
import type { Issue } from '../canonical/values.js';
import { problem } from './problems.js';
import { sniff } from './sniff.js';
import { unpackZip, type AskPassword, type UnpackBudget } from './zip.js';

/** How much an export may hold once unpacked. Archives that claim or deliver more are stopped. */
export interface ExpandLimits {
  readonly files: number;
  readonly bytes: number;
  /** Archives inside archives are opened down to this depth. */
  readonly depth: number;
}

/** Room for the largest practices known, and an end for archives made to fill a disk. */
export const DEFAULT_EXPAND_LIMITS: ExpandLimits = { files: 2_000, bytes: 20 * 1024 ** 3, depth: 3 };

const NOT_DATA = /^(?:\.(?!\.$)|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i;

interface Found { readonly files: ExportFile[]; readonly issues: Issue[] }

/** What opening an export may need from a person. Without `passwords`, protected archives are reported and stay closed. */
export interface ExpandOptions {
  readonly passwords?: AskPassword;
}

/** Walks folders and unpacks ZIP files into `workDir`, which the caller deletes. Every file keeps the name that the office knows it by. */
export async function expand(
  paths: readonly ExportFile[], limits: ExpandLimits, workDir: string, options: ExpandOptions = {},
): Promise<{ readonly files: readonly ExportFile[]; readonly issues: readonly Issue[] }> {
  const found: Found = { files: [], issues: [] };
  const budget: UnpackBudget = { bytes: limits.bytes, files: limits.files, unpacked: 0 };
  for (const path of paths) await visit(path, limits.depth, { found, budget, workDir, passwords: options.passwords ?? (async () => null) });
  return found;
}

interface Walk {
  readonly found: Found;
  readonly budget: UnpackBudget;
  readonly workDir: string;
  readonly passwords: AskPassword;
}

async function visit(file: ExportFile, depth: number, walk: Walk): Promise<void> {
  // "Not there" and "not allowed to look" are both told to the person; neither ends the walk.
  const stats = await lstat(file.path).catch((error: unknown) => unreachable(error));
  if (typeof stats === 'string') {
    walk.found.issues.push(problem(stats, { file: file.name }));
  } else if (stats.isSymbolicLink()) {
    walk.found.issues.push(problem('link-ignored', { file: file.name }));
  } else if (stats.isDirectory()) {
    for (const entry of (await readdir(file.path)).sort()) {
      if (!NOT_DATA.test(entry)) await visit({ name: `${file.name}/${entry}`, path: join(file.path, entry) }, depth, walk);
    }
  } else if (stats.isFile()) {
    await visitFile(file, depth, walk);
  }
}

function unreachable(error: unknown): 'missing-path' | 'unreadable-path' {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing-path' : 'unreadable-path';
}

async function visitFile(file: ExportFile, depth: number, walk: Walk): Promise<void> {
  const head = await firstBytes(file.path).catch((error: unknown) => unreachable(error));
  if (typeof head === 'string') {
    walk.found.issues.push(problem(head, { file: file.name }));
    return;
  }
  if (sniff(head).kind !== 'zip' || depth === 0) {
    walk.found.files.push(file);
    return;
  }
  const { files, issues } = await unpackZip(file, { ...walk, ignore: (name) => name.split('/').some((part) => NOT_DATA.test(part)) });
  walk.found.issues.push(...issues);
  for (const inner of files) await visitFile(inner, depth - 1, walk);
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(4_096), position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
