import { describe, expect, it } from 'vitest';
import { compareDates, isOneSlip, jaroWinkler } from '../../migrator/linkage/closeness.js';
import { generationOf, plainName, plainPhone, plainPostal, plainStreet } from '../../migrator/linkage/plain.js';

describe('comparing words', () => {
  it('gives the Jaro–Winkler similarities that the literature gives', () => {
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.961, 3);
    expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 3);
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.813, 3);
    expect(jaroWinkler('abc', 'xyz')).toBe(0);
  });

  it.each([['clara', 'clare', true], ['bridget', 'bridge', true], ['helen', 'hlene', false], ['helen', 'heeln', true], ['helen', 'helen', false], ['elena', 'lenas', false]])(
    'says whether %s and %s are one slip apart', (a, b, expected) => {
      expect(isOneSlip(a, b)).toBe(expected);
      expect(isOneSlip(b, a)).toBe(expected);
    });

  it.each([
    [19800203, 19800203, 'same'], [19800203, 19800302, 'swapped'], [19800203, 19800213, 'one-digit'], [19800203, 19810203, 'one-digit'],
    [19800203, 20000203, 'different'], [19800203, 19810204, 'different'],
  ])('relates the birthdays %i and %i as %s', (a, b, expected) => {
    expect(compareDates(a, b)).toBe(expected);
  });

  it('takes one person\'s spellings for one', () => {
    expect(plainName('O’NEIL').words).toEqual(plainName('O\'Neil').words);
    expect(plainName('Núñez')).toEqual({ words: ['nunez'], generation: 0 });
    expect(plainName('Doe, Jr.')).toEqual({ words: ['doe'], generation: 2 });
    expect(generationOf('Sr.')).toBe(1);
    expect(plainStreet('12 North Maple Street')).toBe(plainStreet('12 n. maple st.'));
    expect(plainStreet('none')).toBe('');
    expect([plainPhone('+1 (555) 555-0101 ext 4'), plainPhone('555-0101')]).toEqual(['5555550101', '']);
    expect([plainPostal('02134-1234'), plainPostal('K1A 0B1')]).toEqual(['02134', 'k1a0b1']);
  });
});
