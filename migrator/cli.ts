#!/usr/bin/env node
import { hostname, tmpdir, userInfo } from 'node:os';
import { failureOf } from './cli/failures.js';
import { Interrupts } from './cli/interrupts.js';
import { main } from './cli/main.js';
import { scratchIn } from './cli/scratch.js';
import { StatusLine } from './cli/status-line.js';

const { stdout, stderr } = process;
const interrupts = new Interrupts();

// A reader that has seen enough (`| head`) or a terminal that was closed ends our words, not our work.
for (const stream of [stdout, stderr]) stream.on('error', () => { stream.destroy(); });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { if (!interrupts.press()) process.exit(130); });
process.on('uncaughtException', (error) => {
  stderr.write(`${failureOf(error).message}\n`);
  process.exit(1);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's cannot be asked, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The name of the operating-system user, or the number where there is no name, as in many containers. */
function user(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

async function scratch(parent: string): Promise<string> {
  const { folder, remove } = await scratchIn(parent, { host: hostname(), pid: process.pid, alive: isAlive });
  process.on('exit', remove);
  return folder;
}

process.exitCode = await main(process.argv.slice(2), {
  env: process.env, cwd: process.cwd(), user, temporary: tmpdir(), scratch, interrupts,
  line: new StatusLine(() => (stderr.isTTY ? { columns: stderr.columns, write: (text) => stderr.write(text) } : null)),
  out: (text) => stdout.write(text), err: (text) => stderr.write(text),
});
