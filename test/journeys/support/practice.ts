import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFile } from '../../../migrator/index.js';
import { samplePractice } from '../../../migrator/practice/index.js';
import type { Truth } from '../../../migrator/practice/index.js';

/** An export on disk, and what was put into it. */
export interface Exported {
  readonly files: readonly ExportFile[];
  readonly truth: Truth;
}

/** Writes the export of a small office; `changed` makes its newer export. */
export async function exportOf(folder: string, patients: number, changed = 0): Promise<Exported> {
  const out = join(folder, `export-${patients}-${changed}`);
  await mkdir(out, { recursive: true });
  const files = await samplePractice({ source: 'dentrix', patients, seed: 7, households: true, out, ...(changed > 0 ? { changed } : {}) });
  const truth = JSON.parse(await readFile(join(out, 'truth.json'), 'utf8')) as Truth; // written by the same generator
  return { files, truth };
}
