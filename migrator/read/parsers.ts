import type { Labelled, Money } from '../canonical/values.js';
import type { CellParser, Parsed } from './cell.js';
import { unwrapFormulaText } from './cell.js';
import { isGarbled } from './garbled.js';
import { noteText } from './note-text.js';

export { clockTime, date, pastDate, timeOf } from './dates.js';

const ROUNDED_NUMBER = /^\d(?:[.,]\d+)?E\+?\d+$/i;

/** Any text, as it stands. */
export const text: CellParser<string> = {
  kind: 'text',
  parse: (cell) => (isGarbled(cell) ? { value: cell, problem: 'garbled-text' } : { value: cell }),
};

/** A long narrative: RTF and HTML become plain text. */
export const note: CellParser<string> = {
  kind: 'text',
  parse: (cell) => {
    const { text: plain, formatted } = noteText(cell);
    if (plain === '') return { value: null };
    return formatted ? { value: plain, problem: 'formatted-note' } : text.parse(plain, NO_CONTEXT);
  },
};
const NO_CONTEXT = { dateOrder: 'mdy', asOf: '', currency: '' } as const;

/** An id: always text, never a number, leading zeros kept. `7E+12` has lost its digits and is refused. */
export const id: CellParser<string> = { kind: 'id', parse: parseId };

/** An id that points to another record, where `0` means "none". */
export const reference: CellParser<string> = {
  kind: 'id',
  parse: (cell) => (/^0+$/.test(cell) ? { value: null } : parseId(cell)),
};

function parseId(cell: string): Parsed<string> {
  const plain = unwrapFormulaText(cell).trim();
  if (ROUNDED_NUMBER.test(plain)) return { value: null, problem: 'lossy-id' };
  return { value: plain === '' ? null : plain };
}

/** An exact amount: `$1,234.50`, `(25.00)`, `25.00-`, `25.00 CR`, `-$5`, `-0-`, `1.234,50`. */
export const money: CellParser<Money> = { kind: 'money', parse: (cell, context) => toMoney(cell, context.currency) };

/** A fee, where `-1` means "not set". */
export const fee: CellParser<Money> = {
  kind: 'money',
  parse: (cell, context) => (/^-1(?:\.0+)?$/.test(cell) ? { value: null } : toMoney(cell, context.currency)),
};

function toMoney(cell: string, currency: string): Parsed<Money> {
  const cents = centsOf(cell);
  return cents === null ? { value: null, problem: 'unreadable-amount' } : { value: { cents, currency } };
}

/** Integer cents of an amount as people and programs write it, null when it is none. Never goes through a fraction. */
export function centsOf(cell: string): number | null {
  const plain = cell.replaceAll(/[\s$€£]|USD|DR$/gi, '');
  if (plain === '-0-') return 0;
  const negative = /^\(.*\)$|^-|-$|CR$/i.test(plain);
  const digits = plain.replace(/^\((.*)\)$/, '$1').replace(/CR$/i, '').replace(/^[-+]|-$/g, '');
  const match = /^(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?$/.exec(digits) ?? /^(\d{1,3}(?:\.\d{3})+|\d+),(\d{2})$/.exec(digits);
  if (match === null || digits === '' || digits === '.') return null;
  const fraction = (match[2] ?? '').padEnd(3, '0');
  const cents = Number(`${(match[1] ?? '').replaceAll(/[.,]/g, '')}${fraction.slice(0, 2)}`) + (fraction.charAt(2) >= '5' ? 1 : 0);
  if (!Number.isSafeInteger(cents)) return null;
  return negative && cents !== 0 ? -cents : cents;
}

/** A whole number such as minutes or an hour; `30.0` is 30. */
export const wholeNumber: CellParser<number> = {
  kind: 'number',
  parse: (cell) => (/^[-+]?\d{1,9}(?:\.0+)?$/.test(cell) ? { value: Number(cell) } : { value: null, problem: 'unreadable-number' }),
};

const YES = new Set(['1', '-1', 'true', 't', 'y', 'yes', 'x', 'on']);
const NO = new Set(['0', '2', 'false', 'f', 'n', 'no', 'off']);

/** Yes or no in the ways databases and offices write it; `2` is the "no" of some enumerations. */
export const flag: CellParser<boolean> = {
  kind: 'flag',
  parse: (cell) => {
    const word = cell.toLowerCase();
    if (YES.has(word)) return { value: true };
    return NO.has(word) ? { value: false } : { value: null, problem: 'unreadable-flag' };
  },
};

/** A telephone number as the office wrote it; placeholders and words are left out. */
export const phone: CellParser<string> = {
  kind: 'phone',
  parse: (cell) => {
    const digits = cell.replaceAll(/\D/g, '');
    if (digits === '') return { value: null, problem: 'phone-without-digits' };
    const local = /ext|x/i.test(cell) ? cell.split(/ext|x/i)[0]?.replaceAll(/\D/g, '') ?? '' : digits;
    if (/^(\d)\1*$/.test(local) && local.length >= 7) return { value: null, problem: 'placeholder-phone' };
    if (local.length < 7) return { value: null, problem: 'unreadable-phone' };
    const value = cell.replaceAll(/\s+/g, ' ');
    return local.length < 10 ? { value, problem: 'short-phone' } : { value };
  },
};

const NO_EMAIL = /^(?:declined?|refused|none|no ?e-?mail|unknown|na|no|x+)$/i;
const FAKE_EMAIL = /^(?:none|no|na|n\/a|noemail|no-?email|declined|refused|unknown|x+|test|fake)@|@(?:none|no|noemail|na|declined|email|x+)\.[a-z]+$/i;
const EMAIL = /^[^\s@<>"',;]+@[^\s@<>"',;]+\.[^\s@<>"',;.]{2,}$/;

/** One or several e-mail addresses in a cell; `declined` and `none@…` count as none. */
export const emails: CellParser<readonly string[]> = {
  kind: 'email',
  parse: (cell) => {
    if (NO_EMAIL.test(cell)) return { value: null, problem: 'placeholder-email' };
    const candidates = cell.split(/[;,\s]+|\s*\/\s*/).map((part) => part.replace(/^mailto:/i, '').replaceAll(/[<>]/g, '')).filter((part) => part !== '');
    const real = candidates.filter((part) => EMAIL.test(part) && !FAKE_EMAIL.test(part));
    if (real.length === candidates.length && real.length > 0) return { value: real };
    const problem = candidates.some((part) => FAKE_EMAIL.test(part)) ? 'placeholder-email' : 'unreadable-email';
    return { value: real.length > 0 ? real : null, problem };
  },
};

/** A line of an address; `xxxxxx` and the like are left out. */
export const addressPart: CellParser<string> = {
  kind: 'text',
  parse: (cell) => (/^(?:x{3,}|unknown|none)$/i.test(cell) ? { value: null, problem: 'placeholder-address' } : text.parse(cell, NO_CONTEXT)),
};

/** A postal code; the leading zero that spreadsheets strip from US ZIP codes is put back. */
export const postalCode: CellParser<string> = {
  kind: 'text',
  parse: (cell) => {
    const plain = unwrapFormulaText(cell);
    if (/^0+(?:-0+)?$/.test(plain) || /^x{3,}$/i.test(plain)) return { value: null, problem: 'placeholder-address' };
    if (/^\d{4}(?:-\d{4})?$/.test(plain)) return { value: `0${plain}`, problem: 'zip-restored' };
    return { value: /^\d{9}$/.test(plain) ? `${plain.slice(0, 5)}-${plain.slice(5)}` : plain };
  },
};

/** One of a closed list of words, compared without case, spaces and punctuation. `otherwise` stands for words nobody listed. */
export function choice<T>(words: Readonly<Record<string, T>>, otherwise: T): CellParser<T> {
  const known = new Map(Object.entries(words).map(([word, value]) => [plainWord(word), value]));
  return {
    kind: 'choice',
    parse: (cell) => {
      const value = known.get(plainWord(cell));
      return value === undefined ? { value: otherwise, problem: 'unknown-value' } : { value };
    },
  };
}

/** A word without case, spaces and punctuation, but with its minus sign: `-106` is a code. */
export function plainWord(word: string): string {
  const minus = /^-\d+$/.test(word) ? '-' : '';
  return minus + word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The numbers or addresses that are there, each with its kind. */
export function labelled(values: Readonly<Record<string, string | null>>): readonly Labelled[] {
  return Object.entries(values).flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

/** The given values without those that are null: absent, not empty, is how a record says "nothing there". */
export function present<T extends Readonly<Record<string, unknown>>>(values: T): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  // Sound: only null and undefined values were removed, and every key of the result may be absent.
  return Object.fromEntries(entries) as { readonly [K in keyof T]?: NonNullable<T[K]> };
}
