import { describe, expect, it } from 'vitest';
import type { Patient } from '../../migrator/canonical/streams.js';
import { linkPatients, People } from '../../migrator/linkage/index.js';
import { link, readPatients, type PatientRecord } from './evaluate.js';

const { records } = await readPatients(3, 300, true);
const HOME = { street: '7 Quiet Ln', postalCode: '97901' };

/** A member of one household that pays for itself, unless told otherwise. */
function member(key: string, data: Partial<Patient>): PatientRecord {
  const base: Patient = {
    status: 'active', lastName: 'Quillfeather', phones: [{ label: 'home', value: '(907) 555-0142' }], emails: [{ label: 'home', value: 'home@example.com' }],
    address: HOME, guarantor: { stream: 'patient', key },
  };
  return { stream: 'patient', key, origin: { file: 'family.csv', line: Number(key) }, data: { ...base, ...data } };
}

/** What is said about two people in the midst of a practice. */
function verdictOn(a: Partial<Patient>, b: Partial<Patient>): string | undefined {
  return link([...records, member('900001', a), member('900002', b)]).find((pair) => pair.a.key.startsWith('90000'))?.verdict;
}

describe('members of one household', () => {
  const born = '2015-03-04';
  it.each<readonly [string, Partial<Patient>, Partial<Patient>]>([
    ['twins', { firstName: 'Ada', birthDate: born }, { firstName: 'Nora', birthDate: born }],
    ['twins whose names differ by a letter', { firstName: 'Jaden', birthDate: born, gender: 'male' }, { firstName: 'Jayden', birthDate: born, gender: 'male' }],
    ['grown-up twins in one family account', { firstName: 'Kristine', birthDate: '1980-05-06' }, { firstName: 'Kristina', birthDate: '1980-05-06', guarantor: { stream: 'patient', key: '900001' } }],
    ['twins with short names', { firstName: 'Mina', birthDate: born }, { firstName: 'Nina', birthDate: born }],
    ['father and son of one name', { firstName: 'Otto', birthDate: '1960-03-04' }, { firstName: 'Otto', birthDate: '1988-03-04' }],
    ['senior and junior whose birthdays look like a slip', { firstName: 'Otto', suffix: 'Sr', birthDate: '1978-03-04' }, { firstName: 'Otto', suffix: 'Jr.', birthDate: '1979-03-04' }],
    ['senior and junior with the suffix in the name', { firstName: 'Otto', lastName: 'Quillfeather Sr', birthDate: '1960-03-04' }, { firstName: 'Otto', lastName: 'Quillfeather Jr' }],
    ['father and a son without a birth date', { firstName: 'Otto', birthDate: '1960-03-04' }, { firstName: 'Otto', emails: [], guarantor: { stream: 'patient', key: '900001' } }],
    ['mother and child', { firstName: 'Greta', birthDate: '1985-03-04' }, { firstName: 'Nora', birthDate: born }],
    ['a couple', { firstName: 'Greta', birthDate: '1985-03-04', gender: 'female' }, { firstName: 'Greg', birthDate: '1985-04-04', gender: 'male' }],
    ['an initial in one family account', { firstName: 'G', birthDate: '1985-03-04' }, { firstName: 'Greta', birthDate: '1985-03-04', guarantor: { stream: 'patient', key: '900001' } }],
  ])('are a household and never proposed: %s', (_, a, b) => {
    expect(verdictOn(a, b)).toBe('household');
  });

  it('are proposed when nothing but a second record explains them', () => {
    const adult = { firstName: 'Greta', birthDate: '1985-03-04', gender: 'female' } as const;
    expect(verdictOn(adult, adult)).toBe('same');
    expect(verdictOn(adult, { ...adult, birthDate: '1985-04-03' })).toBe('probable');
    expect(verdictOn(adult, { ...adult, lastName: 'Oakman' })).toBe('probable');
    expect(verdictOn(adult, { ...adult, phones: [], emails: [], address: {} })).toBe('probable');
  });

  it('are told with evidence in words, never with what a cell holds', () => {
    const pairs = link([...records, member('900001', { firstName: 'Greta', birthDate: '1985-03-04' }), member('900002', { firstName: 'Greta', birthDate: '1985-03-05' })]);
    expect(pairs.find(({ a }) => a.key === '900001')?.evidence).toEqual([
      'same last name, rare', 'same given name, common', 'birth dates differ by one digit', 'same telephone number', 'same e-mail address', 'same address',
    ]);
    const told = JSON.stringify(pairs.map(({ evidence }) => evidence)).toLowerCase();
    for (const { data } of records) {
      for (const value of [...data.emails, ...data.phones].map((labelled) => labelled.value)) expect(told).not.toContain(value.toLowerCase());
    }
  });
});

describe('a great many look-alikes', () => {
  it('are compared with the closest others only, and the linkage says so', () => {
    const people = new People();
    for (let index = 0; index < 5_000; index += 1) {
      const { data } = member(String(index), { firstName: `Child${String.fromCodePoint(97 + (index % 26), 97 + Math.floor(index / 26) % 26)}` });
      people.add({ file: 'all.csv', line: index + 2, key: String(index) }, data);
    }
    const { compared, cutBlocks } = linkPatients(people);
    expect(cutBlocks).toBeGreaterThan(0);
    expect(compared).toBeLessThan(5_000 * 60);
  });

  it('at one front-desk number are no household', () => {
    const people = new People();
    for (let index = 0; index < 26; index += 1) {
      const letter = String.fromCodePoint(97 + index);
      people.add({ file: 'all.csv', line: index + 2, key: letter }, member(letter, { lastName: letter.repeat(6), firstName: `${letter}lia`, emails: [], address: {} }).data);
    }
    expect(linkPatients(people).pairs).toEqual([]);
  });

  it('of nobody and of one make no pair', () => {
    const people = new People();
    expect(linkPatients(people).pairs).toEqual([]);
    people.add({ file: 'all.csv', line: 2, key: '1' }, member('1', { firstName: 'Ada' }).data);
    expect(linkPatients(people).pairs).toEqual([]);
  });
});
