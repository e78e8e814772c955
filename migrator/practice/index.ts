import { access } from 'node:fs/promises';
import type { ExportFile, SamplePracticeOptions } from '../door.js';
import { Refused } from '../run/errors.js';
import type { WriteExport } from './export-run.js';
import { generatePractice } from './generate.js';

export type { Truth } from './truth.js';

const MOST_PATIENTS = 2_000_000;

/**
 * Writes a generated export of one dental system into `out`, with `truth.json` beside it, and returns the files of the export without the
 * truth. The same options give the same bytes. Throws `Refused` for a system without a writer and for numbers that make no sense.
 */
export async function samplePractice(options: SamplePracticeOptions): Promise<readonly ExportFile[]> {
  const { source, patients, seed, households, changed, out } = options;
  if (!Number.isInteger(patients) || patients < 1 || patients > MOST_PATIENTS) {
    throw new Refused(`A sample practice has between 1 and ${MOST_PATIENTS} patients.`);
  }
  if (!Number.isInteger(seed)) throw new Refused('The seed of a sample practice is a whole number.');
  if (changed !== undefined && !(changed >= 0 && changed <= 1)) throw new Refused('The share of changed rows lies between 0 and 1.');
  const writeExport = await writerOf(source);
  const practice = generatePractice({ patients, seed, households });
  const { files } = await writeExport(practice, { out, ...(changed === undefined ? {} : { changed }) });
  return files;
}

/** The `export` file of a source folder, from TypeScript under the tests and from JavaScript once built. */
async function writerOf(source: string): Promise<WriteExport> {
  const unknown = new Refused('There is no sample practice for this dental system.', 'unknown-source');
  if (!/^[a-z][a-z-]*$/.test(source)) throw unknown;
  const file = new URL(`../sources/${source}/export${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  try {
    await access(file);
  } catch {
    throw unknown;
  }
  const module: unknown = await import(file.href);
  if (!offersWriter(module)) throw new TypeError(`The export file of ${source} offers no writeExport`);
  return module.writeExport;
}

function offersWriter(module: unknown): module is { readonly writeExport: WriteExport } {
  return typeof module === 'object' && module !== null && 'writeExport' in module && typeof module.writeExport === 'function';
}
