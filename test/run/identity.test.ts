import { describe, expect, it } from 'vitest';
import { PatientIds } from '../../migrator/identity.js';
import { aPatient } from '../store/builders.js';

const second = (first: Parameters<typeof aPatient>[1], other: Parameters<typeof aPatient>[1]): boolean => {
  const ids = new PatientIds();
  ids.isSomebodyElse(aPatient('1', first));
  return ids.isSomebodyElse(aPatient('1', other));
};

describe('two rows under one patient id', () => {
  it.each([
    ['the same name', { firstName: 'Yara', lastName: 'Elder' }, { firstName: 'Yara', lastName: 'Elder' }],
    ['a name cut off by a fixed width', { firstName: 'Maximiliana', lastName: 'Featherstonehaugh' }, { firstName: 'Maximilian', lastName: 'Featherstoneh' }],
    ['an apostrophe more', { firstName: 'Sam', lastName: 'O’Neil' }, { firstName: 'Sam', lastName: 'ONeil' }],
    ['no name at all', { firstName: 'Sam', lastName: 'Oak' }, {}],
    ['a short form with the same birth date', { firstName: 'Thea', lastName: 'Oak', birthDate: '1990-01-02' }, { firstName: 'Dorothea', lastName: 'Oak', birthDate: '1990-01-02' }],
  ])('are one person with %s', (_says, first, other) => {
    expect(second(first, other)).toBe(false);
  });

  it.each([
    ['other names', { firstName: 'Yara', lastName: 'Elder' }, { firstName: 'Otherfirst', lastName: 'Otherlast' }],
    ['another first name', { firstName: 'Yara', lastName: 'Elder' }, { firstName: 'Tom', lastName: 'Elder' }],
    ['another birth date', { firstName: 'Yara', lastName: 'Elder', birthDate: '1980-01-01' }, { firstName: 'Yara', lastName: 'Elder', birthDate: '2010-01-01' }],
  ])('are two people with %s', (_says, first, other) => {
    expect(second(first, other)).toBe(true);
  });
});
