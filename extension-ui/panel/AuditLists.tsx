/** The audit's lists besides issues: duplicates, orphans, totals, files. Closed at first where they are long. */
import { useState, type ReactNode } from 'react';
import type { AuditReport } from '../../server/contract.js';
import { copy } from '../shared/copy.js';
import { amount, bytes, count, plural, words as spell } from '../shared/format.js';
import { Button, Chip, Section, type Tone } from '../shared/parts.js';

const words = copy.audit;
const FIRST = 5;
const STEP = 50;

interface LongListProps<T> {
  readonly items: readonly T[];
  readonly children: (item: T) => ReactNode;
}

/** The first few of a list, the rest on demand in portions: an audit may name thousands. */
const LongList = <T,>({ items, children }: LongListProps<T>) => {
  const [shown, setShown] = useState(FIRST);
  const hidden = items.length - shown;
  return (
    <>
      <ul className="entries">{items.slice(0, shown).map((item, index) => <li key={index}>{children(item)}</li>)}</ul>
      {hidden > 0 && <Button look="quiet" onClick={() => setShown(shown + STEP)}>{copy.more(Math.min(hidden, STEP), hidden)}</Button>}
    </>
  );
};

const VERDICT_TONES: Readonly<Record<AuditReport['duplicates'][number]['verdict'], Tone>> = {
  same: 'warning', probable: 'warning', household: 'neutral', different: 'neutral',
};

const RANK: Readonly<Record<AuditReport['duplicates'][number]['verdict'], number>> = { same: 0, probable: 1, different: 2, household: 3 };

/** Pairs of rows that may be one person, with the evidence; those that need a decision first. */
export const Duplicates = ({ pairs }: { readonly pairs: AuditReport['duplicates'] }) => (
  <Section title={words.duplicates} aside={count(pairs.length)}>
    {pairs.length === 0 ? <p>{words.noDuplicates}</p> : (
      <LongList items={pairs.toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict] || b.score - a.score)}>
        {(pair) => (
          <>
            <p className="entry__head"><Chip tone={VERDICT_TONES[pair.verdict]}>{words.verdict[pair.verdict]}</Chip><span className="meta">{words.score(pair.score)}</span></p>
            <p>{pair.a.file}, {words.line(pair.a.line)} ({pair.a.key}) · {pair.b.file}, {words.line(pair.b.line)} ({pair.b.key})</p>
            <p className="meta">{pair.evidence.join(' · ')}</p>
          </>
        )}
      </LongList>
    )}
  </Section>
);

/** Records whose reference leads nowhere. */
export const Orphans = ({ orphans }: { readonly orphans: AuditReport['orphans'] }) => (
  <Section title={words.orphans} aside={count(orphans.length)}>
    {orphans.length === 0 ? <p>{words.noOrphans}</p> : (
      <LongList items={orphans}>
        {(orphan) => (
          <>
            <p>{words.orphan(`${spell(orphan.stream)} ${orphan.key}`, orphan.pointsTo.replace(':', ' '))}</p>
            <p className="meta">{orphan.file}, {words.line(orphan.line)}</p>
          </>
        )}
      </LongList>
    )}
  </Section>
);

interface TotalsProps {
  readonly totals: AuditReport['totals'];
  readonly names?: { readonly totals: string; readonly ours: string; readonly theirs: string };
}

/** Sums of the other side (the export's own, or Pipedrive's) beside ours. */
export const Totals = ({ totals, names = words }: TotalsProps) => (
  <Section title={names.totals}>
    {totals.length === 0 ? <p>{words.noTotals}</p> : (
      <table className="table">
        <thead><tr><th scope="col">{words.what}</th><th scope="col" className="num">{names.ours}</th><th scope="col" className="num">{names.theirs}</th></tr></thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.what}>
              <th scope="row">{/^[a-z]\w*\./.test(total.what) ? spell(total.what) : total.what} <Chip tone={total.equal ? 'positive' : 'negative'} icon={total.equal ? 'equal' : 'differs'}>{total.equal ? words.equal : words.unequal}</Chip></th>
              <td className="num">{amount(total.ours)}</td>
              <td className="num">{amount(total.theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </Section>
);

/** Each file as it was read, with encoding and format. */
export const FileList = ({ files }: { readonly files: AuditReport['files'] }) => (
  <Section title={words.files} aside={count(files.length)}>
    <ul className="entries">
      {files.map((file) => (
        <li key={file.file}>
          <p className="entry__head">
            <b>{file.file}</b>
            {file.layout === null && <Chip tone="warning" icon="warning">{words.unknownFile}</Chip>}
          </p>
          <p className="meta">
            {[plural(file.rows, 'row'), bytes(file.bytes), file.encoding, file.format, file.layout].filter((part) => part !== null).join(' · ')}
          </p>
          {file.dropped.length > 0 && (
            <details className="more">
              <summary>{words.dropped(file.dropped.length)}</summary>
              <LongList items={file.dropped}>{(line) => <p>{words.line(line.line)}: {line.reason}</p>}</LongList>
            </details>
          )}
        </li>
      ))}
    </ul>
  </Section>
);
