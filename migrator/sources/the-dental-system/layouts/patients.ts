import type { Address } from '../../../canonical/values.js';
import { looksLikeTestPatient } from '../../../read/names.js';
import { addressPart, choice, date, emails, flag, id, labelled, note, pastDate, phone, postalCode, present, reference, text } from '../../../read/parsers.js';
import { column, layout, type Draft, type Values } from '../../define.js';
import { GENDER, PATIENT_STATUS } from '../values.js';
import { addressColumns, addressOf, deleted, ref } from './parts.js';

const patientColumns = {
  id: column(id, 'Patient Number', 'Patient No', 'Patient ID', 'Patient #', 'Pat No', 'Pat ID'),
  chart: column(id, 'Chart Number', 'Chart No', 'Chart #', 'Chart'),
  lastName: column(text, 'Last Name', 'Surname', 'Last'),
  firstName: column(text, 'First Name', 'Given Name', 'First'),
  middleName: column(text, 'Middle Name', 'Middle Initial', 'MI'),
  preferredName: column(text, 'Known As', 'Preferred Name', 'Nickname'),
  suffix: column(text, 'Suffix', 'Name Suffix'),
  birthDate: column(pastDate, 'Birth Date', 'Date of Birth', 'DOB', 'Birthday'),
  gender: column(choice(GENDER, null), 'Gender', 'Sex'),
  status: column(choice(PATIENT_STATUS, 'unknown'), 'Patient Status', 'Status'),
  statusText: column(text, 'Patient Status', 'Status'),
  emails: column(emails, 'Email Address', 'Email', 'E-mail'),
  mobile: column(phone, 'Mobile Phone', 'Mobile', 'Cell Phone', 'Cell'),
  home: column(phone, 'Home Phone', 'Home', 'Phone'),
  work: column(phone, 'Work Phone', 'Work', 'Business Phone'),
  other: column(phone, 'Other Phone', 'Alternate Phone', 'Phone 4'),
  ...addressColumns,
  billingStreet: column(addressPart, 'Billing Address', 'Billing Street'),
  billingCity: column(addressPart, 'Billing City'),
  billingRegion: column(addressPart, 'Billing State', 'Billing Province'),
  billingCode: column(postalCode, 'Billing Postal Code', 'Billing Zip'),
  guarantor: column(reference, 'Account Holder Number', 'Account Holder', 'Guarantor Number', 'Guarantor ID'),
  provider: column(reference, 'Primary Provider', 'Provider Number', 'Provider ID', 'Dentist', 'Provider'),
  responsible: column(reference, 'Responsible Staff', 'Patient Owner', 'Primary Contact', 'Assigned To'),
  referral: column(reference, 'Referral Number', 'Referral Source ID', 'Referral ID', 'Referred By'),
  firstVisit: column(date, 'First Visit', 'Registered On', 'Date First Seen'),
  lastVisit: column(date, 'Last Visit', 'Last Seen'),
  noCalls: column(flag, 'No Calls', 'Do Not Call'),
  noMail: column(flag, 'No Letters', 'Do Not Mail', 'Do Not Contact'),
  language: column(text, 'Language', 'Preferred Language'),
  comment: column(note, 'Remarks', 'Comments', 'Patient Note', 'Notes'),
  deleted,
};

type PatientRow = Values<typeof patientColumns>;

/** The billing address, where it says more than the mailing address. */
function billingAddressOf(row: PatientRow): Address | null {
  const billing = addressOf({ street: row.billingStreet, street2: null, city: row.billingCity, region: row.billingRegion, postalCode: row.billingCode });
  const isSame = billing?.street === row.street && billing?.city === row.city && billing?.postalCode === row.postalCode;
  return isSame ? null : billing;
}

function patientRecord(key: string, row: PatientRow): Draft {
  const { chart, lastName, firstName, middleName, preferredName, suffix, birthDate, gender, firstVisit, lastVisit, language, comment } = row;
  return {
    stream: 'patient', key,
    data: {
      ...present({
        chart, lastName, firstName, middleName, preferredName, suffix, birthDate, gender, firstVisit, lastVisit, language, comment,
        address: addressOf(row), billingAddress: billingAddressOf(row), guarantor: ref('patient', row.guarantor), provider: ref('provider', row.provider),
        responsible: ref('provider', row.responsible), referral: ref('referralSource', row.referral), statusText: row.status === 'unknown' ? row.statusText : null,
        noCalls: row.noCalls === true ? true : null, noCorrespondence: row.noMail === true ? true : null,
      }),
      status: row.status ?? 'unknown',
      emails: (row.emails ?? []).map((value) => ({ label: 'home', value })),
      phones: labelled({ mobile: row.mobile, home: row.home, work: row.work, other: row.other }),
    },
  };
}

/** Patients and the people who pay for them. */
export const patients = layout({
  name: 'patients', files: ['patients', 'patient', 'patient_list', 'patient_export'], stream: 'patient',
  columns: patientColumns, needs: ['id', 'lastName', 'firstName'], keys: ['id'], deletedBy: 'deleted',
  read: (row) => ({
    records: [patientRecord(row.id, row)],
    problems: looksLikeTestPatient(row.firstName, row.lastName) ? [{ code: 'test-patient' }] : [],
  }),
});
