import { copy } from '../shared/copy.js';
import { Icon } from '../shared/Icon.js';
import { STEPS, type Journey, type StepId } from './journey.js';

const UNNUMBERED: ReadonlySet<StepId> = new Set(['delta', 'rollback']);

interface StepperProps {
  readonly journey: Journey;
  readonly shown: StepId;
  readonly onChoose: (step: StepId) => void;
}

/** All steps by name. Those that are possible now are buttons; the rest say that they are not yet. */
export const Stepper = ({ journey, shown, onChoose }: StepperProps) => (
  <nav aria-label={copy.steps.label}>
    <ol className="stepper">
      {STEPS.map((step, index) => {
        const open = journey.open.has(step);
        const done = journey.done.has(step);
        const state = done ? copy.steps.done : !open ? copy.steps.locked : step === journey.current ? copy.steps.current : null;
        const look = `stepper__step${done ? ' is-done' : ''}${step === journey.current ? ' is-current' : ''}`;
        return (
          <li key={step}>
            <button type="button" className={look} disabled={!open} aria-current={step === shown ? 'step' : undefined} onClick={() => onChoose(step)}>
              <span className="stepper__sign" aria-hidden={done || undefined}>
                {done ? <Icon name="check" /> : UNNUMBERED.has(step) ? <Icon name={step === 'delta' ? 'similar' : 'undo'} /> : index + 1}
              </span>
              <span className="stepper__name">{copy.steps[step]}</span>
              {state !== null && <span className="unseen">, {state}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  </nav>
);
