import { expect, it } from 'vitest';
import { dateOf, dayOf, dayOfIso, monthsLater } from '../../migrator/practice/calendar.js';

const MILLISECONDS_PER_DAY = 86_400_000;

it('counts days as the platform does, from 1753 to 2200', () => {
  for (let day = dayOf(1753, 1, 1); day < dayOf(2200, 1, 1); day += 17) {
    const date = new Date(day * MILLISECONDS_PER_DAY);
    expect(dateOf(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
    expect(dayOfIso(date.toISOString().slice(0, 10))).toBe(day);
  }
});

it('adds months without running over the end of a shorter one', () => {
  expect(monthsLater(dayOfIso('2026-01-31'), 1)).toBe(dayOfIso('2026-02-28'));
  expect(monthsLater(dayOfIso('2027-08-30'), 6)).toBe(dayOfIso('2028-02-29'));
  expect(monthsLater(dayOfIso('2026-11-15'), 36)).toBe(dayOfIso('2029-11-15'));
});
