import { useCallback, useEffect, useRef, useState } from 'react';
import type { DiffPage, RunReport } from '../../server/contract.js';
import type { Api } from '../shared/api.js';
import { copy } from '../shared/copy.js';
import type { Host } from '../shared/host.js';
import { Button, Chip, Loading, ProblemNotice } from '../shared/parts.js';
import { useAction } from '../shared/useAction.js';
import { useLoaded } from '../shared/useLoaded.js';
import { RecordCard } from './RecordCard.js';

const words = copy.review;
const PER_PAGE = 25;

interface ReviewProps {
  readonly host: Host;
  readonly api: Api;
  readonly run: string;
}

const Pager = ({ page, onTurn }: { readonly page: DiffPage; readonly onTurn: (offset: number) => void }) => (
  <nav className="pager" aria-label={words.title}>
    <Button disabled={page.offset === 0} onClick={() => onTurn(Math.max(page.offset - PER_PAGE, 0))}>{words.previous}</Button>
    <span aria-live="polite">{words.page(page.total === 0 ? 0 : page.offset + 1, page.offset + page.records.length, page.total)}</span>
    <Button disabled={page.offset + page.records.length >= page.total} onClick={() => onTurn(page.offset + PER_PAGE)}>{words.next}</Button>
  </nav>
);

const Signing = ({ api, host, report, onSigned }: { readonly api: Api; readonly host: Host; readonly report: RunReport; readonly onSigned: () => void }) => {
  const { busy, problem, start } = useAction();
  if (report.signed !== null) return <Chip tone="positive" icon="check">{words.signed(report.signed.by, report.signed.at)}</Chip>;
  if (report.kind !== 'sample' || report.state !== 'finished') return null;
  const sign = (): void => start(async () => {
    await api.sign(report.run);
    host.snackbar(copy.sample.signedToast);
    onSigned();
  });
  return (
    <>
      <ProblemNotice problem={problem} />
      <p className="meta">{words.signHint}</p>
      <Button look="primary" icon="check" busy={busy} onClick={sign}>{words.sign}</Button>
    </>
  );
};

const Records = ({ page, differencesOnly }: { readonly page: DiffPage; readonly differencesOnly: boolean }) => {
  const list = useRef<HTMLElement>(null);
  useEffect(() => { list.current?.scrollTo({ top: 0 }); }, [page.offset, differencesOnly]);
  return (
    <main className="review__records" ref={list} tabIndex={0} aria-label={words.title}>
      {page.records.length === 0
        ? <p>{differencesOnly ? words.noDifferences : words.noRecords}</p>
        : page.records.map((record) => <RecordCard key={record.externalId} record={record} differencesOnly={differencesOnly} />)}
    </main>
  );
};

/** The sample's field-level diff, page by page, with the signature at its foot. */
export const Review = ({ host, api, run }: ReviewProps) => {
  const [view, setView] = useState({ offset: 0, differencesOnly: false });
  const diff = useLoaded(useCallback(() => api.diff(run, { ...view, limit: PER_PAGE }), [api, run, view]));
  const report = useLoaded(useCallback(() => api.run(run), [api, run]));
  const page = diff.value;
  // The first page is never filtered, so its total is that of the sample; a filtered page counts itself only.
  const [total, setTotal] = useState<number | null>(null);
  if (page !== null && total === null) setTotal(page.total);
  return (
    <div className="review">
      <header className="review__head">
        <h1>{words.title}</h1>
        {page !== null && <span className="meta">{words.summary(total ?? page.total, page.differing)}</span>}
        <label className="check">
          <input type="checkbox" checked={view.differencesOnly} onChange={({ target }) => setView({ offset: 0, differencesOnly: target.checked })} />
          <span>{words.only}</span>
        </label>
      </header>
      <ProblemNotice problem={diff.problem} onRetry={diff.reload} />
      {page === null
        ? diff.problem === null && <Loading>{words.loading}</Loading>
        : <Records page={page} differencesOnly={view.differencesOnly} />}
      <footer className="review__foot">
        {page !== null && <Pager page={page} onTurn={(offset) => setView({ ...view, offset })} />}
        <div className="review__sign">
          <ProblemNotice problem={report.problem} onRetry={report.reload} />
          {report.value !== null && <Signing api={api} host={host} report={report.value} onSigned={report.reload} />}
          <Button onClick={() => host.closeModal()}>{copy.close}</Button>
        </div>
      </footer>
    </div>
  );
};
