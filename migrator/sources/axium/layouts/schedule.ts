import type { Recall } from '../../../canonical/streams.js';
import { choice, clockTime, date, id, note, present, reference, text, wholeNumber } from '../../../read/parsers.js';
import { column, layout, one, skip, type Lookups, type Values } from '../../define.js';
import { APPOINTMENT_STATUS } from '../values.js';
import { deleted, lookupUsed, patient, ref, whose, whoseColumns } from './rows.js';

const DATE_HEADERS = ['Appt Date', 'Appointment Date', 'Date'] as const;

const appointmentColumns = {
  ...whoseColumns,
  id: column(id, 'Appointment ID', 'Appt #', 'Appt ID', 'Appointment', 'Appoint'),
  date: column(date, ...DATE_HEADERS),
  clock: column(text, 'Time', 'Start Time', 'Appt Time', 'Start'),
  // A date that comes straight from the database carries the time with it.
  moment: column(text, ...DATE_HEADERS),
  minutes: column(wholeNumber, 'Length', 'Minutes', 'Min', 'Duration'),
  operatory: column(text, 'Operatory', 'Chair', 'Op', 'Room'),
  provider: column(reference, 'Provider', 'Provider Code', 'Attending', 'Faculty'),
  student: column(text, 'Student', 'Student Provider', 'Assigned Student'),
  code: column(text, 'Appt Code', 'Appointment Code'),
  kind: column(text, 'Appt Type', 'Appointment Type', 'Type', 'Kind'),
  status: column(choice(APPOINTMENT_STATUS, 'unknown'), 'Status', 'Appt Status', 'Stage'),
  statusText: column(text, 'Status', 'Appt Status', 'Stage'),
  procedures: column(text, 'Procedure Codes', 'Procedures', 'CDT Codes', 'CDT'),
  reason: column(text, 'Reason', 'Appt Reason'),
  note: column(note, 'Note', 'Notes', 'Comment', 'Comments'),
  deleted,
};

/**
 * A telephone reminder of a recall, as opposed to chair time: its type says so, or it is of the kind "Recall" and books no chair.
 * "Hygiene Recall" is the visit itself.
 */
function isCall(kind: string, operatory: string | null): boolean {
  return /\b(?:call|phone|telephone)\b/i.test(kind) || (/^recall$/i.test(kind.trim()) && operatory === null);
}

/** Midnight is what a date without a time looks like in the database. */
function timeOf(row: Values<typeof appointmentColumns>): string | null {
  const time = clockTime(row.clock ?? row.moment ?? '');
  return time === '00:00' ? null : time;
}

/** What kind of appointment it is, in the office's words: the code list's description and kind, else what the row says. */
function typeOf(row: Values<typeof appointmentColumns>, lookups: Lookups): { readonly type: string | null; readonly kind: string } {
  const listed = lookups.find('appointment-code', row.code);
  return { type: listed?.['description'] || (row.code ?? row.kind), kind: row.kind ?? (listed?.['kind'] || '') };
}

/** Booked visits. The bare table APPOINT has no id of its own that is known; patient and moment then identify the visit. */
export const appointments = layout({
  name: 'appointments', files: ['appointments', 'appoint', 'appointment', 'appointment_list'], stream: 'appointment',
  columns: appointmentColumns, needs: ['date'], keys: [], requires: ['date'], deletedBy: 'deleted', uses: ['patient-by-chart', 'appointment-code'],
  read: (row, lookups) => {
    const key = whose(row, 'appointment', lookups);
    if (typeof key !== 'string') return key;
    const { type, kind } = typeOf(row, lookups);
    const time = timeOf(row);
    const data = {
      patient: patient(key), date: row.date, status: row.status ?? 'scheduled', codes: [...new Set((row.procedures ?? '').split(/[,;/|\s]+/).filter((code) => code !== ''))],
      ...present({
        provider: ref('provider', row.provider), time, minutes: row.minutes, operatory: row.operatory, type, student: row.student, reason: row.reason,
        isCall: isCall(kind, row.operatory) ? true as const : null, statusText: row.statusText, note: row.note,
      }),
    };
    return one({ stream: 'appointment', key: row.id ?? `${key}:${row.date}${time === null ? '' : ` ${time}`}`, data });
  },
});

/** The school's appointment codes: six characters, a description, and Regular, Recall or Hygiene Recall. */
export const appointmentCodes = layout({
  name: 'appointment_codes', files: ['appointment_codes', 'appt_codes'], stream: null,
  columns: { code: column(id, 'Appt Code', 'Appointment Code'), description: column(text, 'Description'), kind: column(text, 'Appt Type', 'Type', 'Kind') },
  needs: ['code', 'description', 'kind'], keys: ['code'], lookup: { name: 'appointment-code', key: 'code', gives: ['description', 'kind'] }, read: lookupUsed,
});

/** `6m1d`, `6 months`, `1 year`: in months and days. */
function interval(written: string | null): Pick<Recall, 'intervalMonths' | 'intervalDays'> {
  const plain = (written ?? '').toLowerCase();
  const parts = [...plain.matchAll(/(\d{1,4})\s*(y|m|w|d)/g)];
  if (parts.length === 0) return /^\d{1,2}$/.test(plain) ? { intervalMonths: Number(plain) } : {};
  const of = (unit: string): number => parts.filter((part) => part[2] === unit).reduce((sum, part) => sum + Number(part[1]), 0);
  const days = of('w') * 7 + of('d');
  return { intervalMonths: of('y') * 12 + of('m'), ...(days === 0 ? {} : { intervalDays: days }) };
}

/** When patients should come back. Recalls are reminders and no appointments; a patient has one of each type. */
export const recalls = layout({
  name: 'recalls', files: ['recalls', 'recall', 'recall_list'], stream: 'recall',
  columns: {
    ...whoseColumns, type: column(text, 'Recall Type', 'Recall Code', 'Recall'), due: column(date, 'Due Date', 'Recall Date', 'Due'),
    previous: column(date, 'Previous Date', 'Last Recall', 'Prior Date'), interval: column(text, 'Interval', 'Recall Interval'),
    provider: column(reference, 'Provider', 'Provider Code'), status: column(text, 'Status', 'Recall Status'), deleted,
  },
  needs: ['type', 'due'], keys: [], requires: ['type'], deletedBy: 'deleted', uses: ['patient-by-chart', 'recall-type'],
  read: (row, lookups) => {
    const key = whose(row, 'recall', lookups);
    if (typeof key !== 'string') return key;
    if (row.due === null && row.previous === null) return skip('missing-value', 'recall', { code: 'missing-value', column: 'due' });
    const data = {
      patient: patient(key), type: lookups.find('recall-type', row.type)?.['description'] || row.type, ...interval(row.interval),
      ...present({ due: row.due, previous: row.previous, provider: ref('provider', row.provider), status: row.status }),
    };
    return one({ stream: 'recall', key: `${key}:${row.type}`, data });
  },
});

/** Kinds of recall by code. */
export const recallTypes = layout({
  name: 'recall_types', files: ['recall_types', 'recall_type_codes'], stream: null,
  columns: { code: column(id, 'Recall Type', 'Recall Code'), description: column(text, 'Description'), preventive: column(text, 'Preventive') },
  needs: ['code', 'description'], keys: ['code'], lookup: { name: 'recall-type', key: 'code', gives: ['description'] }, read: lookupUsed,
});
