import { copy } from '../../shared/copy.js';
import { Button, Loading, Section } from '../../shared/parts.js';
import { useAction } from '../../shared/useAction.js';
import { usePanel } from '../context.js';
import { Step } from '../Step.js';
import { Uploader, useUpload } from '../Uploader.js';

const words = copy.files;
const SAMPLE_PATIENTS = 300;

/** Choosing an export, or a generated practice to try with. */
export const Files = () => {
  const { api, journey: { intake }, refresh } = usePanel();
  const upload = useUpload(refresh);
  const practice = useAction();
  const trySample = (): void => practice.start(async () => {
    await api.samplePractice({ patients: SAMPLE_PATIENTS, changed: 0 });
    await refresh();
  });
  const ready = upload.ready && !upload.action.busy;
  return (
    <Step
      title={words.title} lead={words.lead} problem={upload.action.problem ?? practice.problem}
      actions={upload.candidates.length > 0 && (
        <Button look="primary" busy={upload.action.busy} disabled={!ready && !upload.action.busy} onClick={upload.send}>{words.upload(upload.candidates.length)}</Button>
      )}
    >
      {practice.busy ? <Loading>{words.making}</Loading> : <Uploader upload={upload} />}
      {!upload.action.busy && upload.candidates.length === 0 && (
        <div className="aside-choice">
          <Button busy={practice.busy} onClick={trySample}>{words.sample}</Button>
          <p className="meta">{words.sampleHint}</p>
        </div>
      )}
      <Current />
      {intake !== null && <p className="meta">{words.replace}</p>}
    </Step>
  );
};

const Current = () => {
  const { journey: { intake }, go } = usePanel();
  if (intake === null) return null;
  return (
    <Section title={words.currentLabel}>
      <p>{words.current(intake.audit.files.length, intake.audit.rows.read, intake.createdAt)}</p>
      <Button icon="arrow" onClick={() => go('audit')}>{words.toAudit}</Button>
    </Section>
  );
};
