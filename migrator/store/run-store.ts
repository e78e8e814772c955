import type { Knex } from 'knex';
import type { Operation, OperationCounts, Run, RunDocument, RunKind, RunState, RunStore } from '../ports.js';
import { Refused } from '../run/errors.js';
import { now } from './database.js';
import type { Database } from './database.js';
import { addOperations, OPERATION_COLUMNS, toOperation } from './operations.js';
import type { OperationRow } from './operations.js';
import { chunksOf } from './paging.js';
import { countRows, outcomesOfRows } from './row-outcomes.js';
import { notPlanned, runRef, unknownRun } from './run-ref.js';
import type { Sealer } from './seal.js';

interface RunRow {
  readonly nr: number;
  readonly id: string;
  readonly account_id: string;
  readonly source: string;
  readonly kind: RunKind;
  readonly intake: number | null;
  readonly intake_id: string | null;
  readonly undoes: string | null;
  readonly state: RunState;
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly until: string | null;
  readonly hash: string;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly document: Buffer;
}

type NewRun = Parameters<RunStore['create']>[0];

/** What a run seals: who started it, and what it knows about itself. */
interface SealedRun {
  readonly userKey: string;
  readonly document: RunDocument;
}

/** Runs with their operations. */
export function runStore(db: Database): RunStore {
  return {
    create: (run) => create(db, run),
    byId: async (runId) => (await toRuns(db, await selectRuns(db.reader).where('runs.id', runId)))[0] ?? null,
    list: async (accountId) => toRuns(db, await selectRuns(db.reader).where('runs.account_id', accountId)),
    inState: async (states) => toRuns(db, await selectRuns(db.reader).whereIn('runs.state', [...states])),
    setState: (runId, state, why) => setState(db, runId, state, why ?? { cause: null, remedy: null, until: null }),
    patch: (runId, part) => patch(db, runId, part),
    clearPlan: (runId) => clearPlan(db, runId),
    addOperations: async (runId, drafts) => addOperations(db, await runRef(db, runId), drafts),
    addSkipped: (runId, rows) => addSkipped(db, runId, rows),
    async levels(runId) {
      const found = await db.reader<OperationRow & { run: number }>('operations').where('run', (await runRef(db, runId)).nr).distinct('level').orderBy('level');
      return found.map((row) => row.level);
    },
    operations: (runId, query) => operations(db, runId, query),
    operation: (operationId) => operation(db, operationId),
    counts: (runId) => counts(db, runId),
    rowCounts: async (runId) => countRows(db.reader, await runRef(db, runId)),
    async *rowOutcomes(runId) {
      yield* outcomesOfRows(db.reader, await runRef(db, runId));
    },
    async settleUnchanged(runId) {
      const { nr } = await runRef(db, runId);
      await db.writer('operations').where({ run: nr, forecast: 'unchanged', state: 'pending' }).update({ state: 'nothing', result_kind: 'nothing' });
    },
  };
}

async function create(db: Database, run: NewRun): Promise<Run> {
  const sealer = await db.keys.of(db.reader, run.accountId);
  const document = sealRun(sealer, run.id, { userKey: run.userKey, document: run.document });
  const intake = await intakeNr(db, run);
  const added: { nr: number }[] = await db.writer('runs')
    .insert({
      id: run.id, account_id: run.accountId, source: run.source, kind: run.kind, intake, undoes: run.undoes, hash: run.hash, document,
      state: 'planned', created_at: now(db), version: 1, operation_count: 0,
    })
    .onConflict('id').ignore().returning('nr');
  if (added.length === 0) throw new Refused(`There is a run ${run.id} already.`, 'run-exists');
  const [created] = await toRuns(db, await selectRuns(db.reader).where('runs.id', run.id));
  if (created === undefined) throw unknownRun(run.id);
  return created;
}

async function clearPlan(db: Database, runId: string): Promise<void> {
  await db.writer.transaction(async (trx) => {
    const [run]: { nr: number }[] = await trx('runs').where({ id: runId, state: 'planned' }).update({ operation_count: 0 }).returning('nr');
    if (run === undefined) throw notPlanned(runId);
    for (const table of ['contributions', 'skipped_rows', 'operations']) await trx(table).where({ run: run.nr }).delete();
  });
}

/** The intake's own number in the tables. */
async function intakeNr(db: Database, run: NewRun): Promise<number | null> {
  if (run.intakeId === null) return null;
  const intake = await db.reader<{ nr: number; id: string; account_id: string }>('intakes').where({ id: run.intakeId, account_id: run.accountId }).first();
  if (intake === undefined) throw new Refused(`There is no intake ${run.intakeId} in this account.`, 'not-found');
  return intake.nr;
}

async function setState(
  db: Database, runId: string, state: RunState, why: { readonly cause: string | null; readonly remedy: string | null; readonly until: string | null },
): Promise<void> {
  const at = now(db);
  const ended = state === 'finished' || state === 'failed';
  const { cause, remedy, until } = why;
  const times = {
    finished_at: ended ? at : null,
    ...(state === 'running' ? { started_at: db.writer.raw('coalesce(started_at, ?)', [at]) } : {}),
  };
  const updated = await db.writer('runs').where({ id: runId }).update({ state, cause, remedy, until, ...times });
  if (updated === 0) throw unknownRun(runId);
}

async function patch(db: Database, runId: string, part: RunDocument): Promise<void> {
  const { sealer } = await runRef(db, runId);
  await db.writer.transaction(async (trx) => {
    const [row]: RunRow[] = await trx('runs').where({ id: runId }).update({ version: trx.raw('version + 1') }).returning('*');
    if (row === undefined) throw unknownRun(runId);
    const sealed = sealer.open<SealedRun>(documentPlace(runId), row.document);
    const patched = { ...sealed, document: { ...sealed.document, ...part } };
    await trx('runs').where({ id: runId }).update({ document: sealRun(sealer, runId, patched) });
  });
}

async function addSkipped(db: Database, runId: string, rows: readonly { readonly row: number; readonly reason: string }[]): Promise<void> {
  const { nr } = await runRef(db, runId);
  await db.writer.transaction(async (trx) => {
    for (const chunk of chunksOf(rows)) {
      const skipped = chunk.map(({ row, reason }) => ({ run: nr, row_id: row, reason }));
      await trx('skipped_rows').insert(skipped).onConflict(['run', 'row_id']).ignore();
    }
  });
}

async function operations(db: Database, runId: string, query: Parameters<RunStore['operations']>[1]): Promise<readonly Operation[]> {
  const run = await runRef(db, runId);
  const found: OperationRow[] = await db.reader('operations')
    .select(OPERATION_COLUMNS)
    .where({ run: run.nr, ...(query.level === undefined ? {} : { level: query.level }) })
    .whereIn('state', [...query.states])
    .andWhere('seq', '>', query.afterSeq)
    .orderBy('seq')
    .limit(query.limit);
  return found.map((row) => toOperation(run, row));
}

async function operation(db: Database, operationId: string): Promise<Operation | null> {
  const row: (OperationRow & { run_id: string }) | undefined = await db.reader('operations')
    .join('runs', 'runs.nr', 'operations.run')
    .select([...OPERATION_COLUMNS, 'runs.id as run_id'])
    .where({ 'operations.id': operationId })
    .first();
  return row === undefined ? null : toOperation(await runRef(db, row.run_id), row);
}

async function counts(db: Database, runId: string): Promise<OperationCounts> {
  const grouped = await db.reader('operations')
    .where({ run: (await runRef(db, runId)).nr })
    .groupBy('object', 'forecast', 'state')
    .orderBy(['object', 'forecast', 'state'])
    .select<(OperationCounts[number] & { count: number | string })[]>('object', 'forecast', 'state', db.reader.raw('count(*) as count'));
  return grouped.map((row) => ({ object: row.object, forecast: row.forecast, state: row.state, count: Number(row.count) }));
}

function selectRuns(queries: Knex): Knex.QueryBuilder<RunRow, RunRow[]> {
  return queries('runs').leftJoin('intakes', 'intakes.nr', 'runs.intake').select('runs.*', 'intakes.id as intake_id').orderBy('runs.nr', 'desc');
}

async function toRuns(db: Database, rows: readonly RunRow[]): Promise<readonly Run[]> {
  return Promise.all(rows.map(async (row) => {
    const sealer = await db.keys.of(db.reader, row.account_id);
    const { userKey, document } = sealer.open<SealedRun>(documentPlace(row.id), row.document);
    return {
      id: row.id, accountId: row.account_id, userKey, source: row.source, kind: row.kind, intakeId: row.intake_id, undoes: row.undoes,
      state: row.state, cause: row.cause, remedy: row.remedy, until: row.until, hash: row.hash,
      createdAt: row.created_at, startedAt: row.started_at, finishedAt: row.finished_at, document,
    };
  }));
}

function sealRun(sealer: Sealer, runId: string, value: SealedRun): Buffer {
  return sealer.seal(documentPlace(runId), value);
}

function documentPlace(runId: string): string {
  return `runs|${runId}|document`;
}
