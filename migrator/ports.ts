import type { AnyRecord, StreamName } from './canonical/streams.js';
import type { Credentials, ExternalId, FieldName, Image } from './destinations/define.js';
import type { Base, Verdict } from './plan/decide.js';

/** An account at a CRM that runs write to. `key` is the CRM's own id of the company, `name` is what the command line calls it. */
export interface Account {
  readonly id: string;
  readonly destination: string;
  readonly name: string;
  readonly key: string;
  readonly addedAt: string;
}

/** Accounts and their sealed credentials. One credential set per (account, user). */
export interface AccountStore {
  /** Adds the account, or returns the one that has this destination and key already. Makes its data key. */
  add(account: { readonly destination: string; readonly name: string; readonly key: string }): Promise<Account>;
  list(): Promise<readonly Account[]>;
  byId(id: string): Promise<Account | null>;
  byName(name: string): Promise<Account | null>;
  byKey(destination: string, key: string): Promise<Account | null>;
  saveCredentials(accountId: string, userKey: string, credentials: Credentials): Promise<void>;
  credentials(accountId: string, userKey: string): Promise<Credentials | null>;
  credentialUsers(accountId: string): Promise<readonly string[]>;
  removeCredentials(accountId: string, userKey: string): Promise<void>;
  /** Calls `refresh` with the newest stored credentials while no other process renews them; stores its answer before resolving. */
  renew(accountId: string, userKey: string, refresh: (current: Credentials) => Promise<Credentials>): Promise<Credentials>;
  /** Destroys the account's data key and everything sealed with it. Cannot be undone. */
  forget(accountId: string): Promise<void>;
}

/** A set of export files taken from an office at one time. */
export interface Intake {
  readonly id: string;
  readonly accountId: string;
  readonly source: string;
  readonly createdAt: string;
  /** Hash of the files' layouts (headers and formats, no data); a sign-off is bound to it. */
  readonly layoutHash: string;
  /** The audit as JSON, sealed at rest. */
  readonly report: unknown;
}

/** One row of an export as staged: `id` is unique within the intake. A skipped row has no records but a reason. */
export interface StagedRow {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly records: readonly AnyRecord[];
  readonly skipped: { readonly reason: string; readonly stream: StreamName | null } | null;
}

/** A canonical record with the ids of the staged rows that it was read from (more than one where rows complete each other). */
export interface StoredRecord {
  readonly record: AnyRecord;
  readonly rows: readonly number[];
}

/** Staged rows, sealed; looked up by keyed hashes. */
export interface IntakeStore {
  create(intake: { readonly accountId: string; readonly source: string }): Promise<string>;
  addRows(intakeId: string, rows: readonly Omit<StagedRow, 'id'>[]): Promise<void>;
  finish(intakeId: string, result: { readonly layoutHash: string; readonly report: unknown }): Promise<Intake>;
  byId(intakeId: string): Promise<Intake | null>;
  list(accountId: string): Promise<readonly Intake[]>;
  /** All records of a stream in staging order, in pages; rows with the same key are merged (first value wins, later rows fill gaps). */
  records(intakeId: string, stream: StreamName): AsyncIterable<readonly StoredRecord[]>;
  /** The records of a stream that belong to these patients (a `patient` record belongs to itself). */
  ofPatients(intakeId: string, stream: StreamName, patientKeys: readonly string[]): Promise<readonly StoredRecord[]>;
  /** Records of a stream by their own keys. */
  byKeys(intakeId: string, stream: StreamName, keys: readonly string[]): Promise<readonly StoredRecord[]>;
  /** Rows in the intake, and those skipped at reading by reason. */
  counts(intakeId: string): Promise<{ readonly rows: number; readonly skipped: Readonly<Record<string, number>> }>;
  /** Every row with file and line but without records, in staging order, in pages. */
  rows(intakeId: string): AsyncIterable<readonly Pick<StagedRow, 'id' | 'file' | 'line' | 'skipped'>[]>;
}

export type RunKind = 'sample' | 'full' | 'delta' | 'rollback';
export type RunState = 'planned' | 'approved' | 'running' | 'paused' | 'finished' | 'failed';

/** One execution of a plan against an account. */
export interface Run {
  readonly id: string;
  readonly accountId: string;
  readonly userKey: string;
  readonly source: string;
  readonly kind: RunKind;
  readonly intakeId: string | null;
  /** The run whose writes this one takes back. */
  readonly undoes: string | null;
  readonly state: RunState;
  /** Why it is paused or failed, what to do, and until when it waits; null otherwise. */
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly until: string | null;
  /** Hash of mapping, settings and export layout, which a sign-off is bound to. */
  readonly hash: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Plan summary, settings, answers, approval, verification: JSON, sealed. */
  readonly document: RunDocument;
}

/** What a run knows about itself beside its operations. Parts are filled in as the run goes on. */
export type RunDocument = Readonly<Record<string, unknown>>;

export type OperationState = 'pending' | 'intent' | 'applied' | 'nothing' | 'conflict' | 'rejected' | 'blocked';
export type Forecast = 'create' | 'update' | 'unchanged' | 'remove' | 'conflict';

/** Why a field has its value: the mapping row, the source path and the transform. */
export interface Because {
  readonly row: string;
  readonly from: string;
  readonly how?: string;
  /** The value as the export has it, for the diff. */
  readonly source?: string;
}

/** One record that a run wants in a certain shape. `ours` may hold links that are resolved only when it is applied. */
export interface OperationDraft {
  readonly level: number;
  readonly object: string;
  readonly externalId: ExternalId;
  readonly ours: Image;
  readonly base: Base | null;
  readonly targetId: string | null;
  readonly forecast: Forecast;
  readonly because: Readonly<Record<FieldName, Because>>;
  /** Ids of the staged rows that this record was made from. */
  readonly rows: readonly number[];
}

export interface Operation extends OperationDraft {
  readonly id: string;
  readonly runId: string;
  readonly seq: number;
  readonly state: OperationState;
}

/** An entry of the journal: durable before the request leaves (intent) and before anything depends on it (outcome). */
export type JournalEntry =
  | { readonly phase: 'intent'; readonly operation: Operation; readonly verdict: Verdict; readonly targetId: string | null; readonly before: Image }
  | { readonly phase: 'outcome'; readonly operation: Operation; readonly result: 'applied' | 'nothing' | 'conflict'; readonly verdict: Verdict; readonly targetId: string | null; readonly before: Image; readonly after: Image }
  | { readonly phase: 'outcome'; readonly operation: Operation; readonly result: 'rejected' | 'blocked'; readonly reason: string; readonly remedy: string };

/** What a record was when we last wrote it. */
export interface LinkRecord {
  readonly object: string;
  readonly externalId: ExternalId;
  readonly targetId: string;
  readonly base: Base;
}

/** An outcome as needed to plan a rollback or to report: operation with both images. */
export interface HistoryEntry {
  readonly operation: Operation;
  readonly result: 'applied' | 'nothing' | 'conflict' | 'rejected' | 'blocked';
  readonly verdict: Verdict | null;
  readonly targetId: string | null;
  readonly before: Image;
  readonly after: Image;
  readonly reason: string | null;
  readonly remedy: string | null;
  readonly at: string;
}

/** The journal of all runs of an account. Entries and the projections (`operations.state`, links) change in one durable transaction. */
export interface Journal {
  /**
   * Makes the entry durable (grouped with others that wait) and, with an outcome, updates the link of the record.
   * `link` null removes the link. Rejects when `fence` is no longer the account's newest lease.
   */
  append(entry: JournalEntry, fence: number, link?: LinkRecord | null): Promise<void>;
  /** Intents without an outcome, in order, with the instant they became durable. */
  inDoubt(runId: string): Promise<readonly (Extract<JournalEntry, { phase: 'intent' }> & { readonly at: string })[]>;
  history(runId: string, order: 'forward' | 'reverse'): AsyncIterable<readonly HistoryEntry[]>;
  links(accountId: string, externalIds: readonly ExternalId[]): Promise<ReadonlyMap<ExternalId, LinkRecord>>;
  /** All links of these objects, in pages. */
  linksOf(accountId: string, objects: readonly string[]): AsyncIterable<readonly LinkRecord[]>;
  /** Whether anything of this source was ever written to the account and still stands. */
  hasLinks(accountId: string, source: string): Promise<boolean>;
}

/** Counts of operations by object and state. */
export type OperationCounts = readonly { readonly object: string; readonly forecast: Forecast; readonly state: OperationState; readonly count: number }[];

/** How the rows of the export ended: sums equal the rows read, always. */
export interface RowCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly skippedBy: Readonly<Record<string, number>>;
  readonly failedBy: Readonly<Record<string, number>>;
}

/** One row's end, for the results file. */
export interface RowOutcome {
  readonly file: string;
  readonly line: number;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed';
  readonly reason: string | null;
  readonly remedy: string | null;
  readonly targets: readonly { readonly object: string; readonly id: string }[];
}

export interface RunStore {
  create(run: Omit<Run, 'state' | 'cause' | 'remedy' | 'until' | 'createdAt' | 'startedAt' | 'finishedAt'>): Promise<Run>;
  byId(runId: string): Promise<Run | null>;
  /** Newest first. */
  list(accountId: string): Promise<readonly Run[]>;
  inState(states: readonly RunState[]): Promise<readonly Run[]>;
  setState(runId: string, state: RunState, why?: { readonly cause: string; readonly remedy: string; readonly until: string | null }): Promise<void>;
  /** Merges the given parts into the run's document. */
  patch(runId: string, part: RunDocument): Promise<void>;
  /** Takes back operations and skipped rows of a run that is still planned, so that it can be planned anew. */
  clearPlan(runId: string): Promise<void>;
  /** Appends operations to a planned run; `seq` follows the order of the calls. */
  addOperations(runId: string, drafts: readonly OperationDraft[]): Promise<void>;
  /** Says why rows of the export are part of no operation. */
  addSkipped(runId: string, rows: readonly { readonly row: number; readonly reason: string }[]): Promise<void>;
  levels(runId: string): Promise<readonly number[]>;
  /** Operations of a level in this state, by seq, after `afterSeq`, at most `limit`. */
  operations(runId: string, query: { readonly level?: number; readonly states: readonly OperationState[]; readonly afterSeq: number; readonly limit: number }): Promise<readonly Operation[]>;
  operation(operationId: string): Promise<Operation | null>;
  counts(runId: string): Promise<OperationCounts>;
  rowCounts(runId: string): Promise<RowCounts>;
  rowOutcomes(runId: string): AsyncIterable<readonly RowOutcome[]>;
  /** Marks operations that a read alone settled at planning (nothing to write) without journalling them. */
  settleUnchanged(runId: string): Promise<void>;
}

/** One writer per account. `fence` grows with every new holder; a journal refuses entries of an older one. */
export interface Lease {
  readonly accountId: string;
  readonly fence: number;
  /** Says that the holder is alive; rejects when the lease was lost. */
  renew(): Promise<void>;
  release(): Promise<void>;
}

export interface LeaseStore {
  /** Null when somebody else holds a live lease. A lease that was not renewed for 30 s is free. */
  acquire(accountId: string, holder: string): Promise<Lease | null>;
  holder(accountId: string): Promise<string | null>;
}

/** Uploaded files in quarantine belong to the server; this is everything the engine keeps. */
export interface Stores {
  readonly accounts: AccountStore;
  readonly intakes: IntakeStore;
  readonly runs: RunStore;
  readonly journal: Journal;
  readonly leases: LeaseStore;
  close(): Promise<void>;
}
