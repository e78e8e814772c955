import type { Patient } from '../../migrator/canonical/streams.js';
import { Random } from '../../migrator/practice/random.js';
import type { PatientRecord } from './evaluate.js';

type Slip = (patient: Patient, random: Random) => Patient;

const without = <K extends keyof Patient>(patient: Patient, ...names: readonly K[]): Omit<Patient, K> => {
  const left: Partial<Patient> = { ...patient };
  for (const name of names) delete left[name];
  return left as Omit<Patient, K>; // exactly what was deleted is gone
};
const shuffleLetters = (name: string, random: Random): string => {
  const at = random.between(1, Math.max(1, name.length - 3));
  return name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2);
};
const otherDigit = (date: string, random: Random): string => {
  const at = date.length - 1;
  return date.slice(0, at) + String((Number(date[at]) + random.between(1, 8)) % 10);
};

/** What a front desk does to a patient who is entered a second time: each an slip by itself; all else is kept. */
export const SLIPS: Readonly<Record<string, Slip>> = {
  'letters of the last name exchanged': (p, random) => ({ ...p, lastName: shuffleLetters(p.lastName ?? '', random) }),
  'letters of the given name exchanged': (p, random) => ({ ...p, firstName: shuffleLetters(p.firstName ?? '', random) }),
  'another last name after a wedding': (p) => ({ ...p, lastName: 'Quillfeather' }),
  'a double name': (p) => ({ ...p, lastName: `${p.lastName ?? ''}-Quillfeather` }),
  'the name in capitals': (p) => ({ ...p, lastName: (p.lastName ?? '').toUpperCase(), firstName: (p.firstName ?? '').toUpperCase() }),
  'called by a second name': (p) => ({ ...p, preferredName: p.firstName ?? '', firstName: 'Kit' }),
  'first and last name exchanged': (p) => ({ ...p, firstName: p.lastName ?? '', lastName: p.firstName ?? '' }),
  'day and month exchanged': (p) => (Number(p.birthDate?.slice(8)) > 12 ? p : { ...p, birthDate: `${p.birthDate?.slice(0, 4) ?? ''}-${p.birthDate?.slice(8) ?? ''}-${p.birthDate?.slice(5, 7) ?? ''}` }),
  'one digit of the birth date wrong': (p, random) => ({ ...p, birthDate: otherDigit(p.birthDate ?? '', random) }),
  'no birth date': (p) => without(p, 'birthDate'),
  'moved, with a new number': (p) => ({ ...p, phones: [{ label: 'mobile', value: '(907) 555-0177' }], address: { street: '1 New Start Rd', postalCode: '99501' } }),
  'neither e-mail nor gender': (p) => ({ ...without(p, 'gender'), emails: [] }),
};

/** Second records of adults who pay for themselves, each with one slip. */
export function entersTwice(records: readonly PatientRecord[], slip: string, many: number, seed: number): readonly PatientRecord[] {
  const change = SLIPS[slip];
  if (change === undefined) throw new RangeError(`There is no slip "${slip}"`);
  const random = new Random(seed, slip.length);
  const adults = records.filter(({ key, data }) => data.guarantor?.key === key && data.birthDate !== undefined && data.birthDate < '2000'
    && (data.firstName ?? '').length >= 6 && (data.lastName ?? '').length >= 5 && data.emails.length > 0);
  return random.shuffled(adults).slice(0, many).map((record) => {
    const key = `again-${record.key}`;
    return { ...record, key, data: { ...change(without(record.data, 'chart'), random), guarantor: { stream: 'patient', key } } };
  });
}
