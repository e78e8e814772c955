import type { Account } from './account.js';
import { ok, pathId, type Answer, type Call } from './call.js';
import type { Collection, Row } from './collection.js';
import { notFound, plain } from './refusals.js';

interface NumberedRow extends Row {
  readonly id: number;
}

/** The live record that the path names, or 404. */
export function requireAlive<T extends NumberedRow>(records: Collection<T>, call: Call, noun: string): T {
  const row = records.alive(pathId(call));
  if (row === undefined) throw notFound(noun);
  return row;
}

/** The record that GET of one id shows: a deleted one only where the account's switch says so. */
export function requireReadable<T extends NumberedRow>(records: Collection<T>, call: Call, noun: string): T {
  const row = records.get(pathId(call));
  if (row === undefined || (row.is_deleted && call.account.settings.switches.readDeleted === '404')) throw notFound(noun);
  return row;
}

/** Answers DELETE: a second one as the account's switch says, the first by `remove`. */
export function deletion<T extends NumberedRow>(records: Collection<T>, call: Call, noun: string, remove: (row: T) => void): Answer {
  const id = pathId(call);
  const row = records.get(id);
  if (row === undefined) throw notFound(noun);
  if (row.is_deleted) return secondDeletion(call.account, id, noun);
  remove(row);
  return ok({ id });
}

function secondDeletion(account: Account, id: number, noun: string): Answer {
  switch (account.settings.switches.secondDelete) {
    case 200: return ok({ id });
    case 404: throw notFound(noun);
    case 410: throw plain(410, `${noun} is deleted`);
  }
}
