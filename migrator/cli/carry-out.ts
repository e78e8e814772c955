import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Migrator, RunReport } from '../index.js';
import type { Command } from './command.js';
import { dataDir, next } from './command.js';
import { sentences } from './failures.js';
import { runJson, runText } from './run-report.js';
import { progressLine } from './status-line.js';
import { begin } from './waiting.js';

/** Starts or resumes a run here and waits for its end. Ctrl-C pauses it. True when it finished. */
export async function carryOut(command: Command, migrator: Migrator, id: string): Promise<boolean> {
  await begin(command, migrator, id);
  const report = await pausable(command, migrator, id);
  const results = report.kind === 'rollback' ? null : await writeResults(command, migrator, id);
  command.print(runJson(report, results), runText(report, results));
  if (report.state === 'finished') return true;
  command.say(sentences(report.cause, report.remedy, `Go on with: ${next(command, `resume ${id}`)}`));
  return false;
}

async function pausable(command: Command, migrator: Migrator, id: string): Promise<RunReport> {
  const wish: { pause: Promise<void> } = { pause: Promise.resolve() };
  const give = command.interrupts.take(() => {
    command.say('Pausing after what is in flight. Press Ctrl-C again to end at once; nothing is lost either way.');
    wish.pause = migrator.pause(id);
    // Its failure is thrown where it is awaited, below; until then it must not count as unhandled.
    wish.pause.catch(() => undefined);
  });
  try {
    const report = await watched(command, migrator, id);
    await wish.pause;
    return report;
  } finally {
    give();
  }
}

const EVERY_MS = 500;
/** Looking takes longer the larger the run is; it must never take more than this part of the time. */
const SHARE_OF_TIME = 20;

/** Waits for the end of a run and shows its progress on a terminal meanwhile. */
async function watched(command: Command, migrator: Migrator, id: string): Promise<RunReport> {
  const over = new AbortController();
  const settled = migrator.settled(id).finally(() => { over.abort(); });
  const [report] = await Promise.all([settled, drawn(command, migrator, id, over.signal)]);
  command.line.clear();
  return report;
}

async function drawn(command: Command, migrator: Migrator, id: string, over: AbortSignal): Promise<void> {
  while (command.line.visible && !over.aborted) {
    const began = performance.now();
    const { progress } = await migrator.run(id);
    if (!over.aborted) command.line.show(progressLine(progress));
    // The only rejection is that of the signal, which is what ends the waiting.
    await sleep(Math.max(EVERY_MS, SHARE_OF_TIME * (performance.now() - began)), undefined, { signal: over }).catch(() => undefined);
  }
}

async function writeResults(command: Command, migrator: Migrator, id: string): Promise<string> {
  const folder = join(dataDir(command), 'results');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${id}.csv`);
  const out = createWriteStream(file, { mode: 0o600 });
  for await (const part of migrator.results(id)) if (!out.write(part)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  return file;
}
