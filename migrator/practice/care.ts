import { monthsLater } from './calendar.js';
import type { Day } from './calendar.js';
import type { Defect } from './defects.js';
import type { Making } from './making.js';
import type { Person, Recall, Visit, VisitStatus } from './model.js';
import { NOT_KEPT_CODE } from './office.js';
import type { Random } from './random.js';
import { NOTE_SENTENCES, RECALL_TYPES, VISIT_KINDS, VISIT_REASONS } from './words.js';

/** Bookings of one person: mostly kept, some ahead, a few broken or waiting for a date. */
export function makeVisits(person: Person, making: Making, random: Random): Visit[] {
  const { firstVisit, lastVisit } = person;
  if (firstVisit === null || lastVisit === null || person.status === 'non-patient') return [];
  const count = random.between(1, 6);
  return Array.from({ length: count }, (_, index) => {
    const defect = making.schedules.appointment.next(random);
    const status = defect === null ? makeStatus(random) : statusUnder(defect);
    const kept = index === 0 ? lastVisit : firstVisit + Math.floor(random.next() * (lastVisit - firstVisit));
    return makeVisit(person, making, random, { defect, status, date: dateUnder(status, defect, kept, making.office.asOf, random) });
  });
}

function makeVisit(
  person: Person, making: Making, random: Random, given: { readonly defect: Visit['defect']; readonly status: VisitStatus; readonly date: Day },
): Visit {
  const { codes } = making.office;
  const notKept = codes.find(({ code }) => code === NOT_KEPT_CODE);
  return {
    id: making.numbers.visit++, ...given,
    hour: random.between(8, 16), minute: random.pick([0, 10, 15, 30, 45]), minutes: random.between(2, 9) * 10,
    room: `OP-${random.between(1, 6)}`, provider: person.provider, secondProvider: random.chance(0.2) ? 'HYG1' : '',
    kind: random.between(0, VISIT_KINDS.length - 1), reason: random.pick(VISIT_REASONS),
    note: random.chance(0.15) ? random.pick(NOTE_SENTENCES) : '',
    codes: given.defect === 'cancelled-as-completed' && notKept !== undefined
      ? [notKept.id]
      : Array.from({ length: random.between(0, 3) }, () => random.pick(codes).id).filter((id) => id !== notKept?.id),
  };
}

function makeStatus(random: Random): VisitStatus {
  const drawn = random.next();
  if (drawn < 0.71) return 'completed';
  if (drawn < 0.8) return 'scheduled';
  if (drawn < 0.87) return 'confirmed';
  if (drawn < 0.94) return 'unscheduled';
  return drawn < 0.98 ? 'broken' : 'no-show';
}

function statusUnder(defect: Defect<'appointment'>): VisitStatus {
  switch (defect) {
    case 'cancelled-as-completed':
    case 'provider-placeholder-booked':
      return 'completed';
    default:
      return 'scheduled';
  }
}

function dateUnder(status: VisitStatus, defect: Defect<'appointment'> | null, kept: Day, asOf: Day, random: Random): Day {
  if (defect === 'past-still-scheduled' || defect === 'booked-before-patient-record') return kept;
  if (status === 'confirmed') return asOf + random.between(1, 30);
  return status === 'scheduled' ? asOf + random.between(1, 170) : kept;
}

/** When the person should come back: at most one recall of each type, due a day after whole calendar months. */
export function makeRecalls(person: Person, making: Making, random: Random): Recall[] {
  const { lastVisit } = person;
  if (lastVisit === null || person.status === 'non-patient') return [];
  const types = random.shuffled(RECALL_TYPES).slice(0, random.pick([0, 1, 1, 1, 2, 2]));
  return types.map(({ type, months }) => {
    const defect = making.schedules.recall.next(random);
    const due = monthsLater(lastVisit, months) + 1;
    return {
      type: defect === 'recall-type-misused' ? `${type} - CALL RE BALANCE` : type, due: defect === 'recall-prior-after-due' ? lastVisit - 30 : due,
      prior: defect === 'recall-prior-sentinel' ? null : lastVisit, months, provider: person.secondProvider.startsWith('HYG') ? person.secondProvider : person.provider,
      status: defect === 'recall-disabled' ? 'Disabled' : random.pick(['', '', 'Postcard sent', 'Left message', 'Talked to patient']), defect,
    };
  });
}
