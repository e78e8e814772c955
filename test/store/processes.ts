import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DatabaseConfig } from '../../migrator/store/index.js';

/** What a child process is to do with the stores. */
export type ChildTask =
  | { readonly does: 'open'; readonly database: DatabaseConfig }
  | { readonly does: 'acquire' | 'hang'; readonly database: DatabaseConfig; readonly accountId: string }
  | { readonly does: 'write'; readonly database: DatabaseConfig; readonly runId: string; readonly fence: number }
  | { readonly does: 'count-up'; readonly database: DatabaseConfig; readonly accountId: string; readonly times: number };

/** Starts `child.ts` in a process of its own. */
export function startChild(task: ChildTask): ChildProcess {
  const child = fileURLToPath(new URL('child.ts', import.meta.url));
  const load = "const { runnerImport } = await import('vite'); await runnerImport(process.argv[1]);";
  return spawn(process.execPath, ['--input-type=module', '-e', load, child, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a task to its end and gives back what it said. */
export async function runChild(task: ChildTask): Promise<string> {
  const child = startChild(task);
  let said = '';
  let complained = '';
  child.stdout?.on('data', (part) => (said += String(part)));
  child.stderr?.on('data', (part) => (complained += String(part)));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`The child process failed: ${complained}`);
  return said.trim();
}
