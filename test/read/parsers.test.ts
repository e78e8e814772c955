import { describe, expect, it } from 'vitest';
import type { CellParser } from '../../migrator/read/cell.js';
import { tidy } from '../../migrator/read/cell.js';
import { clockTime, orderEvidence, timeOf } from '../../migrator/read/dates.js';
import { looksLikeTestPatient, parseName } from '../../migrator/read/names.js';
import { noteText } from '../../migrator/read/note-text.js';
import { centsOf, choice, date, emails, fee, flag, id, pastDate, phone, postalCode, reference, wholeNumber } from '../../migrator/read/parsers.js';

const MONTH_FIRST = { dateOrder: 'mdy', asOf: '2024-06-30', currency: 'USD' } as const;
const DAY_FIRST = { ...MONTH_FIRST, dateOrder: 'dmy' } as const;

function read<T>(parser: CellParser<T>, cell: string, context: typeof MONTH_FIRST | typeof DAY_FIRST = MONTH_FIRST): readonly [T | null, string?] {
  const { value, problem } = parser.parse(cell, context);
  return problem === undefined ? [value] : [value, problem];
}

describe('dates', () => {
  it.each([
    ['2024-02-29', '2024-02-29'], ['2024-2-9', '2024-02-09'], ['1/5/2024', '2024-01-05'], ['1.5.2024', '2024-01-05'], ['01-05-2024', '2024-01-05'],
    ['20240105', '2024-01-05'], ['20240105093000', '2024-01-05'], ['05-JAN-24', '2024-01-05'], ['5 January 2024', '2024-01-05'], ['Jan 5, 2024', '2024-01-05'],
    ['2024-01-05T23:59:00.000Z', '2024-01-05'], ['1/5/2024 12:00:00 AM', '2024-01-05'], ['45296', '2024-01-05'], ['45296.75', '2024-01-05'],
  ])('%s is a day', (cell, day) => {
    expect(read(date, cell)).toEqual([day]);
  });

  it.each(['01/01/1900', '0001-01-01', '1753-01-01', '1753-03-02 00:00:00', '12/30/1899', '9999-12-31', '0', '00/00/0000', '0000-00-00'])('%s only means that there is none', (cell) => {
    expect(read(date, cell)).toEqual([null, 'sentinel-date']);
  });

  it.each(['2023-02-29', '13/13/2024', 'soon', '32-JAN-24', '5-FOO-24', '1/2/3', '7E+12'])('%s is not a date', (cell) => {
    expect(read(date, cell)).toEqual([null, 'unreadable-date']);
  });

  it('reads a year of two digits into the past for a birth and into the near future for a recall', () => {
    expect(read(pastDate, '3/4/27')).toEqual(['1927-03-04']);
    expect(read(date, '3/4/27')).toEqual(['2027-03-04']);
    expect(read(date, '3/4/61')).toEqual(['1961-03-04']);
    expect(read(pastDate, '6/30/24')).toEqual(['2024-06-30']);
    expect(read(pastDate, '7/1/24')).toEqual(['1924-07-01']);
  });

  it('refuses a birth after the export', () => {
    expect(read(pastDate, '07/01/2024')).toEqual([null, 'future-birth-date']);
  });

  it('follows the order of the column', () => {
    expect(read(date, '3/4/2024', DAY_FIRST)).toEqual(['2024-04-03']);
    expect(read(date, '2024-03-04', DAY_FIRST)).toEqual(['2024-03-04']);
    expect(read(date, '13/02/2024')).toEqual([null, 'unreadable-date']);
  });

  it('knows what a cell says about the order of its column', () => {
    expect(['13/02/2024', '02/13/2024', '02/03/2024', '02/02/2024', '2024-02-13', '45321', '13/13/2024'].map(orderEvidence))
      .toEqual(['dmy', 'mdy', 'either', null, null, null, null]);
  });

  it('reads times of day', () => {
    expect(['2024-03-01 14:30:00', '2:30 PM', '12:05 am', '14:30', 'noon'].map(clockTime)).toEqual(['14:30', '14:30', '00:05', '14:30', null]);
    expect([timeOf(9, 5), timeOf(9, null), timeOf(24, 0), timeOf(9, 60), timeOf(null, 5)]).toEqual(['09:05', '09:00', null, null, null]);
  });
});

describe('amounts', () => {
  it.each([
    ['$1,234.50', 123_450], ['(25.00)', -2_500], ['($1,025.00)', -102_500], ['25.00-', -2_500], ['25.00 CR', -2_500], ['25.00 DR', 2_500], ['-$5', -500], ['$-5', -500],
    ['-0-', 0], ['0', 0], ['-0.00', 0], ['.5', 50], ['5.', 500], ['12.345', 1_235], ['1.234,50', 123_450], ['12,50', 1_250], ['1,234', 123_400], ['0.1', 10], ['+7', 700],
    ['90071992547409.91', 9_007_199_254_740_991],
  ])('%s is exact', (cell, cents) => {
    expect(centsOf(cell)).toBe(cents);
  });

  it.each(['', 'free', '1.2.3', '$', '.', '1,23,456', '--5', '1e3', '99999999999999999999'])('%s is not an amount', (cell) => {
    expect(centsOf(cell)).toBeNull();
  });

  it('reads minus one as "not set" where a fee stands', () => {
    expect(read(fee, '-1.00')).toEqual([null]);
    expect(read(fee, '-1.50')).toEqual([{ cents: -150, currency: 'USD' }]);
  });
});

describe('ids', () => {
  it('stay text with their leading zeros', () => {
    expect(read(id, '00123')).toEqual(['00123']);
    expect(read(id, '="00123"')).toEqual(['00123']);
    expect(read(id, '7000000457903')).toEqual(['7000000457903']);
  });

  it.each(['7E+12', '7.00E+12', '7,00e12'])('%s has lost its digits and is refused', (cell) => {
    expect(read(id, cell)).toEqual([null, 'lossy-id']);
  });

  it('point nowhere when they are zero', () => {
    expect(read(reference, '0')).toEqual([null]);
    expect(read(reference, '00')).toEqual([null]);
    expect(read(reference, '10')).toEqual(['10']);
  });
});

describe('telephone numbers, addresses and flags', () => {
  it('keeps a number as the office wrote it', () => {
    expect(read(phone, '(555)  555-0142 ext 12')).toEqual(['(555) 555-0142 ext 12']);
    expect(read(phone, '+1 555 555 0142')).toEqual(['+1 555 555 0142']);
  });

  it.each([
    ['555-0142', '555-0142', 'short-phone'], ['(000)000-0000', null, 'placeholder-phone'], ['call mom', null, 'phone-without-digits'], ['12', null, 'unreadable-phone'],
    ['ext 12', null, 'unreadable-phone'],
  ])('%s is kept or left out with a word about it', (cell, value, problem) => {
    expect(read(phone, cell)).toEqual([value, problem]);
  });

  it('takes several e-mail addresses from one cell and leaves out those that say "none"', () => {
    expect(read(emails, 'a@example.com; b@example.org')).toEqual([['a@example.com', 'b@example.org']]);
    expect(read(emails, 'none@none.com')).toEqual([null, 'placeholder-email']);
    expect(read(emails, 'Declined')).toEqual([null, 'placeholder-email']);
    expect(read(emails, 'a@example.com, call me')).toEqual([['a@example.com'], 'unreadable-email']);
    expect(read(emails, 'a@b')).toEqual([null, 'unreadable-email']);
  });

  it('puts the zero back that a spreadsheet took from a ZIP code', () => {
    expect(read(postalCode, '2138')).toEqual(['02138', 'zip-restored']);
    expect(read(postalCode, '97477-1234')).toEqual(['97477-1234']);
    expect(read(postalCode, '974771234')).toEqual(['97477-1234']);
    expect(read(postalCode, '00000')).toEqual([null, 'placeholder-address']);
  });

  it('reads yes and no in all their dresses', () => {
    for (const cell of ['1', '-1', 'true', 'T', 'Y', 'Yes', 'x']) expect(read(flag, cell)).toEqual([true]);
    for (const cell of ['0', '2', 'False', 'n', 'NO']) expect(read(flag, cell)).toEqual([false]);
    expect(read(flag, 'maybe')).toEqual([null, 'unreadable-flag']);
  });

  it('takes whole numbers only', () => {
    expect([read(wholeNumber, '30'), read(wholeNumber, '30.0'), read(wholeNumber, '30.5')]).toEqual([[30], [30], [null, 'unreadable-number']]);
  });

  it('compares words without case and punctuation and counts those it does not know', () => {
    const colour = choice({ 'Dark-Red': 'red', '-106': 'done' }, 'unknown');
    expect([read(colour, 'dark red'), read(colour, '-106'), read(colour, '106')]).toEqual([['red'], ['done'], ['unknown', 'unknown-value']]);
  });

  it('tidies padding, NULs and null words, but leaves Mr. Null his name', () => {
    expect(['  a  ', 'a\0\0', 'NULL', '(null)', 'N/A', '.', '--', '<none>', 'Null'].map(tidy)).toEqual(['a', 'a', '', '', '', '', '', '', 'Null']);
  });
});

describe('names', () => {
  it.each([
    ['Doe, Jane Q (Janie)', { lastName: 'Doe', firstName: 'Jane', middleName: 'Q', preferredName: 'Janie' }],
    ['O\'Neil, Mary-Ann (Sue) Q.', { lastName: 'O\'Neil', firstName: 'Mary-Ann', middleName: 'Q', preferredName: 'Sue' }],
    ['DE LA CRUZ,ANA', { lastName: 'DE LA CRUZ', firstName: 'ANA' }],
    ['Miller, John (M57)', { lastName: 'Miller', firstName: 'John' }],
    ['Jones, Martin (M3y5m) *', { lastName: 'Jones', firstName: 'Martin' }],
    ['King Jr., Martin', { lastName: 'King', firstName: 'Martin', suffix: 'Jr.' }],
    ['King, Martin Luther, III', { lastName: 'King', firstName: 'Martin', middleName: 'Luther', suffix: 'III' }],
    ['Jane Doe', { lastName: 'Doe', firstName: 'Jane' }],
    ['Cher', { lastName: 'Cher' }],
    ['', {}],
  ])('takes %s apart', (cell, parts) => {
    expect(parseName(cell)).toEqual(parts);
  });

  it('notices test patients and leaves others alone', () => {
    expect(looksLikeTestPatient('Anna', 'Test')).toBe(true);
    expect(looksLikeTestPatient('Homer', 'Simpson')).toBe(true);
    expect(looksLikeTestPatient('Jessica', 'Simpson')).toBe(false);
    expect(looksLikeTestPatient('Anna', 'Testa')).toBe(false);
  });
});

describe('notes', () => {
  it('keeps plain text with its line breaks and tabs exactly', () => {
    expect(noteText('one\r\n\ttwo "three"')).toEqual({ text: 'one\r\n\ttwo "three"', formatted: false });
  });

  it('takes the text out of RTF', () => {
    const rtf = '{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil Arial;}}{\\*\\generator Word;}\\pard\\f0 It\\\'92s \\b fine\\b0 .\\par\r\n\\u8364? \\{ok\\}}';
    expect(noteText(rtf)).toEqual({ text: 'It’s fine.\n€ {ok}', formatted: true });
  });

  it('takes the text out of HTML and nothing that could run', () => {
    const html = '<div>Fine &amp; <b>well</b></div><script>alert("x")</script><style>p{}</style>Next&nbsp;&#8364;<img src=x onerror=alert(1)><br>end';
    expect(noteText(html)).toEqual({ text: 'Fine & well\nNext €\nend', formatted: true });
  });

  it('does not take a comparison for HTML', () => {
    expect(noteText('pocket <b4 and >3 mm')).toEqual({ text: 'pocket <b4 and >3 mm', formatted: false });
  });

  it('ends in good time on hostile input', () => {
    const start = process.hrtime.bigint();
    noteText(`<div>${'<'.repeat(200_000)}`);
    noteText(`{\\rtf1 ${'{\\*'.repeat(100_000)}`);
    noteText(`<p>${'<script>'.repeat(50_000)}`);
    expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(3);
  });
});
