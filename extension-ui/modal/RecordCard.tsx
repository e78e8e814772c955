import type { DiffField, DiffRecord } from '../../server/contract.js';
import { copy } from '../shared/copy.js';
import { valueText, words as spell } from '../shared/format.js';
import type { IconName } from '../shared/Icon.js';
import { Chip, type Tone } from '../shared/parts.js';

const words = copy.review;

const LOOKS: Readonly<Record<DiffField['status'], { readonly tone: Tone; readonly icon: IconName }>> = {
  planned: { tone: 'neutral', icon: 'dot' }, equal: { tone: 'positive', icon: 'equal' }, normalised: { tone: 'primary', icon: 'similar' },
  differs: { tone: 'negative', icon: 'differs' }, kept: { tone: 'warning', icon: 'lock' },
};

const Cell = ({ name, text, absent = copy.empty }: { readonly name: string; readonly text: string | null; readonly absent?: string }) => (
  <td data-name={name}>{text ?? <span className="meta">{absent}</span>}</td>
);

const Why = ({ because }: { readonly because: DiffField['because'] }) => (
  <td data-name={words.why} className="diff__why">
    {because === null ? <span className="meta">{words.noReason}</span> : (
      <>
        <span>{words.byRow(because.row)}</span>
        <span className="meta">{[words.fromPath(because.from), because.how].filter((part) => part !== undefined).join(', ')}</span>
      </>
    )}
  </td>
);

const FieldRow = ({ field }: { readonly field: DiffField }) => {
  const look = LOOKS[field.status];
  return (
    <tr className={`diff__row diff__row--${field.status}`}>
      <th scope="row">{/^[a-z]/.test(field.label) ? spell(field.label) : field.label}</th>
      <Cell name={words.source} text={field.source === '' ? null : field.source} />
      <Cell name={words.wanted} text={valueText(field.wanted)} />
      <Cell name={words.readBack} text={valueText(field.readBack)} absent={field.readBack === undefined ? words.notThere : copy.empty} />
      <td data-name={words.status}><Chip tone={look.tone} icon={look.icon}>{words.statuses[field.status]}</Chip></td>
      <Why because={field.because} />
    </tr>
  );
};

/** The words for a state; one that is newer than this page is spelt from its identifier. */
const known = (sentences: Readonly<Record<string, string>>, state: string): string => sentences[state] ?? spell(state);

/** Fields that a reviewer must look at when only differences are wanted. */
const isDifferent = ({ status }: DiffField): boolean => status === 'differs' || status === 'kept' || status === 'normalised';

/** One record with its fields as a table; narrow windows turn each row into a small card. */
export const RecordCard = ({ record, differencesOnly }: { readonly record: DiffRecord; readonly differencesOnly: boolean }) => {
  const fields = differencesOnly ? record.fields.filter(isDifferent) : record.fields;
  return (
    <article className="record">
      <header className="record__head">
        <h2>{record.title}</h2>
        <Chip>{record.label}</Chip>
        <span className="meta">{words.outcome(known(words.forecasts, record.forecast), known(words.results, record.result))} · {record.id ?? record.externalId}</span>
      </header>
      {record.reason !== null && <p className="record__reason">{record.reason}</p>}
      {fields.length === 0 ? <p className="meta record__none">{words.noDifferences}</p> : (
        <table className="diff table--stack">
          <caption className="unseen">{record.title}</caption>
          <thead>
            <tr>
              {[words.field, words.source, words.wanted, words.readBack, words.status, words.why].map((name) => <th key={name} scope="col">{name}</th>)}
            </tr>
          </thead>
          <tbody>{fields.map((field) => <FieldRow key={field.field} field={field} />)}</tbody>
        </table>
      )}
    </article>
  );
};
