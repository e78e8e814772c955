import { copy } from '../../shared/copy.js';
import { Button } from '../../shared/parts.js';
import { usePanel } from '../context.js';
import { Move, usePlanMove } from '../MoveSteps.js';
import { Step } from '../Step.js';

const words = copy.run;

/** Everything moves: planned and priced once more after the sample was signed. */
export const FullRun = () => {
  const { journey: { full } } = usePanel();
  const { planning, plan } = usePlanMove();
  if (full !== null) return <Move run={full} words={words} />;
  return (
    <Step
      title={words.title} lead={words.lead} problem={planning.problem}
      actions={<Button look="primary" busy={planning.busy} onClick={plan}>{planning.busy ? words.planning : words.plan}</Button>}
    >
      {null}
    </Step>
  );
};
