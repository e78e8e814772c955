import type { IsoDate } from '../canonical/values.js';

/** Behind a name; a single letter there is a middle initial and no number. */
const SUFFIXES: ReadonlyMap<string, number> = new Map([['sr', 1], ['jr', 2], ['ii', 2], ['iii', 3], ['iv', 4]]);
/** Street words that people write out or shorten as they like. */
const STREET_WORDS: Readonly<Record<string, string>> = {
  street: 'st', avenue: 'ave', road: 'rd', lane: 'ln', drive: 'dr', court: 'ct', boulevard: 'blvd', place: 'pl', highway: 'hwy',
  apartment: 'apt', suite: 'ste', north: 'n', south: 's', east: 'e', west: 'w',
};

/** A name as it is compared: words of lower-case letters without accents, and the generation (1 senior, 2 junior, …; 0 unknown). */
export interface PlainName {
  readonly words: readonly string[];
  readonly generation: number;
}

/** Takes a name apart into comparable words; `Doe Jr.` is `doe` of generation 2. */
export function plainName(name: string | undefined): PlainName {
  // Typographic apostrophes vanish with ASCII ones: O’Neil and O'Neil are one name.
  const letters = (name ?? '').normalize('NFD').toLowerCase().replaceAll(/[\p{M}'’`.]/gu, '');
  const words = letters.split(/[^\p{L}]+/u).filter((word) => word !== '');
  const last = words.at(-1);
  const generation = words.length > 1 && last !== undefined ? SUFFIXES.get(last) ?? 0 : 0;
  return generation === 0 ? { words, generation } : { words: words.slice(0, -1), generation };
}

/** The generation that a suffix column states, 0 where it says none. */
export function generationOf(suffix: string | undefined): number {
  return SUFFIXES.get((suffix ?? '').toLowerCase().replaceAll(/[^a-z]/g, '')) ?? 0;
}

/** The last ten digits of a telephone number without its extension; empty for fewer, which identify nobody. */
export function plainPhone(value: string): string {
  const digits = value.replace(/(?:ext|x).*$/i, '').replaceAll(/\D/g, '').slice(-10);
  return digits.length === 10 ? digits : '';
}

/** An e-mail address as it is compared. */
export function plainEmail(value: string): string {
  return value.trim().toLowerCase();
}

/** House number and street in one spelling; empty without a letter and a digit, which is no address. */
export function plainStreet(street: string | undefined): string {
  const words = (street ?? '').normalize('NFD').toLowerCase().replaceAll(/[\p{M}.']/gu, '').split(/[^\p{L}\d]+/u);
  const plain = words.map((word) => STREET_WORDS[word] ?? word).filter((word) => word !== '').join(' ');
  return /\d/.test(plain) && /\p{L}/u.test(plain) ? plain : '';
}

/** The part of a postal code that names a place: five digits of a ZIP code, or all of a code with letters. */
export function plainPostal(code: string | undefined): string {
  const plain = (code ?? '').toLowerCase().replaceAll(/[^a-z\d]/g, '');
  return /^\d+$/.test(plain) ? plain.slice(0, 5) : plain;
}

/** A date as the number YYYYMMDD, 0 where there is none. */
export function dateNumber(date: IsoDate | undefined): number {
  return date === undefined ? 0 : Number(date.replaceAll('-', ''));
}
