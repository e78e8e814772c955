import type { Run } from '../ports.js';
import { Refused } from './errors.js';

/**
 * Runs of an account take turns: a frozen plan knows nothing of what another run has written since, and would write it a second time. Throws
 * `Refused` when another run is not finished yet, or when a later one, or this one's own rollback, has written meanwhile.
 */
export function refuseOutOfTurn(run: Run, newestFirst: readonly Run[]): void {
  if (run.kind === 'rollback') return;
  const takenBack = (id: string): boolean => newestFirst.some(({ undoes, startedAt }) => undoes === id && startedAt !== null);
  if (takenBack(run.id)) throw new Refused('This run was rolled back. Run the migration again instead.', 'rolled-back');
  const standing = newestFirst.filter(({ id, startedAt }) => id !== run.id && startedAt !== null && !takenBack(id));
  const open = standing.find(({ state }) => state !== 'finished');
  if (open !== undefined) throw new Refused(`Run ${open.id} of this account is not finished (${open.state}). Resume it or roll it back first.`, 'unfinished-run');
  const age = newestFirst.findIndex(({ id }) => id === run.id);
  const later = standing.find(({ id, kind }) => kind !== 'rollback' && newestFirst.findIndex((other) => other.id === id) < age);
  if (later !== undefined) throw new Refused(`A later run (${later.id}) has written to this account since this plan was made. Plan again.`, 'later-run');
}
