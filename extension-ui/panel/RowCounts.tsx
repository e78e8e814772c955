import type { RunReport } from '../../server/contract.js';
import { copy } from '../shared/copy.js';
import { count, words as spell } from '../shared/format.js';
import { Bar, Section, type Tone } from '../shared/parts.js';

const words = copy.rows;
const KINDS = [
  ['created', 'positive'], ['updated', 'primary'], ['unchanged', 'neutral'], ['skipped', 'warning'], ['failed', 'negative'],
] as const satisfies readonly (readonly [keyof RunReport['rows'], Tone])[];

/** How every row of the export ended; the parts always add up to the rows read. */
export const RowCounts = ({ rows }: { readonly rows: RunReport['rows'] }) => {
  const reasons = [...Object.entries(rows.skippedBy), ...Object.entries(rows.failedBy)];
  return (
    <Section title={words.title} aside={count(rows.read)}>
      <Bar parts={KINDS.map(([kind, tone]) => ({ share: rows.read === 0 ? 0 : rows[kind] / rows.read, tone }))} />
      <ul className="plain">
        {KINDS.map(([kind, tone]) => <li key={kind}><span><i className={`key key--${tone}`} aria-hidden="true" />{words[kind]}</span><b>{count(rows[kind])}</b></li>)}
      </ul>
      <p className="meta">{words.equation(rows.read)}</p>
      {reasons.length > 0 && (
        <details className="more">
          <summary>{words.why}</summary>
          <ul className="plain">{reasons.map(([reason, number]) => <li key={reason}><span>{spell(reason)}</span><b>{count(number)}</b></li>)}</ul>
        </details>
      )}
    </Section>
  );
};
