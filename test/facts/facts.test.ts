import { describe, expect, it } from 'vitest';
import type { AnyRecord, Appointment, StreamName, TreatmentItem, TreatmentPlan } from '../../migrator/canonical/streams.js';
import { factsOf, loadDirectory } from '../../migrator/facts/index.js';
import type { FactsContext, FactsInput } from '../../migrator/facts/index.js';
import type { AnySubject, LeftOut, SubjectName, Subjects } from '../../migrator/facts/subjects.js';
import type { StoredRecord } from '../../migrator/ports.js';
import { aPatient } from '../store/builders.js';

/** Facts straight from records: row ids are their places. */
function inputOf(records: readonly AnyRecord[]): FactsInput {
  const stored = records.map((record, index): StoredRecord => ({ record, rows: [index + 1] }));
  const of = (stream: StreamName): readonly StoredRecord[] => stored.filter(({ record }) => record.stream === stream);
  const owner = (record: AnyRecord): string | undefined => {
    if (record.stream === 'treatmentItem') return record.data.plan.key;
    if (record.stream === 'familyBalance') return record.data.guarantor.key;
    return 'patient' in record.data ? record.data.patient?.key : undefined;
  };
  return {
    async* records(stream) { yield of(stream); },
    ofPatients: async (stream, keys) => of(stream).filter(({ record }) => keys.includes(owner(record) ?? '')),
    byKeys: async (stream, keys) => of(stream).filter(({ record }) => keys.includes(record.key)),
  };
}

const context: FactsContext = { zone: 'America/New_York', currency: 'USD', today: '2026-11-01', recencyMonths: 12, slice: null };

async function facts(records: readonly AnyRecord[], changes: Partial<FactsContext> = {}) {
  const input = inputOf(records);
  const subjects: AnySubject[] = [];
  const leftOut: LeftOut[] = [];
  for await (const page of factsOf(input, await loadDirectory(input), { ...context, ...changes })) {
    subjects.push(...page.subjects);
    leftOut.push(...page.leftOut);
  }
  const all = <S extends SubjectName>(name: S): readonly Subjects[S][] =>
    subjects.filter((each): each is Extract<AnySubject, { name: S }> => each.name === name).map(({ subject }) => subject as Subjects[S]);
  return { all, leftOut };
}

const origin = { file: 'f.csv', line: 2 };
const patientRef = (key: string) => ({ stream: 'patient' as const, key });
const usd = (dollars: number) => ({ cents: dollars * 100, currency: 'USD' });
const plan = (key: string, patient: string, data: Partial<TreatmentPlan> = {}): AnyRecord =>
  ({ stream: 'treatmentPlan', key, origin, data: { patient: patientRef(patient), status: 'proposed', isDefault: false, ...data } });
const item = (key: string, planKey: string, data: Partial<TreatmentItem> = {}): AnyRecord =>
  ({ stream: 'treatmentItem', key, origin, data: { plan: { stream: 'treatmentPlan', key: planKey }, code: 'ZZ001', fee: usd(100), ...data } });
const visit = (data: Partial<Appointment>): AnyRecord =>
  ({ stream: 'appointment', key: '1', origin, data: { patient: patientRef('1'), date: '2026-07-01', status: 'scheduled', codes: [], ...data } });

describe('families', () => {
  it('a guarantor of oneself makes no family', async () => {
    const { all } = await facts([aPatient('1', { lastName: 'Alone', guarantor: patientRef('1') })]);
    expect(all('familyFacts')).toEqual([]);
    expect(all('patientFacts')[0]?.family).toBeUndefined();
  });

  it('a guarantor who is not in the export makes no family and costs no record', async () => {
    const { all } = await facts([aPatient('1', { lastName: 'Orphan', guarantor: patientRef('999') })]);
    expect(all('patientFacts')).toHaveLength(1);
    expect(all('patientFacts')[0]?.family).toBeUndefined();
  });

  it('guarantors in a circle become one family under the smallest key', async () => {
    const { all } = await facts([
      aPatient('2', { firstName: 'B', guarantor: patientRef('1') }), aPatient('1', { firstName: 'A', guarantor: patientRef('2') }),
    ]);
    expect(all('familyFacts').map(({ ref, name }) => [ref.key, name])).toEqual([['1', 'A family']]);
    expect(all('patientFacts').map(({ family }) => family?.key)).toEqual(['1', '1']);
  });

  it('dependants share the employer of their guarantor, and their own employer is kept as text', async () => {
    const employer = (key: string, name: string): AnyRecord => ({ stream: 'employer', key, data: { name }, origin });
    const { all } = await facts([
      employer('E1', 'Acme'), employer('E2', 'Other Works'),
      aPatient('1', { firstName: 'Head', employer: { stream: 'employer', key: 'E1' } }),
      aPatient('2', { firstName: 'Kid', guarantor: patientRef('1'), employer: { stream: 'employer', key: 'E2' } }),
    ]);
    expect(all('patientFacts').map(({ family, employerName, guarantorName }) => [family?.key, employerName, guarantorName]))
      .toEqual([['E1', 'Acme', undefined], ['E1', 'Other Works', 'Head']]);
  });

  it('employers of one name are one organization', async () => {
    const employer = (key: string, name: string): AnyRecord => ({ stream: 'employer', key, data: { name }, origin });
    const { all } = await facts([
      employer('E1', 'Acme'), employer('E2', ' ACME '),
      aPatient('1', { employer: { stream: 'employer', key: 'E1' } }), aPatient('2', { employer: { stream: 'employer', key: 'E2' } }),
    ]);
    expect(all('employerFacts').map(({ ref, rows }) => [ref.key, rows])).toEqual([['E1', [1, 2]]]);
  });

  it('a family balance stands on its guarantor and on nobody else', async () => {
    const { all } = await facts([
      aPatient('1', { firstName: 'Head' }), aPatient('2', { firstName: 'Kid', guarantor: patientRef('1') }),
      { stream: 'familyBalance', key: '1', origin, data: { guarantor: patientRef('1'), buckets: [{ days: '0-30', amount: usd(40) }, { days: '31-60', amount: usd(-15) }] } },
    ]);
    expect(all('patientFacts').map(({ familyBalance }) => familyBalance)).toEqual([usd(25), undefined]);
  });
});

describe('treatment', () => {
  it('counts a procedure once although the default case holds a copy of it', async () => {
    const { all, leftOut } = await facts([
      aPatient('1'), plan('D', '1', { isDefault: true }), item('1', 'D', { procedure: 'p1' }), item('2', 'D', { procedure: 'p2' }),
      plan('C', '1', { title: 'Crown' }), item('3', 'C', { procedure: 'p1' }),
    ]);
    expect(all('planFacts').map(({ ref, value }) => [ref.key, value.cents])).toEqual([['D', 10_000], ['C', 10_000]]);
    expect(leftOut).toContainEqual({ row: 3, reason: 'copy-in-default-case' });
    expect(all('planItemFacts').map(({ ref }) => ref.key).sort()).toEqual(['2', '3']);
  });

  it('of alternatives only one becomes a deal: the one furthest along', async () => {
    const { all, leftOut } = await facts([
      aPatient('1'), plan('A', '1', { alternateSet: 's' }), item('1', 'A'), plan('B', '1', { alternateSet: 's', status: 'accepted' }), item('2', 'B'),
    ]);
    expect(all('planFacts').map(({ ref }) => ref.key)).toEqual(['B']);
    expect(leftOut.filter(({ reason }) => reason === 'alternative-not-chosen').map(({ row }) => row)).toEqual([2, 3]);
  });

  it('puts the patient balance on the newest plan only, and adjustments on their plan', async () => {
    const { all } = await facts([
      aPatient('1'), plan('A', '1', { created: '2024-01-01' }), plan('B', '1', { created: '2025-01-01' }),
      { stream: 'familyBalance', key: '1', origin, data: { guarantor: patientRef('1'), total: usd(30), buckets: [] } },
      { stream: 'ledgerEntry', key: '1', origin, data: { patient: patientRef('1'), plan: { stream: 'treatmentPlan', key: 'A' }, kind: 'write-off', amount: usd(-5) } },
    ]);
    expect(all('planFacts').map(({ ref, patientBalance, adjustment }) => [ref.key, patientBalance?.cents, adjustment?.cents]))
      .toEqual([['A', undefined, -500], ['B', 3_000, undefined]]);
  });
});

describe('offices and what they state as a whole', () => {
  const practice = (key: string, name: string): AnyRecord => ({ stream: 'practice', key, origin, data: { name } });

  it('the only location of an office is everybody’s; with several, only who names one has one', async () => {
    const patients = [aPatient('1'), aPatient('2', { practice: { stream: 'practice', key: 'L1' } })];
    const places = async (...practices: readonly AnyRecord[]) =>
      (await facts([...practices, ...patients])).all('patientFacts').map(({ practice: at, practiceName }) => [at?.key, practiceName]);
    expect(await places(practice('L1', 'Main'))).toEqual([['L1', 'Main'], ['L1', 'Main']]);
    expect(await places(practice('L1', 'Main'), practice('L2', 'North'))).toEqual([[undefined, undefined], ['L1', 'Main']]);
  });

  it('a plan keeps the fee that the export states beside the sum of its procedures, and the rows of its procedures', async () => {
    const { all } = await facts([aPatient('1'), plan('A', '1', { fee: usd(150) }), item('1', 'A'), item('2', 'A')]);
    expect(all('planFacts')).toMatchObject([{ fee: usd(150), value: usd(200), via: { procedures: [3, 4] } }]);
  });

  it('a note says whether it is about treatment or of the front desk', async () => {
    const note = (key: string, data: object): AnyRecord => ({ stream: 'clinicalNote', key, origin, data: { patient: patientRef('1'), text: key, ...data } });
    const { all } = await facts([aPatient('1'), note('a', { kind: 'administrative' }), note('b', {})]);
    expect(all('noteFacts').map(({ kind }) => kind)).toEqual(['administrative', undefined]);
  });
});

describe('visits and recalls', () => {
  it('turns the practice’s wall clock into UTC, the date with it, summer and winter', async () => {
    const at = async (date: string, time: string) => {
      const { all } = await facts([aPatient('1'), visit({ date, time })]);
      return [all('appointmentFacts')[0]?.dueDate, all('appointmentFacts')[0]?.dueTime];
    };
    expect(await at('2026-07-01', '21:30')).toEqual(['2026-07-02', '01:30']);
    expect(await at('2026-12-01', '21:30')).toEqual(['2026-12-02', '02:30']);
    expect(await at('2026-12-01', '08:00')).toEqual(['2026-12-01', '13:00']);
  });

  it('makes no overdue task of a past booking that nobody closed', async () => {
    const { all } = await facts([aPatient('1'), visit({ date: '2020-01-01', status: 'scheduled' })]);
    expect(all('appointmentFacts')[0]).toMatchObject({ done: true, statusText: 'Scheduled' });
  });

  it('leaves a coming visit open', async () => {
    const { all } = await facts([aPatient('1'), visit({ date: '2027-01-01', status: 'confirmed' })]);
    expect(all('appointmentFacts')[0]?.done).toBe(false);
  });

  it('the stored due date wins; else months after the previous visit plus one day, month ends included', async () => {
    const recall = (key: string, data: object): AnyRecord => ({ stream: 'recall', key, origin, data: { patient: patientRef('1'), type: key, ...data } });
    const { all, leftOut } = await facts([
      aPatient('1'), recall('stored', { due: '2026-05-05', previous: '2025-01-01', intervalMonths: 6 }),
      recall('computed', { previous: '2025-08-31', intervalMonths: 6 }), recall('nothing', {}),
    ]);
    expect(all('recallFacts').map(({ type, due }) => [type, due])).toEqual([['stored', '2026-05-05'], ['computed', '2026-03-01']]);
    expect(leftOut).toEqual([{ row: 4, reason: 'recall-without-date' }]);
  });

  it('keeps a long narrative whole, in parts, and only its beginning in the field', async () => {
    const text = 'x'.repeat(90_000);
    const { all } = await facts([aPatient('1'), { stream: 'clinicalNote', key: 'n', origin, data: { patient: patientRef('1'), date: '2024-02-03', text } }]);
    const notes = all('noteFacts');
    expect(notes.map(({ ref }) => ref.key)).toEqual(['n', 'n#2', 'n#3']);
    expect(notes.map((note) => note.text.replace(/^\(Part \d of 3\)\n/, '')).join('')).toBe(text);
    expect(all('patientFacts')[0]?.narrative).toMatch(/^2024-02-03: x+ … \(the whole text is in the notes\)$/);
  });
});

describe('what nobody may lose', () => {
  it('keeps every alert: critical ones marked, resolved ones said to be', async () => {
    const alert = (key: string, kind: 'allergy' | 'medication', text: string, active: boolean, critical = false): AnyRecord =>
      ({ stream: 'alert', key, origin, data: { patient: patientRef('1'), kind, text, active, critical } });
    const { all } = await facts([aPatient('1'), alert('1', 'allergy', 'Latex', true, true), alert('2', 'allergy', 'Nickel', false), alert('3', 'medication', 'Item M', true)]);
    expect(all('patientFacts')[0]).toMatchObject({ allergies: ['Latex (critical)', 'Nickel (no longer active)'], medications: ['Item M'], conditions: [] });
  });

  it('every row of a patient’s records is part of a subject or left out with a reason', async () => {
    const records: readonly AnyRecord[] = [
      aPatient('1', { firstName: 'A' }), plan('P', '1'), item('I', 'P'), visit({}),
      { stream: 'coverage', key: 'c', origin, data: { patient: patientRef('1'), rank: 'primary', subscriberId: 'S1' } },
      { stream: 'ledgerEntry', key: 'l', origin, data: { patient: patientRef('1'), kind: 'charge', amount: usd(1) } },
      { stream: 'imagingFile', key: 'g', origin, data: { patient: patientRef('1'), path: 'a.jpg' } },
      { stream: 'provider', key: 'DDS1', origin, data: { lastName: 'Doe', active: true, placeholder: false } },
      { stream: 'procedureCode', key: '9', origin, data: { code: 'ZZ009' } },
    ];
    const { all, leftOut } = await facts(records);
    const names: readonly SubjectName[] = ['patientFacts', 'planFacts', 'planItemFacts', 'appointmentFacts', 'productFacts'];
    const used = new Set([...names.flatMap((name) => all(name).flatMap(({ rows, via }) => [...rows, ...Object.values(via ?? {}).flat()])), ...leftOut.map(({ row }) => row)]);
    expect([...used].sort((a, b) => a - b)).toEqual(records.map((_, index) => index + 1));
  });
});
