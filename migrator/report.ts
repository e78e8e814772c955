import type { Run, RunStore } from './ports.js';
import { operationReport } from './plan/plan.js';
import type { PlanReport, Progress, RunReport } from './reports.js';
import { notesOf } from './run/notes.js';

const NO_PLAN = (run: Run): PlanReport => ({
  plan: run.id, kind: run.kind, schema: [], questions: [], caps: [], refused: [],
  operations: { create: {}, update: {}, unchanged: {}, remove: {}, conflict: {}, skipped: {} },
  price: { tokens: 0, requests: 0, byObject: {}, rollbackTokens: 0, verifyTokens: 0, days: null, dailyTokens: null },
});

/** A run as people see it. `others` are the account's runs, to know what was rolled back. */
export async function reportRun(run: Run, runs: RunStore, others: readonly Run[], rate: number | null): Promise<RunReport> {
  const notes = notesOf(run);
  const plan = notes.plan ?? NO_PLAN(run);
  return {
    run: run.id, kind: run.kind, source: run.source, state: run.state, createdAt: run.createdAt, startedAt: run.startedAt, finishedAt: run.finishedAt,
    cause: run.cause, remedy: run.remedy, until: run.until, undoes: run.undoes, intake: run.intakeId,
    rolledBack: others.some((other) => other.undoes === run.id && other.state === 'finished'),
    signed: notes.signed ?? null, rows: await runs.rowCounts(run.id), operations: await operationReport(runs, run.id),
    progress: await progressOf(run, runs, plan, rate), seconds: Math.round((notes.worked ?? 0) / 1000), plan,
    approval: notes.approval ?? null, verification: notes.verification ?? null,
    rollback: notes.rollback === undefined ? null : { ...notes.rollback, state: run.state },
  };
}

async function progressOf(run: Run, runs: RunStore, plan: PlanReport, rate: number | null): Promise<Progress> {
  const notes = notesOf(run);
  let done = 0;
  let total = 0;
  for (const { forecast, state, count } of await runs.counts(run.id)) {
    if (forecast === 'unchanged') continue;
    total += count;
    if (state !== 'pending' && state !== 'intent') done += count;
  }
  const honest = rate !== null && rate > 0 && done * 100 >= total;
  return {
    done, total, rate: rate ?? 0, secondsLeft: honest ? Math.ceil((total - done) / rate) : null,
    tokens: { predicted: plan.price.tokens, charged: (notes.planning?.tokens ?? 0) + (notes.charged ?? 0) },
  };
}
