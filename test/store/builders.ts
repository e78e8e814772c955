import type { AnyRecord, Patient } from '../../migrator/canonical/streams.js';
import type { ExternalId } from '../../migrator/destinations/define.js';
import type { Account, JournalEntry, LinkRecord, Operation, OperationDraft, Run, StagedRow } from '../../migrator/ports.js';
import { openStores } from '../../migrator/store/index.js';
import type { DatabaseConfig, OpenedStores } from '../../migrator/store/index.js';

/** The master key of all store tests. */
export const MASTER_KEY = Buffer.alloc(32, 7);

/** A clock that stands still until it is moved. */
export class Clock {
  #at = Date.parse('2026-03-02T09:00:00.000Z');

  readonly now = (): Date => new Date(this.#at);

  advance(seconds: number): void {
    this.#at += seconds * 1000;
  }
}

let lastId = 0;

/** Ids that differ between test processes too. */
export const nextId = (): string => `id-${process.pid}-${++lastId}`;

/** Opens the stores on a database with the usual key. */
export function open(database: DatabaseConfig, clock = new Clock()): Promise<OpenedStores> {
  return openStores({ database, masterKey: MASTER_KEY, clock: clock.now, ids: nextId });
}

/** An account that did not exist before. */
export function anAccount(stores: OpenedStores): Promise<Account> {
  return stores.accounts.add({ destination: 'crm', name: 'Example Dental', key: nextId() });
}

/** A patient record with these fields. */
export function aPatient(key: string, data: Partial<Patient> = {}, line = 2): Extract<AnyRecord, { stream: 'patient' }> {
  return { stream: 'patient', key, data: { status: 'active', emails: [], phones: [], ...data }, origin: { file: 'patients.csv', line } };
}

/** An appointment, of a patient or of nobody on record. */
export function anAppointment(key: string, patient: string | null, line = 2): Extract<AnyRecord, { stream: 'appointment' }> {
  const ref = patient === null ? {} : { patient: { stream: 'patient' as const, key: patient } };
  return { stream: 'appointment', key, data: { ...ref, date: '2026-04-01', status: 'scheduled', codes: [] }, origin: { file: 'visits.csv', line } };
}

/** A staged row with its records. */
export function aRow(line: number, records: readonly AnyRecord[], file = 'patients.csv'): Omit<StagedRow, 'id'> {
  return { file, line, records, skipped: null };
}

/** A staged row that reading could make nothing of. */
export function aSkippedRow(line: number, reason: string, file = 'patients.csv'): Omit<StagedRow, 'id'> {
  return { file, line, records: [], skipped: { reason, stream: 'patient' } };
}

/** An intake of this account with these rows, finished. */
export async function anIntake(stores: OpenedStores, account: Account, rows: readonly Omit<StagedRow, 'id'>[]): Promise<string> {
  const id = await stores.intakes.create({ accountId: account.id, source: 'dentrix' });
  await stores.intakes.addRows(id, rows);
  await stores.intakes.finish(id, { layoutHash: 'layout', report: {} });
  return id;
}

/** A planned run of this account. */
export function aRun(stores: OpenedStores, account: Account, intakeId: string | null = null, changes: Partial<Run> = {}): Promise<Run> {
  return stores.runs.create({
    id: nextId(), accountId: account.id, userKey: 'user-1', source: 'dentrix', kind: 'full', intakeId, undoes: null, hash: 'hash', document: {}, ...changes,
  });
}

/** A record that a run is to write. */
export function aDraft(externalId: ExternalId, changes: Partial<OperationDraft> = {}): OperationDraft {
  return {
    level: 0, object: 'person', externalId, ours: { name: 'Ada Example' }, base: null, targetId: null, forecast: 'create',
    because: { name: { row: 'Patient', from: 'patient.firstName' } }, rows: [], ...changes,
  };
}

/** Adds operations to a run and reads them back. */
export async function operationsOf(stores: OpenedStores, run: Run, drafts: readonly OperationDraft[]): Promise<readonly Operation[]> {
  await stores.runs.addOperations(run.id, drafts);
  return stores.runs.operations(run.id, { states: ['pending'], afterSeq: 0, limit: 1000 });
}

/** The journal entry before the request. */
export function intent(operation: Operation, kind: 'create' | 'update' = 'create', targetId: string | null = null): Extract<JournalEntry, { phase: 'intent' }> {
  return { phase: 'intent', operation, verdict: { kind, fields: operation.ours ?? {}, conflicts: [] }, targetId, before: null };
}

/** The journal entry after the CRM took it. */
export function applied(operation: Operation, targetId: string, kind: 'create' | 'update' = 'create'): JournalEntry {
  return {
    phase: 'outcome', operation, result: 'applied', verdict: { kind, fields: operation.ours ?? {}, conflicts: [] }, targetId, before: null, after: operation.ours,
  };
}

/** The journal entry of an operation that wrote nothing. */
export function settled(operation: Operation, result: 'nothing' | 'conflict', targetId: string): JournalEntry {
  return { phase: 'outcome', operation, result, verdict: { kind: result, conflicts: [] }, targetId, before: operation.ours, after: operation.ours };
}

/** The journal entry of an operation that the CRM or a failed parent stopped. */
export function failed(operation: Operation, result: 'rejected' | 'blocked', reason: string): JournalEntry {
  return { phase: 'outcome', operation, result, reason, remedy: 'Correct the record and run again.' };
}

/** The link that an applied operation leaves. */
export function linkOf(operation: Operation, targetId: string, seen = operation.ours ?? {}): LinkRecord {
  return { object: operation.object, externalId: operation.externalId, targetId, base: { sent: operation.ours ?? {}, seen } };
}

/** All items of a paged answer. */
export async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
