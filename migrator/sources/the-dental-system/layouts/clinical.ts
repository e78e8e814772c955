import { date, id, note, present, text } from '../../../read/parsers.js';
import { column, layout, one, skip } from '../../define.js';
import { deleted, patient, patientColumn, ref, staffColumn } from './parts.js';

/** Clinical and chart notes. */
export const notes = layout({
  name: 'clinical_notes', files: ['clinical_notes', 'chart_notes', 'notes'], stream: 'clinicalNote',
  columns: {
    id: column(id, 'Note Number', 'Note ID', 'Note No'), patient: patientColumn, date: column(date, 'Note Date', 'Written On', 'Date'),
    author: staffColumn, text: column(note, 'Note Text', 'Clinical Note', 'Note', 'Text'), deleted,
  },
  needs: ['id', 'patient', 'text'], keys: ['id', 'patient'], deletedBy: 'deleted',
  read: (row) => {
    if (row.text === null) return skip('empty-note', 'clinicalNote');
    return one({ stream: 'clinicalNote', key: row.id, data: { patient: patient(row.patient), text: row.text, ...present({ date: row.date, author: ref('provider', row.author) }) } });
  },
});

/** Prescriptions as they were written. */
export const prescriptions = layout({
  name: 'prescriptions', files: ['prescriptions', 'prescription_history', 'rx'], stream: 'prescription',
  columns: {
    id: column(id, 'Prescription Number', 'Prescription ID', 'Rx Number'), patient: patientColumn,
    date: column(date, 'Prescription Date', 'Prescribed On', 'Rx Date', 'Date'), medication: column(text, 'Medication', 'Drug', 'Drug Name'),
    directions: column(note, 'Directions', 'Sig', 'Prescription Notes', 'Notes'), quantity: column(text, 'Quantity', 'Dispense', 'Qty'),
    refills: column(text, 'Refills'), provider: staffColumn, deleted,
  },
  needs: ['id', 'patient', 'medication'], keys: ['id', 'patient'], requires: ['medication'], deletedBy: 'deleted',
  read: (row) => {
    const detail = [row.directions, row.quantity === null ? null : `quantity ${row.quantity}`, row.refills === null ? null : `refills ${row.refills}`].filter((part) => part !== null);
    const said = present({ date: row.date, provider: ref('provider', row.provider), detail: detail.length === 0 ? null : detail.join('; ') });
    return one({ stream: 'prescription', key: row.id, data: { patient: patient(row.patient), medication: row.medication, ...said } });
  },
});
