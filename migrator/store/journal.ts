import type { Knex } from 'knex';
import type { HistoryEntry, Journal, JournalEntry, LinkRecord, OperationState } from '../ports.js';
import { Refused } from '../run/errors.js';
import { now } from './database.js';
import type { Database } from './database.js';
import { GroupCommit } from './group-commit.js';
import { openEntry, toHistoryEntry, toJournalRow } from './journal-entries.js';
import type { JournalRow } from './journal-entries.js';
import { insertMany } from './insert-many.js';
import { leaseLost } from './lease-store.js';
import { applyLinkChanges, linksByExternalId, linksByObject } from './links.js';
import type { LinkChange, LinkOwner } from './links.js';
import { OPERATION_COLUMNS, toOperation } from './operations.js';
import type { OperationRow } from './operations.js';
import { PAGE, pagesAfter } from './paging.js';
import { projectStates } from './projection.js';
import { runNumbers, runRef, withSealer } from './run-ref.js';
import type { RunNumbers, RunRef } from './run-ref.js';

interface Appended {
  readonly entry: JournalEntry;
  readonly fence: number;
  readonly link: LinkRecord | null | undefined;
}

/** An entry whose run was found. */
interface Ready extends Appended {
  readonly index: number;
  readonly run: RunRef;
}

/** An entry that passed its checks. */
interface Accepted extends Ready {
  readonly seq: number;
}

/** The journal, and a way to wait for what was handed to it. */
export interface DrainableJournal extends Journal {
  drain(): Promise<void>;
}

/** The journal of all runs. Entries are written in groups; each group is one durable transaction with its projections. */
export function journal(db: Database): DrainableJournal {
  const runs = new Map<string, Promise<RunNumbers>>();
  const commits = new GroupCommit<Appended>((group) => commitGroup(db, (runId) => knownRun(db, runs, runId), group));
  return {
    append: (entry, fence, link) => commits.append({ entry, fence, link }),
    drain: () => commits.drain(),
    inDoubt: async (runId) => inDoubt(db.reader, await runRef(db, runId)),
    async *history(runId, order) {
      yield* historyOf(db.reader, await runRef(db, runId), order);
    },
    links: async (accountId, externalIds) => linksByExternalId(db.reader, await linkOwner(db, accountId), externalIds),
    async *linksOf(accountId, objects) {
      yield* linksByObject(db.reader, await linkOwner(db, accountId), objects);
    },
    async hasLinks(accountId, source) {
      return (await db.reader('links').where({ account_id: accountId, source }).first('target_id')) !== undefined;
    },
  };
}

/** Account and number of a run never change, so they are looked up once. */
async function knownRun(db: Database, runs: Map<string, Promise<RunNumbers>>, runId: string): Promise<RunRef> {
  const known = runs.get(runId) ?? runNumbers(db, runId);
  runs.set(runId, known);
  known.catch(() => runs.delete(runId));
  return withSealer(db, await known);
}

/**
 * Writes a group. Each entry is checked by itself: its fence, its operation, its place in the operation's life. One that fails is
 * refused with its reason while the others are written.
 */
async function commitGroup(
  db: Database, findRun: (runId: string) => Promise<RunRef>, group: readonly Appended[],
): Promise<readonly (Error | null)[]> {
  const refusals: (Error | null)[] = group.map(() => null);
  const ready: Ready[] = [];
  for (const [index, appended] of group.entries()) {
    try {
      ready.push({ ...appended, index, run: await findRun(appended.entry.operation.runId) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals[index] = error;
    }
  }
  if (ready.length === 0) return refusals;
  await db.writer.transaction(async (trx) => {
    const current = await holdFences(trx, ready);
    const states = await statesOf(trx, ready);
    const accepted: Accepted[] = [];
    for (const one of ready) {
      const refusal = current.has(fenceKey(one)) ? checkLife(one, states) : leaseLost(one.run.accountId, one.fence);
      const seq = states.get(one.entry.operation.id)?.seq;
      if (refusal !== null || seq === undefined) refusals[one.index] = refusal;
      else accepted.push({ ...one, seq });
    }
    if (accepted.length > 0) await write(db, trx, accepted);
  });
  return refusals;
}

async function write(db: Database, trx: Knex.Transaction, accepted: readonly Accepted[]): Promise<void> {
  const at = now(db);
  const rows = accepted.map(({ run, seq, entry, link }) => toJournalRow(run.sealer, { run: run.nr, seq }, entry, link, at));
  await insertMany(trx, 'journal', rows);
  await projectStates(trx, accepted.map(({ entry }) => entry));
  const changes: LinkChange[] = accepted.flatMap(({ run, entry, link }) =>
    link === undefined ? [] : [{ owner: run, externalId: entry.operation.externalId, link }]);
  await applyLinkChanges(trx, changes);
}

/**
 * Locks the leases of the group until the commit and answers which fences are current. Counting the entries makes this a write:
 * nobody can take the lease over between this check and the commit.
 */
async function holdFences(trx: Knex.Transaction, ready: readonly Ready[]): Promise<ReadonlySet<string>> {
  const fences = new Map(ready.map((one) => [fenceKey(one), { account_id: one.run.accountId, fence: one.fence }]));
  const current = new Set<string>();
  // In one order everywhere, so that two groups never wait for each other.
  for (const [key, lease] of [...fences].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const count = ready.filter((one) => fenceKey(one) === key).length;
    const held = await trx('leases').where(lease).update({ entries: trx.raw('entries + ?', [count]) });
    if (held === 1) current.add(key);
  }
  return current;
}

function fenceKey(one: Ready): string {
  return `${one.run.accountId} ${one.fence}`;
}

type States = Map<string, { readonly seq: number; readonly run: number; readonly state: OperationState }>;

async function statesOf(trx: Knex.Transaction, ready: readonly Ready[]): Promise<States> {
  const ids = [...new Set(ready.map(({ entry }) => entry.operation.id))];
  const rows: { id: string; run: number; seq: number; state: OperationState }[] = await trx('operations').whereIn('id', ids).select('id', 'run', 'seq', 'state');
  return new Map(rows.map((row) => [row.id, row]));
}

/** An operation is intended any number of times and ends once. Notes in `states` what the entry makes of it, for the next entry of the group. */
function checkLife({ entry, link, run }: Ready, states: States): Refused | null {
  const known = states.get(entry.operation.id);
  if (known === undefined || known.run !== run.nr) return new Refused(`There is no operation ${entry.operation.id} in run ${run.id}.`, 'not-found');
  if (known.state !== 'pending' && known.state !== 'intent') {
    return new Refused(`Operation ${entry.operation.id} has ended as ${known.state}; nothing can follow.`, 'already-ended');
  }
  if (entry.phase === 'intent' && link !== undefined) return new Refused('A link changes with an outcome, not with an intent.', 'link-too-early');
  states.set(entry.operation.id, { ...known, state: entry.phase === 'intent' ? 'intent' : entry.result });
  return null;
}

type StoredEntry = JournalRow & OperationRow & { readonly nr: number | string; readonly entry_target: string | null; readonly entry: Buffer };

type DoubtfulIntent = Awaited<ReturnType<Journal['inDoubt']>>[number];

function entriesWithOperations(db: Knex): Knex.QueryBuilder {
  return db('journal')
    .join('operations', (join) => join.on('operations.run', 'journal.run').andOn('operations.seq', 'journal.seq'))
    .select(OPERATION_COLUMNS)
    .select(
      'journal.nr', 'journal.phase', 'journal.result', 'journal.target_id as entry_target', 'journal.reason', 'journal.remedy', 'journal.at',
      'journal.sealed as entry',
    );
}

async function inDoubt(db: Knex, run: RunRef): Promise<readonly DoubtfulIntent[]> {
  const later = db('journal as later')
    .where('later.run', db.ref('journal.run')).andWhere('later.seq', db.ref('journal.seq')).andWhere('later.nr', '>', db.ref('journal.nr'));
  const rows: StoredEntry[] = await entriesWithOperations(db)
    .where({ 'operations.run': run.nr, 'operations.state': 'intent', 'journal.phase': 'intent' })
    .whereNotExists(later)
    .orderBy('journal.nr');
  return rows.flatMap((row) => {
    const operation = toOperation(run, row);
    const { verdict, before } = openEntry(run.sealer, operation.id, { phase: 'intent', sealed: row.entry });
    return verdict === null ? [] : [{ phase: 'intent' as const, operation, verdict, targetId: row.entry_target, before, at: row.at }];
  });
}

async function* historyOf(db: Knex, run: RunRef, order: 'forward' | 'reverse'): AsyncGenerator<readonly HistoryEntry[]> {
  const forward = order === 'forward';
  const pages = pagesAfter<StoredEntry>(
    (after) => entriesWithOperations(db)
      .where({ 'journal.run': run.nr, 'journal.phase': 'outcome' })
      .modify((query) => (after === 0 ? query : query.andWhere('journal.nr', forward ? '>' : '<', after)))
      .orderBy('journal.nr', forward ? 'asc' : 'desc')
      .limit(PAGE),
    (row) => Number(row.nr),
  );
  for await (const page of pages) {
    yield page.map((row) => toHistoryEntry(run.sealer, toOperation(run, row), { ...row, target_id: row.entry_target, sealed: row.entry }));
  }
}

async function linkOwner(db: Database, accountId: string): Promise<LinkOwner> {
  return { accountId, sealer: await db.keys.of(db.reader, accountId) };
}
