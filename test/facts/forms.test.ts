import { describe, expect, it } from 'vitest';
import type { FormAnswer, PerioReading } from '../../migrator/canonical/streams.js';
import { formFacts, perioFacts } from '../../migrator/facts/forms.js';

const patient = { stream: 'patient', key: '1' } as const;
const answer = (row: number, question: string, data: Partial<FormAnswer>) => ({ key: String(row), rows: [row], data: { patient, kind: 'health', question, ...data } as const });
const reading = (row: number, data: Partial<PerioReading>) => ({ key: String(row), rows: [row], data: { patient, exam: '1', tooth: '14', pockets: {}, recession: {}, ...data } });

describe('answers on forms', () => {
  it('counts the newest answer to a question, by date and time, and says where the others went', () => {
    const { facts, via, leftOut } = formFacts([
      answer(1, '101', { text: 'Asthma', yes: true, date: '2024-03-01', time: '14:00' }),
      answer(2, '101', { text: 'Asthma', answer: 'since 2010', yes: true, date: '2024-03-01', time: '15:30' }),
      answer(3, '101', { text: 'Asthma', yes: true, date: '2022-01-01' }),
    ]);
    expect(facts.healthHistory).toEqual(['Asthma: yes, since 2010 (2024-03-01)']);
    expect(via.healthHistory).toEqual([2]);
    expect(leftOut).toEqual([{ row: 1, reason: 'answered-again-later' }, { row: 3, reason: 'answered-again-later' }]);
  });

  it('lets a later no take back an earlier yes', () => {
    const { facts, leftOut } = formFacts([answer(1, '7', { yes: true, date: '2020-01-01' }), answer(2, '7', { yes: false, date: '2021-01-01' })]);
    expect(facts.healthHistory).toEqual([]);
    expect(leftOut).toEqual([{ row: 1, reason: 'answered-again-later' }, { row: 2, reason: 'answered-no' }]);
  });

  it('of two answers at one moment believes the later row', () => {
    const at = { date: '2024-03-01', time: '09:00' };
    expect(formFacts([answer(1, '7', { ...at, answer: 'first' }), answer(2, '7', { ...at, answer: 'second' })]).facts.healthHistory).toEqual(['Question 7: second (2024-03-01)']);
  });

  it('keeps other forms apart from the health history and names them', () => {
    const { facts, via } = formFacts([answer(4, '9', { kind: 'other', form: 'CONSENT', text: 'Photographs', yes: true })]);
    expect(facts).toEqual({ healthHistory: [], formAnswers: ['CONSENT: Photographs: yes'] });
    expect(via.formAnswers).toEqual([4]);
  });
});

describe('periodontal exams', () => {
  it('are one line each, newest first, with the deepest pocket', () => {
    const { facts, via } = perioFacts([
      reading(1, { date: '2023-01-05', pockets: { MB: 3 } }),
      reading(2, { exam: '2', date: '2024-01-05', pockets: { MB: 2, DL: 6 }, bleeding: true }),
      reading(3, { exam: '2', date: '2024-01-05', tooth: '15', pockets: { B: 4 } }),
    ]);
    expect(facts.perioExams).toEqual([
      '2024-01-05 · 2 teeth · deepest pocket 6 mm at tooth 14 · bleeding at 1', '2023-01-05 · 1 tooth · deepest pocket 3 mm at tooth 14',
    ]);
    expect(via.perioExams).toEqual([1, 2, 3]);
  });

  it('say nothing about depths where none was measured', () => {
    expect(perioFacts([reading(1, {})]).facts.perioExams).toEqual(['1 tooth']);
  });
});
