import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunReport } from '../../server/contract.js';
import type { Api } from '../shared/api.js';
import { problemOf, type Problem } from '../shared/problem.js';
import { isMoving, type Situation } from './journey.js';

const POLL_EVERY = 1000;

/** The server's view of this office, kept up to date while a run moves. */
export interface Watched {
  readonly situation: Situation | null;
  /** Why the first answer is missing. */
  readonly problem: Problem | null;
  /** The last question about a moving run was not answered; the page goes on asking. */
  readonly offline: boolean;
  readonly refresh: () => Promise<void>;
  readonly showRun: (run: RunReport) => void;
}

const fetchSituation = async (api: Api): Promise<Situation> => {
  const me = await api.me();
  if (!me.installed) return { me, intakes: [], runs: [] };
  const [intakes, runs] = await Promise.all([api.intakes(), api.runs()]);
  return { me, intakes, runs };
};

const replaced = (situation: Situation, run: RunReport): Situation => ({
  ...situation,
  runs: situation.runs.some((one) => one.run === run.run)
    ? situation.runs.map((one) => (one.run === run.run ? run : one))
    : [run, ...situation.runs],
});

/** Asks once per second about a run that moves, never overlapping, and reports each answer. */
const usePolling = (api: Api, moving: string | null, onRun: (run: RunReport) => void, onOffline: (offline: boolean) => void): void => {
  useEffect(() => {
    if (moving === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted = true;
    const ask = (): void => {
      timer = setTimeout(() => {
        api.run(moving)
          .then((run) => { if (wanted) { onOffline(false); onRun(run); } }, () => { if (wanted) onOffline(true); })
          .finally(() => { if (wanted) ask(); });
      }, POLL_EVERY);
    };
    ask();
    return () => { wanted = false; clearTimeout(timer); };
  }, [api, moving, onRun, onOffline]);
};

/** Loads the situation, and follows a moving run until it rests; then everything is asked anew. */
export const useSituation = (api: Api): Watched => {
  const [situation, setSituation] = useState<Situation | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [offline, setOffline] = useState(false);
  const newest = useRef(0);
  const refresh = useCallback(async () => {
    const turn = ++newest.current;
    try {
      const answer = await fetchSituation(api);
      if (turn !== newest.current) return;
      setSituation(answer);
      setProblem(null);
    } catch (thrown) {
      if (turn === newest.current) setProblem(problemOf(thrown));
    }
  }, [api]);
  const showRun = useCallback((run: RunReport) => {
    setSituation((last) => (last === null ? last : replaced(last, run)));
    if (!isMoving(run)) void refresh();
  }, [refresh]);
  useEffect(() => void refresh(), [refresh]);
  usePolling(api, situation?.runs.find(isMoving)?.run ?? null, showRun, setOffline);
  return { situation, problem, offline, refresh, showRun };
};
