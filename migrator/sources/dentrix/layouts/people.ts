import type { Patient } from '../../../canonical/streams.js';
import { looksLikeTestPatient } from '../../../read/names.js';
import {
  addressPart, choice, date, emails, flag, id, labelled, note, pastDate, phone, postalCode, present, reference, text, wholeNumber,
} from '../../../read/parsers.js';
import { column, layout, one, skip, type Lookups, type Values } from '../../define.js';
import { GENDER, isPlaceholderProvider, PATIENT_STATUS, privacy, REFERRAL_KIND } from '../values.js';
import { address } from './address.js';
import { ref } from './links.js';
import { deleted, lookupUsed } from './rows.js';

const patientColumns = {
  id: column(id, 'patient_id', 'patid', 'Patient ID', 'Pat ID', 'Pat #', 'PatNum'),
  chart: column(id, 'chart', 'Chart #', 'Chart Number', 'Chart No', 'chartnum'),
  lastName: column(text, 'last_name', 'lastname', 'Last Name', 'Last'),
  firstName: column(text, 'first_name', 'firstname', 'First Name', 'First'),
  middleName: column(text, 'mi', 'middle_name', 'Middle Initial', 'Middle'),
  preferredName: column(text, 'preferred_name', 'prefname', 'Preferred', 'Nickname', 'Goes By'),
  suffix: column(text, 'suffix', 'name_suffix'),
  title: column(text, 'title'),
  birthDate: column(pastDate, 'birth_date', 'birthdate', 'DOB', 'D.O.B.', 'Date of Birth'),
  gender: column(choice(GENDER, null), 'gender', 'sex'),
  status: column(choice(PATIENT_STATUS, 'unknown'), 'status', 'Patient Status'),
  emails: column(emails, 'email', 'emailaddr', 'E-mail', 'Email Address'),
  home: column(phone, 'home_phone', 'homephone', 'Home', 'Phone', 'Phone 1'),
  work: column(phone, 'work_phone', 'workphone', 'wkphone', 'Work', 'Phone 2'),
  mobile: column(phone, 'mobile_phone', 'pager', 'Cell', 'Cell Phone', 'Mobile', 'Phone 3'),
  other: column(phone, 'otherphone', 'other_phone'),
  street: column(addressPart, 'address_line1', 'address1', 'street1', 'Address', 'Street', 'Addr1'),
  street2: column(addressPart, 'address_line2', 'address2', 'street2', 'Addr2'),
  city: column(addressPart, 'city'),
  region: column(addressPart, 'state', 'province'),
  postalCode: column(postalCode, 'zipcode', 'zip', 'Zip Code', 'Postal Code'),
  addressId: column(reference, 'addrid', 'address_id'),
  guarantor: column(reference, 'guar_id', 'guarid', 'Guarantor ID', 'Responsible Party ID'),
  provider: column(reference, 'pri_provider_id', 'provid1', 'Provider ID', 'Primary Provider'),
  secondaryProvider: column(reference, 'sec_provider_id', 'provid2', 'Secondary Provider'),
  employer: column(reference, 'employer_id', 'empid', 'employerid'),
  referral: column(reference, 'referred_by_id', 'refbyid', 'referral_id'),
  firstVisit: column(date, 'first_visit_date', 'firstvisitdate', 'First Visit'),
  lastVisit: column(date, 'last_visit_date', 'lastvisitdate', 'Last Visit', 'Last Seen'),
  privacy: column(wholeNumber, 'privacy_flags', 'privacyflags'),
  language: column(text, 'language'),
  comment: column(note, 'patient_note', 'Patient Note', 'Comments', 'note'),
  deleted,
};

function patientAddress(row: Values<typeof patientColumns>, lookups: Lookups): Patient['address'] | null {
  const own = address(row.street, row.street2, row.city, row.region, row.postalCode);
  const found = own === null ? lookups.find('address', row.addressId) : null;
  if (found === null) return own;
  const part = (name: string): string | null => found[name] || null;
  return address(part('street'), part('street2'), part('city'), part('region'), part('postalCode'));
}

/** Patients and the people who pay for them: `v_patient`, or the table `patient` itself, where the mobile number stands under `pager`. */
export const patients = layout({
  name: 'v_patient', files: ['v_patient', 'patient', 'patients', 'admin.patient'], stream: 'patient',
  columns: patientColumns, needs: ['id', 'lastName', 'firstName'], keys: ['id'], deletedBy: 'deleted',
  lookup: { name: 'patient-by-chart', key: 'chart', gives: ['id', 'guarantor'] }, uses: ['address'],
  read: (row, lookups) => {
    if (row.id === '0') return skip('template-row', 'patient');
    const { chart, lastName, firstName, middleName, preferredName, suffix, title, birthDate, gender, firstVisit, lastVisit, language, comment } = row;
    const data: Patient = {
      ...present({
        chart, lastName, firstName, middleName, preferredName, suffix, title, birthDate, gender, firstVisit, lastVisit, language, comment,
        address: patientAddress(row, lookups), guarantor: ref('patient', row.guarantor), provider: ref('provider', row.provider),
        secondaryProvider: ref('provider', row.secondaryProvider), employer: ref('employer', row.employer),
        referral: ref('referralSource', row.referral), ...privacy(row.privacy),
      }),
      status: row.status ?? 'unknown',
      emails: (row.emails ?? []).map((value) => ({ label: 'home', value })),
      phones: labelled({ home: row.home, work: row.work, mobile: row.mobile, other: row.other }),
    };
    return one({ stream: 'patient', key: row.id, data }, looksLikeTestPatient(firstName, lastName) ? [{ code: 'test-patient' }] : []);
  },
});

/** The table `address`, to which the raw patient table points. */
export const addresses = layout({
  name: 'address', files: ['address', 'admin.address'], stream: null,
  columns: {
    id: column(id, 'addrid', 'address_id'), street: column(text, 'street1', 'street', 'address_line1'), street2: column(text, 'street2', 'address_line2'),
    city: column(text, 'city'), region: column(text, 'state'), postalCode: column(text, 'zipcode', 'zip'),
  },
  needs: ['id', 'street', 'city'], keys: ['id'],
  lookup: { name: 'address', key: 'id', gives: ['street', 'street2', 'city', 'region', 'postalCode'] },
  read: lookupUsed,
});

/** Dentists and hygienists; ids are short texts such as `DDS1`. There is no e-mail address. */
export const providers = layout({
  name: 'v_provider', files: ['v_provider', 'provider', 'providers'], stream: 'provider',
  columns: {
    id: column(id, 'provider_id', 'provid', 'Provider ID'), lastName: column(text, 'last_name', 'lastname', 'Last Name'),
    firstName: column(text, 'first_name', 'firstname', 'First Name'), title: column(text, 'suffix', 'title'),
    specialty: column(text, 'specialty_id', 'specialty'), email: column(emails, 'email', 'emailaddr'), inactive: column(flag, 'inactive'), deleted,
    npi: column(text, 'npi'),
  },
  needs: ['id', 'lastName'], keys: ['id'], deletedBy: 'deleted', uses: ['specialty'],
  read: (row, lookups) => {
    const specialty = lookups.find('specialty', row.specialty)?.['text'] ?? row.specialty;
    const named = present({ firstName: row.firstName, lastName: row.lastName, title: row.title, email: row.email?.[0] ?? null, specialty });
    const data = { ...named, active: row.inactive !== true, placeholder: isPlaceholderProvider(row.id, row.lastName) };
    return one({ stream: 'provider', key: row.id, data });
  },
});

/** The table `rsc`: practices, providers and staff in one, told apart by `rsctype`. */
export const resources = layout({
  name: 'rsc', files: ['rsc', 'admin.rsc'], stream: 'provider',
  columns: {
    id: column(id, 'rscid', 'urscid'), type: column(text, 'rsctype'), lastName: column(text, 'name_last', 'lastname', 'last_name'),
    firstName: column(text, 'name_first', 'firstname', 'first_name'), title: column(text, 'suffix', 'title'), inactive: column(flag, 'inactive'),
  },
  needs: ['id', 'type'], keys: ['id', 'type'],
  read: (row) => {
    if (row.type === '0') return one({ stream: 'practice', key: row.id, data: { name: row.lastName ?? row.id } });
    if (row.type !== '1') return skip('staff-member', 'provider');
    const named = present({ firstName: row.firstName, lastName: row.lastName, title: row.title });
    const data = { ...named, active: row.inactive !== true, placeholder: isPlaceholderProvider(row.id, row.lastName) };
    return one({ stream: 'provider', key: row.id, data });
  },
});

/** Employers of patients. */
export const employers = layout({
  name: 'v_employers', files: ['v_employers', 'employer', 'employers'], stream: 'employer',
  columns: {
    id: column(id, 'employer_id', 'empid', 'employerid'), name: column(text, 'name', 'employer_name', 'Employer'),
    phone: column(phone, 'phone'),
    street: column(addressPart, 'address_line1', 'street1', 'address'), street2: column(addressPart, 'address_line2', 'street2'),
    city: column(addressPart, 'city'), region: column(addressPart, 'state'), postalCode: column(postalCode, 'zipcode', 'zip'), deleted,
  },
  needs: ['id', 'name'], keys: ['id'], requires: ['name'], deletedBy: 'deleted',
  read: (row) => {
    const where = present({ address: address(row.street, row.street2, row.city, row.region, row.postalCode), phone: row.phone });
    return one({ stream: 'employer', key: row.id, data: { name: row.name, ...where } });
  },
});

/** Who sends patients: colleagues, other patients, campaigns. */
export const referrals = layout({
  name: 'referrals', files: ['referrals', 'referral'], stream: 'referralSource',
  columns: {
    id: column(id, 'referral_id', 'refid', 'referralid'), name: column(text, 'name', 'referral_name'),
    kind: column(choice(REFERRAL_KIND, 'other'), 'kind', 'type', 'reftype'),
    specialty: column(text, 'specialty', 'specialty_id'), phone: column(phone, 'phone'), deleted,
  },
  needs: ['id', 'name'], keys: ['id'], requires: ['name'], deletedBy: 'deleted',
  read: (row) => {
    const data = { name: row.name, kind: row.kind ?? 'other', ...present({ specialty: row.specialty, phone: row.phone }) };
    return one({ stream: 'referralSource', key: row.id, data });
  },
});
