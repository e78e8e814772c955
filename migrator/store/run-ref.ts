import { Refused } from '../run/errors.js';
import type { Database } from './database.js';
import type { Sealer } from './seal.js';

/** A run as the tables know it, with the sealer of its account. */
export interface RunRef {
  readonly nr: number;
  readonly id: string;
  readonly accountId: string;
  readonly intake: number | null;
  readonly sealer: Sealer;
}

/** Finds a run by its id; throws `Refused` when there is none. */
export async function runRef(db: Database, runId: string): Promise<RunRef> {
  const row = await db.reader<{ id: string; nr: number; account_id: string; intake: number | null }>('runs').where({ id: runId }).first();
  if (row === undefined) throw unknownRun(runId);
  return { nr: row.nr, id: runId, accountId: row.account_id, intake: row.intake, sealer: await db.keys.of(db.reader, row.account_id) };
}

/** What a caller gets who names a run that does not exist. */
export function unknownRun(runId: string): Refused {
  return new Refused(`There is no run ${runId}.`, 'not-found');
}
