import { describe, expect, it } from 'vitest';
import { CONCEPTS } from '../../migrator/propose/lexicon.js';
import { TEMPLATES } from '../../migrator/propose/index.js';
import { readingsOf, tokens } from '../../migrator/propose/words.js';

describe('reading headers', () => {
  it.each([
    ['ApptStartDt', ['appt', 'start', 'dt']], ['appt_start_dt', ['appt', 'start', 'dt']], ['Appt. Start/Dt', ['appt', 'start', 'dt']], ['D.O.B.', ['dob']],
    ['E-mail', ['email']], ['Chart #', ['chart', 'no']], ['Phone2', ['phone', '2']], ['BAL3160', ['bal', '31', '60']], ['LName', ['lname']], ['PatientSSN', ['patient', 'ssn']],
  ])('cuts %s into words', (header, words) => {
    expect(tokens(header)).toEqual(words);
  });

  it.each([
    ['DOB', 'birth date'], ['PATNO', 'patient id'], ['HMPHN', 'home phone'], ['LSTVSTDT', 'last visit date'], ['Surname', 'last name'], ['GRNTRNO', 'guarantor id'],
    ['zipcode', 'zip code'], ['apptLen', 'appointment length'], ['Wk Tel', 'work phone'],
  ])('understands %s', (header, concepts) => {
    expect(readingsOf(header).map((reading) => reading.join(' '))).toContain(concepts);
  });

  it('keeps several readings of a word that has several meanings', () => {
    const meanings = readingsOf('St').map((reading) => reading.join(' '));
    expect(meanings).toEqual(expect.arrayContaining(['street', 'state']));
  });

  it('does not invent a meaning for a word that it cannot take apart', () => {
    expect(readingsOf('Xyzzy')).toEqual([['?xyzzy']]);
  });

  it('knows every concept that fields are described with', () => {
    const known = new Set(Object.keys(CONCEPTS));
    const used = TEMPLATES.flatMap(({ about, fields }) => [about, ...Object.values(fields).flatMap(({ words }) => words.split('|'))]).flatMap((phrase) => phrase.split(' '));
    expect([...new Set(used)].filter((word) => word !== '' && !/^\d+$/.test(word) && !known.has(word))).toEqual([]);
  });
});
