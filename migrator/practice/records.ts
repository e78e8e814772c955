import type { Defect } from './defects.js';
import type { Making } from './making.js';
import type { Alert, Balance, Coverage, Image, Note, Person } from './model.js';
import type { Random } from './random.js';
import { NOTE_SENTENCES } from './words.js';

/** Insurance: the members of a household share the head's plan, each as a dependant of the head. */
export function makeCoverage(person: Person, head: Person, familyCarrier: number | null, making: Making, random: Random): Coverage[] {
  if (familyCarrier === null || person.status === 'non-patient') return [];
  const own = person.id === head.id;
  const cover = (carrier: number): Coverage => {
    const defect = making.schedules.coverage.next(random);
    const relationship = own ? 'self' : person.position === 'child' ? 'child' : 'spouse';
    return { carrier, subscriber: head.id, subscriberId: subscriberId(defect, head.id), relationship, defect };
  };
  const primary = cover(familyCarrier);
  return random.chance(0.12) ? [primary, cover(random.pick(making.office.carriers).id)] : [primary];
}

/** Impossible social security numbers start with 000; spreadsheets turn long numbers into powers of ten. */
function subscriberId(defect: Defect<'coverage'> | null, id: number): string {
  switch (defect) {
    case 'subscriber-id-like-ssn':
      return `000-00-${String(1000 + (id % 9000))}`;
    case 'subscriber-id-lossy':
      return '7.00E+12';
    case 'subscriber-id-shared':
      return 'SUB0000001';
    default:
      return `SUB${String(id).padStart(7, '0')}`;
  }
}

/** What staff must see before treating; no item twice for one person. */
export function makeAlerts(person: Person, making: Making, random: Random): Alert[] {
  if (person.status === 'non-patient' || !random.chance(0.45)) return [];
  const since = person.firstVisit ?? making.office.asOf - 400;
  return random.shuffled(making.office.alertItems).slice(0, random.between(1, 3)).map(({ id }) => {
    const defect = making.schedules.alert.next(random);
    const ended = defect === 'alert-deleted' || defect === 'alert-dates-out-of-order';
    return {
      item: id, since, until: ended ? since + (defect === 'alert-deleted' ? 90 : -90) : null,
      note: defect === 'stray-quote' || defect === 'unquoted-comma' || random.chance(0.3) ? 'told by patient' : '', defect,
    };
  });
}

/** Clinical narratives. Their spoilt texts are made by the writers, who know how their system stores text. */
export function makeNotes(person: Person, making: Making, random: Random): Note[] {
  if (person.status === 'non-patient' || person.lastVisit === null) return [];
  const last = person.lastVisit;
  return Array.from({ length: random.pick([0, 0, 1, 1, 2, 3]) }, (_, index) => ({
    id: making.numbers.note++, date: last - index * 30, author: person.provider,
    text: `${random.pick(NOTE_SENTENCES)} ${random.pick(NOTE_SENTENCES)}`, defect: making.schedules.note.next(random),
  }));
}

/** X-rays and photographs, which stay outside any CRM. */
export function makeImages(person: Person, making: Making, random: Random): Image[] {
  if (person.lastVisit === null || person.status === 'non-patient') return [];
  const last = person.lastVisit;
  return Array.from({ length: random.pick([0, 0, 1, 1, 2]) }, (_, index) => ({
    id: making.numbers.image++, date: last - index * 100, defect: making.schedules.image.next(random),
  }));
}

/** What a family owes. Credits are seldom, and printed in more ways than one. */
export function makeBalance(guarantor: number, making: Making, random: Random): Balance {
  const defect = making.schedules.balance.next(random);
  const due = (share: number, most: number): number => (random.chance(share) ? random.between(1, most) * 100 + random.pick([0, 0, 50, 25]) : 0);
  const buckets = [due(0.5, 900), due(0.25, 400), due(0.12, 300), due(0.08, 1500)] as const;
  const isCredit = defect !== null && defect !== 'balance-with-symbols' && defect !== 'balance-guarantor-missing';
  const first = isCredit ? -random.between(5, 1400) * 100 : defect === 'balance-with-symbols' ? 123_450 : buckets[0];
  return { guarantor, buckets: [first, buckets[1], buckets[2], buckets[3]], defect };
}
