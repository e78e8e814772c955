import { DateTime } from 'luxon';
import type { Appointment, AppointmentStatus } from '../canonical/streams.js';
import type { PatientBundle } from './bundle.js';
import type { Directory } from './directory.js';
import { isLong } from './excerpt.js';
import type { FactsContext } from './input.js';
import type { AppointmentFacts, LeftOut, NoteFacts, RecallFacts } from './subjects.js';

const STATUS_TEXT: Readonly<Record<AppointmentStatus, string>> = {
  scheduled: 'Scheduled', confirmed: 'Confirmed', arrived: 'Arrived', 'in-chair': 'In chair', completed: 'Completed', 'no-show': 'No-show',
  broken: 'Broken', unscheduled: 'Unscheduled', 'note-only': 'Note', unknown: 'Unknown',
};

/** The visits of one patient. What lies before `today` is done, whatever its status, so that no old booking becomes an overdue task. */
export function appointmentFacts(bundle: PatientBundle, directory: Directory, context: FactsContext): readonly AppointmentFacts[] {
  return bundle.appointments.map(({ key, data, rows }) => {
    const provider = data.provider === undefined ? undefined : directory.providers.get(data.provider.key);
    const statusText = data.statusText ?? STATUS_TEXT[data.status];
    const title = data.type ?? data.reason ?? 'Appointment';
    const off = data.status === 'broken' || data.status === 'no-show';
    const { patient: _patient, patientName: _name, date: _date, time: _time, utc: _utc, type, isCall, ...plain } = data;
    return {
      ...plain, ref: { stream: 'appointment', key }, rows, patient: { stream: 'patient', key: bundle.patient.key },
      kind: isCall === true ? 'call' : 'visit', ...(type === undefined ? {} : { typeText: type }),
      statusText, subject: off ? `${title} (${STATUS_TEXT[data.status].toLowerCase()})` : title,
      done: data.status === 'completed' || off || data.date < context.today,
      ...(provider === undefined ? {} : { providerName: provider.fullName }),
      ...startOf(data, context.zone),
    };
  });
}

/** The practice's wall clock as a UTC date and time; a date without a time stays the date it is. */
function startOf({ date, time, utc }: Appointment, zone: string): Pick<AppointmentFacts, 'dueDate' | 'dueTime'> {
  if (time === undefined) return { dueDate: date };
  const start = DateTime.fromISO(`${date}T${time}`, { zone: utc === true ? 'utc' : zone }).toUTC();
  if (!start.isValid) return { dueDate: date };
  return { dueDate: start.toFormat('yyyy-MM-dd'), dueTime: start.toFormat('HH:mm') };
}

/** Recalls with a date; one without any date to compute from is left out and said so. */
export function recallFacts(bundle: PatientBundle): { readonly facts: readonly RecallFacts[]; readonly leftOut: readonly LeftOut[] } {
  const facts: RecallFacts[] = [];
  const leftOut: LeftOut[] = [];
  for (const { key, data, rows } of bundle.recalls) {
    const due = data.due ?? computedDue(data.previous, data.intervalMonths, data.intervalDays);
    if (due === undefined) {
      for (const row of rows) leftOut.push({ row, reason: 'recall-without-date' });
      continue;
    }
    const type = data.type ?? 'Recall';
    facts.push({
      ref: { stream: 'recall', key }, rows, patient: { stream: 'patient', key: bundle.patient.key }, type, subject: `Recall: ${type}`, due,
      ...(data.provider === undefined ? {} : { provider: data.provider }),
      ...(data.previous === undefined ? {} : { previous: data.previous }),
      ...intervalText(data.intervalMonths, data.intervalDays),
      ...(data.status === undefined ? {} : { status: data.status }),
    });
  }
  return { facts, leftOut };
}

/** `6 months`, `1 month, 1 day`; nothing where the source names no interval. */
function intervalText(months = 0, days = 0): Pick<RecallFacts, 'interval'> {
  const part = (count: number, unit: string): string => (count === 0 ? '' : `${count} ${unit}${count === 1 ? '' : 's'}`);
  const text = [part(months, 'month'), part(days, 'day')].filter((each) => each !== '').join(', ');
  return text === '' ? {} : { interval: text };
}

/** Calendar months after the previous visit plus the interval's days; a plain month interval carries one extra day, as Dentrix counts. */
function computedDue(previous: string | undefined, months: number | undefined, days: number | undefined): string | undefined {
  if (previous === undefined || (months === undefined && days === undefined)) return undefined;
  const due = DateTime.fromISO(previous, { zone: 'utc' }).plus({ months: months ?? 0, days: days ?? 1 });
  return due.isValid ? due.toFormat('yyyy-MM-dd') : undefined;
}

/** Clinical narratives, and the patient's comment where it is too long for a field; a narrative without text is left out. */
export function noteFacts(bundle: PatientBundle, directory: Directory): { readonly facts: readonly NoteFacts[]; readonly leftOut: readonly LeftOut[] } {
  const facts: NoteFacts[] = longComment(bundle);
  const leftOut: LeftOut[] = [];
  for (const { key, data, rows } of bundle.notes) {
    if (data.text.trim() === '') {
      for (const row of rows) leftOut.push({ row, reason: 'note-without-text' });
      continue;
    }
    const author = data.author === undefined ? undefined : (directory.providers.get(data.author.key)?.fullName ?? data.author.key);
    facts.push(...parts({
      ref: { stream: 'clinicalNote', key }, rows, patient: { stream: 'patient', key: bundle.patient.key }, text: data.text,
      ...(data.date === undefined ? {} : { date: data.date }),
      ...(author === undefined ? {} : { authorName: author }),
      ...(data.kind === undefined ? {} : { kind: data.kind }),
    }));
  }
  return { facts, leftOut };
}

function longComment({ patient: { key, data, rows } }: PatientBundle): NoteFacts[] {
  if (data.comment === undefined || !isLong(data.comment)) return [];
  return [...parts({ ref: { stream: 'patientComment', key }, rows, patient: { stream: 'patient', key }, text: data.comment })];
}

/** Notes of a CRM have an end (Pipedrive: about 100,000 characters of HTML); a longer text goes on in further notes, whole and in order. */
const NOTE_PART = 40_000;

function parts(note: NoteFacts): readonly NoteFacts[] {
  const count = Math.ceil(note.text.length / NOTE_PART);
  if (count <= 1) return [note];
  return Array.from({ length: count }, (_, index) => ({
    ...note, ref: { ...note.ref, key: index === 0 ? note.ref.key : `${note.ref.key}#${index + 1}` },
    text: `(Part ${index + 1} of ${count})\n${note.text.slice(index * NOTE_PART, (index + 1) * NOTE_PART)}`,
  }));
}
