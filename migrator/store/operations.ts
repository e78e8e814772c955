import type { ExternalId, Image } from '../destinations/define.js';
import type { Base } from '../plan/decide.js';
import type { Forecast, Operation, OperationDraft, OperationState } from '../ports.js';
import type { Database } from './database.js';
import { insertMany } from './insert-many.js';
import { chunksOf } from './paging.js';
import { notPlanned } from './run-ref.js';
import type { RunRef } from './run-ref.js';

/** A row of `operations` as far as an `Operation` needs it. */
export interface OperationRow {
  readonly seq: number;
  readonly id: string;
  readonly level: number;
  readonly object: string;
  readonly forecast: Forecast;
  readonly target_id: string | null;
  readonly state: OperationState;
  readonly sealed: Buffer;
}

/** The columns of `OperationRow`, for queries that may join other tables. */
export const OPERATION_COLUMNS = ['seq', 'id', 'level', 'object', 'forecast', 'target_id', 'state', 'sealed'].map((name) => `operations.${name}`);

/** What an operation seals. The staged rows are no secret, but lie here so that reading a page takes one query. */
interface SealedOperation {
  readonly externalId: ExternalId;
  readonly ours: Image;
  readonly base: Base | null;
  readonly because: OperationDraft['because'];
  readonly rows: readonly number[];
}

/** Appends operations to a run in one transaction, as long as it is only planned. Ids follow from the run and the record, so the same plan has the same ids. */
export async function addOperations(db: Database, run: RunRef, drafts: readonly OperationDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  await db.writer.transaction(async (trx) => {
    const [counted]: { operation_count: number }[] = await trx('runs')
      .where({ nr: run.nr, state: 'planned' })
      .update({ operation_count: trx.raw('operation_count + ?', [drafts.length]) })
      .returning('operation_count');
    if (counted === undefined) throw notPlanned(run.id);
    let seq = counted.operation_count - drafts.length;
    for (const chunk of chunksOf(drafts)) {
      const numbered = chunk.map((draft) => ({ draft, seq: ++seq }));
      await insertMany(trx, 'operations', numbered.map((one) => toRow(run, one.draft, one.seq)));
      const contributions = numbered.flatMap((one) => [...new Set(one.draft.rows)].map((row) => ({ run: run.nr, row_id: row, seq: one.seq })));
      await insertMany(trx, 'contributions', contributions);
    }
  });
}

/** Opens an operation of this run. */
export function toOperation(run: Pick<RunRef, 'id' | 'sealer'>, row: OperationRow): Operation {
  const sealed = run.sealer.open<SealedOperation>(placeOf(row.id), row.sealed);
  return {
    id: row.id, runId: run.id, seq: row.seq, state: row.state, level: row.level, object: row.object, forecast: row.forecast,
    targetId: row.target_id, externalId: sealed.externalId, ours: sealed.ours, base: sealed.base, because: sealed.because, rows: sealed.rows,
  };
}

function toRow(run: RunRef, draft: OperationDraft, seq: number): OperationRow & { readonly run: number } {
  // The level tells apart the two operations of a record whose links form a cycle: written first, linked later.
  const id = run.sealer.hash('operation', run.id, draft.object, draft.externalId, String(draft.level));
  const sealed: SealedOperation = { externalId: draft.externalId, ours: draft.ours, base: draft.base, because: draft.because, rows: draft.rows };
  return {
    run: run.nr, seq, id, level: draft.level, object: draft.object, forecast: draft.forecast, target_id: draft.targetId, state: 'pending',
    sealed: run.sealer.seal(placeOf(id), sealed),
  };
}

function placeOf(operationId: string): string {
  return `operations|${operationId}`;
}
