import type { AnyRecord, Patient } from './canonical/streams.js';

/** A name without case, accents and punctuation. */
const plain = (name: string | undefined): string => (name ?? '').normalize('NFKD').toLowerCase().replace(/[^a-z0-9]/g, '');

/** Two spellings of one name: equal, one cut off or shortened, or one of them not said. */
const agree = (a: string, b: string): boolean => a === '' || b === '' || a.startsWith(b) || b.startsWith(a);

interface Person {
  readonly first: string;
  readonly last: string;
  readonly born: string;
}

const personOf = ({ firstName, lastName, birthDate }: Patient): Person => ({ first: plain(firstName), last: plain(lastName), born: birthDate ?? '' });

/**
 * Watches over patient ids while an export is read: rows with one id complete each other, but only when they speak of one human. Two people under
 * one id (a reused chart, a slip of copying) must never become one record.
 */
export class PatientIds {
  private readonly known = new Map<string, Person>();

  /** Whether this record, under its id, names another person than an earlier row did. */
  isSomebodyElse(record: AnyRecord): boolean {
    if (record.stream !== 'patient') return false;
    const person = personOf(record.data);
    const before = this.known.get(record.key);
    if (before === undefined) {
      this.known.set(record.key, person);
      return false;
    }
    const sameBirth = before.born !== '' && before.born === person.born;
    const sameNames = agree(before.last, person.last) && agree(before.first, person.first);
    const otherBirth = before.born !== '' && person.born !== '' && before.born !== person.born;
    return otherBirth ? true : !sameNames && !(sameBirth && agree(before.last, person.last));
  }
}
