/** Numbers, times and values as people read them. The interface speaks English, so the locale is fixed. */
import type { DiffField } from '../../server/contract.js';

const LOCALE = 'en-US';
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });

/** 12,345 */
export const count = (value: number): string => whole.format(value);

/** 3.2 */
export const decimal = (value: number): string => tenth.format(value);

/** A plain number in text, with thousands set apart; anything else as it is. */
export const amount = (text: string): string =>
  /^-?\d{4,}(\.\d+)?$/.test(text) ? text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',') : text;

/** `1 record`, `2 records`. */
export const plural = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`;

/** Bytes as B, KB, MB or GB. */
export const bytes = (value: number): string => {
  if (value < 1000) return `${value} B`;
  const [size, unit] = value >= 1e9 ? [value / 1e9, 'GB'] : value >= 1e6 ? [value / 1e6, 'MB'] : [value / 1e3, 'KB'];
  return `${size >= 10 ? count(size) : decimal(size)} ${unit}`;
};

/** A share of 0 to 1 as a whole percentage; a remainder is never rounded to "all" or "none". */
export const percent = (share: number): string => {
  const exact = Math.min(Math.max(share, 0), 1) * 100;
  if (exact > 0 && exact < 1) return '<1 %';
  if (exact > 99 && exact < 100) return '99 %';
  return `${Math.round(exact)} %`;
};

/** Seconds as the two largest units: `2 h 5 min`. */
export const duration = (seconds: number): string => {
  const total = Math.max(Math.round(seconds), 0);
  if (total < 60) return `${total} s`;
  if (total < 3600) return `${Math.floor(total / 60)} min ${total % 60} s`;
  if (total < 86_400) return `${Math.floor(total / 3600)} h ${Math.floor((total % 3600) / 60)} min`;
  return `${Math.floor(total / 86_400)} d ${Math.floor((total % 86_400) / 3600)} h`;
};

/** An ISO date or instant as a day. A bare date has no zone, so it is never moved by the browser's. */
export const date = (iso: string): string => day.format(new Date(iso.length === 10 ? `${iso}T12:00:00` : iso));

/** An ISO instant with its time, in the person's zone. */
export const dateTime = (iso: string): string => moment.format(new Date(iso));

/** `birth-date.future` → `Birth date future`: the codes of issues are written to be read. */
export const words = (code: string): string => {
  const spaced = code.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_.:]+/g, ' ').trim().toLowerCase().replace(/\b(csv|id|ssn|zip)\b/g, (short) => short.toUpperCase());
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

/** An amount; a currency that is no ISO code is written behind it, because `Intl` would throw. */
const money = (cents: number, currency: string): string =>
  /^[A-Z]{3}$/.test(currency) ? new Intl.NumberFormat(LOCALE, { style: 'currency', currency }).format(cents / 100) : `${cents / 100} ${currency}`;

type Shown = DiffField['wanted'];
type List = Extract<Shown, readonly unknown[]>;

// `Array.isArray` does not narrow unions of read-only arrays.
const isList = (value: Shown): value is List => Array.isArray(value);

const item = (part: List[number]): string => {
  if (typeof part === 'string') return part;
  return part.label === '' ? part.value : `${part.value} (${part.label})`;
};

/** A field's value as text; null where there is none. */
export const valueText = (value: Shown | undefined): string | null => {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return value.length === 0 ? null : value.map(item).join('; ');
  if ('cents' in value) return money(value.cents, value.currency);
  if ('link' in value) return value.link;
  return Object.values(value).filter((line) => line !== '').join(', ') || null;
};
