import type { Knex } from 'knex';
import type { OperationState, RowCounts, RowOutcome } from '../ports.js';
import { fileNames } from './intake-files.js';
import { PAGE } from './paging.js';
import type { RunRef } from './run-ref.js';

/** How much each end weighs when several operations were made from one row; the heaviest one is the row's end. */
const FAILED = 6;
const CREATED = 5;
const UPDATED = 4;
const KEPT = 3;
const WAITING = 2;
const UNCHANGED = 1;

/**
 * Every staged row of the window with its heaviest end and the first operation that failed it: what hangs on a record comes after
 * it, so the first one names the root. Grouped from the rows outwards, so that each join is one look-up by key, whatever the
 * database knows about the sizes of these tables.
 */
const ENDS = `
  select r.id as id, r.file as file, r.line as line, r.skipped_reason as skipped_reason,
    max(case
      when o.state is null then null
      when o.state in ('rejected', 'blocked') then ${FAILED}
      when o.state = 'applied' and o.result_kind = 'create' then ${CREATED}
      when o.state = 'applied' and o.result_kind in ('update', 'remove') then ${UPDATED}
      when o.state = 'conflict' then ${KEPT}
      when o.state in ('pending', 'intent') then ${WAITING}
      else ${UNCHANGED} end) as weight,
    min(case when o.state in ('rejected', 'blocked') then o.seq end) as failed_seq
  from staged_rows r
  left join contributions c on c.run = :run and c.row_id = r.id
  left join operations o on o.run = c.run and o.seq = c.seq
  where r.intake = :intake and r.id > :after and r.id <= :upTo
  group by r.id, r.file, r.line, r.skipped_reason`;

/** The same with why: the failed operation's reason, or why a row is part of no operation. */
const REASONED_ENDS = `
  select e.id as id, e.file as file, e.line as line, e.weight as weight, f.remedy as remedy,
    case when e.weight = ${FAILED} then f.reason when e.weight is null then coalesce(e.skipped_reason, s.reason) end as reason
  from (${ENDS}) e
  left join operations f on f.run = :run and f.seq = e.failed_seq
  left join skipped_rows s on s.run = :run and s.row_id = e.id`;

/** Larger than any row id. */
const NO_END = 2_147_483_647;

interface End {
  readonly weight: number | null;
  readonly reason: string | null;
}

/** Counts how the rows of a run's intake ended. Each row is counted once, so the sums equal the rows read. */
export async function countRows(db: Knex, run: RunRef): Promise<RowCounts> {
  const totals = { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 };
  const skippedBy = new Map<string, number>();
  const failedBy = new Map<string, number>();
  let read = 0;
  for (const row of await countEnds(db, run)) {
    const count = Number(row.count);
    const { outcome, reason } = judge(row);
    read += count;
    totals[outcome] += count;
    const by = outcome === 'skipped' ? skippedBy : failedBy;
    if (reason !== null) by.set(reason, (by.get(reason) ?? 0) + count);
  }
  return { read, ...totals, skippedBy: Object.fromEntries(skippedBy), failedBy: Object.fromEntries(failedBy) };
}

async function countEnds(db: Knex, run: RunRef): Promise<readonly (End & { readonly count: number | string })[]> {
  if (run.intake === null) return [];
  const window = { run: run.nr, intake: run.intake, after: 0, upTo: NO_END };
  return endsFrom(db, window).select('weight', 'reason', db.raw('count(*) as count')).groupBy('weight', 'reason');
}

/** The same row by row, in staging order, with what each row became in the CRM. */
export async function* outcomesOfRows(db: Knex, run: RunRef): AsyncGenerator<readonly RowOutcome[]> {
  if (run.intake === null) return;
  const intake = await db<{ nr: number; id: string; row_count: number }>('intakes').where({ nr: run.intake }).first();
  if (intake === undefined) return;
  const names = await fileNames(db, { nr: intake.nr, id: intake.id, sealer: run.sealer });
  for (let after = 0; after < intake.row_count; after += PAGE) {
    const window = { run: run.nr, intake: intake.nr, after, upTo: after + PAGE };
    const rows: (End & { id: number; file: number; line: number; remedy: string | null })[] = await endsFrom(db, window).select('*').orderBy('id');
    const targets = await targetsIn(db, window);
    yield rows.map((row) => {
      const { outcome, reason } = judge(row);
      return { file: names.get(row.file) ?? '', line: row.line, outcome, reason, remedy: row.remedy, targets: targets.get(row.id) ?? [] };
    });
  }
}

/** States of operations that leave a record standing in the CRM. */
const STANDING: ReadonlySet<OperationState> = new Set(['applied', 'nothing', 'conflict']);

type Window = Readonly<Record<'run' | 'intake' | 'after' | 'upTo', number>>;

function endsFrom(db: Knex, window: Window): Knex.QueryBuilder {
  return db.queryBuilder().from(db.raw('(?) as ends', [db.raw(REASONED_ENDS, window)]));
}

async function targetsIn(db: Knex, window: Window): Promise<ReadonlyMap<number, RowOutcome['targets']>> {
  const found: { row_id: number; object: string; state: OperationState; target: string | null }[] = await db('contributions')
    .join('operations', (join) => join.on('operations.run', 'contributions.run').andOn('operations.seq', 'contributions.seq'))
    .where('contributions.run', window.run)
    .whereBetween('contributions.row_id', [window.after + 1, window.upTo])
    .select('contributions.row_id', 'operations.object', 'operations.state', db.raw('coalesce(operations.landed_id, operations.target_id) as target'))
    .orderBy(['contributions.row_id', 'operations.seq']);
  const targets = new Map<number, Map<string, { readonly object: string; readonly id: string }>>();
  for (const { row_id: row, object, state, target } of found) {
    // Chosen here: told to choose by state, PostgreSQL walks through all operations in that state for every page.
    if (target === null || !STANDING.has(state)) continue;
    const ofRow = targets.get(row) ?? new Map<string, { readonly object: string; readonly id: string }>();
    targets.set(row, ofRow.set(`${object} ${target}`, { object, id: target }));
  }
  return new Map([...targets].map(([row, ofRow]) => [row, [...ofRow.values()]]));
}

function judge(end: End): Pick<RowOutcome, 'outcome' | 'reason'> {
  switch (end.weight === null ? null : Number(end.weight)) {
    case FAILED:
      return { outcome: 'failed', reason: end.reason };
    case CREATED:
      return { outcome: 'created', reason: null };
    case UPDATED:
      return { outcome: 'updated', reason: null };
    case KEPT:
      return { outcome: 'skipped', reason: 'kept-user-edit' };
    case UNCHANGED:
      return { outcome: 'unchanged', reason: null };
    case WAITING:
      return { outcome: 'skipped', reason: 'not-run' };
    default:
      return { outcome: 'skipped', reason: end.reason ?? 'not-run' };
  }
}
