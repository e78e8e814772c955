import type { Day } from './calendar.js';
import type { Code, Office, Person } from './model.js';
import { Random } from './random.js';

/** What was prescribed to somebody. */
export interface Prescription {
  readonly id: number;
  readonly date: Day;
  readonly medication: string;
  readonly directions: string;
  readonly quantity: number;
  readonly refills: number;
  readonly provider: string;
}

/** Work that was done on somebody; the fee is in cents. */
export interface DoneProcedure {
  readonly id: number;
  readonly date: Day;
  readonly code: Code;
  readonly tooth: string;
  readonly surface: string;
  readonly provider: string;
  readonly note: string;
}

const REMEDIES = ['Pain relief', 'Antibiotic', 'Mouth rinse', 'Fluoride paste'] as const;
const DIRECTIONS = ['One tablet three times a day', 'Rinse for a minute, mornings and evenings', 'As needed, at most four a day', ''] as const;

/** Seldom more than one; drawn from numbers of their own, so that practices made before there were prescriptions stay what they were. */
export function makePrescriptions(person: Person, seed: number): Prescription[] {
  const random = new Random(seed ^ 0x2e5c, person.id);
  if (person.lastVisit === null || person.status === 'non-patient' || !random.chance(0.3)) return [];
  const last = person.lastVisit;
  return Array.from({ length: random.pick([1, 1, 2, 3]) }, (_, index) => ({
    id: person.id * 10 + index, date: last - index * 120, medication: random.pick(REMEDIES), directions: random.pick(DIRECTIONS),
    quantity: random.between(1, 3) * 10, refills: random.between(0, 2), provider: person.provider,
  }));
}

/** What was done at past visits; drawn from numbers of their own for the same reason. Codes without a fee say that nothing was done. */
export function makeDoneProcedures(person: Person, office: Office, seed: number): DoneProcedure[] {
  const random = new Random(seed ^ 0xd0e5, person.id);
  if (person.lastVisit === null || person.status === 'non-patient') return [];
  const last = person.lastVisit;
  const codes = office.codes.filter(({ fee }) => fee > 0);
  return Array.from({ length: random.between(0, 4) }, (_, index) => ({
    id: person.id * 10 + index, date: last - index * 170, code: random.pick(codes), tooth: random.chance(0.6) ? String(random.between(1, 32)) : '',
    surface: random.pick(['', '', 'M', 'O', 'MOD']), provider: person.provider, note: random.chance(0.2) ? 'Healing well.' : '',
  }));
}
