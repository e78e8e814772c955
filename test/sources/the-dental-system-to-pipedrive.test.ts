import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../migrator/index.js';
import { PairBench, customFieldsOf, idOf, standing, sum, valueOf } from '../support/pair.js';

const PRACTICE = { source: 'the-dental-system', patients: 100, seed: 5, households: true } as const;
/** The smallest number of custom fields that a plan of Pipedrive allows. */
const FEWEST_FIELDS = 30;

let bench: PairBench;
let first: RunReport;

beforeAll(async () => { bench = await PairBench.open(PRACTICE); });
afterAll(() => bench.close());

describe('an office with The Dental System on its way into Pipedrive', () => {
  it('needs no more custom fields than the smallest plan has', async () => {
    expect(await customFieldsOf('the-dental-system')).toBeLessThanOrEqual(FEWEST_FIELDS);
  });

  it('accounts for every row, fails none, and costs what was predicted to the token', async () => {
    const { intakeId, truth } = await bench.stage('first');
    first = await bench.migrate(intakeId);
    expect(first).toMatchObject({ kind: 'full', state: 'finished' });
    expect(first.rows.read).toBe(sum(Object.values(truth.files)));
    await bench.expectAccounted(first);
    expect(bench.standIn.state().persons).toHaveLength(PRACTICE.patients);
  }, 120_000);

  it('says of every row that was left out why', async () => {
    expect(Object.keys(first.rows.skippedBy).sort()).toEqual(['deleted-in-source', 'empty-note', 'placeholder-provider', 'points-to-nothing', 'resolved-to-user']);
  });

  it('says in fields of the person what Pipedrive has no other place for', () => {
    const { persons, personFields } = bench.standIn.state();
    const filled = (label: string): number => persons.filter((person) => valueOf(personFields, person, label) !== null).length;
    for (const label of [
      'Mailing address', 'Billing address', 'Further phones', 'Treatment plans', 'Insurance carrier', 'Policy and group number', 'Coverage type', 'Insurance policies',
      'Prescription date', 'Prescription medication', 'Prescription notes', 'Prescriptions', 'Referral source', 'Referred by', 'Account balance',
      'Outstanding amount', 'Last payment date', 'Provider', 'Responsible staff', 'Account holder',
    ]) {
      expect(filled(label), label).toBeGreaterThan(0);
      expect(filled(label), label).toBeLessThanOrEqual(persons.length);
    }
    expect(persons.map((person) => valueOf(personFields, person, 'Provider'))).toContainEqual(expect.stringMatching(/^DDS .+, general$/));
    expect(persons.map((person) => valueOf(personFields, person, 'Provider'))).not.toContainEqual(expect.stringContaining('DEF_PROV'));
    for (const person of persons) expect((person['phones'] as readonly unknown[]).length).toBeLessThanOrEqual(2);
  });

  it('points each person to the referring organization by its id, and names patients who sent others', async () => {
    const { truth } = await bench.stage('for-links');
    const referred = new Map(truth.links.filter(({ stream, field }) => stream === 'patient' && field === 'referral').map(({ key, toKey }) => [key, toKey]));
    const { persons, personFields, organizations, organizationFields } = bench.standIn.state();
    const offices = new Map(organizations.map((organization) => [String(organization['id']), organization]));
    let pointing = 0;
    for (const person of persons) {
      const key = idOf(personFields, person).split(':')[2] ?? '';
      const office = offices.get(valueOf(personFields, person, 'Referral source') ?? '');
      expect(valueOf(personFields, person, 'Referred by') !== null, key).toBe(referred.has(key));
      if (office === undefined) continue;
      pointing += 1;
      expect(office['name']).toBe(valueOf(personFields, person, 'Referred by'));
      expect(idOf(organizationFields, office)).toMatch(/^the-dental-system:referralSource:/);
    }
    expect(pointing).toBeGreaterThan(10);
    expect(pointing).toBeLessThan(referred.size);
  }, 60_000);

  it('lets the responsible member of staff own a person, else the provider', async () => {
    const { truth } = await bench.stage('for-owners');
    const looksAfter = new Set(truth.links.filter(({ stream, field }) => stream === 'patient' && field === 'responsible').map(({ key }) => key));
    const { persons, personFields } = bench.standIn.state();
    const owners = (isLookedAfter: boolean): ReadonlySet<unknown> =>
      new Set(persons.filter((person) => looksAfter.has(idOf(personFields, person).split(':')[2] ?? '') === isLookedAfter).map((person) => person['owner_id']));
    expect(owners(true).size).toBe(1);
    expect([...owners(false)].some((owner) => !owners(true).has(owner))).toBe(true);
  }, 60_000);

  it('makes procedures done activities, keeps recalls open until they are settled, and knows a stage for every plan', () => {
    const { activities, deals, stages } = bench.standIn.state();
    const procedures = activities.filter(({ note }) => String(note).includes('Procedure code:') && String(note).includes('Fee:'));
    expect(procedures.length).toBeGreaterThan(50);
    expect(procedures.every(({ done }) => done === true)).toBe(true);
    const recalls = activities.filter(({ subject }) => String(subject).startsWith('Recall: '));
    expect(recalls.filter(({ done }) => done === false).length).toBeGreaterThan(20);
    const names = new Map(stages.map((stage) => [stage['id'], stage['name']]));
    const found = new Set(deals.map((deal) => `${String(names.get(deal['stage_id']))} ${String(deal['status'])}`));
    expect([...found].sort()).toEqual(['Accepted open', 'Completed won', 'In Progress open', 'Lost lost', 'Proposed open']);
  });

  it('verifies with nothing that differs', async () => {
    expect(await bench.migrator.verify(first.run)).toMatchObject({ differing: [] });
  });

  it('writes nothing when run again', async () => {
    const { intakeId } = await bench.stage('again');
    const again = await bench.migrate(intakeId);
    expect(again).toMatchObject({ kind: 'delta', state: 'finished', rows: { created: 0, updated: 0 } });
    expect((await bench.ledger()).filter(({ method }) => method !== 'GET')).toEqual([]);
    await bench.expectAccounted(again);
  }, 120_000);

  it('writes exactly the changed records of a newer export', async () => {
    const { intakeId, truth } = await bench.stage('newer', 0.05);
    const delta = await bench.migrate(intakeId);
    expect(truth.changed.length).toBeGreaterThan(10);
    expect((await bench.ledger()).filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual(truth.changed.map(() => 'PATCH'));
    await bench.expectAccounted(delta);
  }, 120_000);

  it('gives the account back as it was', async () => {
    const runs = (await bench.migrator.runs(bench.account)).filter(({ kind, state }) => kind !== 'rollback' && state === 'finished');
    for (const { run } of runs) {
      const preview = await bench.migrator.planRollback(run);
      expect(preview.keep).toEqual([]);
      expect(await bench.carryOut(preview.run)).toMatchObject({ state: 'finished' });
    }
    expect(standing(bench.standIn.state())).toEqual(standing(bench.untouched));
  }, 120_000);
});
