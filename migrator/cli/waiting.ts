import { setTimeout as sleep } from 'node:timers/promises';
import type { Migrator, RunReport } from '../index.js';
import { Refused } from '../index.js';
import type { Command } from './command.js';
import { next } from './command.js';

const SECOND = 1_000;
/** How long a process that was killed keeps the account reserved, and a little more. */
const RESERVED_S = 35;

/**
 * Starts or resumes a run. After a crash the account stays reserved for the process that is gone: that is waited for. A process that is at work
 * is not: `Refused` then says which run it carries out.
 */
export async function begin(command: Command, migrator: Migrator, id: string): Promise<void> {
  const before = await migrator.run(id);
  for (let waited = 0; ; waited += 1) {
    try {
      await migrator.start(id);
      command.line.clear();
      return;
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'account-busy') throw error;
    }
    await refuseBeside(command, migrator, await migrator.accountOf(id), id);
    if (hasMoved(before, await migrator.run(id)) || waited >= RESERVED_S) throw elsewhere(command, id);
    if (waited === 0) command.say(`The account is still reserved for the process that carried this run out before. If it is gone, the run goes on within ${RESERVED_S} s.`);
    command.line.show(`Waiting for the account, at most ${RESERVED_S - waited} s…`);
    await sleep(SECOND);
  }
}

/** Refuses to go on beside a run that is not over: a plan made meanwhile would not know what that run has yet to write. */
export async function refuseBeside(command: Command, migrator: Migrator, accountId: string | null, own: string | null = null): Promise<void> {
  const runs = accountId === null ? [] : await migrator.runs(accountId);
  const open = runs.find(({ run, state, startedAt, rolledBack }) => run !== own && startedAt !== null && state !== 'finished' && !rolledBack);
  if (open === undefined) return;
  if (open.state === 'running') throw beside(command, open.run);
  throw new Refused(
    `Run ${open.run} of this account is not finished (${open.state}). Finish it with “${next(command, `resume ${open.run}`)}” or take it back with “${next(command, `rollback ${open.run}`)}”.`,
    'unfinished-run',
  );
}

const hasMoved = (before: RunReport, after: RunReport): boolean =>
  after.state !== before.state || after.progress.done !== before.progress.done || after.progress.tokens.charged !== before.progress.tokens.charged;

const beside = (command: Command, writer: string): Refused => new Refused(
  `Run ${writer} is writing to this account. Wait for its end or stop it with “${next(command, `pause ${writer}`)}”; if its process is gone, finish it with “${next(command, `resume ${writer}`)}”.`,
  'account-busy',
);

const elsewhere = (command: Command, id: string): Refused => new Refused(
  `Another process is carrying this run out. Watch it with “${next(command, `status ${id}`)}”, stop it with “${next(command, `pause ${id}`)}”.`,
  'account-busy',
);

/** Pauses a run in whatever process it runs, and also one whose process is gone. Resolves when it no longer runs. */
export async function pausedElsewhere(migrator: Migrator, id: string): Promise<RunReport> {
  for (;;) {
    // Asked again and again: a process that died cannot answer, and the run is free only when its reservation has run out.
    await migrator.pause(id);
    const report = await migrator.run(id);
    if (report.state !== 'running' && report.state !== 'approved') return report;
    await sleep(SECOND / 2);
  }
}
