export { auditPage } from './audit/page.js';
export type * from './door.js';
export { openMigrator } from './open.js';
export type { MigratorOptions } from './open.js';
export type { Account, RunKind, RunState } from './ports.js';
export type * from './reports.js';
export { OutcomeUnknown, PauseRun, RecordRejected, Refused, RetryLater } from './run/errors.js';
