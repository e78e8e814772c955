import { useState } from 'react';
import type { AuditReport } from '../../server/contract.js';
import { copy } from '../shared/copy.js';
import { count, words as spell } from '../shared/format.js';
import type { IconName } from '../shared/Icon.js';
import { Button, Chip, Section, type Tone } from '../shared/parts.js';
import { issueGroups, type IssueGroup } from './issueGroups.js';

const words = copy.audit;
const FIRST = 3;
const STEP = 50;

const LOOKS: Readonly<Record<IssueGroup['severity'], { readonly tone: Tone; readonly icon: IconName }>> = {
  blocking: { tone: 'negative', icon: 'stop' }, warning: { tone: 'warning', icon: 'warning' }, info: { tone: 'neutral', icon: 'info' },
};

const placeOf = ({ origin }: AuditReport['issues'][number]): string | null => {
  if (origin === undefined) return null;
  const parts = [origin.file, origin.line === undefined ? null : words.line(origin.line), origin.column === undefined ? null : words.column(origin.column)];
  return parts.filter((part) => part !== null).join(', ');
};

const Group = ({ group }: { readonly group: IssueGroup }) => {
  const [shown, setShown] = useState(FIRST);
  const look = LOOKS[group.severity];
  const hidden = group.issues.length - shown;
  return (
    <li className="issue">
      <details open={group.severity === 'blocking'}>
        <summary>
          <Chip tone={look.tone} icon={look.icon}>{words.severity[group.severity]}</Chip>
          <span className="issue__name">{spell(group.code)}</span>
          <b className="issue__count">{count(group.issues.length)}</b>
        </summary>
        <p><span className="label">{words.remedy}</span> {group.remedy}</p>
        <p className="label">{words.places}</p>
        <ol className="places">
          {group.issues.slice(0, shown).map((issue, index) => (
            <li key={index}>
              {issue.message}
              {placeOf(issue) !== null && <span className="meta">{placeOf(issue)}</span>}
            </li>
          ))}
        </ol>
        {hidden > 0 && <Button look="quiet" onClick={() => setShown(shown + STEP)}>{copy.more(Math.min(hidden, STEP), hidden)}</Button>}
      </details>
    </li>
  );
};

/** Issues by code, worst first, each with its first places and the way out. */
export const Issues = ({ issues }: { readonly issues: AuditReport['issues'] }) => (
  <Section title={words.issues} aside={count(issues.length)}>
    {issues.length === 0
      ? <p>{words.noIssues}</p>
      : <ul className="issues">{issueGroups(issues).map((group) => <Group key={group.code} group={group} />)}</ul>}
  </Section>
);
