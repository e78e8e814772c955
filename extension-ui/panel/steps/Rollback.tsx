import { useState } from 'react';
import type { RollbackPreview, RunReport } from '../../../server/contract.js';
import { copy } from '../../shared/copy.js';
import { count, plural, words as spell } from '../../shared/format.js';
import { Button, Notice, Section } from '../../shared/parts.js';
import { useAction } from '../../shared/useAction.js';
import { usePanel } from '../context.js';
import { RunProgress } from '../RunProgress.js';
import { Step } from '../Step.js';

const words = copy.rollback;

const Lists = ({ preview, ended = false }: { readonly preview: RollbackPreview; readonly ended?: boolean }) => (
  <>
    <div className="triple">
      <p className="triple__item triple__item--negative"><b>{count(preview.delete)}</b><span>{ended ? words.deleted : words.delete}</span><small>{words.deleteHint}</small></p>
      <p className="triple__item triple__item--primary"><b>{count(preview.restore)}</b><span>{ended ? words.restored : words.restore}</span><small>{words.restoreHint}</small></p>
      <p className="triple__item triple__item--neutral"><b>{count(preview.keep.length)}</b><span>{ended ? words.kept : words.keep}</span><small>{words.keepWhy}</small></p>
    </div>
    {preview.keep.length > 0 && (
      <Section title={`${ended ? words.kept : words.keep} ${words.keepWhy}`} aside={count(preview.keep.length)}>
        <ul className="entries">
          {preview.keep.map((kept) => <li key={`${kept.object}-${kept.id}`}><p><b>{spell(kept.object)} {kept.id}</b></p><p className="meta">{kept.reason}</p></li>)}
        </ul>
      </Section>
    )}
    {preview.delete > 0 && <p>{preview.until === null ? words.final : words.until(preview.until)}</p>}
    {!ended && <p className="meta">{copy.verify.cost(preview.tokens)}</p>}
  </>
);

const Preview = ({ target, onPreviewed }: { readonly target: RunReport; readonly onPreviewed: () => void }) => {
  const { api, refresh } = usePanel();
  const looking = useAction();
  const preview = (): void => looking.start(async () => {
    await api.rollback(target.run);
    await refresh();
    onPreviewed();
  });
  return (
    <Step
      title={words.title} lead={words.lead} problem={looking.problem}
      actions={<Button look="primary" icon="undo" busy={looking.busy} onClick={preview}>{looking.busy ? words.previewing : words.preview}</Button>}
    >
      <p><b>{words.of(copy.kinds[target.kind], target.finishedAt ?? target.createdAt)}</b></p>
      <p className="meta">{plural(target.progress.done, 'record')}</p>
    </Step>
  );
};

const Confirm = ({ run, preview, onAnew }: { readonly run: RunReport; readonly preview: RollbackPreview; readonly onAnew: () => void }) => {
  const { api, host, situation, showRun } = usePanel();
  const approving = useAction();
  const target = situation.runs.find((one) => one.run === run.undoes);
  const approve = (): void => approving.start(async () => {
    const agreed = await host.confirm({ title: words.confirm, description: words.confirmBody(preview.delete, preview.restore), ok: words.confirmOk });
    if (agreed) showRun(await api.approve(run.run, { agreement: target?.approval?.agreement ?? words.agreement(preview.of) }));
  });
  return (
    <Step
      title={words.title} lead={words.lead} problem={approving.problem}
      actions={(
        <>
          <Button onClick={onAnew}>{words.anew}</Button>
          <Button look="negative" icon="undo" busy={approving.busy} onClick={approve}>{words.approve}</Button>
        </>
      )}
    >
      {target !== undefined && <p><b>{words.of(copy.kinds[target.kind], target.finishedAt ?? target.createdAt)}</b></p>}
      <Lists preview={preview} />
    </Step>
  );
};

const Ended = ({ run, onNext }: { readonly run: RunReport; readonly onNext: (() => void) | null }) => (
  <Step title={words.title} actions={onNext !== null && <Button onClick={onNext}>{words.next}</Button>}>
    <RunProgress run={run} />
    {run.state === 'finished' && <Notice tone="positive" title={words.finished} />}
    {run.rollback !== null && <Lists preview={run.rollback} ended={run.state === 'finished'} />}
  </Step>
);

/** Takes the newest run back: previewed, confirmed, journaled like any other run. */
export const Rollback = () => {
  const { journey: { rollback, undoable } } = usePanel();
  const [aside, setAside] = useState<string | null>(null);
  const newest = rollback !== null && (undoable === null || rollback.createdAt > undoable.createdAt) ? rollback : null;
  if (newest !== null && newest.run !== aside) {
    const anew = (): void => setAside(newest.run);
    if (newest.state === 'planned' && newest.rollback !== null) return <Confirm key={newest.run} run={newest} preview={newest.rollback} onAnew={anew} />;
    if (newest.state !== 'planned') return <Ended run={newest} onNext={newest.state === 'finished' && undoable !== null ? anew : null} />;
  }
  return undoable === null ? <Step title={words.title}><p>{words.nothing}</p></Step> : <Preview target={undoable} onPreviewed={() => setAside(null)} />;
};
