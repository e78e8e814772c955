import type { Credentials } from './destinations/define.js';
import type { Account, AccountStore } from './ports.js';
import type { AuditReport, DiffPage, IntakeReport, MappingReport, PlanReport, RecordId, RollbackPreview, RunReport, Verification } from './reports.js';

/** A file of an export as it lies on this machine; `name` is what the office calls it (with folders, `/` between them). */
export interface ExportFile {
  readonly name: string;
  readonly path: string;
}

/** A dental system that can be read. */
export interface SourceInfo {
  readonly name: string;
  readonly label: string;
  readonly assumed: boolean;
}

export interface PlanRequest {
  readonly accountId: string;
  readonly userKey: string;
  readonly intakeId: string;
  /** `full` becomes `delta` by itself where this source has been written to the account before. */
  readonly kind: 'sample' | 'full';
  readonly sampleSize?: number;
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  readonly answers?: Readonly<Record<string, string>>;
  /** Answers open questions by their defaults; recorded with the answers. Only the command line offers this. */
  readonly acceptDefaults?: boolean;
}

export interface ApproveRequest {
  readonly by: string;
  readonly agreement: string;
  /** Says that a full run may go without a signed sample; recorded. Only the command line offers this. */
  readonly waiveSample?: boolean;
}

/** A connected user of an account, as the server adds it after its own sign-in. */
export interface ConnectRequest {
  readonly destination: string;
  readonly key: string;
  readonly name: string;
  readonly userKey: string;
  readonly credentials: Credentials;
}

/**
 * The public door of the migrator: the server and the command line come in here and nowhere else.
 * Methods throw `Refused` with a sentence for the person who asked; bad data in an export is never an exception but part of a report.
 */
export interface Migrator {
  readonly accounts: AccountStore;
  sources(): Promise<readonly SourceInfo[]>;
  connect(request: ConnectRequest): Promise<Account>;
  /** Connects an account without a browser, with what a CRM asks for (`url`, `key`); `name` is what the command line calls it. */
  connectDirectly(destination: string, given: Readonly<Record<string, string>>, name?: string): Promise<Account>;
  /** Reads files without account, network or database. `source` may be `auto`. */
  audit(files: readonly ExportFile[], source: string): Promise<AuditReport>;
  /** Reads files and stages them, sealed, for an account. */
  stage(accountId: string, files: readonly ExportFile[], source: string): Promise<IntakeReport>;
  intakes(accountId: string): Promise<readonly IntakeReport[]>;
  mapping(source: string, destination: string): Promise<MappingReport>;
  /** Computes a plan and freezes it; reads from the account, writes nothing to it. */
  plan(request: PlanRequest): Promise<PlanReport>;
  /** Answers questions of a plan; the plan is computed anew under the same id. */
  answer(runId: string, answers: Readonly<Record<string, string>>): Promise<PlanReport>;
  approve(runId: string, request: ApproveRequest): Promise<void>;
  /** Starts or resumes a run in this process and returns at once; `settled` waits for its end. */
  start(runId: string): Promise<void>;
  /** Resolves with the run's report when it is finished, paused or failed. */
  settled(runId: string): Promise<RunReport>;
  /** Asks a run, in whatever process, to stop after what is in flight; takes effect within 2 s. */
  pause(runId: string): Promise<void>;
  /** Runs that were running when their process ended; the server starts them again. */
  interrupted(): Promise<readonly string[]>;
  run(runId: string): Promise<RunReport>;
  runs(accountId: string): Promise<readonly RunReport[]>;
  /** The account a run belongs to, null for an unknown run; callers check it against who is asking. */
  accountOf(runId: string): Promise<string | null>;
  diff(runId: string, page: { readonly offset: number; readonly limit: number; readonly onlyDifferences: boolean }): Promise<DiffPage>;
  /** Signs a sample's diff. A later change of mapping, settings or layout voids it. */
  sign(runId: string, by: string): Promise<void>;
  verify(runId: string): Promise<Verification>;
  /** Plans the taking back of a run; the result is itself a run, to be approved and started. */
  planRollback(runId: string): Promise<RollbackPreview>;
  /** One line per input row with outcome, reason, remedy and ids in the CRM, as CSV. Cells that a spreadsheet would run as formulas are neutralised. */
  results(runId: string): AsyncIterable<string>;
  /** Our external ids and the CRM's ids of the records of a run that stand there, in pages. */
  ids(runId: string): AsyncIterable<readonly RecordId[]>;
  /** Writes a generated export with known truth into a folder. */
  samplePractice(options: SamplePracticeOptions): Promise<readonly ExportFile[]>;
  close(): Promise<void>;
}

export interface SamplePracticeOptions {
  readonly source: string;
  readonly patients: number;
  readonly seed: number;
  readonly households: boolean;
  /** Share of rows changed against the same seed without it (0 to 1): the newer export of the same office. */
  readonly changed?: number;
  readonly out: string;
}
