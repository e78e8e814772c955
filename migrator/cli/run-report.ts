import type { RunReport } from '../index.js';
import { sentences } from './failures.js';
import { duration, progressLine } from './status-line.js';

/** A run that came to an end or to a stop, as JSON. A rollback tells what it took back instead of rows. */
export function runJson(report: RunReport, results: string | null): object {
  const { run: id, kind, state, cause, remedy, until, rows, operations, progress, seconds, rollback: preview } = report;
  if (preview !== null) return { ...preview, state, cause, remedy, charged: progress.tokens.charged };
  return { run: id, kind, state, cause, remedy, until, rows, operations, tokens: progress.tokens, seconds, results };
}

/** The same for a person. */
export function runText(report: RunReport, results: string | null): string {
  const { run: id, kind, state, rows, progress, seconds, rollback: preview } = report;
  const head = `Run ${id} (${kind}): ${state} after ${duration(seconds)}, ${progress.tokens.charged} tokens charged, ${progress.tokens.predicted} predicted`;
  if (preview !== null) {
    return [`${head}; deletes ${preview.delete}, restores ${preview.restore}, keeps ${preview.keep.length}`, ...preview.keep.map(({ object, id: kept, reason }) => `- kept ${object} ${kept}: ${reason}`)].join('\n');
  }
  return [
    head,
    `rows read ${rows.read} = created ${rows.created} + updated ${rows.updated} + unchanged ${rows.unchanged} + skipped ${rows.skipped} + failed ${rows.failed}`,
    ...Object.entries(rows.failedBy).map(([reason, count]) => `- ${count} failed: ${reason}`),
    ...(results === null ? [] : [`each row's end: ${results}`]),
  ].join('\n');
}

/** How a run stands, as JSON. */
export const statusJson = ({ run: id, kind, state, cause, remedy, until, progress: { done, total, rate, secondsLeft, tokens }, rows }: RunReport): object =>
  ({ run: id, kind, state, cause, remedy, until, progress: { done, total, rate, secondsLeft, tokens }, rows });

/** The same for a person. */
export function statusText({ run: id, kind, state, cause, remedy, until, progress }: RunReport): string {
  const why = sentences(cause, remedy, until === null ? null : `Until ${until}`);
  return [`Run ${id} (${kind}): ${state}, ${progressLine(progress)}`, ...(why === '' ? [] : [why])].join('\n');
}
