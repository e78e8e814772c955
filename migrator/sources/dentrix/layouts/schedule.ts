import type { AppointmentStatus, Recall } from '../../../canonical/streams.js';
import { clockTime, date, flag, id, note, plainWord, present, reference, text, timeOf, wholeNumber } from '../../../read/parsers.js';
import { column, layout, numbered, one, skip, type Lookups, type RowResult, type Values } from '../../define.js';
import { APPOINTMENT_STATUS, COMPLETED_STATUS_CODE } from '../values.js';
import { patient, ref } from './links.js';
import { deleted, lookupUsed } from './rows.js';

const PROCEDURES_PER_APPOINTMENT = 20;
/** `codetype` of a procedure that is in the patient's log; other types are entries of the code list. */
const LOGGED_PROCEDURE = '1';

const appointmentColumns = {
  id: column(id, 'appointment_id', 'apptid', 'Appointment ID', 'Appt #'),
  patient: column(reference, 'patient_id', 'patid'),
  patientName: column(text, 'patient_name', 'patname', 'Patient Name'),
  date: column(date, 'appointment_date', 'apptdate', 'Appt Date', 'Date'),
  clock: column(text, 'start_time', 'appttime', 'Time', 'Start'),
  hour: column(wholeNumber, 'start_hour', 'timehr', 'time_hour'),
  minute: column(wholeNumber, 'start_minute', 'timemin', 'time_minute'),
  minutes: column(wholeNumber, 'length', 'apptlen', 'Min'),
  operatory: column(reference, 'operatory_id', 'opid', 'op_title', 'Operatory', 'Op'),
  provider: column(reference, 'provider_id', 'provid', 'prprovid'),
  type: column(reference, 'appttype', 'appointment_type', 'Type'),
  reason: column(text, 'reason', 'apptreason'),
  statusId: column(id, 'status_id', 'statusid', 'status'),
  broken: column(flag, 'broken'),
  note: column(note, 'note', 'notes'),
  codeIds: numbered(PROCEDURES_PER_APPOINTMENT, reference, 'codeid#'),
  codeTypes: numbered(PROCEDURES_PER_APPOINTMENT, text, 'codetype#'),
  deleted,
};

type AppointmentRow = Values<typeof appointmentColumns>;
type Problems = NonNullable<RowResult['problems']>;

const STATUS_BY_WORD = new Map(Object.entries(APPOINTMENT_STATUS).map(([word, status]) => [plainWord(word), status]));

/** Some exports write the status itself where others write its code. */
function writtenStatus(statusId: string | null): string | null {
  return statusId === null || /^-?\d+$/.test(statusId) ? null : statusId;
}

/** The status in our words, in the office's words, and what is odd about it. */
function statusOf(row: AppointmentRow, lookups: Lookups): { readonly status: AppointmentStatus; readonly statusText: string | null; readonly problems: Problems } {
  const found = lookups.find('appointment-status', row.statusId);
  const statusText = found === null ? writtenStatus(row.statusId) : found['text'] || null;
  if (row.statusId === COMPLETED_STATUS_CODE) return { status: 'completed', statusText, problems: [] };
  if (row.broken === true) return { status: 'broken', statusText, problems: [] };
  if (row.statusId === null || row.statusId === '0' || (found !== null && statusText === null)) return { status: 'scheduled', statusText, problems: [] };
  if (statusText === null) return { status: 'unknown', statusText, problems: [{ code: 'unknown-reference-word', column: 'statusId' }] };
  const status = STATUS_BY_WORD.get(plainWord(statusText));
  return status === undefined ? { status: 'unknown', statusText, problems: [{ code: 'unknown-value', column: 'statusId' }] } : { status, statusText, problems: [] };
}

/** The procedure codes of the numbered columns; an id without an entry in its look-up is said once per row. */
function codesOf(row: AppointmentRow, lookups: Lookups): { readonly codes: readonly string[]; readonly problems: Problems } {
  const given = (row.codeIds ?? []).flatMap((codeId, index) => (codeId === null ? [] : [{ codeId, logged: row.codeTypes?.[index] === LOGGED_PROCEDURE }]));
  const codes = given.flatMap(({ codeId, logged }) => lookups.find(logged ? 'procedure' : 'procedure-code', codeId)?.['code'] || []);
  return { codes: [...new Set(codes)], problems: codes.length === given.length ? [] : [{ code: 'unknown-reference-word', column: 'codeIds' }] };
}

/** Midnight is what the split columns hold when no time was set. */
function timeFrom(row: AppointmentRow): string | null {
  const time = row.clock === null ? timeOf(row.hour, row.minute) : clockTime(row.clock);
  return time === '00:00' ? null : time;
}

/** Booked visits. Patient 0 with a name is somebody who had no record yet when the visit was booked. */
export const appointments = layout({
  name: 'v_appt', files: ['v_appt', 'v_appointment', 'appt', 'appthist', 'appointments'], stream: 'appointment',
  columns: appointmentColumns, needs: ['id', 'date'], keys: ['id'], requires: ['date'], deletedBy: 'deleted',
  uses: ['appointment-status', 'appointment-type', 'operatory', 'procedure-code', 'procedure'], must: ['appointment-status'],
  read: (row, lookups) => {
    const { status, statusText, problems } = statusOf(row, lookups);
    const procedures = codesOf(row, lookups);
    const type = lookups.find('appointment-type', row.type)?.['text'] ?? (lookups.has('appointment-type') ? null : row.type);
    const data = {
      date: row.date, status, codes: procedures.codes,
      ...present({
        patient: ref('patient', row.patient), patientName: row.patient === null ? row.patientName : null, provider: ref('provider', row.provider),
        time: timeFrom(row), minutes: row.minutes, operatory: lookups.find('operatory', row.operatory)?.['text'] ?? row.operatory,
        type, reason: row.reason, statusText, note: row.note,
      }),
    };
    return one({ stream: 'appointment', key: row.id, data }, [...problems, ...procedures.problems]);
  },
});

/** The office's own words for appointment statuses. */
export const appointmentStatuses = layout({
  name: 'v_appt_status_codes', files: ['v_appt_status_codes', 'appt_status_codes'], stream: null,
  columns: { id: column(id, 'defid', 'status_id'), text: column(text, 'descript', 'description') },
  needs: ['id', 'text'], keys: ['id'], lookup: { name: 'appointment-status', key: 'id', gives: ['text'] }, read: lookupUsed,
});

/** The office's own appointment types. */
export const appointmentTypes = layout({
  name: 'v_appointment_types', files: ['v_appointment_types', 'appointment_types'], stream: null,
  columns: { id: column(id, 'appttypeid', 'appointment_type_id'), text: column(text, 'descript', 'description') },
  needs: ['id', 'text'], keys: ['id'], lookup: { name: 'appointment-type', key: 'id', gives: ['text'] }, read: lookupUsed,
});

/** Treatment rooms. */
export const operatories = layout({
  name: 'v_operatory', files: ['v_operatory', 'operatory'], stream: null,
  columns: { id: column(id, 'operatory_id', 'opid'), text: column(text, 'op_title', 'title', 'descript') },
  needs: ['id', 'text'], keys: ['id'], lookup: { name: 'operatory', key: 'id', gives: ['text'] }, read: lookupUsed,
});

const recallColumns = {
  patient: column(reference, 'patient_id', 'patid'),
  type: column(text, 'recall_type', 'recalltype'),
  typeId: column(reference, 'recallid', 'recall_id'),
  due: column(date, 'due_date', 'duedate'),
  previous: column(date, 'prior_date', 'priordate'),
  interval: column(text, 'interval', 'recall_interval'),
  provider: column(reference, 'provider_id', 'provid'),
  status: column(text, 'status', 'recall_status'),
  deleted,
};

/** `6m1d`, `1y+1d`, `6 months`: in months and days. */
function interval(written: string | null): Pick<Recall, 'intervalMonths' | 'intervalDays'> {
  const parts = [...(written ?? '').toLowerCase().matchAll(/(\d{1,4})\s*(y|m|w|d)/g)];
  if (parts.length === 0) return {};
  const of = (unit: string): number => parts.filter((part) => part[2] === unit).reduce((sum, part) => sum + Number(part[1]), 0);
  return { intervalMonths: of('y') * 12 + of('m'), intervalDays: of('w') * 7 + of('d') };
}

/** When patients should come back. One patient has many types, each once; types are joined by name. */
export const recalls = layout({
  name: 'v_patient_recall', files: ['v_patient_recall', 'recallpending', 'recall', 'continuing_care'], stream: 'recall',
  columns: recallColumns, needs: ['patient', 'due'], keys: ['patient'], deletedBy: 'deleted', uses: ['recall-type'],
  read: (row, lookups) => {
    const type = row.type ?? lookups.find('recall-type', row.typeId)?.['text'] ?? row.typeId;
    if (type === null) return skip('missing-value', 'recall', { code: 'missing-value', column: 'type' });
    const data = {
      patient: patient(row.patient), type, ...interval(row.interval),
      ...present({ due: row.due, previous: row.previous, provider: ref('provider', row.provider), status: row.status }),
    };
    return one({ stream: 'recall', key: `${row.patient}:${type}`, data });
  },
});

/** Kinds of recall, which the raw table names by id. */
export const recallTypes = layout({
  name: 'recalltype', files: ['recalltype', 'recall_types'], stream: null,
  columns: { id: column(id, 'recallid', 'recalltypeid'), text: column(text, 'name'), description: column(text, 'descript', 'description') },
  needs: ['id', 'text'], keys: ['id'], lookup: { name: 'recall-type', key: 'id', gives: ['text'] }, read: lookupUsed,
});
