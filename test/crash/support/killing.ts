import { join } from 'node:path';
import knex from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { knexConfig } from '../../../migrator/store/index.js';
import type { Bin, Ended, Working } from '../../cli/support/bin.js';
import type { StatusDocument } from '../../cli/support/documents.js';
import type { StandIn } from '../../cli/support/stand-in.js';

/** Starts a command and kills it with SIGKILL as soon as `due` holds; null when it was killed, how it ended when it was faster. */
export async function killWhen(bin: Bin, words: readonly string[], due: () => Promise<boolean>): Promise<Ended | null> {
  const working = bin.start(...words, '--json');
  const state = { over: false };
  const ended = working.ended.finally(() => { state.over = true; });
  while (!state.over && !(await due())) await sleep(2);
  if (state.over) return ended;
  return killed(working) ? await ended.then(() => null) : ended;
}

function killed({ child }: Working): boolean {
  return child.kill('SIGKILL');
}

/** Holds when the account has answered `count` more requests than now: writes only, or reads too. */
export async function afterRequests(account: StandIn, count: number, which: 'writes' | 'all' = 'all'): Promise<() => Promise<boolean>> {
  const asked = async (): Promise<number> => (await (which === 'all' ? account.ledger() : account.writes())).length;
  const before = await asked();
  return async () => (await asked()) >= before + count;
}

/** Holds when a fault was met that had not been met yet. */
export async function afterFault(account: StandIn): Promise<() => Promise<boolean>> {
  const met = async (): Promise<number> => (await account.ledger()).filter(({ fault }) => fault !== undefined).length;
  const before = await met();
  return async () => (await met()) > before;
}

/**
 * Lets the reservation of a killed process run out at once instead of after 30 s, by moving its end into the past: the only thing in these tests
 * that is not done through the command line.
 */
export async function letReservationRunOut(bin: Bin): Promise<void> {
  const db = knex(knexConfig({ kind: 'sqlite', file: join(bin.data, 'bridgework.sqlite') }));
  await db('leases').update({ expires_at: new Date(0).toISOString() });
  await db.destroy();
}

/** The newest run, whatever became of it. */
export const newestRun = (bin: Bin): Promise<StatusDocument> => bin.json('status');
