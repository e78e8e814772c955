import { dateOf } from './calendar.js';
import type { Day } from './calendar.js';

/** `3/4/2026`, month first, without leading zeros; empty for no date. */
export function usDate(day: Day | null): string {
  if (day === null) return '';
  const { year, month, day: dayOfMonth } = dateOf(day);
  return `${month}/${dayOfMonth}/${year}`;
}

/** `3/4/26`. */
export function shortUsDate(day: Day): string {
  const { year, month, day: dayOfMonth } = dateOf(day);
  return `${month}/${dayOfMonth}/${String(year % 100).padStart(2, '0')}`;
}

/** `25/03/2026`, which can only be read day first when the day is past the twelfth. */
export function dayFirstDate(day: Day): string {
  const { year, month } = dateOf(day);
  return `25/${String(month).padStart(2, '0')}/${year}`;
}

/** `2026-03-25 00:00:00.000`, as a database prints a day; `NULL` for no date. */
export function databaseDate(day: Day | null): string {
  if (day === null) return 'NULL';
  const { year, month, day: dayOfMonth } = dateOf(day);
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')} 00:00:00.000`;
}

/** `1234.50`, with a leading minus for a credit. */
export function plainMoney(cents: number): string {
  const sign = cents < 0 ? '-' : '';
  const whole = Math.abs(cents);
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/** `1,234.50`, for people; the sign is left to the caller. */
export function groupedMoney(cents: number): string {
  const [whole = '', fraction = ''] = plainMoney(Math.abs(cents)).split('.');
  return `${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')}.${fraction}`;
}

/** The ways in which people and programs print an amount. */
export type MoneyStyle = 'parentheses' | 'trailing-minus' | 'credit-word' | 'symbols' | 'symbol-after-minus';

export function styledMoney(cents: number, style: MoneyStyle): string {
  const credit = cents < 0;
  const amount = groupedMoney(cents);
  switch (style) {
    case 'parentheses':
      return credit ? `(${amount})` : amount;
    case 'trailing-minus':
      return credit ? `${amount}-` : amount;
    case 'credit-word':
      return credit ? `${amount} CR` : amount;
    case 'symbols':
      return credit ? `($${amount})` : `$${amount}`;
    case 'symbol-after-minus':
      return credit ? `-$${amount}` : `$${amount}`;
  }
}

/** Ten digits as offices type them: mostly `(312)555-0142`; `habit` chooses among the seldom ways. */
export function phoneCell(digits: string, habit: number): string {
  if (digits === '') return '';
  const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  switch (habit % 23) {
    case 1:
      return `${area}-${exchange}-${line}`;
    case 2:
      return digits;
    case 3:
      return `${area}.${exchange}.${line}`;
    case 4:
      return `(${area}) ${exchange}-${line} ext 12`;
    default:
      return `(${area})${exchange}-${line}`;
  }
}

/** Another number of the same area: the last two digits move on. */
export function nextPhone(digits: string): string {
  return `${digits.slice(0, 8)}${String((Number(digits.slice(8)) + 7) % 100).padStart(2, '0')}`;
}
