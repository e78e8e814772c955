import type { Defect } from './defects.js';
import type { Making } from './making.js';
import type { Likeness, Person } from './model.js';
import { makeHome, makePerson } from './people.js';
import type { Home, Wish } from './people.js';
import { phoneNumber, postalAddress } from './office.js';
import type { Random } from './random.js';
import { GIVEN_NAMES, NICKNAMES } from './words.js';

/** The people of a household before anything is known about their care. */
export interface Members {
  readonly people: readonly Person[];
  readonly likenesses: readonly Likeness[];
  readonly defect: Defect<'household'> | null;
}

/** How many rows of the patient list each defect needs. */
const SIZES: Readonly<Record<Defect<'household'>, number>> = {
  'guarantor-missing': 2, 'guarantor-inactive': 2, 'guarantor-not-a-patient': 2, 'guarantor-cycle': 2, twins: 3, 'junior-and-senior': 2,
  'shared-email': 3, 'same-person-twice': 2, namesakes: 2, 'test-patient': 1, 'student-as-patient': 1, 'company-as-patient': 1,
  'subscriber-not-a-patient': 1, 'deleted-marker': 1,
};

/** A patient number that no practice of this generator reaches: what a dangling reference points to. */
export const NOBODY = 99_000_000;

/** The next household; never more people than there is room for. */
export function makeMembers(making: Making, random: Random, room: number): Members {
  const defect = making.schedules.household.next(random, (kind) => SIZES[kind] <= room);
  const home = makeHome(making, random);
  const add = (wish: Wish): Person => makePerson(making, home, random, wish);
  if (defect === null) return { people: makeFamily(add, making, random, room), likenesses: [], defect };
  return { ...troubled(defect, add, home, making, random), defect };
}

type Add = (wish: Wish) => Person;
type Group = Pick<Members, 'people' | 'likenesses'>;

function makeFamily(add: Add, making: Making, random: Random, room: number): Person[] {
  const head = add({ role: 'adult' });
  if (!random.chance(making.familyShare)) return [head];
  const others: Wish[] = Array.from({ length: random.between(0, 3) }, () => ({ role: 'child', guarantor: head.id }));
  if (others.length === 0 || random.chance(0.7)) others.unshift({ role: 'adult', guarantor: head.id });
  return [head, ...others.slice(0, room - 1).map(add)];
}

function troubled(defect: Defect<'household'>, add: Add, home: Home, making: Making, random: Random): Group {
  const plain: Wish = { role: 'adult', plain: true, fixed: { status: 'active' } };
  const alone = (people: readonly Person[]): Group => ({ people, likenesses: [] });
  switch (defect) {
    case 'guarantor-missing': {
      const guarantor = NOBODY + making.numbers.person;
      return alone([add({ ...plain, guarantor }), add({ role: 'child', plain: true, guarantor })]);
    }
    case 'guarantor-inactive':
    case 'guarantor-not-a-patient': {
      const head = add({ ...plain, fixed: { status: defect === 'guarantor-inactive' ? 'inactive' : 'non-patient' } });
      return alone([head, add({ role: 'child', plain: true, guarantor: head.id })]);
    }
    case 'guarantor-cycle': {
      const one = add(plain);
      const other = add({ ...plain, guarantor: one.id });
      return alone([{ ...one, guarantor: other.id }, other]);
    }
    case 'twins':
    case 'junior-and-senior':
    case 'shared-email':
      return lookAlikes(defect, add, plain, random);
    case 'same-person-twice':
      return twice(add, home, making, random);
    case 'namesakes':
      return namesakes(add, making, random);
    case 'test-patient':
      return alone([add({ ...plain, fixed: { first: random.pick(['Test', 'Homer']), last: random.pick(['Test', 'Testpatient']) } })]);
    case 'student-as-patient':
      return alone([add({ ...plain, fixed: { chart: `S${random.between(1000, 9999)}` } })]);
    case 'company-as-patient':
      return alone([add({ ...plain, fixed: { first: '', middle: '', last: 'SMILE LAB INC', email: '' } })]);
    case 'deleted-marker':
      return alone([add({ ...plain, fixed: { last: 'ZZ-DO NOT USE', status: 'archived' } })]);
    case 'subscriber-not-a-patient':
      return alone([add(plain)]);
  }
}

/** People of one family whom a careless comparison takes for one. */
function lookAlikes(defect: 'twins' | 'junior-and-senior' | 'shared-email', add: Add, plain: Wish, random: Random): Group {
  const head = add(plain);
  const guarantor = head.id;
  if (defect === 'junior-and-senior') {
    const senior: Person = { ...head, sex: 'male', suffix: 'Sr', first: random.pick(GIVEN_NAMES.male), preferred: '' };
    const junior = add({ role: 'adult', plain: true, guarantor, fixed: { first: senior.first, sex: 'male', suffix: 'Jr', preferred: '', status: 'active' } });
    const born = senior.born - random.between(7000, 11_000);
    return { people: [{ ...senior, born }, { ...junior, born: senior.born }], likenesses: [{ a: head.id, b: junior.id, verdict: 'household' }] };
  }
  const [older, younger] = random.shuffled(GIVEN_NAMES.female);
  const child = (first: string | undefined, fixed: Partial<Person>): Person =>
    add({ role: 'child', plain: true, guarantor, fixed: { ...fixed, status: 'active', sex: 'female', ...(first === undefined ? {} : { first }) } });
  const shared = defect === 'shared-email' ? { email: head.email } : {};
  const one = child(older, shared);
  const two = child(younger, { ...shared, ...(defect === 'twins' ? { born: one.born, middle: one.middle } : {}) });
  return { people: [head, one, two], likenesses: likenessesAmong(defect === 'twins' ? [one, two] : [head, one, two], 'household') };
}

function likenessesAmong(people: readonly Person[], verdict: Likeness['verdict']): Likeness[] {
  return people.flatMap((one, index) => people.slice(index + 1).map((other) => ({ a: one.id, b: other.id, verdict })));
}

/** One human with two records: entered a second time years later, each their own guarantor, with a detail or two different. */
function twice(add: Add, home: Home, making: Making, random: Random): Group {
  const fixed = { status: 'active', phones: { home: home.phone, work: '', mobile: phoneNumber(random, home.area) } } as const;
  const first = add({ role: 'adult', plain: true, fixed });
  const variation = random.pick<Partial<Person>>([
    { first: first.first, preferred: random.pick(NICKNAMES), middle: '' },
    { first: first.first, middle: first.middle, address: postalAddress(random) },
    { first: first.first, last: first.last.toUpperCase(), middle: '' },
    { first: first.first, email: '', phones: { home: '', work: '', mobile: first.phones.mobile } },
  ]);
  const second = makePerson(making, home, random, {
    role: 'adult', plain: true, fixed: { ...fixed, email: first.email, sex: first.sex, born: first.born, employer: first.employer, ...variation },
  });
  return { people: [first, second], likenesses: [{ a: first.id, b: second.id, verdict: 'same' }] };
}

/** Two humans of one name who live apart and were born on different days. */
function namesakes(add: Add, making: Making, random: Random): Group {
  const one = add({ role: 'adult', plain: true });
  const elsewhere = { ...makeHome(making, random), surname: one.last };
  const other = makePerson(making, elsewhere, random, { role: 'adult', plain: true, fixed: { first: one.first, sex: one.sex, born: one.born + 1234 } });
  return { people: [one, other], likenesses: [{ a: one.id, b: other.id, verdict: 'different' }] };
}
