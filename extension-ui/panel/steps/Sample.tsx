import { useState } from 'react';
import type { RunReport } from '../../../server/contract.js';
import { copy } from '../../shared/copy.js';
import { Button, Chip, Section } from '../../shared/parts.js';
import { useAction } from '../../shared/useAction.js';
import { usePanel } from '../context.js';
import { Gate } from '../Gate.js';
import { answersOf, openQuestions } from '../journey.js';
import { Bill, Operations, Refusals } from '../PriceView.js';
import { RowCounts } from '../RowCounts.js';
import { RunProgress } from '../RunProgress.js';
import { Step } from '../Step.js';
import { useApproval } from '../useApproval.js';

const words = copy.sample;
const SMALLEST = 20;
const LARGEST = 500;
const STANDARD = 50;

const PlanSample = ({ onPlanned }: { readonly onPlanned: () => void }) => {
  const { api, journey, settings, refresh } = usePanel();
  const [size, setSize] = useState(String(STANDARD));
  const planning = useAction();
  const patients = Number(size);
  const fits = Number.isInteger(patients) && patients >= SMALLEST && patients <= LARGEST;
  const plan = (): void => planning.start(async () => {
    if (journey.intake === null) return;
    await api.plan({ intake: journey.intake.id, kind: 'sample', sampleSize: patients, settings, answers: answersOf(journey) });
    await refresh();
    onPlanned();
  });
  return (
    <Step
      title={words.title} lead={words.lead} problem={planning.problem}
      actions={<Button look="primary" busy={planning.busy} disabled={!fits} onClick={plan}>{planning.busy ? words.planning : words.plan}</Button>}
    >
      <label className="field">
        <span className="field__label">{words.size} <span className="meta">({words.range})</span></span>
        <input className="short" type="number" min={SMALLEST} max={LARGEST} value={size} aria-invalid={!fits} onChange={(event) => setSize(event.target.value)} />
      </label>
      {!fits && <p className="field__wrong" role="alert">{words.wrongSize}</p>}
    </Step>
  );
};

const ApproveSample = ({ sample, onReplan }: { readonly sample: RunReport; readonly onReplan: () => void }) => {
  const { go } = usePanel();
  const form = useApproval();
  const unanswered = openQuestions(sample.plan) > 0;
  return (
    <Step
      title={words.title} lead={words.lead} problem={form.action.problem}
      actions={(
        <>
          <Button onClick={onReplan}>{words.replan}</Button>
          {unanswered
            ? <Button look="primary" onClick={() => go('questions')}>{words.toQuestions}</Button>
            : <Button look="primary" busy={form.action.busy} disabled={sample.plan.refused.length > 0} onClick={() => form.approve(sample)}>{words.approve}</Button>}
        </>
      )}
    >
      <Refusals plan={sample.plan} />
      {unanswered && <p>{words.needsAnswers}</p>}
      <Section title={words.planned}><Operations operations={sample.plan.operations} /></Section>
      <Bill price={sample.plan.price} />
      <Gate value={form.agreement} onChange={form.setAgreement} missing={form.missing} />
    </Step>
  );
};

const ReviewSample = ({ sample, onReplan }: { readonly sample: RunReport; readonly onReplan: () => void }) => {
  const { api, host, showRun, refresh, go } = usePanel();
  const opening = useAction();
  const signing = useAction();
  const { signed } = sample;
  const review = (): void => opening.start(async () => {
    await host.openReview(sample.run);
    await refresh();
  });
  const sign = (): void => signing.start(async () => {
    showRun(await api.sign(sample.run));
    host.snackbar(words.signedToast);
  });
  return (
    <Step
      title={words.title} problem={signing.problem ?? opening.problem}
      actions={signed === null
        ? (
          <>
            <Button busy={signing.busy} onClick={sign}>{words.sign}</Button>
            <Button look="primary" busy={opening.busy} onClick={review}>{words.review}</Button>
          </>
        )
        : <Button look="primary" onClick={() => go('run')}>{words.next}</Button>}
    >
      <RunProgress run={sample} />
      <p>{words.reviewLead}</p>
      {signed === null ? <p className="meta">{words.signLead}</p> : (
        <p className="signed"><Chip tone="positive" icon="check">{words.signed(signed.by, signed.at)}</Chip><Button look="quiet" onClick={review}>{words.review}</Button></p>
      )}
      <RowCounts rows={sample.rows} />
      <Button look="quiet" onClick={onReplan}>{words.replan}</Button>
    </Step>
  );
};

/** A small part first: planned, approved, written, reviewed field by field, signed. */
export const Sample = () => {
  const { journey: { sample } } = usePanel();
  const [again, setAgain] = useState(false);
  if (sample === null || again) return <PlanSample onPlanned={() => setAgain(false)} />;
  if (sample.state === 'planned') return <ApproveSample key={sample.run} sample={sample} onReplan={() => setAgain(true)} />;
  if (sample.state === 'finished') return <ReviewSample sample={sample} onReplan={() => setAgain(true)} />;
  return <Step title={words.title}><RunProgress run={sample} /></Step>;
};
