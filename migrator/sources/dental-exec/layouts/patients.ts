import type { Patient } from '../../../canonical/streams.js';
import { looksLikeTestPatient } from '../../../read/names.js';
import { choice, date, emails, flag, id, labelled, note, pastDate, phone, present, reference, text } from '../../../read/parsers.js';
import { column, layout, skip, type Draft, type Lookups, type RowResult, type Values } from '../../define.js';
import { DRUG_FLAGS, GENDER, PATIENT_STATUS, REFERRAL_WORDS, referralKind, referralWord, type ReferralWord } from '../values.js';
import { addressColumns, addressOf, deleted, patient, ref } from './parts.js';

const patientColumns = {
  id: column(id, 'Patient ID', 'Patient #', 'Pat ID', 'PatientID', 'Account #', 'Account Number'),
  chart: column(id, 'Chart Number', 'Chart #', 'Chart No', 'Chart'),
  lastName: column(text, 'Last Name', 'Last', 'Surname'),
  firstName: column(text, 'First Name', 'First', 'Given Name'),
  middleName: column(text, 'Middle Name', 'Middle Initial', 'MI', 'Middle'),
  preferredName: column(text, 'Preferred Name', 'Nickname', 'Goes By', 'Preferred'),
  suffix: column(text, 'Suffix', 'Name Suffix'),
  birthDate: column(pastDate, 'Date of Birth', 'DOB', 'Birth Date', 'Birthdate', 'D.O.B.'),
  gender: column(choice(GENDER, null), 'Gender', 'Sex'),
  status: column(choice(PATIENT_STATUS, 'unknown'), 'Patient Status', 'Status'),
  emails: column(emails, 'Email', 'E-mail', 'Email Address'),
  home: column(phone, 'Home Phone', 'Home', 'Phone', 'Phone 1'),
  work: column(phone, 'Work Phone', 'Work', 'Business Phone', 'Phone 2'),
  mobile: column(phone, 'Mobile Phone', 'Cell Phone', 'Mobile', 'Cell', 'Phone 3'),
  ...addressColumns,
  guarantor: column(reference, 'Guarantor ID', 'Responsible Party ID', 'Guarantor'),
  provider: column(reference, 'Provider ID', 'Primary Provider', 'Dentist', 'Provider'),
  practice: column(reference, 'Practice ID', 'Location ID', 'Office ID', 'Clinic ID'),
  employer: column(reference, 'Employer ID', 'Employer'),
  referral: column(reference, 'Referral ID', 'Referred By ID', 'Referred By', 'Referral Source ID'),
  originText: column(text, 'Referral Source', 'Patient Origin', 'How did you hear about us', 'Marketing Channel'),
  origin: column(choice<ReferralWord | null>(REFERRAL_WORDS, null), 'Referral Source', 'Patient Origin', 'How did you hear about us', 'Marketing Channel'),
  firstVisit: column(date, 'First Visit', 'First Visit Date', 'Date First Seen'),
  lastVisit: column(date, 'Last Visit', 'Last Visit Date', 'Last Seen'),
  noCalls: column(flag, 'Do Not Call', 'No Calls'),
  noMail: column(flag, 'Do Not Contact', 'No Mail', 'Do Not Mail', 'Do Not Email'),
  language: column(text, 'Language', 'Preferred Language'),
  drugInteraction: column(flag, 'Drug Interaction', 'Drug Interactions', 'Drug Interaction Flag'),
  drugAllergy: column(flag, 'Drug Allergy', 'Drug Allergies', 'Drug Allergy Flag'),
  premedication: column(flag, 'Premedication', 'Premed', 'Premed Required'),
  comment: column(note, 'Comments', 'Patient Note', 'Notes', 'Comment'),
  deleted,
};

type PatientRow = Values<typeof patientColumns>;

/** What the office said about how the patient came: its pick-list first, else the kind or the name of who referred them. */
function originOf(row: PatientRow, lookups: Lookups): string | null {
  if (row.originText !== null) return row.origin ?? row.originText;
  const found = lookups.find('referral', row.referral);
  if (found === null) return null;
  const kind = referralKind(found['kind'] || null);
  if (kind === 'other') return found['name'] ? referralWord(found['name']) : null;
  return kind === 'doctor' ? 'Dentist' : 'Patient';
}

/** The referring colleague or patient; a campaign is nobody to point to. */
function referralOf(row: PatientRow, lookups: Lookups): Patient['referral'] | null {
  const found = lookups.find('referral', row.referral);
  return found !== null && referralKind(found['kind'] || null) === 'other' ? null : ref('referralSource', row.referral);
}

/** One alert per flag that the file answers, whatever the answer: “no” says that somebody asked. */
function drugFlags(key: string, row: PatientRow): readonly Draft[] {
  return ([['drugInteraction', row.drugInteraction], ['drugAllergy', row.drugAllergy], ['premedication', row.premedication]] as const).flatMap(([name, answer]) => {
    if (answer === null) return [];
    const { key: flagKey, kind, text: says } = DRUG_FLAGS[name];
    return [{ stream: 'alert', key: `${key}:${flagKey}`, data: { patient: patient(key), kind, text: `${says}: ${answer ? 'yes' : 'no'}`, active: true } } as const];
  });
}

function patientRecord(key: string, row: PatientRow, lookups: Lookups): Draft {
  const { chart, lastName, firstName, middleName, preferredName, suffix, birthDate, gender, firstVisit, lastVisit, language, comment } = row;
  return {
    stream: 'patient', key,
    data: {
      ...present({
        chart, lastName, firstName, middleName, preferredName, suffix, birthDate, gender, firstVisit, lastVisit, language, comment,
        address: addressOf(row), guarantor: ref('patient', row.guarantor), provider: ref('provider', row.provider), practice: ref('practice', row.practice),
        employer: ref('employer', row.employer), referral: referralOf(row, lookups), origin: originOf(row, lookups),
        noCalls: row.noCalls === true ? true : null, noCorrespondence: row.noMail === true ? true : null,
      }),
      status: row.status ?? 'unknown',
      emails: (row.emails ?? []).map((value) => ({ label: 'home', value })),
      phones: labelled({ mobile: row.mobile, home: row.home, work: row.work }),
    },
  };
}

/** Patients and the people who pay for them. */
export const patients = layout({
  name: 'patients', files: ['patients', 'patient', 'patient_list', 'demographics'], stream: 'patient',
  columns: patientColumns, needs: ['id', 'lastName', 'firstName'], keys: ['id'], deletedBy: 'deleted', uses: ['referral'],
  read: (row, lookups): RowResult => {
    if (row.id === '0') return skip('template-row', 'patient');
    const records = [patientRecord(row.id, row, lookups), ...drugFlags(row.id, row)];
    return { records, problems: looksLikeTestPatient(row.firstName, row.lastName) ? [{ code: 'test-patient' }] : [] };
  },
});
