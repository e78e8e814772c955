import type { Image } from '../destinations/define.js';
import type { Verdict } from '../plan/decide.js';
import type { LinkRecord, Operation } from '../ports.js';
import { RecordRejected } from './errors.js';
import { nextBase } from './base.js';
import type { RunContext } from './context.js';
import { append } from './context.js';

/** What came of an operation that reached an end in the CRM. */
export interface Ending {
  readonly verdict: Verdict;
  readonly targetId: string | null;
  readonly before: Image;
  readonly after: Image;
}

/** Journals the end of an operation and moves its link, in one durable step. */
export async function conclude(context: RunContext, operation: Operation, ending: Ending): Promise<void> {
  const { verdict } = ending;
  const result = verdict.kind === 'nothing' || verdict.kind === 'conflict' ? verdict.kind : 'applied';
  await append(context, { phase: 'outcome', operation, result, ...ending }, linkAfter(operation, ending));
}

function linkAfter(operation: Operation, { verdict, targetId, after }: Ending): LinkRecord | null | undefined {
  // A record that somebody deleted is still ours: without its link the next run would create it again.
  if (operation.ours !== null && verdict.kind === 'conflict' && after === null) return undefined;
  if (after === null || targetId === null) return null;
  if (operation.ours === null) return verdict.kind === 'remove' ? null : undefined;
  return {
    object: operation.object, externalId: operation.externalId, targetId,
    base: nextBase(operation.ours, after, verdict.conflicts, operation.base),
  };
}

/** Journals that a record stays because another one that stays needs it. */
export const keepNeeded = (context: RunContext, operation: Operation, standing: Image): Promise<void> =>
  conclude(context, operation, { verdict: { kind: 'conflict', conflicts: [NEEDED] }, targetId: operation.targetId, before: standing, after: standing });

/** Stands in `conflicts` for "a record that stays needs this one". */
const NEEDED = '(needed)';

/** Journals that the CRM refused the record for good. */
export const reject = (context: RunContext, operation: Operation, error: RecordRejected): Promise<void> =>
  append(context, { phase: 'outcome', operation, result: 'rejected', reason: error.reason, remedy: error.remedy });

/** Journals that a record cannot be written because one it points to was not. */
export const block = (context: RunContext, operation: Operation): Promise<void> =>
  append(context, {
    phase: 'outcome', operation, result: 'blocked',
    reason: 'A record that this one belongs to could not be written.', remedy: 'Settle the failed record it belongs to, then run the failed rows again.',
  });
