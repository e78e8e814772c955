import { compareDates, isOneSlip, jaroWinkler } from './closeness.js';
import type { Column, People } from './people.js';

/** The ways in which each thing that is compared can agree or not; the first of each says that one of the two records lacks it. */
export const LEVELS = {
  last: ['missing', 'same', 'near', 'different'],
  first: ['missing', 'same', 'other-name', 'near', 'initial', 'different'],
  middle: ['missing', 'same', 'different'],
  birth: ['missing', 'same', 'swapped', 'one-digit', 'different'],
  gender: ['missing', 'same', 'different'],
  phone: ['missing', 'same', 'different'],
  email: ['missing', 'same', 'different'],
  address: ['missing', 'same', 'same-area', 'different'],
  chart: ['missing', 'same'],
  family: ['missing', 'linked', 'separate'],
} as const;

/** One of the things that two records are compared by. */
export type Field = keyof typeof LEVELS;

/** How two records agree, field by field. */
export type Comparison = { readonly [F in Field]: (typeof LEVELS)[F][number] };

/** A telephone number, e-mail address or home of more people than this belongs to an institution or to nobody. */
export const LARGEST_HOUSEHOLD = 12;
/** Last names this alike (Jaro–Winkler) may be spellings of one. */
const NEAR_LAST = 0.92;
const PHONES: readonly Column[] = ['phone1', 'phone2', 'phone3'];
const EMAILS: readonly Column[] = ['email1', 'email2'];

/** Compares two patients of an export. */
export function compare(people: People, a: number, b: number): Comparison {
  const exchanged = areExchanged(people, a, b);
  return {
    last: exchanged ? 'near' : compareLast(people, a, b),
    first: exchanged ? 'other-name' : compareFirst(people, a, b),
    middle: equality(people, a, b, 'middle'),
    birth: compareBirth(people, a, b),
    gender: equality(people, a, b, 'gender'),
    phone: compareContacts(people, a, b, PHONES, people.phones),
    email: compareContacts(people, a, b, EMAILS, people.emails),
    address: compareAddress(people, a, b),
    chart: people.at(a, 'chart') !== 0 && people.at(a, 'chart') === people.at(b, 'chart') ? 'same' : 'missing',
    family: compareFamily(people, a, b),
  };
}

/** The telephone number or e-mail address that both have, 0 where there is none. */
export function sharedContact(people: People, a: number, b: number, kind: 'phone' | 'email'): number {
  const columns = kind === 'phone' ? PHONES : EMAILS;
  for (const mine of columns) {
    const value = people.at(a, mine);
    if (value !== 0 && columns.some((theirs) => people.at(b, theirs) === value)) return value;
  }
  return 0;
}

function areExchanged(people: People, a: number, b: number): boolean {
  const [lastA, lastB] = [people.last.text(people.at(a, 'last')), people.last.text(people.at(b, 'last'))];
  if (lastA === lastB || lastA === '' || lastB === '') return false;
  return lastA === people.first.text(people.at(b, 'first')) && lastB === people.first.text(people.at(a, 'first'));
}

function compareLast(people: People, a: number, b: number): Comparison['last'] {
  const [idA, idB] = [people.at(a, 'last'), people.at(b, 'last')];
  if (idA === 0 || idB === 0) return 'missing';
  if (idA === idB) return 'same';
  const [textA, textB] = [people.last.text(idA), people.last.text(idB)];
  const [joinedA, joinedB] = [textA.replaceAll(' ', ''), textB.replaceAll(' ', '')];
  if (joinedA === joinedB) return 'same';
  return isPart(textA, textB) || isPart(textB, textA) || jaroWinkler(joinedA, joinedB) >= NEAR_LAST ? 'near' : 'different';
}

/** One half of a double name, or a name that a narrow column has cut off. */
function isPart(part: string, whole: string): boolean {
  return part.length >= 4 && (whole.startsWith(part) || whole.endsWith(` ${part}`));
}

function compareFirst(people: People, a: number, b: number): Comparison['first'] {
  const [idA, idB] = [people.at(a, 'first'), people.at(b, 'first')];
  if (idA === 0 || idB === 0) return 'missing';
  const [textA, textB] = [people.first.text(idA), people.first.text(idB)];
  if (idA === idB) return textA.length === 1 ? 'initial' : 'same';
  if (textA.replaceAll(' ', '') === textB.replaceAll(' ', '')) return 'same';
  if (people.at(a, 'preferred') === idB || people.at(b, 'preferred') === idA) return 'other-name';
  if (textA.startsWith(`${textB} `) || textB.startsWith(`${textA} `)) return textA.length === 1 || textB.length === 1 ? 'initial' : 'other-name';
  if ((textA.length === 1 || textB.length === 1) && textA[0] === textB[0]) return 'initial';
  // Short names differ by one letter without being one name: Ada and Ida, Mina and Nina.
  return Math.min(textA.length, textB.length) >= 5 && isOneSlip(textA, textB) ? 'near' : 'different';
}

function compareBirth(people: People, a: number, b: number): Comparison['birth'] {
  const [bornA, bornB] = [people.at(a, 'birth'), people.at(b, 'birth')];
  return bornA === 0 || bornB === 0 ? 'missing' : compareDates(bornA, bornB);
}

function equality(people: People, a: number, b: number, column: Column): 'missing' | 'same' | 'different' {
  const [valueA, valueB] = [people.at(a, column), people.at(b, column)];
  return valueA === 0 || valueB === 0 ? 'missing' : valueA === valueB ? 'same' : 'different';
}

function compareContacts(
  people: People, a: number, b: number, columns: readonly Column[], words: People['phones'],
): 'missing' | 'same' | 'different' {
  const belongsToSomebody = (id: number): boolean => id !== 0 && words.times(id) <= LARGEST_HOUSEHOLD;
  const mine = columns.map((column) => people.at(a, column)).filter(belongsToSomebody);
  const theirs = columns.map((column) => people.at(b, column)).filter(belongsToSomebody);
  if (mine.length === 0 || theirs.length === 0) return 'missing';
  return mine.some((id) => theirs.includes(id)) ? 'same' : 'different';
}

function compareAddress(people: People, a: number, b: number): Comparison['address'] {
  const [streetA, streetB] = [people.at(a, 'street'), people.at(b, 'street')];
  if (streetA !== 0 && streetA === streetB && people.streets.times(streetA) <= LARGEST_HOUSEHOLD) return 'same';
  const area = equality(people, a, b, 'postal');
  if (area === 'missing') return streetA === 0 || streetB === 0 ? 'missing' : 'different';
  return area === 'same' ? 'same-area' : 'different';
}

/** Whether one pays for the other, or somebody pays for both: families of an export, duplicates seldom. */
function compareFamily(people: People, a: number, b: number): Comparison['family'] {
  const [payerA, payerB] = [people.at(a, 'guarantor'), people.at(b, 'guarantor')];
  if (payerA === 0 || payerB === 0) return 'missing';
  return payerA === payerB || payerA === people.at(b, 'key') || payerB === people.at(a, 'key') ? 'linked' : 'separate';
}
