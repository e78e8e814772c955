import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Which process on which machine works in a folder, and how to find out whether a process is still there. */
export interface Worker {
  readonly host: string;
  readonly pid: number;
  readonly alive: (pid: number) => boolean;
}

/** A folder for what must lie unpacked for a moment. */
export interface Scratch {
  readonly folder: string;
  /** Deletes the folder; synchronous, so that a process which ends at once can still call it. */
  readonly remove: () => void;
}

/**
 * Makes a folder of this process's own for unpacked patient data, and deletes those that processes of this machine left behind when they were
 * killed: nothing unsealed may outlive its command for long.
 */
export async function scratchIn(parent: string, worker: Worker): Promise<Scratch> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const prefix = prefixOf(worker);
  const left = (await readdir(parent)).filter((entry) => entry.startsWith(prefix) && !worker.alive(Number.parseInt(entry.slice(prefix.length), 10)));
  // What cannot be deleted belongs to somebody else on this machine, whose next command will do it.
  for (const entry of left) await rm(join(parent, entry), { recursive: true, force: true }).catch(() => undefined);
  const folder = await mkdtemp(join(parent, `${prefix}${worker.pid}-`));
  return { folder, remove: () => { rmSync(folder, { recursive: true, force: true }); } };
}

/** Process numbers mean something on their own machine only. */
const prefixOf = ({ host }: Worker): string => `bridgework-scratch-${host.replace(/[^A-Za-z0-9]/g, '_')}-`;
