import type { Knex } from 'knex';
import type { AnyRecord, StreamName } from '../canonical/streams.js';
import type { StagedRow, StoredRecord } from '../ports.js';
import { chunksOf, PAGE, pagesAfter } from './paging.js';
import { memberOf, mergeRecords } from './records.js';
import type { Sealer } from './seal.js';

/** An intake as the tables know it, with the sealer of its account. */
export interface IntakeRef {
  readonly nr: number;
  readonly id: string;
  readonly sealer: Sealer;
}

interface RecordRow {
  /** A bigint, which PostgreSQL hands out as text. */
  readonly nr: number | string;
  readonly intake: number;
  readonly row_id: number;
  readonly stream: StreamName;
  readonly key_hash: string;
  readonly member_hash: string | null;
  readonly sealed: Buffer;
}

/** Seals the records of a staged row for the `staged_records` table. */
export function sealRecords(intake: IntakeRef, row: StagedRow): Omit<RecordRow, 'nr'>[] {
  return row.records.map((record) => {
    const member = memberOf(record);
    const keyHash = hashOf(intake, record.stream, record.key);
    return {
      intake: intake.nr,
      row_id: row.id,
      stream: record.stream,
      key_hash: keyHash,
      member_hash: member === null ? null : record.stream === 'patient' ? keyHash : hashOf(intake, member.stream, member.key),
      sealed: intake.sealer.seal(placeOf(intake, row.id, keyHash), record),
    };
  });
}

/** All records of a stream, merged, in pages, in the order in which their first rows were staged. */
export async function* recordsOf(db: Knex, intake: IntakeRef, stream: StreamName): AsyncGenerator<readonly StoredRecord[]> {
  const pages = pagesAfter<RecordRow>(
    (after) => firstRows(db).where('r.intake', intake.nr).andWhere('r.stream', stream).andWhere('r.nr', '>', after).limit(PAGE),
    (row) => Number(row.nr),
  );
  for await (const heads of pages) yield complete(db, intake, heads);
}

/** The merged records with these keys, in staging order. */
export async function recordsByKeys(db: Knex, intake: IntakeRef, stream: StreamName, keys: readonly string[]): Promise<readonly StoredRecord[]> {
  return byKeyHashes(db, intake, keys.map((key) => hashOf(intake, stream, key)));
}

/** The merged records of a stream that belong to these patients (for line items: to these treatment plans), in staging order. */
export async function recordsOfMembers(db: Knex, intake: IntakeRef, stream: StreamName, keys: readonly string[]): Promise<readonly StoredRecord[]> {
  const memberStream: StreamName = stream === 'treatmentItem' ? 'treatmentPlan' : 'patient';
  const hashes: string[] = [];
  for (const chunk of chunksOf(keys.map((key) => hashOf(intake, memberStream, key)))) {
    const found = await db<RecordRow>('staged_records').distinct('key_hash').where({ stream }).whereIn('member_hash', [...chunk]);
    hashes.push(...found.map((row) => row.key_hash));
  }
  const wanted = new Set(keys);
  const records = await byKeyHashes(db, intake, hashes);
  // A later row may name another patient than the first one; the first one has the say.
  return records.filter(({ record }) => wanted.has(memberOf(record)?.key ?? ''));
}

async function byKeyHashes(db: Knex, intake: IntakeRef, hashes: readonly string[]): Promise<readonly StoredRecord[]> {
  const found: { readonly nr: number; readonly stored: StoredRecord }[] = [];
  for (const chunk of chunksOf([...new Set(hashes)])) {
    const heads: RecordRow[] = await firstRows(db).whereIn('r.key_hash', [...chunk]);
    const stored = await complete(db, intake, heads);
    stored.forEach((record, index) => found.push({ nr: Number(heads[index]?.nr), stored: record }));
  }
  return found.sort((a, b) => a.nr - b.nr).map(({ stored }) => stored);
}

/**
 * The first staged row of each key. Written as a comparison with the least number and not as "no earlier row exists": PostgreSQL
 * would answer the latter by hashing the whole intake for every page.
 */
function firstRows(db: Knex): Knex.QueryBuilder<RecordRow, RecordRow[]> {
  const least = db('staged_records as e').min('e.nr').where('e.key_hash', db.ref('r.key_hash'));
  return db<RecordRow, RecordRow[]>('staged_records as r').select<RecordRow[]>('r.*').where('r.nr', least).orderBy('r.nr');
}

async function complete(db: Knex, intake: IntakeRef, heads: readonly RecordRow[]): Promise<readonly StoredRecord[]> {
  const others: RecordRow[] = await db<RecordRow>('staged_records')
    .whereIn('key_hash', heads.map((head) => head.key_hash))
    .whereNotIn('nr', heads.map((head) => Number(head.nr)))
    .orderBy('nr');
  const byKey = new Map<string, RecordRow[]>(heads.map((head) => [head.key_hash, []]));
  for (const row of others) byKey.get(row.key_hash)?.push(row);
  return heads.map((head) => {
    const later = byKey.get(head.key_hash) ?? [];
    return {
      record: mergeRecords(openRecord(intake, head), later.map((row) => openRecord(intake, row))),
      rows: [...new Set([head, ...later].map((row) => row.row_id))],
    };
  });
}

function openRecord(intake: IntakeRef, row: RecordRow): AnyRecord {
  return intake.sealer.open<AnyRecord>(placeOf(intake, row.row_id, row.key_hash), row.sealed);
}

/** The intake is part of the hash, so the same patient cannot be recognised across two exports from the table alone. */
function hashOf(intake: IntakeRef, stream: StreamName, key: string): string {
  return intake.sealer.hash('record', intake.id, stream, key);
}

function placeOf(intake: IntakeRef, row: number, keyHash: string): string {
  return `staged_records|${intake.id}|${row}|${keyHash}`;
}
