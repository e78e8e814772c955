import type { RunReport } from '../../server/contract.js';
import { copy } from '../shared/copy.js';
import { Bar, Button, Facts, Notice, StateChip } from '../shared/parts.js';
import { useAction } from '../shared/useAction.js';
import { usePanel } from './context.js';
import { isMoving } from './journey.js';

const words = copy.progress;

const Waiting = ({ run }: { readonly run: RunReport }) =>
  run.cause === null ? null : (
    <Notice tone={run.state === 'failed' ? 'negative' : 'warning'} title={run.cause}>
      {run.remedy !== null && <p>{run.remedy}</p>}
      {run.until !== null && <p>{words.until(run.until)}</p>}
    </Notice>
  );

const Controls = ({ run }: { readonly run: RunReport }) => {
  const { api, showRun } = usePanel();
  const { busy, problem, start } = useAction();
  const resumable = run.state === 'paused' || run.state === 'failed';
  if (!resumable && run.state !== 'running') return null;
  return (
    <>
      {problem !== null && <Notice tone="negative" title={problem.message} role="alert"><p>{problem.remedy}</p></Notice>}
      <p>
        {resumable
          ? <Button icon="play" busy={busy} onClick={() => start(async () => showRun(await api.resume(run.run)))}>{words.resume}</Button>
          : <Button icon="pause" busy={busy} onClick={() => start(async () => showRun(await api.pause(run.run)))}>{words.pause}</Button>}
      </p>
    </>
  );
};

/** A run under way: how far, how fast, what it was charged, and why it waits. The spoken line changes with every tenth only. */
export const RunProgress = ({ run }: { readonly run: RunReport }) => {
  const { done, total, rate, secondsLeft, tokens } = run.progress;
  const share = run.state === 'finished' ? 1 : total === 0 ? 0 : done / total;
  const moving = isMoving(run);
  const tone = run.state === 'failed' ? 'negative' : run.state === 'paused' ? 'warning' : run.state === 'finished' ? 'positive' : 'primary';
  return (
    <div className="progress">
      <p className="progress__head"><StateChip state={run.state} /><b>{words.done(done, total)}</b></p>
      <div role="progressbar" aria-label={words.label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={done}><Bar parts={[{ share, tone }]} /></div>
      <p className="unseen" aria-live="polite">{words.spoken(copy.kinds[run.kind], Math.floor(share * 10) / 10)}</p>
      <Facts
        items={[
          ...(moving ? [[words.rate, words.perSecond(rate)] as const, [words.left, secondsLeft === null ? words.unknownLeft : words.seconds(secondsLeft)] as const]
            : [[words.took, words.seconds(run.seconds)] as const]),
          [words.tokens, words.tokensOf(tokens.charged, tokens.predicted)],
        ]}
      />
      <Waiting run={run} />
      <Controls run={run} />
      {moving && <p className="meta">{words.mayClose}</p>}
    </div>
  );
};
