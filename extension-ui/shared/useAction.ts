import { useCallback, useRef, useState } from 'react';
import { problemOf, type Problem } from './problem.js';

/** Something that a person started by a button. */
export interface Action {
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Runs the work unless the last one is still under way; what it throws becomes `problem`. */
  readonly start: (work: () => Promise<unknown>) => void;
  readonly clear: () => void;
}

/** Runs one piece of work at a time and keeps its refusal for display. */
export const useAction = (): Action => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const working = useRef(false);
  const start = useCallback((work: () => Promise<unknown>) => {
    if (working.current) return;
    working.current = true;
    setBusy(true);
    setProblem(null);
    work()
      .catch((thrown: unknown) => setProblem(problemOf(thrown)))
      .finally(() => {
        working.current = false;
        setBusy(false);
      });
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, start, clear };
};
