import type { RunReport } from '../../server/contract.js';
import type { Api } from '../shared/api.js';
import { copy } from '../shared/copy.js';
import { count, dateTime } from '../shared/format.js';
import { Button, Chip, ProblemNotice, StateChip } from '../shared/parts.js';
import { useResults } from '../shared/useResults.js';

const words = copy.settings;
const ROWS = ['created', 'updated', 'unchanged', 'skipped', 'failed'] as const satisfies readonly (keyof RunReport['rows'])[];

const Verified = ({ run }: { readonly run: RunReport }) => {
  if (run.verification === null) return <span className="meta">{words.notVerified}</span>;
  const differing = run.verification.differing.length;
  return <Chip tone={differing === 0 ? 'positive' : 'negative'} icon={differing === 0 ? 'check' : 'differs'}>{words.verified(differing)}</Chip>;
};

const RunRow = ({ run, busy, onDownload }: { readonly run: RunReport; readonly busy: boolean; readonly onDownload: () => void }) => (
  <tr>
    <th scope="row">{copy.kinds[run.kind]}{run.rolledBack && <span className="meta"> {words.rolledBack}</span>}</th>
    <td data-name={words.state}><StateChip state={run.state} /></td>
    <td data-name={words.when}>{dateTime(run.startedAt ?? run.createdAt)}</td>
    {ROWS.map((kind) => <td key={kind} data-name={copy.rows[kind]} className="num">{count(run.rows[kind])}</td>)}
    <td data-name={words.tokens} className="num">{count(run.progress.tokens.charged)}</td>
    <td data-name={words.verification}><Verified run={run} /></td>
    <td data-name={words.results}>
      {run.startedAt !== null && (
        <Button look="quiet" icon="download" busy={busy} aria-label={words.downloadOf(copy.kinds[run.kind], dateTime(run.startedAt))} onClick={onDownload}>{words.download}</Button>
      )}
    </td>
  </tr>
);

/** Every run of the account, newest first, with what became of the rows. */
export const RunsTable = ({ api, runs }: { readonly api: Api; readonly runs: readonly RunReport[] }) => {
  const results = useResults(api);
  if (runs.length === 0) return <p>{words.noRuns}</p>;
  return (
    <>
      <ProblemNotice problem={results.problem} />
      <table className="table runs table--stack">
        <thead>
          <tr>
            <th scope="col">{words.kind}</th><th scope="col">{words.state}</th><th scope="col">{words.when}</th>
            {ROWS.map((kind) => <th key={kind} scope="col" className="num">{copy.rows[kind]}</th>)}
            <th scope="col" className="num">{words.tokens}</th><th scope="col">{words.verification}</th><th scope="col">{words.results}</th>
          </tr>
        </thead>
        <tbody>{runs.map((run) => <RunRow key={run.run} run={run} busy={results.busy} onDownload={() => results.download(run)} />)}</tbody>
      </table>
    </>
  );
};
