import type { Day } from './calendar.js';
import type { Making } from './making.js';
import type { CaseStatus, Code, LedgerEntry, Person, Plan, PlannedItem } from './model.js';
import type { Random } from './random.js';
import { PLAN_NAMES } from './words.js';

type Procedure = Omit<PlannedItem, 'id'>;

const STATUSES: readonly CaseStatus[] = [
  'created', 'printed', 'pre-authorized', 'followed-up', 'preferred', 'proposed', 'proposed', 'accepted', 'accepted', 'rejected', 'completed',
];

/**
 * The treatment plans of one person. As in the systems themselves, every planned procedure is copied into a default plan under the same
 * procedure number, and alternatives share a set; adding everything up would count work twice.
 */
export function makePlans(person: Person, making: Making, random: Random): Plan[] {
  if (person.status !== 'active' || !random.chance(0.45)) return [];
  const defect = making.schedules.plan.next(random);
  const created = (person.lastVisit ?? making.office.asOf - 30) - random.between(0, 200);
  const draft = (name: string, procedures: readonly Procedure[], more: Partial<Plan> = {}): Plan => ({
    id: making.numbers.plan++, name, provider: person.provider, created, isDefault: false, alternateSet: '', defect: null,
    status: random.pick(STATUSES), items: procedures.map((procedure) => ({ ...procedure, id: making.numbers.item++ })), ...more,
  });
  const procedures = (): Procedure[] => makeProcedures(making, random, created);
  if (defect === 'plan-without-items') return [draft(random.pick(PLAN_NAMES), [], { defect })];
  if (defect === 'alternate-plans') {
    const [one, other] = [procedures(), procedures()];
    const alternateSet = `ALT${making.numbers.plan}`;
    return [
      draft('Treatment Plan', [...one, ...other].map(plainCopy), { isDefault: true, status: 'created' }),
      draft('Option A', one, { alternateSet, defect }), draft('Option B', other, { alternateSet, defect }),
    ];
  }
  const work = procedures();
  if (defect === null && random.chance(0.3)) return [draft('Treatment Plan', work, { isDefault: true, status: 'created' })];
  const name = defect === 'plan-without-name' ? '' : random.pick(PLAN_NAMES);
  return [draft('Treatment Plan', work.map(plainCopy), { isDefault: true, status: 'created' }), draft(name, work, { defect })];
}

/** The copy of a procedure in the default plan is spoilt nowhere, so that each defect is told once. */
function plainCopy(procedure: Procedure): Procedure {
  return { ...procedure, defect: null };
}

function makeProcedures(making: Making, random: Random, created: Day): Procedure[] {
  return Array.from({ length: random.between(1, 4) }, () => {
    const defect = making.schedules.item.next(random);
    const code = random.pick(making.office.codes);
    const fee = defect === 'fee-huge' ? 1_850_000 + random.between(0, 900) * 100 : defect === 'fee-zero' ? 0 : code.fee;
    return {
      procedure: making.numbers.procedure++, code: spoiltCode(code, defect, random), text: code.text,
      tooth: defect === 'tooth-range' ? '3-5' : String(random.between(1, 32)), surface: random.pick(['', 'M', 'O', 'MO', 'MOD', 'DL']),
      fee, estimate: Math.round((fee * random.pick([0, 0.5, 0.8])) / 100) * 100, date: created + random.between(0, 20), completed: random.chance(0.15), defect,
    };
  });
}

function spoiltCode({ code }: Code, defect: PlannedItem['defect'], random: Random): string {
  switch (defect) {
    case 'code-local':
      return `OFF-${random.between(1, 9)}`;
    case 'code-with-suffix':
      return `${code}${random.pick(['.2', '-A'])}`;
    case 'code-without-letter':
      return '9X05';
    default:
      return code;
  }
}

/** What was charged, paid and corrected; some of it names the plan it belongs to. */
export function makeLedger(person: Person, plans: readonly Plan[], making: Making, random: Random): LedgerEntry[] {
  if (person.status === 'non-patient' || person.lastVisit === null) return [];
  const last = person.lastVisit;
  return Array.from({ length: random.between(0, 5) }, (_, index) => {
    const defect = making.schedules.ledger.next(random);
    const kind = random.pick(kindsUnder(defect));
    const cents = defect === 'adjustment-huge' ? 1_600_000 : random.between(10, 900) * 100 + random.pick([0, 0, 50]);
    return {
      id: making.numbers.entry++, plan: plans.length > 0 && random.chance(0.4) ? random.pick(plans).id : null,
      date: last - index * 20, kind, amount: kind === 'charge' ? cents : -cents, provider: person.provider, defect,
    };
  });
}

/** Charges are owed, everything else is a credit; the odd ways of printing a minus need a credit. */
function kindsUnder(defect: LedgerEntry['defect']): readonly LedgerEntry['kind'][] {
  switch (defect) {
    case 'adjustment-huge':
      return ['adjustment'];
    case 'amount-in-parentheses':
    case 'amount-trailing-minus':
    case 'amount-symbol-after-minus':
      return ['patient-payment', 'insurance-payment', 'adjustment', 'write-off'];
    default:
      return ['charge', 'charge', 'charge', 'patient-payment', 'insurance-payment', 'adjustment', 'write-off'];
  }
}
