import type { StreamName } from '../canonical/streams.js';
import type { Intake, IntakeStore, StagedRow } from '../ports.js';
import { Refused } from '../run/errors.js';
import { now } from './database.js';
import type { Database } from './database.js';
import { fileNames, fileOrdinals } from './intake-files.js';
import { insertMany } from './insert-many.js';
import { chunksOf, PAGE, pagesAfter } from './paging.js';
import { recordsByKeys, recordsOf, recordsOfMembers, sealRecords } from './staged-records.js';
import type { IntakeRef } from './staged-records.js';

interface IntakeRow {
  readonly nr: number;
  readonly id: string;
  readonly account_id: string;
  readonly source: string;
  readonly created_at: string;
  readonly finished_at: string | null;
  readonly layout_hash: string | null;
  readonly report: Buffer | null;
  readonly row_count: number;
}

interface StagedRowRow {
  readonly intake: number;
  readonly id: number;
  readonly file: number;
  readonly line: number;
  readonly skipped_reason: string | null;
  readonly skipped_stream: StreamName | null;
}

/** Staged exports. An intake is seen by `byId` and `list` once it is finished; one whose staging broke off stays out of sight. */
export function intakeStore(db: Database): IntakeStore {
  return {
    create: (intake) => create(db, intake),
    addRows: (intakeId, rows) => addRows(db, intakeId, rows),
    finish: (intakeId, result) => finish(db, intakeId, result),
    async byId(intakeId) {
      const row = await db.reader<IntakeRow>('intakes').where({ id: intakeId }).whereNotNull('finished_at').first();
      return row === undefined ? null : toIntake(db, row);
    },
    async list(accountId) {
      const rows = await db.reader<IntakeRow>('intakes').where({ account_id: accountId }).whereNotNull('finished_at').orderBy('nr', 'desc');
      return Promise.all(rows.map((row) => toIntake(db, row)));
    },
    async *records(intakeId, stream) {
      yield* recordsOf(db.reader, await intakeRef(db, intakeId), stream);
    },
    ofPatients: async (intakeId, stream, keys) => recordsOfMembers(db.reader, await intakeRef(db, intakeId), stream, keys),
    byKeys: async (intakeId, stream, keys) => recordsByKeys(db.reader, await intakeRef(db, intakeId), stream, keys),
    counts: (intakeId) => counts(db, intakeId),
    rows: (intakeId) => rowsOf(db, intakeId),
  };
}

async function create(db: Database, intake: { readonly accountId: string; readonly source: string }): Promise<string> {
  await db.keys.of(db.reader, intake.accountId);
  const id = db.ids();
  await db.writer('intakes').insert({ id, account_id: intake.accountId, source: intake.source, created_at: now(db), row_count: 0 });
  return id;
}

async function addRows(db: Database, intakeId: string, rows: readonly Omit<StagedRow, 'id'>[]): Promise<void> {
  if (rows.length === 0) return;
  const intake = await intakeRef(db, intakeId);
  await db.writer.transaction(async (trx) => {
    const [counted]: { row_count: number }[] = await trx('intakes')
      .where({ nr: intake.nr })
      .update({ row_count: trx.raw('row_count + ?', [rows.length]) })
      .returning('row_count');
    if (counted === undefined) throw unknownIntake(intakeId);
    const ordinals = await fileOrdinals(trx, intake, new Set(rows.map((row) => row.file)));
    let id = counted.row_count - rows.length;
    for (const chunk of chunksOf(rows)) {
      const staged = chunk.map((row) => ({ ...row, id: ++id }));
      await insertMany(trx, 'staged_rows', staged.map((row) => toRow(intake, row, ordinals)));
      await insertMany(trx, 'staged_records', staged.flatMap((row) => sealRecords(intake, row)));
    }
  });
}

async function finish(db: Database, intakeId: string, result: { readonly layoutHash: string; readonly report: unknown }): Promise<Intake> {
  const intake = await intakeRef(db, intakeId);
  const report = intake.sealer.seal(reportPlace(intakeId), result.report);
  const [row]: IntakeRow[] = await db.writer('intakes')
    .where({ nr: intake.nr })
    .update({ finished_at: now(db), layout_hash: result.layoutHash, report })
    .returning('*');
  if (row === undefined) throw unknownIntake(intakeId);
  return toIntake(db, row);
}

async function counts(db: Database, intakeId: string): Promise<{ readonly rows: number; readonly skipped: Readonly<Record<string, number>> }> {
  const row = await db.reader<IntakeRow>('intakes').where({ id: intakeId }).first();
  if (row === undefined) throw unknownIntake(intakeId);
  const skipped: { reason: string; count: number | string }[] = await db.reader('staged_rows')
    .where({ intake: row.nr })
    .whereNotNull('skipped_reason')
    .groupBy('skipped_reason')
    .select('skipped_reason as reason', db.reader.raw('count(*) as count'));
  return { rows: row.row_count, skipped: Object.fromEntries(skipped.map(({ reason, count }) => [reason, Number(count)])) };
}

async function* rowsOf(db: Database, intakeId: string): AsyncGenerator<readonly Pick<StagedRow, 'id' | 'file' | 'line' | 'skipped'>[]> {
  const intake = await intakeRef(db, intakeId);
  const names = await fileNames(db.reader, intake);
  const pages = pagesAfter<StagedRowRow>(
    (after) => db.reader<StagedRowRow>('staged_rows').where({ intake: intake.nr }).andWhere('id', '>', after).orderBy('id').limit(PAGE),
    (row) => row.id,
  );
  for await (const page of pages) {
    yield page.map((row) => ({
      id: row.id,
      file: names.get(row.file) ?? '',
      line: row.line,
      skipped: row.skipped_reason === null ? null : { reason: row.skipped_reason, stream: row.skipped_stream },
    }));
  }
}

function toRow(intake: IntakeRef, row: StagedRow, ordinals: ReadonlyMap<string, number>): StagedRowRow {
  return {
    intake: intake.nr,
    id: row.id,
    file: ordinals.get(row.file) ?? 0,
    line: row.line,
    skipped_reason: row.skipped?.reason ?? null,
    skipped_stream: row.skipped?.stream ?? null,
  };
}

async function intakeRef(db: Database, intakeId: string): Promise<IntakeRef> {
  const row = await db.reader<IntakeRow>('intakes').where({ id: intakeId }).first('nr', 'account_id');
  if (row === undefined) throw unknownIntake(intakeId);
  return { nr: row.nr, id: intakeId, sealer: await db.keys.of(db.reader, row.account_id) };
}

async function toIntake(db: Database, row: IntakeRow): Promise<Intake> {
  const sealer = await db.keys.of(db.reader, row.account_id);
  return {
    id: row.id,
    accountId: row.account_id,
    source: row.source,
    createdAt: row.created_at,
    layoutHash: row.layout_hash ?? '',
    report: row.report === null ? null : sealer.open<unknown>(reportPlace(row.id), row.report),
  };
}

function reportPlace(intakeId: string): string {
  return `intakes|${intakeId}|report`;
}

function unknownIntake(intakeId: string): Refused {
  return new Refused(`There is no intake ${intakeId}.`, 'not-found');
}
