import { choice, clockTime, date, id, note, present, reference, text, wholeNumber } from '../../../read/parsers.js';
import { column, layout, one } from '../../define.js';
import { APPOINTMENT_STATUS, RECALL_WORDS, type RecallWord } from '../values.js';
import { deleted, patient, patientColumn, ref, staffColumn } from './parts.js';

/** Midnight is what a date column holds when no time was set. */
function startOf(clock: string | null): string | null {
  const time = clock === null ? null : clockTime(clock);
  return time === '00:00' ? null : time;
}

const listOf = (written: string | null): readonly string[] => (written ?? '').split(/[,;|]/).map((part) => part.trim()).filter((part) => part !== '');

/** Booked visits. */
export const appointments = layout({
  name: 'appointments', files: ['appointments', 'appointment', 'schedule'], stream: 'appointment',
  columns: {
    id: column(id, 'Appointment Number', 'Appointment ID', 'Appointment No', 'Appt ID'), patient: patientColumn, patientName: column(text, 'Patient Name'),
    date: column(date, 'Appointment Date', 'Appt Date', 'Date', 'Start'), clock: column(text, 'Appointment Time', 'Start Time', 'Time', 'Start'),
    minutes: column(wholeNumber, 'Minutes', 'Duration', 'Length'), room: column(text, 'Room', 'Operatory', 'Chair'), provider: staffColumn,
    type: column(text, 'Appointment Type', 'Type', 'Visit Type'), reason: column(text, 'Reason', 'Description'),
    status: column(choice(APPOINTMENT_STATUS, 'unknown'), 'Appointment Status', 'Status'), statusText: column(text, 'Appointment Status', 'Status'),
    codes: column(text, 'Procedure Codes', 'Procedures', 'Codes'), note: column(note, 'Notes', 'Note', 'Comments'), deleted,
  },
  needs: ['id', 'date'], keys: ['id'], requires: ['date'], deletedBy: 'deleted',
  read: (row) => {
    const { type, reason, minutes, statusText } = row;
    const data = {
      date: row.date, status: row.status ?? 'scheduled', codes: listOf(row.codes),
      ...present({
        patient: ref('patient', row.patient), patientName: row.patient === null ? row.patientName : null, provider: ref('provider', row.provider),
        time: startOf(row.clock), operatory: row.room, type, reason, minutes, statusText, note: row.note,
      }),
    };
    return one({ stream: 'appointment', key: row.id, data });
  },
});

/** When patients should come back; a row without a number of its own goes by patient and type. */
export const recalls = layout({
  name: 'recalls', files: ['recalls', 'recall', 'recare', 'recall_schedule'], stream: 'recall',
  columns: {
    id: column(id, 'Recall Number', 'Recall ID'), patient: patientColumn, type: column(text, 'Recall Type', 'Type', 'Recare Type'),
    due: column(date, 'Recall Due', 'Due Date', 'Recall Date', 'Due'), previous: column(date, 'Last Recall', 'Last Done', 'Previous Date'),
    months: column(wholeNumber, 'Interval Months', 'Interval', 'Months'), provider: column(reference, 'Staff Number', 'Staff ID', 'Provider ID', 'Hygienist', 'Provider'),
    status: column(choice<RecallWord>(RECALL_WORDS, 'Open'), 'Recall Status', 'Status'), deleted,
  },
  needs: ['patient', 'type', 'due'], keys: ['patient'], deletedBy: 'deleted',
  read: (row) => {
    const said = present({ type: row.type, due: row.due, previous: row.previous, intervalMonths: row.months, provider: ref('provider', row.provider) });
    return one({ stream: 'recall', key: row.id ?? `${row.patient}:${row.type ?? ''}`, data: { patient: patient(row.patient), status: row.status ?? 'Open', ...said } });
  },
});
