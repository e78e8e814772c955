import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMigrator, type Migrator, type PlanReport, type RunReport } from '../../migrator/index.js';
import type { Truth } from '../../migrator/practice/index.js';
import { mappingOf } from '../../migrator/registry.js';
import { startPipedriveSandbox, type AccountState, type RunningSandbox } from '../../sandbox/pipedrive/index.js';

const AGREEMENT = 'Agreement with the provider, signed in May.';
const PRACTICE = { source: 'the-dental-system', patients: 100, seed: 5, households: true } as const;
/** The smallest number of custom fields that a plan of Pipedrive allows. */
const FEWEST_FIELDS = 30;

let folder: string;
let migrator: Migrator;
let standIn: RunningSandbox;
let account: string;
let untouched: AccountState;
let first: RunReport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'the-dental-system-'));
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
  const { id } = await migrator.stage(account, files, 'the-dental-system');
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

describe('an office with The Dental System on its way into Pipedrive', () => {
  it('needs no more custom fields than the smallest plan has', async () => {
    const { rows } = await mappingOf('the-dental-system', 'pipedrive');
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
    expect(Object.keys(first.rows.skippedBy).sort()).toEqual(['deleted-in-source', 'empty-note', 'placeholder-provider', 'points-to-nothing', 'resolved-to-user']);
  });

  it('says in fields of the person what Pipedrive has no other place for', () => {
    const { persons, personFields } = standIn.state();
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
    const { truth } = await stage('for-links');
    const referred = new Map(truth.links.filter(({ stream, field }) => stream === 'patient' && field === 'referral').map(({ key, toKey }) => [key, toKey]));
    const { persons, personFields, organizations, organizationFields } = standIn.state();
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
    const { truth } = await stage('for-owners');
    const looksAfter = new Set(truth.links.filter(({ stream, field }) => stream === 'patient' && field === 'responsible').map(({ key }) => key));
    const { persons, personFields } = standIn.state();
    const owners = (isLookedAfter: boolean): ReadonlySet<unknown> =>
      new Set(persons.filter((person) => looksAfter.has(idOf(personFields, person).split(':')[2] ?? '') === isLookedAfter).map((person) => person['owner_id']));
    expect(owners(true).size).toBe(1);
    expect([...owners(false)].some((owner) => !owners(true).has(owner))).toBe(true);
  }, 60_000);

  it('makes procedures done activities, keeps recalls open until they are settled, and knows a stage for every plan', () => {
    const { activities, deals, stages } = standIn.state();
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
