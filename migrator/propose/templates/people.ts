import type { Patient } from '../../canonical/streams.js';
import { looksLikeTestPatient, parseName } from '../../read/names.js';
import { date, emails, flag, id, labelled, note, pastDate, phone, present, reference, text } from '../../read/parsers.js';
import { one } from '../../sources/define.js';
import { chosen, field, template } from '../template.js';
import { GENDER, PATIENT_STATUS, REFERRAL_KIND } from '../vocabulary.js';
import { addressFields, addressOf, deleted, ref } from './links.js';

const patientFields = {
  id: field(id, 'key', 'patient id|id|account id|record id|patient record id'),
  chart: field(id, 'chart', 'chart id|chart|patient chart id|patient file id|file id|file'),
  fullName: field(text, 'full-name', 'patient name|name|full name|patient full name|last name first name'),
  lastName: field(text, 'last-name', 'last name|patient last name|patient last|last|family name'),
  firstName: field(text, 'first-name', 'first name|patient first name|patient first|first'),
  middleName: field(text, 'middle-name', 'middle name|middle initial|middle|patient initial|initial'),
  preferredName: field(text, 'nickname', 'preferred name|preferred|name preferred'),
  title: field(text, 'title', 'title|name title'),
  suffix: field(text, 'suffix', 'suffix|name suffix'),
  birthDate: field(pastDate, 'birth', 'birth date|birth|date birth|patient birth date'),
  gender: chosen(GENDER, null, 'gender', 'gender|gender code|patient gender'),
  status: chosen(PATIENT_STATUS, 'unknown', 'patient-status', 'patient status|status|status code|current status|active|account status'),
  emails: field(emails, 'email', 'email|email address|primary email'),
  home: field(phone, 'phone', 'home phone|phone home|phone|phone 1'),
  work: field(phone, 'phone', 'work phone|phone work|phone 2'),
  mobile: field(phone, 'phone', 'mobile phone|mobile|phone mobile|phone 3'),
  other: field(phone, 'phone', 'other phone|alternate phone'),
  ...addressFields,
  guarantor: field(reference, 'ref:patient', 'guarantor id|guarantor|guarantor patient id|guarantor account id|payer id|payer|payer patient id'),
  provider: field(reference, 'ref:provider', 'primary provider id|primary provider|provider id|provider|provider 1|provider id 1|preferred provider'),
  secondaryProvider: field(reference, 'ref:provider',
    'secondary provider id|secondary provider|hygienist id|hygienist|primary hygienist|provider 2|provider id 2|secondary hygienist'),
  employer: field(reference, 'ref:employer', 'employer id|employer|employer code|company id'),
  referral: field(reference, 'ref:referralSource', 'referral id|referral source id|referral|referral source|referral code'),
  practice: field(reference, 'ref:practice', 'practice id|practice|primary practice'),
  origin: field(text, 'label', 'source|source patient'),
  firstVisit: field(date, 'past', 'first visit|first visit date|date first visit|since|patient since date|first appointment date'),
  lastVisit: field(date, 'past', 'last visit|last visit date|date last visit|visit|last appointment date'),
  language: field(text, 'language', 'language|preferred language|primary language'),
  comment: field(note, 'note', 'note|patient note|patient alert note'),
  deleted,
};

/** Patients and the people who pay for them. */
export const patients = template({
  name: 'patient', label: 'Patients', stream: 'patient', about: 'patient', fields: patientFields,
  needs: [['id'], ['lastName', 'fullName']], keys: [['id'], ['chart']],
  read: (row, key) => {
    const { chart, middleName, preferredName, suffix, title, birthDate, gender, firstVisit, lastVisit, language, comment, origin } = row;
    const whole = row.fullName === null ? {} : parseName(row.fullName);
    const data: Patient = {
      ...whole,
      ...present({
        chart, lastName: row.lastName, firstName: row.firstName, middleName, preferredName, suffix, title, birthDate, gender, firstVisit, lastVisit,
        language, comment, origin,
        address: addressOf(row), guarantor: ref('patient', row.guarantor), provider: ref('provider', row.provider),
        secondaryProvider: ref('provider', row.secondaryProvider),
        employer: ref('employer', row.employer), referral: ref('referralSource', row.referral), practice: ref('practice', row.practice),
      }),
      status: row.status ?? 'unknown', emails: (row.emails ?? []).map((value) => ({ label: 'home', value })),
      phones: labelled({ home: row.home, work: row.work, mobile: row.mobile, other: row.other }),
    };
    return one({ stream: 'patient', key, data }, looksLikeTestPatient(data.firstName, data.lastName) ? [{ code: 'test-patient' }] : []);
  },
});

/** Who treats patients. */
export const providers = template({
  name: 'provider', label: 'Providers', stream: 'provider', about: 'provider',
  fields: {
    id: field(id, 'key', 'provider id|provider code|id|code'), fullName: field(text, 'full-name', 'provider name|name|full name'),
    lastName: field(text, 'last-name', 'last name|provider last name|provider last|family name|last'),
    firstName: field(text, 'first-name', 'first name|provider first name|provider first|first'),
    title: field(text, 'suffix', 'degree|title|suffix|title degree'), specialty: field(text, 'label', 'specialty|specialty code'),
    email: field(emails, 'email', 'email|email address'), inactive: field(flag, 'flag', 'inactive|inactive flag|provider inactive'),
    active: field(flag, 'flag', 'active|active flag'), deleted,
  },
  needs: [['id'], ['lastName', 'fullName']], keys: [['id']],
  read: (row, key) => {
    const { firstName, lastName } = row.lastName === null ? parseName(row.fullName ?? '') : row;
    const named = present({ firstName, lastName, title: row.title, specialty: row.specialty, email: row.email?.[0] ?? null });
    const isPlaceholder = [key,
      lastName ?? ''].some((word) => /^(?:def(?:ault)?prov|default|walkin|unassigned|test|anyprovider|noprovider)$/.test(word.toLowerCase().replaceAll(/[^a-z]/g,
      '')));
    return one({ stream: 'provider', key, data: { ...named, active: row.inactive !== true && row.active !== false, placeholder: isPlaceholder } });
  },
});

/** Employers of patients. */
export const employers = template({
  name: 'employer', label: 'Employers', stream: 'employer', about: 'employer company',
  fields: {
    id: field(id, 'key', 'employer id|company id|id|employer code'),
    name: field(text, 'company', 'employer name|company name|employer|company|name|employer title'),
    phone: field(phone, 'phone', 'phone|work phone|phone id|employer phone'), ...addressFields, deleted,
  },
  needs: [['id'], ['name']], keys: [['id']], requires: ['name'],
  read: (row, key) => one({ stream: 'employer', key, data: { name: row.name, ...present({ address: addressOf(row), phone: row.phone }) } }),
});

/** Who sends patients: colleagues, other patients, campaigns. */
export const referrals = template({
  name: 'referralSource', label: 'Referral sources', stream: 'referralSource', about: 'referral source',
  fields: {
    id: field(id, 'key', 'referral id|id|source id|referral source id|referral code'),
    name: field(text, 'company', 'referral name|name|source name|source|referral|referral source name'),
    kind: chosen(REFERRAL_KIND, 'other', 'referral-kind', 'referral type|type|source type|referral source type'),
    specialty: field(text, 'label', 'specialty|specialty name|specialty referral provider'),
    phone: field(phone, 'phone', 'phone|phone id|referral phone'), ...addressFields, deleted,
  },
  needs: [['id'], ['name'], ['kind', 'specialty', 'phone']], keys: [['id']], requires: ['name'],
  read: (row, key) => {
    const more = present({ specialty: row.specialty, phone: row.phone, address: addressOf(row) });
    return one({ stream: 'referralSource', key, data: { name: row.name, kind: row.kind ?? 'other', ...more } });
  },
});

/** The office's own locations. */
export const practices = template({
  name: 'practice', label: 'Locations', stream: 'practice', about: 'practice',
  fields: {
    id: field(id, 'key', 'practice id|practice code|id'), name: field(text, 'company', 'practice name|practice|name'),
    phone: field(phone, 'phone', 'practice phone|phone'),
    website: field(text, 'url', 'website'), zone: field(text, 'zone', 'time zone|zone'), ...addressFields, deleted,
  },
  needs: [['id'], ['name'], ['website', 'zone', 'phone']], keys: [['id']], requires: ['name'],
  read: (row, key) => one({ stream: 'practice', key,
    data: { name: row.name, ...present({ phone: row.phone, website: row.website, zone: row.zone, address: addressOf(row) }) } }),
});

/** Records about students and faculty: recognised so that nobody takes them for something else, and refused like everywhere. */
export const educationRecords = template({
  name: 'educationRecord', label: 'Records about students', stream: 'educationRecord', about: 'student education',
  fields: {
    id: field(id, 'key', 'evaluation id|student id|student|id'), student: field(text, 'ref:coded', 'student|student id|student name'),
    grade: field(text, 'ref:coded', 'grade|education grade|student grade|education type|student education|education'), evaluator: field(text, 'ref:coded', 'evaluator|evaluation provider'),
    date: field(date, 'past', 'evaluation date|date'), kind: field(text, 'label', 'evaluation type|evaluation'), lastName: field(text, 'last-name', 'last name|student last name'),
    firstName: field(text, 'first-name', 'first name|student first name'),
  },
  needs: [['id', 'student'], ['grade', 'evaluator']], keys: [['id'], ['student', 'date'], ['student']],
  read: (row, key) => one({ stream: 'educationRecord', key, data: { kind: row.grade === null && row.evaluator === null ? 'student' : 'evaluation' } }),
});
