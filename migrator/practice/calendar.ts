/** A calendar date as days since 1970-01-01: what a generator of millions of dates can add and compare cheaply. */
export type Day = number;

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** The day of a date of the Gregorian calendar (Hinnant's `days_from_civil`). */
export function dayOf(year: number, month: number, day: number): Day {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month (from 1) and day of the month of a day. */
export function dateOf(value: Day): CalendarDate {
  const shifted = value + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** The day that a `YYYY-MM-DD` text names; throws `RangeError` when it is not one. */
export function dayOfIso(text: string): Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) throw new RangeError('A date must read YYYY-MM-DD');
  return dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The same day of the month so many months later, or the last day of a shorter month. */
export function monthsLater(value: Day, months: number): Day {
  const { year, month, day } = dateOf(value);
  const count = year * 12 + (month - 1) + months;
  const newYear = Math.floor(count / 12);
  const newMonth = (count % 12) + 1;
  const leap = newYear % 4 === 0 && (newYear % 100 !== 0 || newYear % 400 === 0);
  const last = newMonth === 2 && leap ? 29 : (MONTH_LENGTHS[newMonth - 1] ?? 28);
  return dayOf(newYear, newMonth, Math.min(day, last));
}
