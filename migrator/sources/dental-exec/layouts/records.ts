import { choice, date, id, note, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one, skip } from '../../define.js';
import { NOTE_KIND } from '../values.js';
import { deleted, patient, ref } from './parts.js';

/** Clinical and administrative notes. */
export const notes = layout({
  name: 'notes', files: ['notes', 'clinical_notes', 'progress_notes', 'patient_notes'], stream: 'clinicalNote',
  columns: {
    id: column(id, 'Note ID', 'Note #'), patient: column(reference, 'Patient ID', 'Patient #', 'Pat ID'), date: column(date, 'Note Date', 'Date', 'Entry Date'),
    author: column(reference, 'Author', 'Provider ID', 'Provider', 'Entered By'), kind: column(choice(NOTE_KIND, null), 'Note Type', 'Type', 'Category'),
    text: column(note, 'Note Text', 'Note', 'Notes', 'Text'), deleted,
  },
  needs: ['id', 'patient', 'text'], keys: ['id', 'patient'], deletedBy: 'deleted',
  read: (row) => {
    if (row.text === null) return skip('empty-note', 'clinicalNote');
    const said = present({ date: row.date, author: ref('provider', row.author), kind: row.kind });
    return one({ stream: 'clinicalNote', key: row.id, data: { patient: patient(row.patient), text: row.text, ...said } });
  },
});

/** Laboratory cases and prosthetic orders. */
export const labCases = layout({
  name: 'lab_cases', files: ['lab_cases', 'lab_case', 'lab_orders', 'prosthetics'], stream: 'labCase',
  columns: {
    id: column(id, 'Lab Case ID', 'Case ID', 'Lab Order ID'), patient: column(reference, 'Patient ID', 'Patient #', 'Pat ID'),
    provider: column(reference, 'Provider ID', 'Provider', 'Dentist'), lab: column(text, 'Lab Name', 'Lab', 'Laboratory'),
    item: column(text, 'Case Type', 'Item', 'Prosthesis', 'Description'), status: column(text, 'Case Status', 'Status'),
    sent: column(date, 'Date Sent', 'Sent Date', 'Submitted'), due: column(date, 'Expected Return', 'Return Date', 'Due Date', 'Date Due'),
    received: column(date, 'Date Received', 'Received Date', 'Received'), prescription: column(note, 'Prescription', 'Lab Prescription', 'Instructions', 'Rx'), deleted,
  },
  needs: ['id', 'patient', 'lab'], keys: ['id', 'patient'], deletedBy: 'deleted',
  read: (row) => {
    const { lab, item, status, sent, due, received, prescription } = row;
    const said = present({ lab, item, status, sent, due, received, prescription, provider: ref('provider', row.provider) });
    return one({ stream: 'labCase', key: row.id, data: { patient: patient(row.patient), ...said } });
  },
});

/** Consent forms, insurance cards and images as files beside the export. */
export const documents = layout({
  name: 'documents', files: ['documents', 'document_list', 'attachments', 'files'], stream: 'attachment',
  columns: {
    id: column(id, 'Document ID', 'Document #', 'Attachment ID'), patient: column(reference, 'Patient ID', 'Patient #', 'Pat ID'),
    path: column(text, 'File Path', 'File Name', 'Path', 'File'), title: column(text, 'Document Type', 'Title', 'Category', 'Description'),
    date: column(date, 'Document Date', 'Date', 'Scan Date'), deleted,
  },
  needs: ['id', 'patient', 'path'], keys: ['id', 'patient'], requires: ['path'], deletedBy: 'deleted',
  read: (row) => one({ stream: 'attachment', key: row.id, data: { patient: patient(row.patient), path: row.path, ...present({ title: row.title, date: row.date }) } }),
});
