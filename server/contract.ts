/**
 * The panel API: every request carries `Authorization: Bearer <signed token of the SDK>`, the company comes from that token only.
 * Types only; the one file of the server that the user interface may import.
 */
export type {
  Approval, AuditReport, CapReport, DiffField, DiffPage, DiffRecord, Difference, DuplicatePair, FileReport, IntakeReport, MappingReport,
  MappingRowReport, OperationReport, PlanReport, Price, Progress, Question, RollbackPreview, RunKind, RunReport, RunState, SchemaReport,
  SourceInfo, StreamReport, Verification,
} from '../migrator/index.js';

/** Every refusal of the API. `message` is a sentence for the person at the screen, `remedy` what to do next. */
export interface ProblemBody {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** `GET /api/me` */
export interface Me {
  readonly installed: boolean;
  /** Whether the installing user may create fields and pipelines; null while not installed. */
  readonly admin: boolean | null;
  readonly company: string | null;
  readonly user: string | null;
  /** Where to send a person who must install first; opened in a new tab. */
  readonly installUrl: string;
  /** True where the server talks to the stand-in account instead of Pipedrive. */
  readonly standIn: boolean;
  readonly limits: { readonly fileBytes: number; readonly files: number };
}

/** `POST /api/intakes/sample`: an intake from a generated practice. `changed` 0.05 makes the newer export of the same office. */
export interface SamplePracticeRequest {
  readonly patients: number;
  readonly changed: number;
}

/** `POST /api/runs` → PlanReport */
export interface PlanBody {
  readonly intake: string;
  readonly kind: 'sample' | 'full';
  readonly sampleSize?: number;
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  readonly answers?: Readonly<Record<string, string>>;
}

/** `PUT /api/runs/:run/answers` → PlanReport */
export interface AnswersBody {
  readonly answers: Readonly<Record<string, string>>;
}

/** `POST /api/runs/:run/approve` → RunReport: records the patient-data gate and starts the run. */
export interface ApproveBody {
  readonly agreement: string;
}

/*
 * The other calls, all relative to the app's address:
 *   GET  /api/sources                    readonly SourceInfo[]
 *   GET  /api/intakes                    readonly IntakeReport[], newest first
 *   POST /api/intakes?source=auto        multipart, field `files` (several) → IntakeReport
 *   GET  /api/mapping?source=dentrix     MappingReport
 *   GET  /api/runs                       readonly RunReport[], newest first
 *   GET  /api/runs/:run                  RunReport
 *   POST /api/runs/:run/pause|resume|sign → RunReport
 *   POST /api/runs/:run/verify           Verification
 *   POST /api/runs/:run/rollback         RollbackPreview (a planned run; approve it like any other)
 *   GET  /api/runs/:run/diff?offset=0&limit=25&differences=0|1   DiffPage
 *   GET  /api/runs/:run/results          text/csv
 * Errors: 4xx/5xx with ProblemBody.
 */
