import type { Knex } from 'knex';
import type { JournalEntry, OperationState } from '../ports.js';
import { plainText } from './journal-entries.js';

interface Projected {
  readonly id: string;
  readonly state: OperationState;
  readonly kind: string | null;
  readonly landed: string | null;
  readonly reason: string | null;
  readonly remedy: string | null;
}

/** Writes what these entries make of their operations: one statement for the whole group, the last entry of an operation counts. */
export async function projectStates(trx: Knex.Transaction, entries: readonly JournalEntry[]): Promise<void> {
  const last = new Map(entries.map((entry) => [entry.operation.id, projected(entry)]));
  const values = [...last.values()].flatMap(({ id, state, kind, landed, reason, remedy }) => [id, state, kind, landed, reason, remedy]);
  const rows = [...last].map(() => '(?, ?, ?, ?, ?, ?)').join(', ');
  await trx.raw(
    `with ended (id, state, kind, landed, reason, remedy) as (values ${rows})
     update operations set state = ended.state, result_kind = ended.kind, landed_id = ended.landed, reason = ended.reason, remedy = ended.remedy
     from ended where operations.id = ended.id`,
    values,
  );
}

function projected(entry: JournalEntry): Projected {
  const { id } = entry.operation;
  const nothing = { id, kind: null, landed: null, reason: null, remedy: null };
  if (entry.phase === 'intent') return { ...nothing, state: 'intent' };
  if ('reason' in entry) return { ...nothing, state: entry.result, reason: plainText(entry.reason), remedy: plainText(entry.remedy) };
  return { ...nothing, state: entry.result, kind: entry.verdict.kind, landed: entry.targetId };
}
