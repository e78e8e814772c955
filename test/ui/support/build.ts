import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The built pages in a folder of their own. */
export interface BuiltPages {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds the interface as it stands now, so that no test looks at an older build. */
export const buildPages = async (): Promise<BuiltPages> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bridgework-ui-'));
  const vite = path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', 'extension-ui/vite.config.ts', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'], {
    cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};
