import type { Meter } from '../destinations/define.js';
import type { Run } from '../ports.js';
import type { Approval, PlanReport, RollbackPreview, Verification } from '../reports.js';

/** What a run notes about itself in its sealed document. Parts appear as the run goes on. */
export interface RunNotes {
  readonly plan?: PlanReport;
  readonly planning?: Meter;
  readonly answers?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  readonly acceptDefaults?: boolean;
  readonly sampleSize?: number | null;
  readonly approval?: Approval;
  readonly signed?: { readonly by: string; readonly at: string };
  readonly verification?: Verification;
  readonly rollback?: RollbackPreview;
  /** Tokens charged while applying, over all starts. */
  readonly charged?: number;
  /** Milliseconds spent applying, over all starts. */
  readonly worked?: number;
  readonly pauseRequested?: boolean;
}

/** The notes of a run. The document is sealed and written through `RunNotes` only, so its shape is ours. */
export const notesOf = (run: Run): RunNotes => run.document as RunNotes;
