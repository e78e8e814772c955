import { copy } from '../../shared/copy.js';
import { Button, Loading, Section } from '../../shared/parts.js';
import { useAction } from '../../shared/useAction.js';
import { usePanel } from '../context.js';
import { Move, usePlanMove } from '../MoveSteps.js';
import { Step } from '../Step.js';
import { Uploader, useUpload } from '../Uploader.js';

const words = copy.delta;
const SAMPLE_PATIENTS = 300;
const CHANGED = 0.05;

const NewerExport = () => {
  const { api, refresh } = usePanel();
  const upload = useUpload(refresh);
  const practice = useAction();
  const trySample = (): void => practice.start(async () => {
    await api.samplePractice({ patients: SAMPLE_PATIENTS, changed: CHANGED });
    await refresh();
  });
  return (
    <Step
      title={words.title} lead={words.lead} problem={upload.action.problem ?? practice.problem}
      actions={upload.candidates.length > 0 && (
        <Button look="primary" busy={upload.action.busy} disabled={!upload.ready} onClick={upload.send}>{copy.files.upload(upload.candidates.length)}</Button>
      )}
    >
      <Section title={words.upload}>
        {practice.busy ? <Loading>{copy.files.making}</Loading> : <Uploader upload={upload} />}
      </Section>
      {!upload.action.busy && upload.candidates.length === 0 && <Button busy={practice.busy} onClick={trySample}>{words.sample}</Button>}
    </Step>
  );
};

const Compare = () => {
  const { journey: { intake }, go } = usePanel();
  const { planning, plan } = usePlanMove();
  return (
    <Step
      title={words.title} lead={words.lead} problem={planning.problem}
      actions={<Button look="primary" busy={planning.busy} onClick={plan}>{planning.busy ? words.planning : words.plan}</Button>}
    >
      {intake !== null && (
        <Section title={words.upload}>
          <p>{copy.files.current(intake.audit.files.length, intake.audit.rows.read, intake.createdAt)}</p>
          <Button icon="arrow" onClick={() => go('audit')}>{words.audited}</Button>
        </Section>
      )}
      <p className="meta">{words.noDelete}</p>
    </Step>
  );
};

/** A newer export of the same office: only what changed is written. */
export const Delta = () => {
  const { journey: { isDelta, full } } = usePanel();
  if (!isDelta || full?.state === 'finished') return <NewerExport />;
  if (full === null) return <Compare />;
  return <Move run={full} words={{ ...words, promise: words.noDelete }} />;
};
