import type { Patient } from '../../../canonical/streams.js';
import { looksLikeTestPatient, parseName } from '../../../read/names.js';
import { choice, date, emails, flag, id, labelled, note, pastDate, phone, present, reference, text } from '../../../read/parsers.js';
import { column, layout, numbered, one, skip, type Draft, type Lookups, type RowResult, type Values } from '../../define.js';
import { alertKind, GENDER, isPlaceholderProvider, isStudentChart, patientStatus, REFERRAL_KIND } from '../values.js';
import { address, deleted, isId, lookupUsed, patient, PATIENT_ID, placeColumns, ref, whose, whoseColumns } from './rows.js';

/** The patient row carries five alerts and five codes of the office. */
const CODES_PER_PATIENT = 5;

const patientColumns = {
  id: column(id, ...PATIENT_ID),
  chart: whoseColumns.chart,
  lastName: column(text, 'Last Name', 'LastName', 'Last'), firstName: column(text, 'First Name', 'FirstName', 'First'),
  middleName: column(text, 'Middle Initial', 'MI', 'Middle Name', 'Middle'), preferredName: column(text, 'Preferred Name', 'Preferred', 'Nickname', 'Goes By'),
  title: column(text, 'Title'), suffix: column(text, 'Suffix'),
  birthDate: column(pastDate, 'Birth Date', 'Birthdate', 'DOB', 'D.O.B.', 'Date of Birth'), gender: column(choice(GENDER, null), 'Sex', 'Gender'),
  status: column(text, 'Patient Status', 'Status'), nonPatient: column(flag, 'Non-Patient', 'Is Non-Patient'),
  emails: column(emails, 'E-mail', 'Email', 'Email Address'),
  home: column(phone, 'Home Phone', 'Home', 'Phone', 'Phone 1'), work: column(phone, 'Work Phone', 'Work', 'Phone 2'),
  mobile: column(phone, 'Cell Phone', 'Cell', 'Mobile', 'Mobile Phone', 'Phone 3'),
  street: placeColumns.street, street2: placeColumns.street2, city: placeColumns.city, region: placeColumns.region, postalCode: placeColumns.postalCode,
  addressWrong: column(flag, 'Address Incorrect', 'Address is incorrect', 'Bad Address'),
  guarantor: column(text, 'Guarantor ID', 'Guarantor', 'Responsible Party'), provider: column(reference, 'Provider', 'Provider Code', 'Primary Provider'),
  referral: column(reference, 'Referral ID', 'Referring Office ID', 'Referring Office', 'Referred By'),
  firstVisit: column(date, 'First Visit'), lastVisit: column(date, 'Last Visit', 'Last Seen'), language: column(text, 'Language'),
  alerts: numbered(CODES_PER_PATIENT, text, 'Alert #', 'Alert Code #'), officeCodes: numbered(CODES_PER_PATIENT, text, 'Office Code #'),
  patientTexts: numbered(10, text, 'Patient Text #'),
  comment: column(note, 'Patient Note', 'Comments', 'Comment'), deleted,
};

type PatientRow = Values<typeof patientColumns>;

/** What only people can make use of: the office's own codes and texts, one line each. */
function commentOf(row: PatientRow): string | null {
  const guarantor = row.guarantor !== null && !isId(row.guarantor) ? `Guarantor: ${row.guarantor}` : null;
  const lines = [
    row.comment, row.addressWrong === true ? 'The address is marked as incorrect' : null, guarantor,
    ...(row.officeCodes ?? []).map((code) => (code === null ? null : `Office code ${code}`)), ...(row.patientTexts ?? []),
  ].filter((line) => line !== null);
  return lines.length === 0 ? null : lines.join('\n');
}

function statusOf({ status, nonPatient }: PatientRow): { readonly status: Patient['status']; readonly problems: NonNullable<RowResult['problems']> } {
  const meant = status === null ? 'unknown' : patientStatus(status);
  const problems = meant === null ? [{ code: 'unknown-value', column: 'status' } as const] : [];
  return { status: nonPatient === true ? 'non-patient' : (meant ?? 'unknown'), problems };
}

/** An alert on the patient row has a code only; the alert file, where there is one, was read before and knows more. */
function alertsOf(key: string, codes: PatientRow['alerts'], lookups: Lookups): readonly Draft[] {
  return [...new Set((codes ?? []).filter((code) => code !== null))].map((code) => {
    const listed = lookups.find('alert-code', code);
    const said = listed?.['description'] || code;
    return { stream: 'alert', key: `${key}:${code}`, data: { patient: patient(key), kind: alertKind(`${listed?.['kind'] ?? ''} ${said}`), text: said, active: true } };
  });
}

/** Patients with their contact details; keyed by the id, since charts get and lose prefixes. */
export const patients = layout({
  name: 'patients', files: ['patients', 'patient', 'patient_demographics', 'patient_list'], stream: 'patient',
  columns: patientColumns, needs: ['id', 'lastName', 'firstName'], keys: ['id'], deletedBy: 'deleted',
  lookup: { name: 'patient-by-chart', key: 'chart', gives: ['id'] }, uses: ['alert-code'],
  read: (row, lookups) => {
    if (isStudentChart(row.chart)) return skip('student-chart', 'educationRecord');
    if (!isId(row.id)) return skip('patient-by-name-only', 'patient', { code: 'missing-key', column: 'id' });
    const { chart, lastName, firstName, middleName, preferredName, suffix, title, birthDate, gender, firstVisit, lastVisit, language } = row;
    const { status, problems } = statusOf(row);
    const guarantor = row.guarantor !== null && isId(row.guarantor) && !/^0+$/.test(row.guarantor) ? row.guarantor : null;
    const data: Patient = {
      ...present({
        chart, lastName, firstName, middleName, preferredName, suffix, title, birthDate, gender, firstVisit, lastVisit, language, statusText: row.status,
        address: address(row), guarantor: ref('patient', guarantor), provider: ref('provider', row.provider), referral: ref('referralSource', row.referral),
        comment: commentOf(row),
      }),
      status, emails: (row.emails ?? []).map((value) => ({ label: 'home', value })), phones: labelled({ home: row.home, work: row.work, mobile: row.mobile }),
    };
    const test = looksLikeTestPatient(firstName, lastName) ? [{ code: 'test-patient' } as const] : [];
    return { records: [{ stream: 'patient', key: row.id, data }, ...alertsOf(row.id, row.alerts, lookups)], problems: [...problems, ...test] };
  },
});

/** Lists that print patients as one name, `Jones, Martin (M57)`: they add to patients who are known by id or chart. */
export const patientNames = layout({
  name: 'patient_names', files: ['patient_names', 'patient_list'], stream: 'patient', report: { totals: [] },
  columns: {
    ...whoseColumns, name: column(text, 'Patient Name', 'Name', 'Patient'), birthDate: patientColumns.birthDate, status: patientColumns.status,
    home: patientColumns.home, provider: patientColumns.provider,
  },
  needs: ['chart', 'name', 'status'], keys: ['name'], uses: ['patient-by-chart'],
  read: (row, lookups) => {
    if (isStudentChart(row.chart)) return skip('student-chart', 'educationRecord');
    const key = whose(row, 'patient', lookups);
    if (typeof key !== 'string') return key;
    const meant = row.status === null ? 'unknown' : patientStatus(row.status);
    const data: Patient = {
      ...parseName(row.name), ...present({ chart: row.chart, birthDate: row.birthDate, statusText: row.status, provider: ref('provider', row.provider) }),
      status: meant ?? 'unknown', emails: [], phones: labelled({ home: row.home }),
    };
    return one({ stream: 'patient', key, data }, meant === null ? [{ code: 'unknown-value', column: 'status' }] : []);
  },
});

/** The second patient id, which notes carry, and the first one, which everything else carries. */
export const patientLinks = layout({
  name: 'patient_link', files: ['patient_link', 'patient2', 'patient_ids'], stream: null,
  columns: { second: column(id, 'Patient 2', 'Patient 2 ID', 'Second Patient ID'), first: column(id, ...PATIENT_ID, 'Patient 1') },
  needs: ['second', 'first'], keys: ['second'], lookup: { name: 'patient-by-second-id', key: 'second', gives: ['first'] }, read: lookupUsed,
});

/** Everybody who treats: dentists, hygienists and the students whom they supervise. */
export const providers = layout({
  name: 'providers', files: ['providers', 'provider', 'producers'], stream: 'provider',
  columns: {
    id: column(id, 'Provider', 'Provider Code', 'Provider ID', 'Producer'), lastName: column(text, 'Last Name', 'LastName'),
    firstName: column(text, 'First Name', 'FirstName'), title: column(text, 'Title', 'Suffix'), type: column(text, 'Provider Type', 'Type'),
    email: column(emails, 'E-mail', 'Email', 'Email Address'), inactive: column(flag, 'Inactive'), active: column(flag, 'Active'), deleted,
  },
  needs: ['id', 'lastName', 'type'], keys: ['id'], deletedBy: 'deleted',
  read: (row) => {
    const named = present({ firstName: row.firstName, lastName: row.lastName, title: row.title, email: row.email?.[0] ?? null, specialty: row.type });
    const data = { ...named, active: row.inactive !== true && row.active !== false, placeholder: isPlaceholderProvider(row.id, row.lastName) };
    return one({ stream: 'provider', key: row.id, data });
  },
});

/** Who sends patients: mostly other offices. */
export const referringOffices = layout({
  name: 'referring_offices', files: ['referring_offices', 'referrals', 'referring_providers'], stream: 'referralSource',
  columns: {
    id: column(id, 'Referral ID', 'Referring Office ID', 'Referral Code', 'Referral'), name: column(text, 'Office Name', 'Referring Office', 'Name'),
    kind: column(choice(REFERRAL_KIND, 'other'), 'Referral Type', 'Type', 'Kind'), specialty: column(text, 'Specialty', 'Discipline'),
    detail: column(note, 'Relationship', 'Comments', 'Note'), ...placeColumns, deleted,
  },
  needs: ['id', 'name'], keys: ['id'], requires: ['name'], deletedBy: 'deleted',
  read: (row) => {
    const more = present({ specialty: row.specialty, phone: row.phone, address: address(row), detail: row.detail });
    return one({ stream: 'referralSource', key: row.id, data: { name: row.name, kind: row.kind ?? 'doctor', ...more } });
  },
});
