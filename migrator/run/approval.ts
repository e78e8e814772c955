import type { ApproveRequest } from '../door.js';
import type { Run } from '../ports.js';
import type { Approval } from '../reports.js';
import { Refused } from './errors.js';
import { notesOf } from './notes.js';

/**
 * Nothing is written before this: every blocking question is answered, the plan breaks no cap, somebody named the agreement that covers the patient
 * data, and a first full run stands on a signed sample of the same mapping, settings and layout. Throws `Refused` with what is missing.
 */
export function approvalOf(run: Run, others: readonly Run[], { by, agreement, waiveSample }: ApproveRequest, now: Date): Approval {
  const { plan } = notesOf(run);
  if (plan === undefined) throw new Refused('This run has no plan yet.', 'no-plan');
  if (plan.refused.length > 0) throw new Refused(plan.refused.join(' '), 'plan-refused');
  const open = plan.questions.filter(({ blocking, answer }) => blocking && answer === null).length;
  if (open > 0) throw new Refused(`${open} question${open === 1 ? ' is' : 's are'} still open. Answer ${open === 1 ? 'it' : 'them'} first.`, 'open-questions');
  if (agreement.trim() === '') throw new Refused('Say which agreement covers putting patient data into this CRM.', 'no-agreement');
  return { by, at: now.toISOString(), agreement: agreement.trim(), sample: sampleState(run, others, waiveSample === true) };
}

function sampleState(run: Run, others: readonly Run[], waived: boolean): Approval['sample'] {
  if (run.kind !== 'full') return 'not-needed';
  if (others.some((other) => stands(other, run))) return 'signed';
  if (waived) return 'waived';
  throw new Refused('The sample was not signed, or mapping, settings or the export’s layout changed since. Run a sample, review its differences and sign it.', 'no-signed-sample');
}

/** A signature stands while nothing that it was given for has changed: the hash, and every answer the sample was made with. */
function stands(sample: Run, run: Run): boolean {
  const then = notesOf(sample);
  const now = notesOf(run).answers ?? {};
  return sample.kind === 'sample' && then.signed !== undefined && sample.hash === run.hash
    && (then.plan?.questions ?? []).every(({ id, answer }) => answer === (now[id] ?? null));
}
