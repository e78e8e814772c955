import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../migrator/index.js';
import { PairBench, customFieldsOf, idOf, standing, sum, valueOf } from '../support/pair.js';

const PRACTICE = { source: 'dental-exec', patients: 100, seed: 5, households: true } as const;
/** The smallest number of custom fields that a plan of Pipedrive allows. */
const FEWEST_FIELDS = 30;

let bench: PairBench;
let first: RunReport;

beforeAll(async () => { bench = await PairBench.open(PRACTICE); });
afterAll(() => bench.close());

describe('a Dental-Exec office on its way into Pipedrive', () => {
  it('needs no more custom fields than the smallest plan has', async () => {
    expect(await customFieldsOf('dental-exec')).toBeLessThanOrEqual(FEWEST_FIELDS);
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
    expect(Object.keys(first.rows.skippedBy).sort()).toEqual([
      'attachments-not-reached', 'deleted-in-source', 'empty-note', 'lookup-used', 'missing-value', 'nobody-refers-to-it', 'placeholder-provider',
      'points-to-nothing', 'resolved-to-user',
    ]);
  });

  it('puts people under the referring dentist, else the employer, else the location they go to', async () => {
    const { truth } = await bench.stage('for-links');
    const linked = (field: string): ReadonlyMap<string, string> => new Map(truth.links.filter((link) => link.stream === 'patient' && link.field === field).map(({ key, toKey }) => [key, toKey]));
    const [referral, employer, practice] = [linked('referral'), linked('employer'), linked('practice')];
    const state = bench.standIn.state();
    const homes = new Map(state.organizations.map((organization) => [organization['id'], idOf(state.organizationFields, organization)]));
    for (const person of state.persons) {
      const key = idOf(state.personFields, person).split(':')[2] ?? '';
      const home = homes.get(person['org_id']);
      if (home?.startsWith('dental-exec:referralSource:') === true) expect(referral.has(key), key).toBe(true);
      else if (home?.startsWith('dental-exec:employer:') === true) expect(employer.has(key), key).toBe(true);
      else expect(home, key).toBe(practice.has(key) ? `dental-exec:practice:${practice.get(key)}` : undefined);
    }
    const kinds = new Set(state.persons.map((person) => homes.get(person['org_id'])?.split(':')[1]));
    expect(kinds).toEqual(new Set(['referralSource', 'employer', 'practice', undefined]));
  }, 60_000);

  it('gives each way of finding the office an option, and keeps as text what none stands for', () => {
    const { persons, personFields } = bench.standIn.state();
    const found = persons.map((person) => [valueOf(personFields, person, 'Referral source'), valueOf(personFields, person, 'Referral and employer')]);
    expect(found.map(([option]) => option)).toEqual(expect.arrayContaining(['Dentist', 'Patient', 'Google']));
    expect(found.filter(([, text]) => text?.startsWith('Moon phase') === true).map(([option]) => option)).toContain(null);
  });

  it('makes kinds of visit, recalls and lab cases activities that tell them apart', () => {
    const { activities, activityTypes, notes } = bench.standIn.state();
    const names = new Map(activityTypes.map((type) => [type['key_string'], type['name']]));
    const kinds = new Set(activities.map(({ subject, type }) => [/^(?:Recall|Lab case): /.exec(String(subject))?.[0] ?? 'Visit', names.get(type)].join(' ')));
    expect([...kinds].sort()).toEqual([
      'Lab case:  Task', 'Recall:  Task', 'Visit Consultation', 'Visit Hygiene', 'Visit Meeting', 'Visit Restorative',
    ]);
    expect(notes.some(({ content }) => String(content).includes('Shade A2, full contour.'))).toBe(true);
  });

  it('makes leads of patients whose treatment nobody booked, by the months that the office sets', async () => {
    const { leads, persons } = bench.standIn.state();
    expect(leads.length).toBeGreaterThan(0);
    expect(leads.length).toBeLessThan(persons.length / 2);
    const { intakeId } = await bench.stage('for-leads');
    expect((await bench.planOf(intakeId)).operations.unchanged['lead']).toBe(leads.length);
    expect((await bench.planOf(intakeId, { recencyMonths: 0 })).operations.unchanged['lead']).toBeUndefined();
    expect((await bench.planOf(intakeId, { recencyMonths: 1 })).operations.create['lead']).toBeGreaterThan(0);
  }, 60_000);

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
