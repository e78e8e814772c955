import { choice, clockTime, date, id, note, present, reference, text, wholeNumber } from '../../../read/parsers.js';
import { column, layout, one, skip, type Draft } from '../../define.js';
import { APPOINTMENT_STATUS, isRecallTask, TASK_WORDS, type TaskWord, VISIT_WORDS, type VisitWord } from '../values.js';
import { deleted, patient, ref } from './parts.js';

/** Midnight is what a date column holds when no time was set. */
function startOf(clock: string | null): string | null {
  const time = clock === null ? null : clockTime(clock);
  return time === '00:00' ? null : time;
}

const listOf = (written: string | null): readonly string[] => (written ?? '').split(/[,;|]/).map((part) => part.trim()).filter((part) => part !== '');

/** Booked visits. A type that has no activity type of its own is kept as the reason, in the office's words. */
export const appointments = layout({
  name: 'appointments', files: ['appointments', 'appointment', 'schedule', 'appointment_history'], stream: 'appointment',
  columns: {
    id: column(id, 'Appointment ID', 'Appt ID', 'Appt #'), patient: column(reference, 'Patient ID', 'Patient #', 'Pat ID'), patientName: column(text, 'Patient Name'),
    date: column(date, 'Appointment Date', 'Appt Date', 'Date', 'Start'), clock: column(text, 'Start Time', 'Time', 'Appt Time', 'Start'),
    minutes: column(wholeNumber, 'Duration', 'Duration (Minutes)', 'Minutes', 'Length'), operatory: column(text, 'Operatory', 'Room', 'Chair', 'Op'),
    provider: column(reference, 'Provider ID', 'Provider', 'Dentist'), typeText: column(text, 'Appointment Type', 'Appt Type', 'Type'),
    type: column(choice<VisitWord | null>(VISIT_WORDS, null), 'Appointment Type', 'Appt Type', 'Type'), reason: column(text, 'Reason', 'Description'),
    status: column(choice(APPOINTMENT_STATUS, 'unknown'), 'Status', 'Appointment Status'), statusText: column(text, 'Status', 'Appointment Status'),
    codes: column(text, 'Procedure Codes', 'Procedures', 'Codes'), note: column(note, 'Notes', 'Clinical Notes', 'Note', 'Comments'), deleted,
  },
  needs: ['id', 'date'], keys: ['id'], requires: ['date'], deletedBy: 'deleted',
  read: (row) => {
    const reasons = [row.type === null ? row.typeText : null, row.reason].filter((part) => part !== null);
    const data = {
      date: row.date, status: row.status ?? 'scheduled', codes: listOf(row.codes),
      ...present({
        patient: ref('patient', row.patient), patientName: row.patient === null ? row.patientName : null, provider: ref('provider', row.provider),
        time: startOf(row.clock), minutes: row.minutes, operatory: row.operatory, type: row.type, reason: reasons.length === 0 ? null : reasons.join(': '),
        statusText: row.statusText, note: row.note,
      }),
    };
    return one({ stream: 'appointment', key: row.id, data });
  },
});

/**
 * Tasks of the front desk. Dental-Exec keeps recalls and hygiene reminders among them; every other task of a patient is kept as an
 * administrative note, because nothing else in the export says it.
 */
export const tasks = layout({
  name: 'tasks', files: ['tasks', 'task_list', 'reminders', 'recall_tasks'], stream: 'recall',
  columns: {
    id: column(id, 'Task ID', 'Task #', 'Reminder ID'), patient: column(reference, 'Patient ID', 'Patient #', 'Pat ID'),
    type: column(text, 'Task Type', 'Type', 'Category'), subject: column(text, 'Subject', 'Task', 'Description', 'Title'),
    due: column(date, 'Due Date', 'Date Due', 'Due'), previous: column(date, 'Last Done', 'Last Recall', 'Prior Date'),
    months: column(wholeNumber, 'Interval (Months)', 'Interval Months', 'Recall Interval', 'Interval'),
    provider: column(reference, 'Assigned To', 'Provider ID', 'Hygienist', 'Provider'),
    status: column(choice<TaskWord>(TASK_WORDS, 'Open'), 'Status', 'Task Status'), note: column(note, 'Notes', 'Note', 'Comments'), deleted,
  },
  needs: ['id', 'type', 'due'], keys: ['id'], deletedBy: 'deleted',
  read: (row) => {
    if (row.patient === null) return skip('task-without-patient', 'recall');
    const [type, status] = [row.subject ?? row.type ?? 'Task', row.status ?? 'Open'];
    const about = (text: string): Draft => ({
      stream: 'clinicalNote', key: `task:${row.id}`,
      data: { patient: patient(row.patient ?? ''), kind: 'administrative', text, ...present({ date: row.due, author: ref('provider', row.provider) }) },
    });
    if (!isRecallTask(row.type, row.subject)) return one(about([`Task: ${[row.type, row.subject].filter(Boolean).join(', ')} (${status.toLowerCase()})`, row.note].filter(Boolean).join('\n')));
    const recall: Draft = {
      stream: 'recall', key: row.id,
      data: { patient: patient(row.patient), type, status, ...present({ due: row.due, previous: row.previous, intervalMonths: row.months, provider: ref('provider', row.provider) }) },
    };
    return { records: row.note === null ? [recall] : [recall, about(`Recall ${type}: ${row.note}`)] };
  },
});
