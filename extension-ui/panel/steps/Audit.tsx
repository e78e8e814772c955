import { copy } from '../../shared/copy.js';
import { count, words as spell } from '../../shared/format.js';
import { Bar, Button, Chip, Section } from '../../shared/parts.js';
import { Duplicates, FileList, Orphans, Totals } from '../AuditLists.js';
import { usePanel } from '../context.js';
import { Issues } from '../Issues.js';
import { Step } from '../Step.js';
import type { AuditReport } from '../../../server/contract.js';
import { useSourceLabel } from '../useSourceLabel.js';

const words = copy.audit;

const Rows = ({ rows: { read, skipped, skippedBy } }: { readonly rows: AuditReport['rows'] }) => {
  const taken = read - skipped;
  const reasons = Object.entries(skippedBy);
  return (
    <div className="figure">
      <p className="figure__number">{count(read)} <span>{words.read.toLowerCase()}</span></p>
      <Bar parts={read === 0 ? [] : [{ share: taken / read, tone: 'primary' }, { share: skipped / read, tone: 'warning' }]} />
      <p className="meta">{words.equation(read, taken, skipped)}</p>
      {reasons.length > 0 && (
        <details className="more">
          <summary>{words.skippedWhy}</summary>
          <ul className="plain">
            {reasons.map(([reason, number]) => <li key={reason}><span>{spell(reason)}</span><b>{count(number)}</b></li>)}
          </ul>
        </details>
      )}
    </div>
  );
};

const Streams = ({ streams }: { readonly streams: AuditReport['streams'] }) => {
  const entries = Object.entries(streams);
  const most = Math.max(1, ...entries.map(([, stream]) => stream.rows));
  return (
    <Section title={words.streams}>
      <ul className="bars">
        {entries.map(([name, stream]) => (
          <li key={name}>
            <span className="bars__name">{spell(name)}</span>
            <Bar parts={[{ share: (stream.rows - stream.problems) / most, tone: 'primary' }, { share: stream.problems / most, tone: 'warning' }]} />
            <span className="bars__number">{count(stream.rows)}</span>
            {stream.problems > 0 && <Chip tone="warning" icon="warning">{count(stream.problems)}<span className="unseen"> {words.problems}</span></Chip>}
          </li>
        ))}
      </ul>
    </Section>
  );
};

/** What the export holds: counts, defects and their places. */
export const Audit = () => {
  const { journey: { intake }, go } = usePanel();
  const label = useSourceLabel(intake?.audit.source ?? '');
  if (intake === null) return null;
  const { audit } = intake;
  return (
    <Step title={words.title} lead={words.lead(label)} actions={<Button look="primary" onClick={() => go('mapping')}>{words.next}</Button>}>
      <Rows rows={audit.rows} />
      <Streams streams={audit.streams} />
      <Issues issues={audit.issues} />
      <Duplicates pairs={audit.duplicates} />
      <Orphans orphans={audit.orphans} />
      <Totals totals={audit.totals} />
      <FileList files={audit.files} />
    </Step>
  );
};
