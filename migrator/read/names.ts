/** A person's name taken apart. Parts that are not there are absent. */
export interface NameParts {
  readonly lastName?: string;
  readonly firstName?: string;
  readonly middleName?: string;
  readonly preferredName?: string;
  readonly suffix?: string;
}

const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'v']);
/** `(M57)`, `(F3y5m)`: sex and age, which some lists print behind the name. */
const SEX_AND_AGE = /\s*\([MFUX]\s?\d{1,3}(?:y(?:\d{1,2}m)?|m)?\)/i;

/**
 * Takes `Last, First Middle (Nickname)` apart, as report lists print it. A name without a comma is read as `First Last`.
 * Case and cut-off names stay as they are: guessing would invent data.
 */
export function parseName(cell: string): NameParts {
  const withoutAge = cell.replace(SEX_AND_AGE, '').replace(/\s*\*+$/, '').trim();
  const nickname = /\(([^)]+)\)/.exec(withoutAge)?.[1]?.trim();
  const plain = withoutAge.replace(/\s*\([^)]*\)/g, '').replaceAll(/\s+/g, ' ').trim();
  const comma = plain.indexOf(',');
  const parts = comma >= 0 ? lastFirst(plain.slice(0, comma).trim(), plain.slice(comma + 1)) : firstLast(plain);
  return { ...parts, ...(nickname ? { preferredName: nickname } : {}) };
}

function lastFirst(last: string, rest: string): NameParts {
  const family = withoutSuffix(last.split(' '));
  const given = withoutSuffix(rest.split(/[ ,]+/).filter((word) => word !== ''));
  const [first, ...middle] = given.words;
  return assemble(family.words.join(' '), first, middle.join(' '), family.suffix ?? given.suffix);
}

function firstLast(plain: string): NameParts {
  const { words, suffix } = withoutSuffix(plain.split(' ').filter((word) => word !== ''));
  if (words.length < 2) return assemble(words[0], undefined, '', suffix);
  return assemble(words.at(-1), words[0], words.slice(1, -1).join(' '), suffix);
}

function withoutSuffix(words: readonly string[]): { readonly words: readonly string[]; readonly suffix?: string } {
  const last = words.at(-1);
  const isSuffix = words.length > 1 && last !== undefined && SUFFIXES.has(last.toLowerCase().replace('.', ''));
  return isSuffix ? { words: words.slice(0, -1), suffix: last } : { words };
}

function assemble(lastName = '', firstName = '', middleName = '', suffix?: string): NameParts {
  return {
    ...(lastName ? { lastName } : {}), ...(firstName ? { firstName } : {}),
    ...(middleName ? { middleName: middleName.replace(/\.$/, '') } : {}), ...(suffix ? { suffix } : {}),
  };
}

/** True for names that offices give to trial records; a person confirms before anything is left out. */
export function looksLikeTestPatient(firstName: string | null | undefined, lastName: string | null | undefined): boolean {
  const first = (firstName ?? '').toLowerCase();
  const last = (lastName ?? '').toLowerCase();
  return last === 'test' || last === 'testpatient' || (last === 'patient' && first === 'test') || (first === 'test' && last !== '')
    || (last === 'simpson' && (first === 'homer' || first === 'marge'));
}
