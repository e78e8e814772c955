import { phoneCell } from '../../practice/cells.js';
import type { RowSink } from '../../practice/export-run.js';
import type { Office } from '../../practice/model.js';
import { RECALL_TYPES } from '../../practice/words.js';
import { APPOINTMENT_CODES, STUDENT_CODES } from './export-care.js';
import { writeQuestions } from './export-forms.js';
import { listed, type AxiumSheets } from './export-layout.js';

type Sink = RowSink<AxiumSheets>;

const ALERT_TYPES = { condition: 'Condition', medication: 'Medication', allergy: 'Allergy' } as const;
const PROVIDER_TYPES = { general: 'Dentist', hygiene: 'Hygienist', orthodontics: 'Dentist', surgery: 'Dentist' } as const;
const REFERRAL_TYPES = { doctor: 'Office', patient: 'Patient', other: 'Other' } as const;

/** Writes the school's own lists: who works and learns there, who pays, and what the codes mean. */
export function writeOffice(office: Office, sink: Sink): void {
  writeProviders(office, sink);
  writeLists(office, sink);
  writeQuestions(sink);
  for (const { id, name, kind, specialty, phone } of office.referrers) {
    const relationship = kind === 'doctor' ? 'Has sent patients for years' : '';
    sink.row('referring_offices.csv', {
      'Referral ID': String(id), 'Office Name': name, 'Referral Type': REFERRAL_TYPES[kind], Specialty: specialty, Phone: phoneCell(phone, 0), Relationship: relationship,
    }, { key: String(id) });
  }
  for (const { id, company, payer, group, groupNumber, phone, address, defect } of office.carriers) {
    sink.row('insurance_companies.csv', {
      Carrier: String(id), 'Carrier Name': company, 'Payer ID': payer, 'Group Name': group, 'Group #': groupNumber, Phone: phoneCell(phone, 0), Address: address.street,
      City: address.city, State: address.region, Zip: address.zip,
    }, { key: String(id), defects: defect === 'listed-twice' ? listed(defect) : [] });
  }
}

function writeProviders({ providers }: Office, sink: Sink): void {
  for (const { id, last, first, suffix, specialty, active, placeholder } of providers) {
    const cells = {
      Provider: id, 'Last Name': last, 'First Name': first, Title: suffix, 'Provider Type': specialty === null ? 'Other' : PROVIDER_TYPES[specialty],
      'E-mail': placeholder ? '' : `${id.toLowerCase()}@example.com`, Inactive: active ? '0' : '1',
    };
    sink.row('providers.csv', cells, { key: id, defects: [...(placeholder ? ['provider-placeholder-listed'] : []), ...(active ? [] : ['provider-inactive'])] });
  }
  for (const [index, code] of STUDENT_CODES.entries()) {
    const name = { 'Last Name': `Learner${code}`, 'First Name': 'Sam' };
    sink.row('students.csv', { Student: code, ...name, 'Class Year': String(2027 + (index % 2)), 'Practice Group': String(index + 1) }, { key: code, defects: ['education-record'] });
  }
}

function writeLists({ alertItems }: Office, sink: Sink): void {
  for (const { code, text, kind } of APPOINTMENT_CODES) sink.row('appointment_codes.csv', { 'Appt Code': code, Description: text, Kind: kind }, { key: code });
  for (const { type, months } of RECALL_TYPES) {
    sink.row('recall_types.csv', { 'Recall Type': type, Description: `${type} every ${months} months`, Preventive: 'Y', 'Limit One': 'Y' }, { key: type });
  }
  for (const { id, text, kind } of alertItems) {
    sink.row('alert_codes.csv', { 'Alert Code': `AL${id}`, Description: text, 'Alert Type': ALERT_TYPES[kind] }, { key: `AL${id}` });
  }
}
