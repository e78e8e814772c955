import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMigrator, type Migrator, type PlanReport, type RunReport } from '../../migrator/index.js';
import type { Truth } from '../../migrator/practice/index.js';
import { mappingOf } from '../../migrator/registry.js';
import { startPipedriveSandbox, type AccountState, type RunningSandbox } from '../../sandbox/pipedrive/index.js';

const AGREEMENT = 'Agreement with the provider, signed in May.';
const PRACTICE = { source: 'dental-exec', patients: 100, seed: 5, households: true } as const;
/** The smallest number of custom fields that a plan of Pipedrive allows. */
const FEWEST_FIELDS = 30;

let folder: string;
let migrator: Migrator;
let standIn: RunningSandbox;
let account: string;
let untouched: AccountState;
let first: RunReport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dental-exec-'));
  standIn = await startPipedriveSandbox({ plan: 'ultimate' });
  migrator = await openMigrator({ database: { kind: 'sqlite', file: join(folder, 'test.sqlite') }, masterKey: Buffer.alloc(32, 7), dataDir: folder });
  ({ id: account } = await migrator.connectDirectly('pipedrive', { url: standIn.url }));
  untouched = standIn.state();
});
afterAll(async () => {
  await migrator.close();
  await standIn.close();
  await rm(folder, { recursive: true, force: true });
});

/** Only what stands in the account; times and what lies in the bin are Pipedrive's own affair. */
const standing = ({ deleted: _deleted, ...rest }: AccountState): unknown => rest;

interface Exchange { readonly method: string; readonly tokens: number }

async function ledger(): Promise<readonly Exchange[]> {
  // The control interface is ours, and so is the type of what it answers.
  return (await fetch(`${standIn.control}/ledger`)).json() as Promise<readonly Exchange[]>;
}

const clearLedger = (): Promise<unknown> => fetch(`${standIn.control}/ledger`, { method: 'DELETE' });

async function stage(name: string, changed?: number): Promise<{ readonly intakeId: string; readonly truth: Truth }> {
  const out = join(folder, name);
  const files = await migrator.samplePractice({ ...PRACTICE, out, ...(changed === undefined ? {} : { changed }) });
  const { id } = await migrator.stage(account, files, 'dental-exec');
  return { intakeId: id, truth: JSON.parse(await readFile(join(out, 'truth.json'), 'utf8')) as Truth };
}

async function carryOut(runId: string): Promise<RunReport> {
  await migrator.approve(runId, { by: 'A test', agreement: AGREEMENT, waiveSample: true });
  await migrator.start(runId);
  return migrator.settled(runId);
}

async function planOf(intakeId: string, settings: Readonly<Record<string, number>> = {}): Promise<PlanReport> {
  const [connected] = await migrator.accounts.credentialUsers(account);
  return migrator.plan({ accountId: account, userKey: connected ?? '', intakeId, kind: 'full', acceptDefaults: true, settings });
}

async function migrate(intakeId: string): Promise<RunReport> {
  await clearLedger();
  const plan = await planOf(intakeId);
  expect(plan.refused).toEqual([]);
  return carryOut(plan.plan);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function expectAccounted({ rows, progress: { tokens } }: RunReport, inLedger: number): void {
  expect(rows.failed).toBe(0);
  expect(rows.created + rows.updated + rows.unchanged + rows.skipped).toBe(rows.read);
  expect(tokens.charged).toBe(tokens.predicted);
  expect(inLedger).toBe(tokens.predicted);
}

const charged = async (): Promise<number> => sum((await ledger()).map(({ tokens }) => tokens));

type Shown = AccountState['persons'][number];

/** What a record holds under a visible label: text, or the label of its option; null where there is nothing. */
function valueOf(fields: readonly Shown[], record: Shown, label: string): string | null {
  const field = fields.find(({ field_name: name }) => name === label);
  // Custom values stand under the field's code, as the API shows them.
  const value = (record['custom_fields'] as Readonly<Record<string, unknown>>)[String(field?.['field_code'])];
  if (value === null || value === undefined) return null;
  const options = (field?.['options'] ?? []) as readonly { readonly id: number; readonly label: string }[];
  return options.find(({ id }) => id === value)?.label ?? String(value);
}

const idOf = (fields: readonly Shown[], record: Shown): string => valueOf(fields, record, 'Migration id') ?? '';

describe('a Dental-Exec office on its way into Pipedrive', () => {
  it('needs no more custom fields than the smallest plan has', async () => {
    const { rows } = await mappingOf('dental-exec', 'pipedrive');
    const home: Readonly<Record<string, string>> = { person: 'person', organization: 'organization', deal: 'deal', lead: 'deal' };
    const fields = new Set(rows.flatMap(({ steps }) => steps.flatMap((step) => {
      if (step.verb !== 'creates' && step.verb !== 'addsTo') return [];
      const carrier = home[step.object];
      if (carrier === undefined) return [];
      return [`${carrier}: Migration id`, ...step.fields.flatMap(([to]) => (typeof to === 'string' ? [] : [`${carrier}: ${to.custom}`]))];
    })));
    expect(fields.size).toBeLessThanOrEqual(FEWEST_FIELDS);
  });

  it('accounts for every row, fails none, and costs what was predicted to the token', async () => {
    const { intakeId, truth } = await stage('first');
    first = await migrate(intakeId);
    expect(first).toMatchObject({ kind: 'full', state: 'finished' });
    expect(first.rows.read).toBe(sum(Object.values(truth.files)));
    expectAccounted(first, await charged());
    expect(standIn.state().persons).toHaveLength(PRACTICE.patients);
  }, 120_000);

  it('says of every row that was left out why', async () => {
    expect(Object.keys(first.rows.skippedBy).sort()).toEqual([
      'attachments-not-reached', 'deleted-in-source', 'empty-note', 'lookup-used', 'missing-value', 'nobody-refers-to-it', 'placeholder-provider',
      'points-to-nothing', 'resolved-to-user',
    ]);
  });

  it('puts people under the referring dentist, else the employer, else the location they go to', async () => {
    const { truth } = await stage('for-links');
    const linked = (field: string): ReadonlyMap<string, string> => new Map(truth.links.filter((link) => link.stream === 'patient' && link.field === field).map(({ key, toKey }) => [key, toKey]));
    const [referral, employer, practice] = [linked('referral'), linked('employer'), linked('practice')];
    const state = standIn.state();
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
    const { persons, personFields } = standIn.state();
    const found = persons.map((person) => [valueOf(personFields, person, 'Referral source'), valueOf(personFields, person, 'Referral and employer')]);
    expect(found.map(([option]) => option)).toEqual(expect.arrayContaining(['Dentist', 'Patient', 'Google']));
    expect(found.filter(([, text]) => text?.startsWith('Moon phase') === true).map(([option]) => option)).toContain(null);
  });

  it('makes kinds of visit, recalls and lab cases activities that tell them apart', () => {
    const { activities, activityTypes, notes } = standIn.state();
    const names = new Map(activityTypes.map((type) => [type['key_string'], type['name']]));
    const kinds = new Set(activities.map(({ subject, type }) => [/^(?:Recall|Lab case): /.exec(String(subject))?.[0] ?? 'Visit', names.get(type)].join(' ')));
    expect([...kinds].sort()).toEqual([
      'Lab case:  Task', 'Recall:  Task', 'Visit Consultation', 'Visit Hygiene', 'Visit Meeting', 'Visit Restorative',
    ]);
    expect(notes.some(({ content }) => String(content).includes('Shade A2, full contour.'))).toBe(true);
  });

  it('makes leads of patients whose treatment nobody booked, by the months that the office sets', async () => {
    const { leads, persons } = standIn.state();
    expect(leads.length).toBeGreaterThan(0);
    expect(leads.length).toBeLessThan(persons.length / 2);
    const { intakeId } = await stage('for-leads');
    expect((await planOf(intakeId)).operations.unchanged['lead']).toBe(leads.length);
    expect((await planOf(intakeId, { recencyMonths: 0 })).operations.unchanged['lead']).toBeUndefined();
    expect((await planOf(intakeId, { recencyMonths: 1 })).operations.create['lead']).toBeGreaterThan(0);
  }, 60_000);

  it('verifies with nothing that differs', async () => {
    expect(await migrator.verify(first.run)).toMatchObject({ differing: [] });
  });

  it('writes nothing when run again', async () => {
    const { intakeId } = await stage('again');
    const again = await migrate(intakeId);
    expect(again).toMatchObject({ kind: 'delta', state: 'finished', rows: { created: 0, updated: 0 } });
    expect((await ledger()).filter(({ method }) => method !== 'GET')).toEqual([]);
    expectAccounted(again, await charged());
  }, 120_000);

  it('writes exactly the changed records of a newer export', async () => {
    const { intakeId, truth } = await stage('newer', 0.05);
    const delta = await migrate(intakeId);
    expect(truth.changed.length).toBeGreaterThan(10);
    expect((await ledger()).filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual(truth.changed.map(() => 'PATCH'));
    expectAccounted(delta, await charged());
  }, 120_000);

  it('gives the account back as it was', async () => {
    const runs = (await migrator.runs(account)).filter(({ kind, state }) => kind !== 'rollback' && state === 'finished');
    for (const { run } of runs) {
      const preview = await migrator.planRollback(run);
      expect(preview.keep).toEqual([]);
      expect(await carryOut(preview.run)).toMatchObject({ state: 'finished' });
    }
    expect(standing(standIn.state())).toEqual(standing(untouched));
  }, 120_000);
});
