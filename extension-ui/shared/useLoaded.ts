import { useCallback, useEffect, useState } from 'react';
import { problemOf, type Problem } from './problem.js';

/** Data that a screen needs before it can show itself. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly reload: () => void;
}

/** Loads when the screen appears and whenever `load` changes; an answer that was overtaken is dropped. */
export const useLoaded = <T>(load: () => Promise<T>): Loaded<T> => {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    setProblem(null);
    load().then(
      (loaded) => { if (wanted) setValue(loaded); },
      (thrown: unknown) => { if (wanted) setProblem(problemOf(thrown)); },
    );
    return () => { wanted = false; };
  }, [load, attempt]);
  return { value, problem, reload: useCallback(() => setAttempt((last) => last + 1), []) };
};
