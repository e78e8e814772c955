import type { Patient } from '../canonical/streams.js';
import type { DuplicatePair } from '../reports.js';
import { dateNumber, generationOf, plainEmail, plainName, plainPhone, plainPostal, plainStreet } from './plain.js';
import { Words } from './words.js';

/** The integers that a patient is compared by, in the order in which they are stored. */
const COLUMNS = [
  'last', 'first', 'preferred', 'middle', 'generation', 'birth', 'gender', 'street', 'postal', 'chart', 'key', 'guarantor', 'file', 'line',
  'phone1', 'phone2', 'phone3', 'email1', 'email2',
] as const;

/** The name of one such integer. */
export type Column = (typeof COLUMNS)[number];

const WIDTH = COLUMNS.length;
const PLACES: Readonly<Record<Column, number>> = placesOf(COLUMNS);
const FIRST_ROOM = 1024;

/** All patients of an export, as rows of integers: 76 bytes each, beside the texts that occur. */
export class People {
  readonly last = new Words();
  readonly first = new Words();
  readonly streets = new Words();
  readonly postals = new Words();
  readonly phones = new Words();
  readonly emails = new Words();
  readonly charts = new Words();
  readonly keys = new Words();
  readonly #files = new Words();
  #rows = new Int32Array(FIRST_ROOM * WIDTH);
  /** Which patient has a key, by the number of the key. */
  readonly #ofKey: number[] = [];
  #size = 0;
  #latestBirth = 0;

  /** The date of birth of the youngest, which is as near to today as an export knows. */
  get latestBirth(): number {
    return this.#latestBirth;
  }

  get size(): number {
    return this.#size;
  }

  /** Takes in one patient and keeps nothing else of them. */
  add({ file, line, key }: DuplicatePair['a'], patient: Patient): void {
    if ((this.#size + 1) * WIDTH > this.#rows.length) this.#grow();
    const row = this.#size * WIDTH;
    const put = (column: Column, value: number): void => {
      this.#rows[row + PLACES[column]] = value;
    };
    this.#size += 1;
    this.#putNames(put, patient);
    this.#putReach(put, patient);
    const birth = dateNumber(patient.birthDate);
    this.#latestBirth = Math.max(this.#latestBirth, birth);
    put('birth', birth);
    put('gender', patient.gender === 'female' ? 1 : patient.gender === 'male' ? 2 : 0);
    put('chart', this.charts.count((patient.chart ?? '').trim().toUpperCase()));
    const known = this.keys.count(key);
    this.#ofKey[known] = this.#size - 1;
    put('key', known);
    put('guarantor', this.keys.name(patient.guarantor?.key ?? ''));
    put('file', this.#files.name(file));
    put('line', line);
  }

  /** One integer of one patient, 0 where the export says nothing. */
  at(person: number, column: Column): number {
    return this.#rows[person * WIDTH + PLACES[column]] ?? 0;
  }

  place(person: number): DuplicatePair['a'] {
    return { file: this.#files.text(this.at(person, 'file')), line: this.at(person, 'line'), key: this.keys.text(this.at(person, 'key')) };
  }

  /** Where the patient of this key stands, null where no such patient was taken in. */
  find(key: string): DuplicatePair['a'] | null {
    const person = this.#ofKey[this.keys.find(key)];
    return person === undefined ? null : this.place(person);
  }

  #putNames(put: (column: Column, value: number) => void, patient: Patient): void {
    const last = plainName(patient.lastName);
    const first = plainName(patient.firstName);
    put('last', this.last.count(last.words.join(' ')));
    put('first', this.first.count(first.words.join(' ')));
    put('preferred', this.first.name(plainName(patient.preferredName).words.join(' ')));
    put('middle', plainName(patient.middleName).words[0]?.codePointAt(0) ?? 0);
    put('generation', last.generation || first.generation || generationOf(patient.suffix));
  }

  #putReach(put: (column: Column, value: number) => void, { phones, emails, address }: Patient): void {
    const numbers = [...new Set(phones.map(({ value }) => plainPhone(value)))].filter((phone) => phone !== '');
    const mails = [...new Set(emails.map(({ value }) => plainEmail(value)))].filter((email) => email !== '');
    for (const [index, column] of (['phone1', 'phone2', 'phone3'] as const).entries()) put(column, this.phones.count(numbers[index] ?? ''));
    for (const [index, column] of (['email1', 'email2'] as const).entries()) put(column, this.emails.count(mails[index] ?? ''));
    const postal = plainPostal(address?.postalCode);
    const street = plainStreet(address?.street);
    put('street', this.streets.count(street === '' ? '' : `${street} ${postal === '' ? (address?.city ?? '').toLowerCase() : postal}`));
    put('postal', this.postals.count(postal));
  }

  #grow(): void {
    const larger = new Int32Array(this.#rows.length * 2);
    larger.set(this.#rows);
    this.#rows = larger;
  }
}

function placesOf(columns: readonly Column[]): Readonly<Record<Column, number>> {
  // Built from the very list that defines the type, so every column has its place.
  return Object.fromEntries(columns.map((column, index) => [column, index])) as Record<Column, number>;
}
