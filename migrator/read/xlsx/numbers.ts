import type { Epoch } from '../cells.js';

/** The text of a number as a sheet stores it, by the cell's format. */
export type NumberText = (stored: string) => string;

const MILLISECONDS_PER_DAY = 86_400_000;
const SECONDS_PER_DAY = 86_400;
const LAST_SERIAL = 2_958_466;
/** Spreadsheets keep this many digits of a number. */
const EXACT_DIGITS = 15;
const BUILT_IN: Readonly<Record<number, string>> = {
  5: '$#,##0', 6: '$#,##0', 7: '$#,##0.00', 8: '$#,##0.00', 42: '$#,##0', 44: '$#,##0.00', 9: '0%', 10: '0.00%',
  14: 'm/d/yyyy', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'm/d/yyyy h:mm',
  32: 'h:mm', 33: 'h:mm', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0',
};
/** Dates of East Asian versions, which have numbers instead of codes. */
const EASTERN_DATES = new Set([27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** The code of a format that spreadsheets know without being told. */
export function builtInFormat(id: number): string {
  return EASTERN_DATES.has(id) ? 'yyyy-mm-dd' : BUILT_IN[id] ?? 'General';
}

/**
 * How numbers of a format read as text: dates as `YYYY-MM-DD`, times as `HH:MM:SS`, percentages and amounts with their sign, ids with the
 * zeros and dashes that the format shows. Display never costs digits: a long id keeps all of them, whatever its column is wide.
 */
export function numberText(code: string, epoch: Epoch): NumberText {
  const literal = firstSection(code).replaceAll(/[_*]./g, '');
  const bare = literal.replaceAll(/"[^"]*"|\\./g, '');
  const elapsed = /\[(?:h+|m+|s+)\]/i.test(bare);
  const symbols = bare.replaceAll(/\[[^\]]*\]/g, '');
  if (elapsed || (/[ymdhs]/i.test(symbols) && !/general|standard/i.test(symbols))) {
    const hasDay = /[yd]/i.test(symbols) || (/m/i.test(symbols) && !/[hs]/i.test(symbols));
    return (stored) => serialText(stored, epoch, elapsed ? 'elapsed' : hasDay ? 'day' : 'time');
  }
  if (symbols.includes('%')) return percentText;
  const currency = /[$€£¥]/.exec(literal.replaceAll(/\[\$([^\]-]*)[^\]]*\]/g, '$1'))?.[0];
  if (currency !== undefined) return (stored) => amountText(plainNumber(stored), currency);
  const mask = literal.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/\\(.)/g, '$1').replaceAll(/"([^"]*)"/g, '$1');
  return /^[0# ()-]*(?:0{2}|[0#][ ()-]+[0#])[0# ()-]*$/.test(mask) ? (stored) => maskedText(plainNumber(stored), mask) : plainNumber;
}

function firstSection(code: string): string {
  return /^(?:"[^"]*"|\\.|[^;"\\])*/.exec(code)?.[0] ?? code;
}

/** A stored number with all its digits. One that has more digits than a spreadsheet keeps stays in the form `1.2E+16`, which no id accepts. */
export function plainNumber(stored: string): string {
  const text = stored.trim();
  if (/^-?\d+$/.test(text)) return isCutOff(text) ? exponential(text) : text;
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return text;
  return Math.abs(value) >= 10 ** EXACT_DIGITS ? exponential(text) : expanded(value.toPrecision(EXACT_DIGITS));
}

/** A spreadsheet replaces the sixteenth digit and those behind it by zeros; other programs write them. */
function isCutOff(digits: string): boolean {
  const tail = digits.replace('-', '').slice(EXACT_DIGITS);
  return tail !== '' && /^0+$/.test(tail);
}

function exponential(text: string): string {
  return Number(text).toExponential().replace('e', 'E');
}

/** A decimal number without exponent and without zeros at its end. Not for exponents beyond a few hundred. */
export function expanded(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(number) ?? [];
  if (whole === '' || Math.abs(Number(exponent)) > 400) return number;
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padStart(whole.length + fraction.length - Math.min(point, 0), '0').padEnd(point, '0');
  const at = Math.max(point, 0);
  const left = digits.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = digits.slice(at).replace(/0+$/, '');
  return `${sign}${left === '' ? '0' : left}${right === '' ? '' : `.${right}`}`;
}

function percentText(stored: string): string {
  const hundredfold = Number(stored) * 100;
  return Number.isFinite(hundredfold) ? `${expanded(hundredfold.toPrecision(EXACT_DIGITS))}%` : stored;
}

function amountText(plain: string, currency: string): string {
  const [, sign = '', whole = plain, cents = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  return `${sign}${currency}${whole}${whole === plain ? '' : `.${cents.padEnd(2, '0')}`}`;
}

/** Puts the digits into a mask such as `000-00-0000` from the right; a number that does not fit the mask stays as it is. */
function maskedText(plain: string, mask: string): string {
  const places = mask.replaceAll(/[^0#]/g, '');
  if (!/^\d+$/.test(plain) || plain.length > places.length || (plain.length < places.length && places.includes('#'))) return plain;
  const digits = plain.padStart(places.length, '0');
  let next = 0;
  return mask.replaceAll(/[0#]/g, () => digits.charAt(next++)).trim();
}

function serialText(stored: string, epoch: Epoch, shows: 'day' | 'time' | 'elapsed'): string {
  const serial = Number(stored);
  if (!Number.isFinite(serial) || serial < 0 || serial > LAST_SERIAL) return plainNumber(stored);
  const seconds = Math.round(serial * SECONDS_PER_DAY);
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const rest = seconds - days * SECONDS_PER_DAY;
  if (shows === 'elapsed') return clock(seconds);
  if (shows === 'time' && days === 0) return clock(rest);
  return rest === 0 ? dayText(days, epoch) : `${dayText(days, epoch)} ${clock(rest)}`;
}

function clock(seconds: number): string {
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The 1900 epoch counts a 29th of February 1900 that never was: the days before it stand one later. */
function dayText(days: number, epoch: Epoch): string {
  if (epoch === 1900 && days === 60) return '1900-02-29';
  const start = epoch === 1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(start + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}
