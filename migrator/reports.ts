import type { StreamName } from './canonical/streams.js';
import type { Issue } from './canonical/values.js';
import type { FieldName, Value } from './destinations/define.js';
import type { Because, RowCounts, RunKind, RunState } from './ports.js';

/** What a column of a file was taken for. `proposal` is `stream.field`, null where nothing fits. */
export interface ColumnReport {
  readonly header: string;
  readonly proposal: string | null;
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly alternatives: readonly string[];
}

/** One file of an export as it was read. */
export interface FileReport {
  readonly file: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly format: string;
  /** Name of the layout in the source's profile, null where the file was not recognised. */
  readonly layout: string | null;
  readonly rows: number;
  readonly stream: StreamName | null;
  readonly dropped: readonly { readonly line: number; readonly reason: string }[];
  readonly columns: readonly ColumnReport[];
}

export interface StreamReport {
  readonly rows: number;
  readonly problems: number;
}

/** Two rows that may be one human. `household` says: related, never to be joined. */
export interface DuplicatePair {
  readonly a: { readonly file: string; readonly line: number; readonly key: string };
  readonly b: { readonly file: string; readonly line: number; readonly key: string };
  readonly score: number;
  readonly verdict: 'same' | 'probable' | 'household' | 'different';
  readonly evidence: readonly string[];
}

/** Something about the data that is not an error of one cell but worth a look. `where` says which columns it stands in, `places` names the first rows. */
export interface AuditFinding {
  readonly code: string;
  readonly title: string;
  readonly says: string;
  readonly count: number;
  readonly where: readonly { readonly file: string; readonly column: string | null; readonly count: number }[];
  readonly places: readonly { readonly file: string; readonly line: number | null; readonly column: string | null; readonly key: string | null }[];
}

/** What a person who knows the office should look at before anything moves. */
export interface AuditFindings {
  /** Fields that a CRM is of little use without, and how many records lack them. */
  readonly missing: readonly { readonly stream: StreamName; readonly field: string; readonly label: string; readonly records: number; readonly of: number }[];
  readonly found: readonly AuditFinding[];
  /** How often each code of an issue occurred, whether it is told in full or not. */
  readonly issueCounts: Readonly<Record<string, number>>;
  /** What will not migrate and why, from the mapping; empty where no mapping was given. */
  readonly staysBehind: readonly { readonly what: string; readonly reason: string; readonly kind: 'not-migrated' | 'not-yet' }[];
}

/** What the pictures of an audit are drawn from: counts only. */
export interface AuditPictures {
  /** Records by the month they are dated, oldest first; patients stand in the month of their first visit. */
  readonly months: readonly { readonly month: string; readonly counts: Readonly<Partial<Record<StreamName, number>>> }[];
  /** How long ago patients were last seen, counted back from `asOf`, ISO date, null where no visit is recorded at all. */
  readonly lastVisits: { readonly asOf: string | null; readonly bands: readonly { readonly label: string; readonly patients: number }[] };
}

/** The data-quality report of a set of files: made without network and without an account. */
export interface AuditReport {
  readonly source: string;
  readonly files: readonly FileReport[];
  readonly streams: Readonly<Partial<Record<StreamName, StreamReport>>>;
  readonly issues: readonly Issue[];
  readonly duplicates: readonly DuplicatePair[];
  readonly orphans: readonly { readonly stream: StreamName; readonly key: string; readonly pointsTo: string; readonly file: string; readonly line: number }[];
  readonly totals: readonly { readonly what: string; readonly ours: string; readonly theirs: string; readonly equal: boolean }[];
  readonly rows: { readonly read: number; readonly skipped: number; readonly skippedBy: Readonly<Record<string, number>> };
  readonly findings?: AuditFindings;
  readonly pictures?: AuditPictures;
}

export interface IntakeReport {
  readonly id: string;
  readonly createdAt: string;
  readonly audit: AuditReport;
}

/** Something only a person can decide. `count` says how many records wait for it. */
export interface Question {
  readonly id: string;
  readonly asks: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly default: string | null;
  readonly blocking: boolean;
  readonly count: number;
  readonly answer: string | null;
}

/** What a run will cost, before its first write. Tokens are the CRM's published prices; a calm run is charged exactly this. */
export interface Price {
  readonly tokens: number;
  readonly requests: number;
  readonly byObject: Readonly<Record<string, { readonly records: number; readonly tokens: number }>>;
  readonly rollbackTokens: number;
  readonly verifyTokens: number;
  /** Days of the account's whole token budget, null where the plan is unknown. */
  readonly days: number | null;
  readonly dailyTokens: number | null;
}

export interface CapReport {
  readonly cap: string;
  readonly label: string;
  readonly limit: number | null;
  readonly used: number;
  readonly needed: number;
}

/** A custom field, pipeline, stage or type that the plan adds to the account or finds there. */
export interface SchemaReport {
  readonly object: string;
  readonly name: string;
  readonly type: string | null;
  readonly exists: boolean;
}

export interface OperationReport {
  readonly create: Readonly<Record<string, number>>;
  readonly update: Readonly<Record<string, number>>;
  readonly unchanged: Readonly<Record<string, number>>;
  readonly remove: Readonly<Record<string, number>>;
  readonly conflict: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
}

export interface PlanReport {
  readonly plan: string;
  readonly kind: RunKind;
  readonly schema: readonly SchemaReport[];
  readonly questions: readonly Question[];
  readonly operations: OperationReport;
  readonly price: Price;
  readonly caps: readonly CapReport[];
  /** Why the plan may not start, each as a sentence; empty when it may. */
  readonly refused: readonly string[];
}

/** Tokens predicted and charged, work done and to do. `rate` is operations per second over the last minute. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly rate: number;
  readonly secondsLeft: number | null;
  readonly tokens: { readonly predicted: number; readonly charged: number };
}

export interface Difference {
  readonly object: string;
  readonly id: string;
  readonly externalId: string;
  readonly field: FieldName;
  readonly expected: Value;
  readonly actual: Value;
  readonly kind: 'normalised' | 'drift' | 'missing';
}

/** A read-back of every record of a run. `differing` lists drift and missing records; what the CRM merely normalised is counted. */
export interface Verification {
  readonly run: string;
  readonly at: string;
  readonly records: number;
  readonly fields: number;
  readonly normalised: number;
  readonly differing: readonly Difference[];
  readonly totals: readonly { readonly what: string; readonly ours: string; readonly theirs: string; readonly equal: boolean }[];
  readonly tokens: number;
}

/** A record under both of its names: ours, which it carries into the CRM, and the CRM's own. */
export interface RecordId {
  readonly object: string;
  readonly externalId: string;
  readonly id: string;
}

export interface RollbackPreview {
  readonly run: string;
  readonly of: string;
  readonly delete: number;
  readonly restore: number;
  readonly keep: readonly { readonly object: string; readonly id: string; readonly reason: string }[];
  readonly tokens: number;
  /** Until when the CRM itself can still bring back what is removed, ISO date, null where it cannot. */
  readonly until: string | null;
  readonly state: RunState;
}

/** Who agreed to what before a run was allowed to write. */
export interface Approval {
  readonly by: string;
  readonly at: string;
  /** The agreement on patient data with the CRM's provider, in the confirming person's words. */
  readonly agreement: string;
  readonly sample: 'signed' | 'waived' | 'not-needed';
}

export interface RunReport {
  readonly run: string;
  readonly kind: RunKind;
  readonly source: string;
  readonly state: RunState;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly until: string | null;
  readonly undoes: string | null;
  readonly intake: string | null;
  readonly rolledBack: boolean;
  /** For a sample: who signed its diff, null while unsigned or when mapping, settings or layout changed since. */
  readonly signed: { readonly by: string; readonly at: string } | null;
  readonly rows: RowCounts;
  readonly operations: OperationReport;
  readonly progress: Progress;
  readonly seconds: number;
  readonly plan: PlanReport;
  readonly approval: Approval | null;
  readonly verification: Verification | null;
  readonly rollback: RollbackPreview | null;
}

/** One field of one record in the sample's diff: what the export says, what is (or will be) written, what was read back. */
export interface DiffField {
  readonly field: FieldName;
  readonly label: string;
  readonly source: string | null;
  readonly wanted: Value;
  readonly readBack: Value | undefined;
  readonly status: 'planned' | 'equal' | 'normalised' | 'differs' | 'kept';
  readonly because: Because | null;
}

export interface DiffRecord {
  readonly object: string;
  readonly label: string;
  readonly externalId: string;
  readonly id: string | null;
  readonly title: string;
  readonly forecast: string;
  readonly result: string;
  readonly reason: string | null;
  readonly fields: readonly DiffField[];
}

export interface DiffPage {
  readonly run: string;
  readonly total: number;
  readonly differing: number;
  readonly offset: number;
  readonly records: readonly DiffRecord[];
}

/** One row of a mapping document, as people read it. */
export interface MappingRowReport {
  readonly source: string;
  readonly destination: string;
  readonly cardinality: string;
  readonly says: string;
  readonly reached: boolean;
  readonly fields: readonly { readonly object: string; readonly to: string; readonly from: string; readonly how: string | null }[];
}

export interface MappingReport {
  readonly source: string;
  readonly destination: string;
  readonly rows: readonly MappingRowReport[];
  readonly settings: readonly { readonly name: string; readonly asks: string; readonly value: Value }[];
}
