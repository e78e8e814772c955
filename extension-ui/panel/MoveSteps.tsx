/** Plan → price → approve → progress of a full run or a delta, which differ in words only. */
import type { RunReport } from '../../server/contract.js';
import { copy } from '../shared/copy.js';
import { Button, Notice, Section } from '../shared/parts.js';
import { useAction } from '../shared/useAction.js';
import { usePanel } from './context.js';
import { Gate } from './Gate.js';
import { answersOf, openQuestions } from './journey.js';
import { Bill, BillByObject, Caps, Footprint, Operations, Refusals } from './PriceView.js';
import { RowCounts } from './RowCounts.js';
import { RunProgress } from './RunProgress.js';
import { Step } from './Step.js';
import { useApproval } from './useApproval.js';

/** The words in which the two differ. */
export interface MoveWords {
  readonly title: string;
  readonly lead: string;
  readonly plan: string;
  readonly planning: string;
  readonly planned: string;
  readonly approve: string;
  readonly toVerify: string;
  /** A promise under the counts. */
  readonly promise?: string;
}

/** Planning the current export as a whole. */
export const usePlanMove = () => {
  const { api, journey, settings, refresh } = usePanel();
  const planning = useAction();
  const plan = (): void => planning.start(async () => {
    if (journey.intake === null) return;
    await api.plan({ intake: journey.intake.id, kind: 'full', settings, answers: answersOf(journey) });
    await refresh();
  });
  return { planning, plan };
};

const Approve = ({ run, words }: { readonly run: RunReport; readonly words: MoveWords }) => {
  const { go } = usePanel();
  const form = useApproval();
  const { planning, plan } = usePlanMove();
  const unanswered = openQuestions(run.plan) > 0;
  return (
    <Step
      title={words.title} lead={words.lead} problem={form.action.problem ?? planning.problem}
      actions={(
        <>
          <Button busy={planning.busy} onClick={plan}>{copy.run.again}</Button>
          {unanswered
            ? <Button look="primary" onClick={() => go('questions')}>{copy.sample.toQuestions}</Button>
            : <Button look="primary" busy={form.action.busy} disabled={run.plan.refused.length > 0} onClick={() => form.approve(run)}>{words.approve}</Button>}
        </>
      )}
    >
      <Refusals plan={run.plan} />
      {unanswered && <Notice tone="warning">{copy.sample.needsAnswers}</Notice>}
      <Section title={words.planned}>
        <Operations operations={run.plan.operations} />
        {words.promise !== undefined && <p className="meta">{words.promise}</p>}
      </Section>
      <Bill price={run.plan.price} />
      <BillByObject price={run.plan.price} />
      <Caps caps={run.plan.caps} />
      <Footprint schema={run.plan.schema} />
      <Gate value={form.agreement} onChange={form.setAgreement} missing={form.missing} />
    </Step>
  );
};

/** A planned, running or ended run of the whole export. */
export const Move = ({ run, words }: { readonly run: RunReport; readonly words: MoveWords }) => {
  const { go } = usePanel();
  if (run.state === 'planned') return <Approve key={run.run} run={run} words={words} />;
  const ended = run.state === 'finished';
  return (
    <Step title={words.title} actions={ended ? <Button look="primary" onClick={() => go('verify')}>{words.toVerify}</Button> : undefined}>
      <RunProgress run={run} />
      {(ended || run.state === 'failed') && <RowCounts rows={run.rows} />}
    </Step>
  );
};
