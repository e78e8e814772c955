import { useEffect, useRef, type ReactNode } from 'react';
import { ProblemNotice } from '../shared/parts.js';
import type { Problem } from '../shared/problem.js';

interface StepProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly problem?: Problem | null;
  readonly children: ReactNode;
  /** The buttons of the step; they stay in sight below the scrolling body. */
  readonly actions?: ReactNode;
}

const isShown = (node: ReactNode): boolean => node !== undefined && node !== null && node !== false;

/** The frame of every step: heading, scrolling body, and a foot with the refusal (if any) right above the buttons. */
export const Step = ({ title, lead, problem = null, children, actions }: StepProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  // A new step begins at its heading, for the eye and for a screen reader; the very first one must not take the host's focus.
  useEffect(() => {
    if (document.hasFocus()) heading.current?.focus();
  }, []);
  return (
    <>
      <main className="step">
        <div className="step__body" data-fit>
          <h2 ref={heading} tabIndex={-1}>{title}</h2>
          {lead !== undefined && <p className="lead">{lead}</p>}
          {children}
        </div>
      </main>
      {(isShown(actions) || problem !== null) && (
        <footer className="step__foot" data-fit>
          <ProblemNotice problem={problem} />
          {isShown(actions) && <div className="actions">{actions}</div>}
        </footer>
      )}
    </>
  );
};
