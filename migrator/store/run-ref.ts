import { Refused } from '../run/errors.js';
import type { Database } from './database.js';
import type { Sealer } from './seal.js';

/** What of a run never changes: its number in the tables, its account and its intake's number. */
export interface RunNumbers {
  readonly nr: number;
  readonly id: string;
  readonly accountId: string;
  readonly intake: number | null;
}

/** A run as the tables know it, with the sealer of its account. */
export interface RunRef extends RunNumbers {
  readonly sealer: Sealer;
}

/** Finds a run by its id; throws `Refused` when there is none. */
export async function runNumbers(db: Database, runId: string): Promise<RunNumbers> {
  const row = await db.reader<{ id: string; nr: number; account_id: string; intake: number | null }>('runs').where({ id: runId }).first();
  if (row === undefined) throw unknownRun(runId);
  return { nr: row.nr, id: runId, accountId: row.account_id, intake: row.intake };
}

/** The same with the sealer; throws `Refused` when there is no such run or its account was forgotten. */
export async function runRef(db: Database, runId: string): Promise<RunRef> {
  return withSealer(db, await runNumbers(db, runId));
}

/** Adds the sealer to numbers that were found before. Sealers are kept in one place only, so that forgetting an account forgets its key. */
export async function withSealer(db: Database, run: RunNumbers): Promise<RunRef> {
  return { ...run, sealer: await db.keys.of(db.reader, run.accountId) };
}

/** What a caller gets who names a run that does not exist. */
export function unknownRun(runId: string): Refused {
  return new Refused(`There is no run ${runId}.`, 'not-found');
}

/** What a caller gets who wants to plan a run that is more than a plan by now. */
export function notPlanned(runId: string): Refused {
  return new Refused(`Run ${runId} is no longer just a plan and cannot be planned anew.`, 'not-planned');
}
