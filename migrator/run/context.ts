import type { Destination, ExternalId } from '../destinations/define.js';
import type { Journal, JournalEntry, Lease, LinkRecord, Run, RunStore } from '../ports.js';

/** What applying a run needs; nothing ambient. */
export interface RunContext {
  readonly run: Run;
  readonly to: Destination;
  readonly journal: Journal;
  readonly runs: RunStore;
  readonly lease: Lease;
  readonly clock: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Aborted when somebody asked the run to pause. */
  readonly signal: AbortSignal;
}

/** Appends under the run's lease; a runner that lost its lease can write nothing more. */
export const append = (context: RunContext, entry: JournalEntry, link?: LinkRecord | null): Promise<void> =>
  context.journal.append(entry, context.lease.fence, link);

/** Links by external id, in look-ups of a size every database takes. */
export async function linksByIds(context: Pick<RunContext, 'journal' | 'run'>, ids: readonly ExternalId[]): Promise<ReadonlyMap<ExternalId, LinkRecord>> {
  const found = new Map<ExternalId, LinkRecord>();
  const unique = [...new Set(ids)];
  for (let from = 0; from < unique.length; from += LOOK_UP) {
    for (const [id, link] of await context.journal.links(context.run.accountId, unique.slice(from, from + LOOK_UP))) found.set(id, link);
  }
  return found;
}

const LOOK_UP = 400;
