import { dayOf, dateOf } from './calendar.js';
import type { Day } from './calendar.js';
import type { Defect } from './defects.js';
import type { Making } from './making.js';
import type { Address, Person, Phones } from './model.js';
import { phoneNumber, postalAddress, surname } from './office.js';
import type { Random } from './random.js';
import { ACCENTED_NAMES, AREA_CODES, AWKWARD_SURNAMES, GIVEN_NAMES, MAIL_DOMAINS, NICKNAMES } from './words.js';

/** What the members of a household have in common. */
export interface Home {
  readonly surname: string;
  readonly address: Address;
  readonly area: string;
  readonly phone: string;
  readonly provider: string;
}

/** What a household wants of one member; everything else is drawn. */
export interface Wish {
  readonly role: 'adult' | 'child';
  readonly guarantor?: number;
  /** Whether this member may have a defect of their own. */
  readonly plain?: boolean;
  readonly fixed?: Partial<Person>;
}

/** A home at an address of its own. */
export function makeHome(making: Making, random: Random): Home {
  const area = random.pick(AREA_CODES);
  const dentists = making.office.providers.filter(({ specialty, active }) => active && specialty === 'general');
  return {
    surname: random.chance(0.05) ? random.pick(AWKWARD_SURNAMES) : surname(random),
    address: postalAddress(random), area, phone: phoneNumber(random, area), provider: random.pick(dentists).id,
  };
}

/** One person of a home, with the next patient number. */
export function makePerson(making: Making, home: Home, random: Random, wish: Wish): Person {
  const id = making.numbers.person++;
  const adult = wish.role === 'adult';
  const sex = random.chance(0.5) ? 'female' : 'male';
  const first = random.pick(GIVEN_NAMES[sex]);
  const { firstVisit, lastVisit } = makeVisitDates(making.office.asOf, random);
  const drawn: Person = {
    id, first, last: home.surname, sex,
    middle: random.chance(0.5) ? random.pick(['A', 'B', 'C', 'E', 'J', 'L', 'M', 'Q', 'R']) : '',
    suffix: '', preferred: random.chance(0.12) ? random.pick(NICKNAMES) : '',
    born: makeBirthday(making.office.asOf, random, adult),
    position: adult ? random.pick(['single', 'married', 'married', 'other'] as const) : 'child',
    status: random.chance(0.86) ? 'active' : random.pick(['inactive', 'inactive', 'archived'] as const),
    chart: `${home.surname.replaceAll(/[^A-Za-z]/g, '').slice(0, 2).toUpperCase()}${String(id).padStart(4, '0')}`,
    email: adult ? mailAddress(first, home.surname, id) : '',
    phones: makePhones(home, random, adult), address: home.address,
    guarantor: wish.guarantor ?? id, provider: home.provider, secondProvider: random.chance(0.6) ? home.provider.replace('DDS', 'HYG') : '',
    employer: adult && random.chance(0.3) ? random.pick(making.office.employers).id : null,
    referrer: random.chance(0.35) ? random.pick(making.office.referrers).id : null,
    firstVisit, lastVisit, noCalls: random.chance(0.05), noMail: random.chance(0.05),
    note: random.chance(0.1) ? random.pick(['Prefers mornings', 'Call before sending statements', 'Likes the quiet room']) : '', defect: null,
    ...wish.fixed,
  };
  if (wish.plain === true) return drawn;
  const defect = making.schedules.person.next(random, (kind) => fits(kind, drawn));
  return defect === null ? drawn : { ...drawn, defect, ...consequences(defect, drawn, random) };
}

/** An address of the reserved example domains that nobody else in the practice has. */
export function mailAddress(first: string, last: string, id: number): string {
  const part = (text: string): string => text.normalize('NFD').replaceAll(/[^A-Za-z]/g, '').toLowerCase();
  return `${part(first)}.${part(last)}${id}@${MAIL_DOMAINS[id % MAIL_DOMAINS.length] ?? MAIL_DOMAINS[0]}`;
}

function makeBirthday(asOf: Day, random: Random, adult: boolean): Day {
  const { year } = dateOf(asOf);
  const age = adult ? random.between(20, 88) : random.between(3, 17);
  return dayOf(year - age, random.between(1, 12), random.between(1, 28));
}

function makePhones(home: Home, random: Random, adult: boolean): Phones {
  if (!adult) return { home: home.phone, work: '', mobile: '' };
  return {
    home: random.chance(0.8) ? home.phone : '', work: random.chance(0.25) ? phoneNumber(random, home.area) : '',
    mobile: random.chance(0.9) ? phoneNumber(random) : '',
  };
}

function makeVisitDates(asOf: Day, random: Random): Pick<Person, 'firstVisit' | 'lastVisit'> {
  if (random.chance(0.03)) return { firstVisit: null, lastVisit: null };
  const lastVisit = asOf - 2 - Math.floor(random.next() * random.next() * 900);
  return { firstVisit: lastVisit - random.between(0, 3600), lastVisit };
}

/** A defect is only given to somebody who has what it spoils. */
function fits(kind: Defect<'person'>, person: Person): boolean {
  switch (kind) {
    case 'email-missing':
    case 'email-junk':
      return person.email !== '';
    case 'phone-junk':
    case 'phone-seven-digits':
    case 'phone-with-text':
      return person.phones.home !== '';
    case 'zip-stripped':
      return person.address.zip.startsWith('0');
    case 'last-visit-sentinel':
    case 'visits-out-of-order':
      return person.firstVisit !== null && person.firstVisit !== person.lastVisit;
    case 'chart-reused':
      return person.guarantor !== person.id;
    default:
      return true;
  }
}

/** What a defect changes about the person, as opposed to how a writer prints them. */
function consequences(kind: Defect<'person'>, person: Person, random: Random): Partial<Person> {
  switch (kind) {
    case 'email-missing':
      return { email: '' };
    case 'name-accented':
      return { first: random.pick(ACCENTED_NAMES.first), last: random.pick(ACCENTED_NAMES.last) };
    case 'name-truncated':
      return { last: `${surname(random)}-Featherstonehaugh-${surname(random)}` };
    case 'chart-missing':
      return { chart: '' };
    case 'chart-prefixed':
      return { chart: `${random.pick(['P', 'O', 'B'])}${person.chart}` };
    case 'second-provider-missing':
      return { secondProvider: 'GONE9' };
    case 'provider-placeholder':
      return { provider: 'DEF_PROV' };
    case 'provider-zero':
      return { provider: '0' };
    case 'language-in-note':
      return { note: 'Speaks Spanish only, bring an interpreter' };
    case 'ssn-in-note':
      return { note: `SSN 000-00-${String(random.between(1000, 9999))} per insurance form` };
    default:
      return {};
  }
}
