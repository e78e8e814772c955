import type { CanonicalRecord } from '../canonical/streams.js';
import type { DuplicatePair } from '../reports.js';

interface Seen { readonly place: DuplicatePair['a']; readonly birthDate: string | undefined; readonly firstName: string; readonly lastName: string }

/** Pairs that are listed one by one. */
const LISTED = 10_000;
/** A telephone number or address of more people than this belongs to no household but to an institution or to nobody. */
const LARGEST_HOUSEHOLD = 12;

/**
 * Notices patients who may be one human, with simple rules only: the same id twice in a file is the same row, name and date of birth
 * together are probable, a shared telephone number or e-mail address makes a household and never one person.
 */
export class Duplicates {
  readonly #keys = new Map<string, DuplicatePair['a']>();
  readonly #births = new Map<string, Seen>();
  readonly #contacts = new Map<string, Seen[]>();
  readonly #told = new Set<string>();
  readonly #pairs: DuplicatePair[] = [];

  add({ key, data, origin }: CanonicalRecord<'patient'>): void {
    const place = { file: origin.file, line: origin.line, key };
    const before = this.#keys.get(key);
    if (before !== undefined) {
      // Files complete each other: a printed list repeats the patients of the database.
      if (before.file === place.file) this.#tell(before, place, 1, 'same', ['the same id']);
      return;
    }
    this.#keys.set(key, place);
    const seen: Seen = { place, birthDate: data.birthDate, firstName: plain(data.firstName), lastName: plain(data.lastName) };
    this.#byBirth(seen);
    for (const email of data.emails) this.#byContact(`e-mail:${email.value.toLowerCase()}`, 'the same e-mail address', seen);
    for (const phone of data.phones) {
      const digits = phone.value.replace(/(?:ext|x).*$/i, '').replaceAll(/\D/g, '').slice(-10);
      if (digits.length === 10) this.#byContact(`phone:${digits}`, 'the same telephone number', seen);
    }
  }

  get pairs(): readonly DuplicatePair[] {
    return this.#pairs;
  }

  #byBirth(seen: Seen): void {
    if (seen.birthDate === undefined || seen.lastName === '' || seen.firstName === '') return;
    const key = JSON.stringify([seen.lastName, seen.firstName, seen.birthDate]);
    const other = this.#births.get(key);
    if (other === undefined) this.#births.set(key, seen);
    else this.#tell(other.place, seen.place, 0.9, 'probable', ['the same name', 'the same date of birth']);
  }

  #byContact(contact: string, evidence: string, seen: Seen): void {
    const others = this.#contacts.get(contact) ?? [];
    this.#contacts.set(contact, others);
    if (others.length >= LARGEST_HOUSEHOLD) return;
    for (const other of others) {
      const sameName = other.firstName === seen.firstName && other.lastName === seen.lastName && seen.lastName !== '';
      const birthUnknown = other.birthDate === undefined || seen.birthDate === undefined;
      if (!sameName || (other.birthDate !== seen.birthDate && !birthUnknown)) this.#tell(other.place, seen.place, 0.3, 'household', [evidence]);
      else if (birthUnknown) this.#tell(other.place, seen.place, 0.7, 'probable', ['the same name', evidence]);
    }
    others.push(seen);
  }

  #tell(a: DuplicatePair['a'], b: DuplicatePair['b'], score: number, verdict: DuplicatePair['verdict'], evidence: readonly string[]): void {
    const pair = JSON.stringify([a.file, a.line, b.file, b.line]);
    if (this.#told.has(pair) || this.#pairs.length >= LISTED) return;
    this.#told.add(pair);
    this.#pairs.push({ a, b, score, verdict, evidence });
  }
}

function plain(name: string | undefined): string {
  return (name ?? '').normalize('NFD').toLowerCase().replaceAll(/[^\p{L}]/gu, '');
}
