/** A plan's bill, limits and footprint, as the price step, the full run and the delta show them. */
import type { CapReport, OperationReport, PlanReport, Price, SchemaReport } from '../../server/contract.js';
import { copy } from '../shared/copy.js';
import { count, words as spell } from '../shared/format.js';
import { Bar, Chip, Facts, Notice, Section } from '../shared/parts.js';

const words = copy.price;

/** Tokens as one number, with its share of the day's budget as a picture. */
export const Bill = ({ price }: { readonly price: Price }) => (
  <div className="figure">
    <p className="figure__number">{count(price.tokens)} <span>{words.tokens}</span></p>
    {price.days !== null && <Bar parts={[{ share: price.days, tone: price.days > 1 ? 'warning' : 'primary' }]} />}
    <p className="meta">
      {price.days === null ? words.unknown : words.share(price.days)}
      {price.dailyTokens !== null && ` · ${words.perDay(price.dailyTokens)}`}
      {` · ${words.requests(price.requests)}`}
    </p>
  </div>
);

/** Tokens per object, and what verifying and rolling back would cost. */
export const BillByObject = ({ price }: { readonly price: Price }) => {
  const most = Math.max(1, ...Object.values(price.byObject).map(({ tokens }) => tokens));
  return (
    <table className="table">
      <thead><tr><th scope="col">{words.object}</th><th scope="col" className="num">{words.records}</th><th scope="col" className="num">{words.cost}</th></tr></thead>
      <tbody>
        {Object.entries(price.byObject).map(([object, { records, tokens }]) => (
          <tr key={object}>
            <th scope="row">{spell(object)}<Bar parts={[{ share: tokens / most, tone: 'primary' }]} /></th>
            <td className="num">{records === 0 ? '–' : count(records)}</td>
            <td className="num">{count(tokens)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row" colSpan={2}>{words.total}</th><td className="num">{count(price.tokens)}</td></tr>
        <tr><th scope="row" colSpan={2}>{words.verify}</th><td className="num">{count(price.verifyTokens)}</td></tr>
        <tr><th scope="row" colSpan={2}>{words.rollback}</th><td className="num">{count(price.rollbackTokens)}</td></tr>
      </tfoot>
    </table>
  );
};

const Cap = ({ cap }: { readonly cap: CapReport }) => {
  const over = cap.limit !== null && cap.used + cap.needed > cap.limit;
  const whole = Math.max(cap.limit ?? 0, cap.used + cap.needed, 1);
  return (
    <li>
      <p className="entry__head"><b>{cap.label}</b>{over && <Chip tone="negative" icon="stop">{words.over}</Chip>}</p>
      <Bar parts={[{ share: cap.used / whole, tone: 'neutral' }, { share: cap.needed / whole, tone: over ? 'negative' : 'primary' }]} />
      <p className="meta">{cap.limit === null ? words.capUnknown(cap.used, cap.needed) : words.cap(cap.used, cap.needed, cap.limit)}</p>
    </li>
  );
};

/** What the customer's plan allows, what is used, and what this plan adds. */
export const Caps = ({ caps }: { readonly caps: readonly CapReport[] }) =>
  caps.length === 0 ? null : (
    <Section title={words.caps}><ul className="entries">{caps.map((cap) => <Cap key={cap.cap} cap={cap} />)}</ul></Section>
  );

/** Fields, pipelines and types that the account does not have yet. */
export const Footprint = ({ schema }: { readonly schema: readonly SchemaReport[] }) => {
  const added = schema.filter(({ exists }) => !exists);
  const existing = schema.length - added.length;
  return (
    <Section title={words.schema} aside={count(added.length)}>
      {added.length === 0 ? <p>{words.schemaNone}</p> : [...new Set(added.map(({ object }) => object))].map((object) => {
        const items = added.filter((item) => item.object === object);
        return (
          <details key={object} className="more">
            <summary>{spell(object)} ({count(items.length)})</summary>
            <ul className="plain">
              {items.map(({ name, type }, index) => <li key={index}><span>{name}</span><span className="meta">{type === null ? '' : spell(type)}</span></li>)}
            </ul>
          </details>
        );
      })}
      {existing > 0 && <p className="meta">{words.existing(existing)}</p>}
    </Section>
  );
};

/** Why a plan may not start, each as a sentence. */
export const Refusals = ({ plan }: { readonly plan: PlanReport }) =>
  plan.refused.length === 0 ? null : (
    <Notice tone="negative" title={words.refused}>
      <ul>{plan.refused.map((reason) => <li key={reason}>{reason}</li>)}</ul>
    </Notice>
  );

const KINDS = ['create', 'update', 'unchanged', 'remove', 'conflict'] as const satisfies readonly (keyof OperationReport)[];

type Kind = (typeof KINDS)[number];

const writes = (operations: OperationReport, object: string): number =>
  (operations.create[object] ?? 0) + (operations.update[object] ?? 0) + (operations.remove[object] ?? 0);

/** What a plan would do, and which rows of the export it leaves out. */
export const Operations = ({ operations }: { readonly operations: OperationReport }) => {
  const reasons = Object.entries(operations.skipped).sort(([, a], [, b]) => b - a);
  return (
    <>
      <ByObject operations={operations} kinds={KINDS.filter((kind) => Object.values(operations[kind]).some((number) => number > 0))} />
      {reasons.length > 0 && (
        <details className="more">
          <summary>{copy.operations.left(reasons.reduce((sum, [, number]) => sum + number, 0))}</summary>
          <ul className="plain">{reasons.map(([reason, number]) => <li key={reason}><span>{spell(reason)}</span><b>{count(number)}</b></li>)}</ul>
        </details>
      )}
    </>
  );
};

/** Counts per object; columns that are zero everywhere are left out, and many columns become lists. */
const ByObject = ({ operations, kinds }: { readonly operations: OperationReport; readonly kinds: readonly Kind[] }) => {
  const objects = [...new Set(kinds.flatMap((kind) => Object.keys(operations[kind])))].sort((a, b) => writes(operations, b) - writes(operations, a));
  if (objects.length === 0) return <p>{copy.operations.nothing}</p>;
  if (kinds.length > 3) {
    return (
      <ul className="entries">
        {objects.map((object) => (
          <li key={object}>
            <b>{spell(object)}</b>
            <Facts items={kinds.flatMap((kind) => ((operations[kind][object] ?? 0) > 0 ? [[copy.operations[kind], count(operations[kind][object] ?? 0)] as const] : []))} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table className="table">
      <thead><tr><th scope="col">{copy.operations.object}</th>{kinds.map((kind) => <th key={kind} scope="col" className="num">{copy.operations[kind]}</th>)}</tr></thead>
      <tbody>
        {objects.map((object) => (
          <tr key={object}>
            <th scope="row">{spell(object)}</th>
            {kinds.map((kind) => {
              const number = operations[kind][object] ?? 0;
              return <td key={kind} className={number === 0 ? 'num num--zero' : 'num'}>{count(number)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
