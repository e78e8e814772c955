import { choice, date, id, note, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one, skip } from '../../define.js';
import { alertKind } from '../values.js';
import { patient, ref } from './links.js';
import { deleted, lookupUsed } from './rows.js';

const ALERT_ACTIVE = { 1: true, active: true, yes: true, true: true, 0: false, 2: false, inactive: false, no: false, false: false, resolved: false } as const;

/** The office's list of conditions, allergies and medications. */
export const alertItems = layout({
  name: 'hhitem', files: ['hhitem'], stream: null,
  columns: {
    id: column(id, 'hhitemid'), description: column(text, 'description', 'descript'), kind: column(text, 'hhtype', 'type'),
    critical: column(text, 'critical', 'popup'),
  },
  needs: ['id', 'description', 'kind'], keys: ['id'], lookup: { name: 'alert-item', key: 'id', gives: ['description', 'kind', 'critical'] }, read: lookupUsed,
});

/** Alerts of patients: links to the office's list. */
export const alerts = layout({
  name: 'hhlinkpat_item', files: ['hhlinkpat_item'], stream: 'alert',
  columns: {
    patient: column(reference, 'patid', 'patient_id'), item: column(reference, 'hhitemid'), active: column(choice<boolean | null>(ALERT_ACTIVE, null), 'status'),
    since: column(date, 'startdate', 'start_date', 'reporteddate'), until: column(date, 'enddate', 'end_date'), note: column(note, 'note'), deleted,
  },
  needs: ['patient', 'item'], keys: ['patient', 'item'], deletedBy: 'deleted', uses: ['alert-item'], must: ['alert-item'],
  read: (row, lookups) => {
    const item = lookups.find('alert-item', row.item);
    // An alert whose meaning is lost must still be seen by staff, so it is kept and says so.
    const described = item?.['description'] || `Alert ${row.item} (its description is not in the export)`;
    const data = {
      patient: patient(row.patient), kind: item === null ? 'condition' as const : alertKind(item['kind'] ?? ''),
      text: row.note === null ? described : `${described} (${row.note})`,
      active: row.active !== false && row.until === null,
      ...present({ critical: /^(?:1|-1|y|yes|t|true|x)$/i.test(item?.['critical'] ?? '') ? true : null, since: row.since }),
    };
    const problems = item === null ? [{ code: 'unknown-reference-word', column: 'item' } as const] : [];
    return one({ stream: 'alert', key: `${row.patient}:${row.item}`, data }, problems);
  },
});

/** Prescriptions are medications; those of patient 0 are templates of the office. */
export const prescriptions = layout({
  name: 'rxrec', files: ['rxrec', 'rxpatient', 'admin.rxrec'], stream: 'alert',
  columns: {
    id: column(id, 'rxid', 'rxrecid'), patient: column(id, 'patid', 'patient_id'), drug: column(text, 'drugname', 'drug_name'),
    directions: column(text, 'sigtext', 'sig'), since: column(date, 'rxdate', 'rx_date'), deleted,
  },
  needs: ['id', 'patient', 'drug'], keys: ['id', 'patient'], requires: ['drug'], deletedBy: 'deleted',
  read: (row) => {
    if (row.patient === '0') return skip('template-row', 'alert');
    const said = row.directions === null ? row.drug : `${row.drug} (${row.directions})`;
    const data = { patient: patient(row.patient), kind: 'medication' as const, text: said, active: true, ...present({ since: row.since }) };
    return one({ stream: 'alert', key: `rx:${row.id}`, data });
  },
});

/** Clinical notes with their patient. */
export const notes = layout({
  name: 'fullnotes', files: ['fullnotes', 'v_notes', 'notes', 'clinical_notes'], stream: 'clinicalNote',
  columns: {
    id: column(id, 'noteid', 'note_id'), patient: column(reference, 'patient_id', 'patid'), date: column(date, 'note_date', 'notedate', 'date'),
    author: column(reference, 'provider_id', 'provid'), text: column(note, 'notetext', 'note_text', 'note'), deleted,
  },
  needs: ['id', 'patient', 'text'], keys: ['id', 'patient'], deletedBy: 'deleted',
  read: (row) => {
    if (row.text === null) return skip('empty-note', 'clinicalNote');
    const data = { patient: patient(row.patient), text: row.text, ...present({ date: row.date, author: ref('provider', row.author) }) };
    return one({ stream: 'clinicalNote', key: row.id, data });
  },
});

/** Note type in the raw notes table whose `noteid` is the patient's id; other types name records that the table does not identify. */
const PATIENT_NOTE = '3';

/** The raw notes table, where only the patient's own comment can be attached to somebody. */
export const rawNotes = layout({
  name: 'admin.fullnotes', files: ['fullnotes', 'admin.fullnotes'], stream: 'patient',
  columns: { id: column(id, 'noteid'), type: column(text, 'notetype'), text: column(note, 'notetext') },
  needs: ['id', 'type', 'text'], keys: ['id', 'type'],
  read: (row) => {
    if (row.type !== PATIENT_NOTE) return skip('note-of-unknown-patient', 'clinicalNote');
    if (row.text === null) return skip('empty-note', 'patient');
    return one({ stream: 'patient', key: row.id, data: { status: 'unknown', emails: [], phones: [], comment: row.text } });
  },
});

/** Where X-rays and photographs lie; the files themselves stay there. */
export const images = layout({
  name: 'images', files: ['images', 'imaging'], stream: 'imagingFile',
  columns: {
    id: column(id, 'image_id', 'patimageid', 'imageid'), patient: column(reference, 'patient_id', 'patid'), path: column(text, 'image_path', 'path', 'file_name'),
    date: column(date, 'image_date', 'date'), deleted,
  },
  needs: ['id', 'patient', 'path'], keys: ['id', 'patient'], requires: ['path'], deletedBy: 'deleted',
  read: (row) => one({ stream: 'imagingFile', key: row.id, data: { patient: patient(row.patient), path: row.path, ...present({ date: row.date }) } }),
});
