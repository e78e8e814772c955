import { copy } from '../shared/copy.js';
import { ProblemNotice } from '../shared/parts.js';
import { Problem } from '../shared/problem.js';
import { startPage } from '../shared/start.js';
import { Review } from './Review.js';
import './modal.css';

/** The run in the frame's `data`. It is not signed by anyone, so it is a wish only: the server checks whose run it is. */
const runIn = (data: string | null): string | null => {
  try {
    const parsed: unknown = JSON.parse(data ?? 'null');
    const run: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'run') : null;
    return typeof run === 'string' && run !== '' ? run : null;
  } catch {
    return null; // not JSON, so no run was named; the page says so
  }
};

startPage((host, api, query) => {
  const run = runIn(query.get('data'));
  const { message, remedy } = copy.problems.noRun;
  return run === null
    ? <div className="alone"><ProblemNotice problem={new Problem('no-run', message, remedy)} /></div>
    : <Review host={host} api={api} run={run} />;
}, { width: 1120, height: 760 });
