import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../dist/migrator/cli.js', import.meta.url));

/** How a process of the command line ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the command line that is at work. */
export interface Working {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said on stdout so far. */
  readonly said: () => string;
}

/** The built command line with a data folder of its own: what an engineer has who types `bridgework`. */
export class Bin {
  constructor(readonly data: string, private readonly env: Readonly<Record<string, string>> = {}) {
    if (!existsSync(BIN)) throw new Error('The command line is not built. Run “npm run build” before this test.');
  }

  /** Starts a process and leaves it at work. */
  start(...args: readonly string[]): Working {
    const child = spawn(process.execPath, [BIN, ...args, '--data', this.data], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)), env: { PATH: process.env['PATH'], ...this.env }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => { said.stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { said.stderr += text; });
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => { resolve({ code, signal, ...said }); });
    });
    return { child, ended, said: () => said.stdout };
  }

  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  /** Runs a command that must do what it is asked, and gives its one JSON document. `T` is what the command promises. */
  async json<T>(...args: readonly string[]): Promise<T> {
    return documentOf<T>(await this.run(...args, '--json'), 0);
  }
}

/** The one JSON document on stdout of a command that ended with this code. */
export function documentOf<T>({ code, stdout, stderr }: Ended, wanted: number): T {
  if (code !== wanted) throw new Error(`The command ended with ${code} instead of ${wanted}: ${stdout}${stderr}`);
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (lines.length !== 1) throw new Error(`Instead of one JSON document there are ${lines.length} lines on stdout: ${stdout.slice(0, 500)}`);
  return JSON.parse(lines[0] ?? '') as T; // the caller knows what the command promises
}
