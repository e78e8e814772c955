import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder below the data folder for files that nobody has looked into yet. Everything in it is short-lived. */
export interface Quarantine {
  /** Removes whatever a process that ended in the middle left behind; called once, before the first upload. */
  empty(): Promise<void>;
  /** Runs the work with a new folder of its own and removes the folder afterwards, whatever happens. */
  during<T>(work: (folder: string) => Promise<T>): Promise<T>;
}

/** Opens the quarantine; `newName` returns names that cannot be guessed and never repeat. */
export function openQuarantine(dataDir: string, newName: () => string): Quarantine {
  const root = join(dataDir, 'quarantine');
  return {
    async empty() {
      await rm(root, { recursive: true, force: true });
      await mkdir(root, { recursive: true, mode: 0o700 });
    },
    async during(work) {
      const folder = join(root, newName());
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        return await work(folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
