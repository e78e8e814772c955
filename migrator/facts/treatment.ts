import type { Money } from '../canonical/values.js';
import type { PatientBundle } from './bundle.js';
import type { References } from './directory.js';
import type { FactsContext, Stored } from './input.js';
import { sum } from './money.js';
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
  const adjustments = adjustmentsOf(bundle, new Set(kept.map(({ plan }) => plan.key)), drop);
  const plans = kept.map((each) => planFacts(each, bundle.patient.key, adjustments.get(each.plan.key), each === newest ? balance : undefined, context));
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

/** Adjustments and write-offs by plan; the rest of the ledger stays in the practice-management system. */
function adjustmentsOf(
  bundle: PatientBundle, plans: ReadonlySet<string>, drop: (rows: readonly number[], reason: string) => void,
): ReadonlyMap<string, { readonly amounts: readonly Money[]; readonly rows: readonly number[] }> {
  const byPlan = new Map<string, { readonly amounts: Money[]; readonly rows: number[] }>();
  for (const { data, rows } of bundle.ledger) {
    const plan = data.plan?.key;
    if (plan === undefined || !plans.has(plan) || (data.kind !== 'adjustment' && data.kind !== 'write-off')) {
      drop(rows, 'ledger-stays-in-the-source');
      continue;
    }
    const entry = byPlan.get(plan) ?? { amounts: [], rows: [] };
    entry.amounts.push(data.amount);
    entry.rows.push(...rows);
    byPlan.set(plan, entry);
  }
  return byPlan;
}

function planFacts(
  { plan, items }: Case, patientKey: string, adjustment: { readonly amounts: readonly Money[]; readonly rows: readonly number[] } | undefined,
  balance: Money | undefined, { currency }: FactsContext,
): PlanFacts {
  const { data } = plan;
  const insuranceEstimate = sum(items.map((item) => item.data.insuranceEstimate));
  const adjusted = sum(adjustment?.amounts ?? []);
  return {
    ref: { stream: 'treatmentPlan', key: plan.key }, rows: [...plan.rows, ...(adjustment?.rows ?? [])],
    patient: { stream: 'patient', key: patientKey }, title: data.title ?? `Treatment plan ${plan.key}`, status: data.status,
    value: sum(items.map((item) => item.data.fee)) ?? { cents: 0, currency },
    codes: [...new Set(items.flatMap((item) => (item.data.code === undefined ? [] : [item.data.code])))],
    statusText: data.statusText ?? data.status,
    ...(data.provider === undefined ? {} : { provider: data.provider }),
    ...(data.created === undefined ? {} : { created: data.created }),
    ...(insuranceEstimate === undefined ? {} : { insuranceEstimate }),
    ...(adjusted === undefined ? {} : { adjustment: adjusted }),
    ...(balance === undefined ? {} : { patientBalance: balance }),
  };
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
