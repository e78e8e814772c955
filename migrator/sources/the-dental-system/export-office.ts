import { phoneCell } from '../../practice/cells.js';
import type { Office, Provider } from '../../practice/model.js';
import type { Sink } from './export-layout.js';

/** Addresses of the stand-in account's users: some staff are matched by e-mail, others are asked about. */
const USERS: Readonly<Record<string, string>> = { DDS1: 'ana.torres@practice.example.com', HYG1: 'carla.winter@practice.example.com' };

const REFERRAL_TYPES = { doctor: 'Referring Dentist', patient: 'Existing Patient', other: 'Campaign' } as const;

const roleOf = ({ specialty, placeholder }: Provider): string => (placeholder ? '' : specialty === 'hygiene' ? 'Hygienist' : 'Dentist');

/** Writes the practice's own lists: who works there and who sends patients. */
export function writeOffice(office: Office, sink: Sink): void {
  for (const provider of office.providers) {
    const { id, first, last, suffix, specialty, active, placeholder } = provider;
    sink.row('staff.csv', {
      'Staff Number': id, 'Last Name': last, 'First Name': first, Credentials: suffix, Specialties: specialty ?? '', Role: roleOf(provider),
      Email: USERS[id] ?? (placeholder ? '' : `${id.toLowerCase()}@example.com`), Active: active ? 'Yes' : 'No',
    }, { key: id, defects: [...(placeholder ? ['provider-placeholder-listed'] : []), ...(active ? [] : ['provider-inactive'])] });
  }
  for (const { id, name, kind, specialty, phone } of office.referrers) {
    sink.row('referral_sources.csv', {
      'Referral Number': String(id), 'Referral Name': name, 'Referral Type': REFERRAL_TYPES[kind], Specialty: specialty, Phone: phoneCell(phone, 0),
      Notes: kind === 'doctor' && id % 4 === 0 ? 'Sends X-rays by mail' : '',
    }, { key: String(id) });
  }
}
