/** The parts of the commands' JSON documents that the tests hold them to; the keys are public. */

/** What `run` and `resume` print. */
export interface RunDocument {
  readonly run: string;
  readonly kind: string;
  readonly state: string;
  readonly rows: Readonly<Record<'read' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed', number>>;
  readonly operations: { readonly create: Readonly<Record<string, number>>; readonly update: Readonly<Record<string, number>> };
  readonly tokens: { readonly predicted: number; readonly charged: number };
  readonly results: string;
}

/** What `plan` prints. */
export interface PlanDocument {
  readonly plan: string;
  readonly operations: RunDocument['operations'];
  readonly price: { readonly tokens: number };
}

/** What `status`, `pause` and a stopped run print. */
export interface StatusDocument {
  readonly run: string;
  readonly state: string;
  readonly cause: string | null;
  readonly remedy: string | null;
  readonly progress: { readonly done: number; readonly total: number; readonly tokens: { readonly charged: number } };
}

/** What `verify` prints. */
export interface VerifyDocument {
  readonly records: number;
  readonly fields: number;
  readonly differing: readonly { readonly object: string; readonly id: string; readonly field: string; readonly kind: string }[];
}

/** What `rollback` prints. */
export interface RollbackDocument {
  readonly run: string;
  readonly of: string;
  readonly delete: number;
  readonly restore: number;
  readonly keep: readonly { readonly object: string; readonly id: string; readonly reason: string }[];
  readonly tokens: number;
  readonly charged?: number;
  readonly state: string;
}

/** What any command prints that was refused. */
export interface RefusalDocument {
  readonly error: { readonly code: string; readonly message: string };
}
