import type { RunReport, Verification } from '../../../server/contract.js';
import { copy } from '../../shared/copy.js';
import { count, valueText, words as spell } from '../../shared/format.js';
import { Icon } from '../../shared/Icon.js';
import { Button, Chip, Facts, Notice, Section } from '../../shared/parts.js';
import { useAction } from '../../shared/useAction.js';
import { Totals } from '../AuditLists.js';
import { usePanel } from '../context.js';
import { RowCounts } from '../RowCounts.js';
import { Step } from '../Step.js';
import { useResults } from '../../shared/useResults.js';

const words = copy.verify;

const Differing = ({ verification }: { readonly verification: Verification }) => (
  <ul className="entries">
    {verification.differing.map((difference, index) => (
      <li key={index}>
        <p className="entry__head"><b>{spell(difference.object)} {difference.id}: {spell(difference.field)}</b><Chip tone="negative" icon="differs">{words.kind[difference.kind]}</Chip></p>
        <Facts items={[[words.expected, valueText(difference.expected) ?? copy.empty], [words.actual, valueText(difference.actual) ?? copy.empty]]} />
        <p className="meta">{difference.externalId}</p>
      </li>
    ))}
  </ul>
);

const Verdict = ({ verification }: { readonly verification: Verification }) => {
  const differing = verification.differing.length;
  return (
    <>
      <div className={differing === 0 ? 'verdict verdict--good' : 'verdict verdict--bad'}>
        <Icon name={differing === 0 ? 'check' : 'differs'} />
        <p><b>{words.differing(differing)}</b>{differing === 0 && <span>{words.allEqual}</span>}</p>
      </div>
      <Facts
        items={[
          [words.records, count(verification.records)], [words.fields, count(verification.fields)], [words.normalised, count(verification.normalised)],
          [copy.progress.tokens, count(verification.tokens)],
        ]}
      />
      <p className="meta">{words.when(verification.at)}</p>
      {differing > 0 && <Differing verification={verification} />}
      {verification.totals.length > 0 && <Totals totals={verification.totals} names={words} />}
    </>
  );
};

const Verified = ({ run }: { readonly run: RunReport }) => {
  const { api, refresh } = usePanel();
  const reading = useAction();
  const results = useResults(api);
  const read = (): void => reading.start(async () => {
    await api.verify(run.run);
    await refresh();
  });
  const label = reading.busy ? words.reading : run.verification === null ? words.start : words.again;
  return (
    <Step
      title={words.title} lead={words.lead} problem={reading.problem ?? results.problem}
      actions={<Button look={run.verification === null ? 'primary' : 'secondary'} busy={reading.busy} onClick={read}>{label}</Button>}
    >
      {run.rolledBack && <Notice>{copy.settings.rolledBack}</Notice>}
      {run.verification === null ? <p className="meta">{words.cost(run.plan.price.verifyTokens)}</p> : <Verdict verification={run.verification} />}
      <RowCounts rows={run.rows} />
      <Section title={copy.settings.results}>
        <Button icon="download" busy={results.busy} onClick={() => results.download(run)}>{words.download}</Button>
        <p className="meta">{words.downloadHint}</p>
      </Section>
    </Step>
  );
};

/** The proof: every field of every record read back and compared. */
export const Verify = () => {
  const { journey: { moved } } = usePanel();
  return moved === null ? <Step title={words.title}><p>{words.none}</p></Step> : <Verified run={moved} />;
};
