import type { Money } from '../canonical/values.js';
import type { PatientBundle } from './bundle.js';
import type { References } from './directory.js';
import { defined } from './defined.js';
import { groupBy, rowsOf } from './input.js';
import type { FactsContext, Stored } from './input.js';
import { sum } from './money.js';
import { patientName } from './names.js';
import type { LeftOut, PlanFacts, PlanItemFacts } from './subjects.js';

/** Plans and items of one patient that count, and the rows that would have counted something twice. */
export interface Treatment {
  readonly plans: readonly PlanFacts[];
  readonly items: readonly PlanItemFacts[];
  readonly leftOut: readonly LeftOut[];
}

interface Case {
  readonly plan: Stored<'treatmentPlan'>;
  readonly items: readonly Stored<'treatmentItem'>[];
}

/**
 * Counts every planned procedure once. Dentrix copies each into a default case, and alternate cases exclude one another;
 * adding them all up would overstate a deal's value.
 */
export function treatmentOf(bundle: PatientBundle, balance: Money | undefined, used: References, context: FactsContext): Treatment {
  const leftOut: LeftOut[] = [];
  const drop = (rows: readonly number[], reason: string): void => { for (const row of rows) leftOut.push({ row, reason }); };
  const named = new Set(bundle.plans.filter(({ plan }) => !plan.data.isDefault).flatMap(({ items }) => procedures(items)));
  const chosen = chosenAlternates(bundle.plans);
  const kept: Case[] = [];
  for (const { plan, items } of bundle.plans) {
    if (plan.data.alternateSet !== undefined && chosen.get(plan.data.alternateSet) !== plan.key) {
      drop([...plan.rows, ...items.flatMap((item) => item.rows)], 'alternative-not-chosen');
      continue;
    }
    const own = plan.data.isDefault ? items.filter(({ data }) => data.procedure === undefined || !named.has(data.procedure)) : items;
    drop(items.filter((item) => !own.includes(item)).flatMap((item) => item.rows), 'copy-in-default-case');
    if (plan.data.isDefault && own.length === 0 && items.length > 0) drop(plan.rows, 'copy-in-default-case');
    else kept.push({ plan, items: own });
  }
  const newest = kept.reduce<Case | undefined>((best, each) => (best === undefined || created(each) > created(best) ? each : best), undefined);
  const ledger = ledgerByPlan(bundle, kept, newest, drop);
  const name = patientName(bundle.patient.key, bundle.patient.data);
  const plans = kept.map((each) => planFacts(each, { key: bundle.patient.key, name }, ledger.get(each.plan.key) ?? [], each === newest ? balance : undefined, context));
  return { plans, items: kept.flatMap((each) => each.items.map((item) => itemFacts(item, used, context))), leftOut };
}

const created = ({ plan }: Case): string => `${plan.data.created ?? ''} ${plan.key}`;

const procedures = (items: readonly Stored<'treatmentItem'>[]): readonly string[] =>
  items.flatMap(({ data }) => (data.procedure === undefined ? [] : [data.procedure]));

const RANK: Readonly<Record<string, number>> = { completed: 4, 'in-progress': 3, accepted: 2, proposed: 1, presented: 1 };

/** Of each set of alternatives: the one furthest along, else the first. */
function chosenAlternates(cases: readonly Case[]): ReadonlyMap<string, string> {
  const chosen = new Map<string, Stored<'treatmentPlan'>>();
  for (const { plan } of cases) {
    const set = plan.data.alternateSet;
    if (set === undefined) continue;
    const best = chosen.get(set);
    if (best === undefined || (RANK[plan.data.status] ?? 0) > (RANK[best.data.status] ?? 0)) chosen.set(set, plan);
  }
  return new Map([...chosen].map(([set, plan]) => [set, plan.key]));
}

/** Ledger entries by plan; those that name no plan stand with the newest one. Without any plan they stay in the practice-management system. */
function ledgerByPlan(
  bundle: PatientBundle, kept: readonly Case[], newest: Case | undefined, drop: (rows: readonly number[], reason: string) => void,
): ReadonlyMap<string, readonly Stored<'ledgerEntry'>[]> {
  const keys = new Set(kept.map(({ plan }) => plan.key));
  const byPlan = new Map<string, Stored<'ledgerEntry'>[]>();
  for (const entry of bundle.ledger) {
    const named = entry.data.plan?.key;
    const plan = named !== undefined && keys.has(named) ? named : newest?.plan.key;
    if (plan === undefined) drop(entry.rows, 'ledger-stays-in-the-source');
    else byPlan.set(plan, [...(byPlan.get(plan) ?? []), entry]);
  }
  return byPlan;
}

function planFacts(
  { plan, items }: Case, patient: { readonly key: string; readonly name: string }, ledger: readonly Stored<'ledgerEntry'>[], balance: Money | undefined,
  { currency }: FactsContext,
): PlanFacts {
  const { data } = plan;
  const adjusting = ledger.filter((entry) => isAdjustment(entry) && entry.data.plan?.key === plan.key);
  return {
    ref: { stream: 'treatmentPlan', key: plan.key }, rows: plan.rows, via: { adjustment: rowsOf(adjusting), financialSummary: rowsOf(ledger), procedures: rowsOf(items) },
    patient: { stream: 'patient', key: patient.key }, patientName: patient.name, title: data.title ?? `Treatment plan ${plan.key}`, status: data.status,
    statusText: data.statusText ?? data.status, value: sum(items.map((item) => item.data.fee)) ?? data.fee ?? { cents: 0, currency },
    codes: [...new Set(items.flatMap((item) => item.data.code ?? []))],
    procedures: items.map(({ data: item }) => [item.code, item.description, item.tooth === undefined ? '' : `tooth ${item.tooth}`, amountText(item.fee)].filter(Boolean).join(' · ')),
    ...defined({
      provider: data.provider, created: data.created, fee: data.fee, paymentStatus: data.paymentStatus, note: data.note, patientBalance: balance,
      insuranceEstimate: sum(items.map((item) => item.data.insuranceEstimate)), adjustment: sum(adjusting.map((entry) => entry.data.amount)),
      financialSummary: summaryOf(ledger),
    }),
  };
}

const isAdjustment = ({ data }: Stored<'ledgerEntry'>): boolean => data.kind === 'adjustment' || data.kind === 'write-off';

const amountText = (amount: Money | undefined): string => (amount === undefined ? '' : `${(amount.cents / 100).toFixed(2)} ${amount.currency}`);

const KIND_TEXT: Readonly<Record<Stored<'ledgerEntry'>['data']['kind'], string>> = {
  charge: 'Charges', 'patient-payment': 'Patient payments', 'insurance-payment': 'Insurance payments', adjustment: 'Adjustments', 'write-off': 'Write-offs', unknown: 'Other entries',
};

/** One line per kind of entry: how many, how much, until when. */
function summaryOf(ledger: readonly Stored<'ledgerEntry'>[]): string | undefined {
  const lines = [...groupBy(ledger, ({ data }) => data.kind)].map(([, entries]) => {
    const [first] = entries;
    const until = entries.map(({ data }) => data.date ?? '').reduce((a, b) => (a > b ? a : b), '');
    const what = first === undefined ? '' : KIND_TEXT[first.data.kind];
    return `${what}: ${entries.length} entries, ${amountText(sum(entries.map(({ data }) => data.amount)))}${until === '' ? '' : `, last on ${until}`}`;
  });
  return lines.length === 0 ? undefined : lines.sort().join('\n');
}

/** The code under which an item without one is sold, so that no procedure is lost for want of a code. */
const NO_CODE = 'uncoded';

function itemFacts({ key, data, rows }: Stored<'treatmentItem'>, used: References, { currency }: FactsContext): PlanItemFacts {
  const code = data.code ?? NO_CODE;
  if (!used.codes.has(code)) used.codes.set(code, data.description === undefined ? {} : { description: data.description });
  const detail = [
    data.tooth === undefined ? '' : `Tooth ${data.tooth}`, data.surface === undefined ? '' : `Surface ${data.surface}`,
    data.date === undefined ? '' : `Planned ${data.date}`, data.completed === true ? 'Completed' : '',
  ].filter((part) => part !== '').join(' · ');
  return {
    ref: { stream: 'treatmentItem', key }, rows, plan: { stream: 'treatmentPlan', key: data.plan.key },
    product: { stream: 'procedureCode', key: code }, price: data.fee ?? { cents: 0, currency }, quantity: 1,
    ...(detail === '' ? {} : { detail }),
  };
}
