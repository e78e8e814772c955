import { makeRecalls, makeVisits } from './care.js';
import { dayOfIso } from './calendar.js';
import { makeMembers } from './households.js';
import type { Members } from './households.js';
import { startMaking } from './making.js';
import type { Making } from './making.js';
import type { Chart, Household, Person, SamplePractice } from './model.js';
import { makeOffice } from './office.js';
import { Random } from './random.js';
import { makeAlerts, makeBalance, makeCoverage, makeImages, makeNotes } from './records.js';
import { makeLedger, makePlans } from './treatment.js';

/** The day on which a sample practice exports its data, unless told otherwise; fixed, so that the same seed gives the same bytes for ever. */
export const EXPORT_DAY = '2026-11-01';

export interface PracticeRequest {
  readonly patients: number;
  readonly seed: number;
  readonly households: boolean;
  /** ISO date. */
  readonly asOf?: string;
}

/** A practice of exactly so many rows in its patient list. Households are made one at a time while they are read. */
export function generatePractice({ patients, seed, households, asOf = EXPORT_DAY }: PracticeRequest): SamplePractice {
  const office = makeOffice(seed, patients, dayOfIso(asOf));
  return {
    seed, patients, office,
    *households() {
      const making = startMaking(office, seed, households);
      let room = patients;
      for (let place = 0; room > 0; place += 1) {
        const random = new Random(seed, place);
        const members = makeMembers(making, random, room);
        room -= members.people.length;
        yield makeHousehold(members, making, random);
      }
    },
  };
}

function makeHousehold(members: Members, making: Making, random: Random): Household {
  const { people, likenesses, defect } = members;
  const insured = defect === 'subscriber-not-a-patient' || random.chance(0.65) ? random.pick(making.office.carriers).id : null;
  const charts = people.map((person) => makeChart(person, headOf(person, people), insured, making, random));
  const payers = [...new Set(people.map(({ guarantor }) => guarantor))].filter((id) => people.some((person) => person.id === id));
  return { charts, likenesses, defect, balances: payers.map((id) => makeBalance(id, making, random)) };
}

/** The guarantor, as far as the household knows them. */
function headOf(person: Person, people: readonly Person[]): Person {
  return people.find(({ id }) => id === person.guarantor) ?? person;
}

function makeChart(person: Person, head: Person, insured: number | null, making: Making, random: Random): Chart {
  const plans = makePlans(person, making, random);
  return {
    person, plans, coverage: makeCoverage(person, head, insured, making, random), visits: makeVisits(person, making, random),
    recalls: makeRecalls(person, making, random), alerts: makeAlerts(person, making, random), notes: makeNotes(person, making, random),
    ledger: makeLedger(person, plans, making, random), images: makeImages(person, making, random),
  };
}
