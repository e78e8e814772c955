import type { Day } from './calendar.js';
import type { Person } from './model.js';
import { Random } from './random.js';

/** Work that a laboratory does for somebody. */
export interface LabCase {
  readonly id: number;
  readonly lab: string;
  readonly item: string;
  readonly status: 'Sent' | 'In production' | 'Received' | 'Delivered';
  readonly sent: Day;
  readonly due: Day;
  readonly received: Day | null;
  readonly provider: string;
  readonly prescription: string;
}

const LABS = ['Northside Dental Lab', 'Pearl Ceramics', 'Ridge Prosthetics'] as const;
const ITEMS = ['Crown', 'Bridge', 'Denture', 'Night guard', 'Retainer'] as const;
const PRESCRIPTIONS = ['Shade A2, full contour.\nCheck the contact on the mesial side.', 'Shade B1. Send back a wax try-in first.', 'Soft, upper arch.', ''] as const;

/** Seldom more than one case; drawn from numbers of their own, so that practices made before there were cases stay what they were. */
export function makeLabCases(person: Person, asOf: Day, seed: number): LabCase[] {
  const random = new Random(seed ^ 0x1ab, person.id);
  if (person.status !== 'active' || person.lastVisit === null || !random.chance(0.2)) return [];
  const last = person.lastVisit;
  return Array.from({ length: random.pick([1, 1, 1, 2]) }, (_, index) => {
    const sent = last - index * 60;
    const due = sent + random.between(7, 21);
    const received = due < asOf ? due + random.between(-2, 3) : null;
    return {
      id: person.id * 10 + index, lab: random.pick(LABS), item: random.pick(ITEMS), sent, due, received, provider: person.provider,
      status: received === null ? random.pick(['Sent', 'In production'] as const) : random.pick(['Received', 'Delivered'] as const),
      prescription: random.pick(PRESCRIPTIONS),
    };
  });
}
