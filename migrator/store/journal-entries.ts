import type { Image } from '../destinations/define.js';
import type { Verdict } from '../plan/decide.js';
import type { HistoryEntry, JournalEntry, LinkRecord, Operation } from '../ports.js';
import type { Sealer } from './seal.js';

/** A row of the journal. The database numbers it; numbers grow in the order of writing. */
export interface JournalRow {
  readonly run: number;
  readonly seq: number;
  readonly phase: 'intent' | 'outcome';
  readonly result: HistoryEntry['result'] | null;
  readonly target_id: string | null;
  readonly reason: string | null;
  readonly remedy: string | null;
  readonly link_change: 'set' | 'removed' | null;
  readonly sealed: Buffer;
  readonly at: string;
}

/** What a journal entry seals. `link` is there so that links can be derived from the journal alone. */
export interface SealedEntry {
  readonly verdict: Verdict | null;
  readonly before: Image;
  readonly after: Image;
  readonly link: LinkRecord | null;
}

/** The row for an entry of the operation with these numbers. */
export function toJournalRow(
  sealer: Sealer, numbers: { readonly run: number; readonly seq: number }, entry: JournalEntry, link: LinkRecord | null | undefined, at: string,
): JournalRow {
  const failed = entry.phase === 'outcome' && 'reason' in entry;
  const sealed: SealedEntry = {
    verdict: failed ? null : entry.verdict,
    before: failed ? null : entry.before,
    after: entry.phase === 'outcome' && 'after' in entry ? entry.after : null,
    link: link ?? null,
  };
  return {
    ...numbers,
    phase: entry.phase,
    result: entry.phase === 'outcome' ? entry.result : null,
    target_id: failed ? null : entry.targetId,
    reason: failed ? plainText(entry.reason) : null,
    remedy: failed ? plainText(entry.remedy) : null,
    link_change: link === undefined ? null : link === null ? 'removed' : 'set',
    sealed: sealer.seal(placeOf(entry.operation.id, entry.phase), sealed),
    at,
  };
}

/** Opens what an entry sealed. */
export function openEntry(sealer: Sealer, operationId: string, row: Pick<JournalRow, 'phase' | 'sealed'>): SealedEntry {
  return sealer.open<SealedEntry>(placeOf(operationId, row.phase), row.sealed);
}

/** An outcome with its operation, for rollback plans and reports. */
export function toHistoryEntry(sealer: Sealer, operation: Operation, row: JournalRow): HistoryEntry {
  const { verdict, before, after } = openEntry(sealer, operation.id, row);
  // Only outcomes are read here, and each has a result.
  const result = row.result ?? 'nothing';
  return { operation, result, verdict, targetId: row.target_id, before, after, reason: row.reason, remedy: row.remedy, at: row.at };
}

/** A CRM's words may hold anything; PostgreSQL's text cannot hold a zero character. */
export function plainText(text: string): string {
  return text.replaceAll('\0', '');
}

function placeOf(operationId: string, phase: JournalRow['phase']): string {
  return `journal|${operationId}|${phase}`;
}
