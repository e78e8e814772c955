import { date, flag, id, note, present, reference, text } from '../../read/parsers.js';
import { one, skip, type RowResult } from '../../sources/define.js';
import { chosen, field, template } from '../template.js';
import { ALERT_KIND } from '../vocabulary.js';
import { deleted, patientRef, ref } from './links.js';

function lookupUsed(): RowResult {
  return skip('lookup-used', null);
}

const patient = field(reference, 'ref:patient', 'patient id|patient|patient record id|chart id|account id');
const provider = field(reference, 'ref:provider', 'provider id|provider|provider code');

/** `6m1d`, `1y+1d`, `6 months` in months and days. */
function interval(written: string | null): { readonly intervalMonths?: number; readonly intervalDays?: number } {
  const parts = [...(written ?? '').toLowerCase().matchAll(/(\d{1,4})\s*(y|m|w|d)/g)];
  if (parts.length === 0) return {};
  const of = (unit: string): number => parts.filter((part) => part[2] === unit).reduce((sum, part) => sum + Number(part[1]), 0);
  return { intervalMonths: of('y') * 12 + of('m'), intervalDays: of('w') * 7 + of('d') };
}

/** When patients should come back. */
export const recalls = template({
  name: 'recall', label: 'Recall', stream: 'recall', about: 'recall',
  fields: {
    id: field(id, 'key', 'recall id'), patient, type: field(text, 'label', 'recall type|type|type recall|recall reason'),
    due: field(date, 'due', 'recall due date|due|due date|recall due|date recall due|recall date'),
    previous: field(date, 'past', 'previous date|previous|recall previous|recall previous date|recall last|date previous recall|last|last visit date'),
    interval: field(text, 'interval', 'interval|recall interval'),
    provider: field(reference, 'ref:provider', 'provider id|provider|recall provider|provider recall'),
    status: field(text, 'label', 'recall status|status'), deleted,
  },
  needs: [['patient'], ['due'], ['type', 'interval', 'previous']], keys: [['id'], ['patient', 'type'], ['patient', 'due']], requires: ['patient'],
  read: (row, key) => {
    const { type, due, previous, status } = row;
    return one({ stream: 'recall', key, data: { patient: patientRef(row.patient), ...interval(row.interval),
      ...present({ type, due, previous, status, provider: ref('provider', row.provider) }) } });
  },
});

/** Allergies, conditions and medications of patients. */
export const alerts = template({
  name: 'alert', label: 'Medical alerts', stream: 'alert', about: 'alert medical',
  fields: {
    id: field(id, 'key', 'patient alert id'), patient,
    item: field(reference, 'ref:alertItem', 'alert id|alert item id|item id|item|medical alert item id|alert code|medical item code|medical alert id'),
    text: field(text, 'label', 'alert description|alert name|alert|description|medical alert|medical alert description'),
    kind: chosen(ALERT_KIND, 'condition', 'alert-kind', 'alert type|type'),
    active: field(flag, 'flag', 'active|alert active|active flag|status'), critical: field(flag, 'flag', 'critical|critical flag|alert critical'),
    since: field(date, 'past', 'start date|start|date alert start|since|created date'),
    until: field(date, 'past', 'end date|end|date alert end|until'), note: field(note, 'text', 'note|alert note|note alert'), deleted,
  },
  needs: [['patient'], ['item', 'text'], ['active', 'since', 'kind', 'critical']], keys: [['id'], ['patient', 'item'], ['patient', 'text']],
  requires: ['patient'], uses: ['alert-item'],
  read: (row, key, lookups) => {
    const item = lookups.find('alert-item', row.item);
    // An alert whose meaning is lost must still be seen by staff, so it is kept and says so.
    const described = row.text ?? (item?.['text'] || `Alert ${row.item ?? ''} (its description is not in the export)`);
    const data = {
      patient: patientRef(row.patient), kind: row.kind ?? 'condition', text: row.note === null ? described : `${described} (${row.note})`,
      active: row.active !== false && row.until === null,
      ...present({ critical: row.critical, since: row.since }),
    } as const;
    return one({ stream: 'alert', key, data });
  },
});

/** Clinical notes. */
export const notes = template({
  name: 'clinicalNote', label: 'Clinical notes', stream: 'clinicalNote', about: 'note progress medical chart',
  fields: {
    id: field(id, 'key', 'note id|id|progress note id|chart note id|item id'), patient,
    date: field(date, 'past', 'note date|date|date note|created date|created|item date'),
    author: field(reference, 'ref:provider', 'provider id|provider|author provider id|author|provider author note|author id'),
    text: field(note, 'note', 'note|note text|text note|full text note|note description'), deleted,
  },
  needs: [['id'], ['patient'], ['text']], keys: [['id'], ['patient', 'date']], requires: ['patient'],
  read: (row, key) => {
    if (row.text === null) return skip('empty-note', 'clinicalNote');
    return one({ stream: 'clinicalNote', key,
      data: { patient: patientRef(row.patient), text: row.text, ...present({ date: row.date, author: ref('provider', row.author) }) } });
  },
});

/** X-rays and photographs, which stay where they lie. */
export const images = template({
  name: 'imagingFile', label: 'Images', stream: 'imagingFile', about: 'image',
  fields: { id: field(id, 'key', 'image id|id|document id'), patient,
    path: field(text, 'path', 'image path|path|file path|path image file|file|image file path|file name'),
    date: field(date, 'past', 'image date|date|taken date|date image taken|taken|image taken'), deleted },
  needs: [['id'], ['patient'], ['path']], keys: [['id'], ['path']], requires: ['patient', 'path'],
  read: (row, key) => one({ stream: 'imagingFile', key, data: { patient: patientRef(row.patient), path: row.path, ...present({ date: row.date }) } }),
});

/** Files that belong to patients. */
export const attachments = template({
  name: 'attachment', label: 'Documents', stream: 'attachment', about: 'document',
  fields: {
    id: field(id, 'key', 'document id|id'), patient, path: field(text, 'path', 'document path|document file|file name|path|document file name'),
    title: field(text, 'label', 'document title|title|document description|description|document name'),
    date: field(date, 'past', 'document date|date|created date'), deleted,
  },
  needs: [['id'], ['patient'], ['path']], keys: [['id'], ['path']], requires: ['patient', 'path'],
  read: (row,
    key) => one({ stream: 'attachment', key, data: { patient: patientRef(row.patient), path: row.path, ...present({ title: row.title, date: row.date }) } }),
});

/** What was prescribed. */
export const prescriptions = template({
  name: 'prescription', label: 'Prescriptions', stream: 'prescription', about: 'drug',
  fields: {
    id: field(id, 'key', 'drug id|id'), patient, date: field(date, 'past', 'drug date|date|date drug'),
    medication: field(text, 'label', 'drug|drug name|drug description'),
    detail: field(text, 'text', 'dosage|drug dosage|drug note'), provider, deleted,
  },
  needs: [['patient'], ['medication'], ['detail', 'date']], keys: [['id'], ['patient', 'medication', 'date']], requires: ['patient', 'medication'],
  read: (row, key) => one({ stream: 'prescription', key, data: { patient: patientRef(row.patient), medication: row.medication,
    ...present({ date: row.date, detail: row.detail, provider: ref('provider', row.provider) }) } }),
});

/** Work that a laboratory does. */
export const labCases = template({
  name: 'labCase', label: 'Lab cases', stream: 'labCase', about: 'lab plan',
  fields: {
    id: field(id, 'key', 'lab plan id|lab id|id'), patient, lab: field(text, 'label', 'lab|lab name'),
    item: field(text, 'label', 'lab item|item|description|lab description'), status: field(text, 'label', 'lab status|status|lab plan status'),
    sent: field(date, 'past', 'sent date|date sent|sent lab date'), due: field(date, 'near', 'due date|date due|due'),
    received: field(date, 'past', 'received date|date received|received'), prescription: field(note, 'text', 'lab note|lab dosage'), provider,
    deleted,
  },
  needs: [['id'], ['patient'], ['lab', 'item'], ['sent', 'due']], keys: [['id']], requires: ['patient'],
  read: (row, key) => {
    const { lab, item, status, sent, due, received, prescription } = row;
    return one({ stream: 'labCase', key, data: { patient: patientRef(row.patient),
      ...present({ lab, item, status, sent, due, received, prescription, provider: ref('provider', row.provider) }) } });
  },
});

const codeList = {
  stream: null, needs: [['id'], ['text']], keys: [['id']], requires: ['text'] as const, read: lookupUsed,
};

/** The office's own words for appointment statuses. */
export const appointmentStatuses = template({
  ...codeList, name: 'appointmentStatus', label: 'Appointment statuses', about: 'appointment status',
  lookup: { name: 'appointment-status', gives: ['text'] },
  fields: { id: field(id, 'key', 'id|appointment status id|status id|status code'),
    text: field(text, 'list-status', 'appointment status|status|description|appointment status description|status text|description appointment status') },
});

/** The office's own appointment types. */
export const appointmentTypes = template({
  ...codeList, name: 'appointmentType', label: 'Appointment types', about: 'appointment type', lookup: { name: 'appointment-type', gives: ['text'] },
  fields: { id: field(id, 'key', 'id|appointment type id|type id|type code'),
    text: field(text, 'list-entry', 'appointment type|type|description|appointment type description|type text|description appointment type') },
});

/** The office's list of conditions, allergies and medications. */
export const alertItems = template({
  ...codeList, name: 'alertItem', label: 'Alert descriptions', about: 'alert medical item',
  lookup: { name: 'alert-item', gives: ['text', 'kind', 'critical'] }, needs: [['id'], ['text'], ['kind', 'critical']],
  fields: {
    id: field(id, 'key', 'id|alert id|item id|alert item id|medical item code'),
    text: field(text, 'list-entry', 'description|alert description|item|alert|alert name|medical item'),
    kind: field(text, 'ref:coded', 'type|alert type|type medical alert|item type'),
    critical: field(flag, 'flag', 'critical|critical flag|alert critical|critical alert'),
  },
});
