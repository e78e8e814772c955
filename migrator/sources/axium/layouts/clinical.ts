import type { PerioSite } from '../../../canonical/streams.js';
import { choice, date, flag, id, note, present, reference, text, wholeNumber } from '../../../read/parsers.js';
import { column, layout, one, skip, type Column, type Lookups, type RowResult } from '../../define.js';
import { alertKind } from '../values.js';
import { deleted, lookupUsed, patient, ref, whose, whoseColumns } from './rows.js';

const ALERT_ACTIVE = { 1: true, active: true, yes: true, y: true, true: true, 0: false, inactive: false, no: false, n: false, false: false, resolved: false } as const;
const YES = /^(?:1|-1|y|yes|t|true|x|high|critical)$/i;

/** Alerts of patients, one row each. */
export const alerts = layout({
  name: 'medical_alerts', files: ['medical_alerts', 'alerts', 'patient_alerts'], stream: 'alert',
  columns: {
    ...whoseColumns, id: column(id, 'Alert ID', 'Patient Alert ID'), code: column(id, 'Alert Code', 'Alert'),
    description: column(text, 'Alert Description', 'Description', 'Alert Text'), kind: column(text, 'Alert Type', 'Type', 'Category'),
    critical: column(text, 'Critical', 'Severity', 'Popup'), active: column(choice<boolean | null>(ALERT_ACTIVE, null), 'Active', 'Status'),
    since: column(date, 'Start Date', 'Date Reported', 'Date'), until: column(date, 'End Date'), note: column(note, 'Note', 'Comment'), deleted,
  },
  needs: ['code', 'since'], keys: ['code'], deletedBy: 'deleted', uses: ['patient-by-chart', 'alert-code'],
  read: (row, lookups) => {
    const key = whose(row, 'alert', lookups);
    if (typeof key !== 'string') return key;
    const listed = lookups.find('alert-code', row.code);
    // An alert whose meaning is lost must still be seen by staff, so it is kept and says so.
    const lost = `Alert ${row.code} (its description is not in the export)`;
    const said = row.description ?? (listed?.['description'] || lost);
    const data = {
      patient: patient(key), kind: alertKind(`${row.kind ?? listed?.['kind'] ?? ''} ${said}`), text: row.note === null ? said : `${said} (${row.note})`,
      active: row.active !== false && row.until === null,
      ...present({ critical: YES.test(row.critical ?? '') ? true : null, since: row.since }),
    };
    return one({ stream: 'alert', key: row.id ?? `${key}:${row.code}`, data }, said === lost ? [{ code: 'unknown-reference-word', column: 'code' }] : []);
  },
});

/** The school's alert codes. */
export const alertCodes = layout({
  name: 'alert_codes', files: ['alert_codes', 'alert_list'], stream: null,
  columns: { code: column(id, 'Alert Code', 'Alert'), description: column(text, 'Alert Description', 'Description'), kind: column(text, 'Alert Type', 'Type', 'Category') },
  needs: ['code', 'description'], keys: ['code'], lookup: { name: 'alert-code', key: 'code', gives: ['description', 'kind'] }, read: lookupUsed,
});

/** Whose note it is. Notes carry the second patient id, which only the link table translates. */
function noteOwner(
  row: { readonly second: string | null; readonly patient: string | null; readonly chart: string | null }, lookups: Lookups,
): string | RowResult {
  if (row.second === null) return whose(row, 'clinicalNote', lookups);
  const first = lookups.find('patient-by-second-id', row.second)?.['first'];
  return first || skip('note-of-unknown-patient', 'clinicalNote', { code: 'unknown-reference-word', column: 'second' });
}

/** Chart notes. One that no faculty member has approved says so, because a student wrote it. */
export const notes = layout({
  name: 'notes', files: ['notes', 'chart_notes', 'progress_notes', 'patient_notes'], stream: 'clinicalNote',
  columns: {
    id: column(id, 'Note ID', 'Note #'), second: column(reference, 'Patient 2', 'Patient 2 ID', 'Second Patient ID'), ...whoseColumns,
    date: column(date, 'Note Date', 'Date'), author: column(reference, 'Provider', 'Author', 'Entered By'), text: column(note, 'Note Text', 'Note', 'Text'),
    approved: column(flag, 'Approved', 'Is Approved'), deleted,
  },
  needs: ['id', 'text'], keys: ['id'], deletedBy: 'deleted', uses: ['patient-by-second-id', 'patient-by-chart'],
  read: (row, lookups) => {
    if (row.text === null) return skip('empty-note', 'clinicalNote');
    const key = noteOwner(row, lookups);
    if (typeof key !== 'string') return key;
    const written = row.approved === false ? `${row.text}\n(Not approved in axiUm)` : row.text;
    return one({ stream: 'clinicalNote', key: row.id, data: { patient: patient(key), text: written, ...present({ date: row.date, author: ref('provider', row.author) }) } });
  },
});

const SITES = ['MB', 'B', 'DB', 'ML', 'L', 'DL'] as const satisfies readonly PerioSite[];

/** Columns of one kind of measurement, one per site around the tooth. */
function siteColumns<P extends string>(prefix: P, header: string): Readonly<Record<`${P}${PerioSite}`, Column<number>>> {
  const columns = SITES.map((site) => [`${prefix}${site}`, column(wholeNumber, `${header} ${site}`, ...(header === 'PD' ? [site] : []))]);
  // Sound: exactly one column was made for each site under the prefix.
  return Object.fromEntries(columns) as Readonly<Record<`${P}${PerioSite}`, Column<number>>>;
}

/** Only what was measured: -1 stands for "not measured", and recession is no depth below zero. */
function measured(values: Readonly<Record<PerioSite, number | null>>): Readonly<Partial<Record<PerioSite, number>>> {
  const found = SITES.flatMap((site) => ((values[site] ?? -1) >= 0 ? [[site, values[site]] as const] : []));
  return Object.fromEntries(found);
}

/** Periodontal exams, one row per tooth. */
export const perio = layout({
  name: 'perio_chart', files: ['perio_chart', 'perio', 'perio_exams'], stream: 'perioReading',
  columns: {
    ...whoseColumns, exam: column(id, 'Perio Exam', 'Exam ID', 'Exam #', 'Exam'), date: column(date, 'Exam Date', 'Date'), tooth: column(id, 'Tooth', 'Tooth #', 'Site'),
    ...siteColumns('pocket', 'PD'), ...siteColumns('recession', 'Rec'), mobility: column(wholeNumber, 'Mobility'), bleeding: column(flag, 'Bleeding', 'BOP'), deleted,
  },
  needs: ['exam', 'tooth', 'pocketMB'], keys: ['exam', 'tooth'], deletedBy: 'deleted', uses: ['patient-by-chart'],
  read: (row, lookups) => {
    const key = whose(row, 'perioReading', lookups);
    if (typeof key !== 'string') return key;
    const pockets = measured({ MB: row.pocketMB, B: row.pocketB, DB: row.pocketDB, ML: row.pocketML, L: row.pocketL, DL: row.pocketDL });
    const recession = measured({
      MB: row.recessionMB, B: row.recessionB, DB: row.recessionDB, ML: row.recessionML, L: row.recessionL, DL: row.recessionDL,
    });
    const mobility = (row.mobility ?? -1) >= 0 ? row.mobility : null;
    const data = { patient: patient(key), exam: row.exam, tooth: row.tooth, pockets, recession, ...present({ date: row.date, mobility, bleeding: row.bleeding }) };
    return one({ stream: 'perioReading', key: `${row.exam}:${row.tooth}`, data });
  },
});

/** An index of images. They lie in MiPACS, outside of axiUm and its exports, and stay there. */
export const images = layout({
  name: 'mipacs_index', files: ['mipacs_index', 'mipacs_images', 'images'], stream: 'imagingFile',
  columns: { ...whoseColumns, id: column(id, 'Image ID', 'Image #', 'Study ID'), path: column(text, 'Image Path', 'Study', 'Image File') },
  needs: ['id', 'path'], keys: [],
  read: () => skip('imaging-outside-axium', 'imagingFile'),
});

/** Scanned consents, letters and other files of patients. */
export const attachments = layout({
  name: 'attachments', files: ['attachments', 'consents'], stream: 'attachment',
  columns: {
    ...whoseColumns, id: column(id, 'Attachment ID', 'Attachment #', 'Attachment'), path: column(text, 'File Name', 'File Path', 'File'),
    section: column(text, 'Section', 'Sub-tab'), title: column(text, 'Description', 'Title'), date: column(date, 'Attached On', 'Date'), deleted,
  },
  needs: ['id', 'path'], keys: ['id'], requires: ['path'], deletedBy: 'deleted', uses: ['patient-by-chart'],
  read: (row, lookups) => {
    const key = whose(row, 'attachment', lookups);
    if (typeof key !== 'string') return key;
    const title = [row.section, row.title].filter((part) => part !== null).join(': ') || null;
    return one({ stream: 'attachment', key: row.id, data: { patient: patient(key), path: row.path, ...present({ title, date: row.date }) } });
  },
});
