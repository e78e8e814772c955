import { phoneCell } from '../../practice/cells.js';
import type { Address, Office } from '../../practice/model.js';
import { phoneNumber, postalAddress } from '../../practice/office.js';
import { Random } from '../../practice/random.js';
import { listed, orNull, type Sink } from './export-layout.js';

/** The two locations of the office, by their ids. */
export const LOCATIONS = { L1: 'Main', L2: 'North' } as const;

/** Addresses of the stand-in account's users: some providers are matched by e-mail, others are asked about. */
const USERS: Readonly<Record<string, string>> = { DDS1: 'ana.torres@practice.example.com', HYG1: 'carla.winter@practice.example.com' };

const REFERRAL_TYPES = { doctor: 'Referring Dentist', patient: 'Existing Patient', other: 'Marketing' } as const;

const place = ({ street, city, region, zip }: Address) => ({ Address: street, City: city, State: region, Zip: zip });

/** Writes the practice's own lists: its locations, who works there, employers and who sends patients. */
export function writeOffice(office: Office, seed: number, sink: Sink): void {
  const random = new Random(seed, -20);
  for (const [id, name] of Object.entries(LOCATIONS)) {
    sink.row('practices.csv', {
      'Practice ID': id, 'Practice Name': `${office.name} ${name}`, ...place(postalAddress(random)), Phone: phoneCell(phoneNumber(random), 1),
      Website: `https://${name.toLowerCase()}.example.com`,
    }, { key: id });
  }
  for (const { id, first, last, suffix, specialty, active, placeholder } of office.providers) {
    sink.row('providers.csv', {
      'Provider ID': id, 'Last Name': last, 'First Name': orNull(first), Credentials: orNull(suffix), Specialty: orNull(specialty ?? ''),
      Email: USERS[id] ?? (placeholder ? 'NULL' : `${id.toLowerCase()}@example.com`), Active: active ? '1' : '0',
    }, { key: id, defects: [...(placeholder ? ['provider-placeholder-listed'] : []), ...(active ? [] : ['provider-inactive'])] });
  }
  for (const { id, name, address, phone, defect } of office.employers) {
    sink.row('employers.csv', { 'Employer ID': String(id), 'Employer Name': name, ...place(address), Phone: phoneCell(phone, 0) }, { key: String(id), defects: listed(defect) });
  }
  for (const { id, name, kind, specialty, phone } of office.referrers) {
    // A campaign is no record: its name reaches the patients through the look-up.
    sink.row('referral_sources.txt', {
      'Referral ID': String(id), 'Referral Name': name, 'Referral Type': REFERRAL_TYPES[kind], Specialty: orNull(specialty), Phone: orNull(phoneCell(phone, 0)),
    }, { key: String(id), ...(kind === 'other' ? { records: [] } : {}) });
  }
}
