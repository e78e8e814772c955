import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMigrator, type Migrator, type RunReport } from '../../migrator/index.js';
import type { Truth } from '../../migrator/practice/index.js';
import { mappingOf } from '../../migrator/registry.js';
import { startPipedriveSandbox, type AccountState, type RunningSandbox } from '../../sandbox/pipedrive/index.js';

const PRACTICE = { source: 'axium', patients: 100, seed: 5, households: true } as const;
/** The smallest number of custom fields that a plan of Pipedrive allows. */
const FEWEST_FIELDS = 30;

let folder: string;
let migrator: Migrator;
let standIn: RunningSandbox;
let account: string;
let untouched: AccountState;
let truth: Truth;
let first: RunReport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axium-'));
  standIn = await startPipedriveSandbox({ plan: 'ultimate' });
  migrator = await openMigrator({ database: { kind: 'sqlite', file: join(folder, 'test.sqlite') }, masterKey: Buffer.alloc(32, 3), dataDir: folder });
  ({ id: account } = await migrator.connectDirectly('pipedrive', { url: standIn.url }));
  untouched = standIn.state();
  const staged = await stage('first');
  truth = staged.truth;
  first = await migrate(staged.intakeId);
}, 180_000);

afterAll(async () => {
  await migrator.close();
  await standIn.close();
  await rm(folder, { recursive: true, force: true });
});

/** Only what stands in the account; what lies in the bin is Pipedrive's own affair. */
const standing = ({ deleted: _deleted, ...rest }: AccountState): unknown => rest;

interface Exchange { readonly method: string; readonly tokens: number }

/** The control interface is ours, and so is the type of what it answers. */
const ledger = async (): Promise<readonly Exchange[]> => (await fetch(`${standIn.control}/ledger`)).json() as Promise<readonly Exchange[]>;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

async function stage(name: string, changed?: number): Promise<{ readonly intakeId: string; readonly truth: Truth }> {
  const out = join(folder, name);
  const files = await migrator.samplePractice({ ...PRACTICE, out, ...(changed === undefined ? {} : { changed }) });
  const { id } = await migrator.stage(account, files, 'auto');
  return { intakeId: id, truth: JSON.parse(await readFile(join(out, 'truth.json'), 'utf8')) as Truth };
}

async function carryOut(runId: string): Promise<RunReport> {
  await migrator.approve(runId, { by: 'A test', agreement: 'Agreement with the provider, signed in May.', waiveSample: true });
  await migrator.start(runId);
  return migrator.settled(runId);
}

async function migrate(intakeId: string): Promise<RunReport> {
  await fetch(`${standIn.control}/ledger`, { method: 'DELETE' });
  const [user = ''] = await migrator.accounts.credentialUsers(account);
  const plan = await migrator.plan({ accountId: account, userKey: user, intakeId, kind: 'full', acceptDefaults: true });
  expect(plan.refused).toEqual([]);
  return carryOut(plan.plan);
}

async function expectAccounted({ rows, progress: { tokens } }: RunReport): Promise<void> {
  expect(rows.failed).toBe(0);
  expect(rows.created + rows.updated + rows.unchanged + rows.skipped).toBe(rows.read);
  expect(tokens.charged).toBe(tokens.predicted);
  expect(sum((await ledger()).map((exchange) => exchange.tokens))).toBe(tokens.predicted);
}

type Shown = AccountState['persons'][number];

/** What records hold under a visible label, empty ones left out. */
function valuesOf(records: readonly Shown[], fields: readonly Shown[], label: string): readonly string[] {
  const code = String(fields.find((field) => field['field_name'] === label)?.['field_code']);
  // Custom values stand under the field's code, as the API shows them.
  return records.flatMap((record) => (record['custom_fields'] as Readonly<Record<string, unknown>>)[code] ?? []).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
}

/** Activities by the name of their type. */
function activitiesOf(type: string): readonly Shown[] {
  const { activities, activityTypes } = standIn.state();
  const key = activityTypes.find(({ name }) => name === type)?.['key_string'];
  return activities.filter((activity) => activity['type'] === key);
}

const noteOf = (activity: Shown): string => String(activity['note']);

describe('a dental school on its way from axiUm into Pipedrive', () => {
  it('needs no more custom fields than the smallest plan has', async () => {
    const { rows } = await mappingOf('axium', 'pipedrive');
    const carriers = ['person', 'organization', 'deal', 'product', 'lead'];
    const fields = new Set(rows.flatMap(({ steps }) => steps.flatMap((step) => {
      if ((step.verb !== 'creates' && step.verb !== 'addsTo') || !carriers.includes(step.object)) return [];
      return [`${step.object}: Migration id`, ...step.fields.flatMap(([to]) => (typeof to === 'string' ? [] : [`${step.object}: ${to.custom}`]))];
    })));
    expect(fields.size).toBeLessThanOrEqual(FEWEST_FIELDS);
  });

  it('accounts for every row, fails none, and costs what was predicted to the token', async () => {
    expect(first).toMatchObject({ kind: 'full', state: 'finished' });
    expect(first.rows.read).toBe(sum(Object.values(truth.files)));
    await expectAccounted(first);
    expect(standIn.state().persons).toHaveLength(truth.records.patient?.length ?? 0);
  });

  it('says of every row that was left out why', () => {
    const { skippedBy } = first.rows;
    expect(Object.keys(skippedBy)).toEqual(expect.arrayContaining([
      'alternative-not-chosen', 'answered-again-later', 'answered-no', 'deleted-in-source', 'education-record', 'empty-note', 'imaging-outside-axium', 'inactive-form',
      'ledger-stays-in-the-source', 'lookup-used', 'missing-key', 'note-of-unknown-patient', 'placeholder-provider', 'points-to-nothing', 'resolved-to-user',
      'student-chart', 'unreadable-row',
    ]));
    expect(Object.keys(skippedBy)).not.toContain('unknown-layout');
    expect(skippedBy['education-record']).toBe((truth.files['student_evaluations.csv'] ?? 0) + (truth.files['students.csv'] ?? 0));
    expect(skippedBy['imaging-outside-axium']).toBe(truth.files['mipacs_index.csv']);
  });

  it('makes chair time a meeting and a recall call a call, and says the rest in labelled lines', () => {
    const [meetings, calls] = [activitiesOf('Meeting'), activitiesOf('Call')];
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => noteOf(call).includes('<b>Operatory:</b>'))).toEqual([]);
    for (const label of ['Status in axiUm', 'Provider', 'Operatory', 'Student', 'CDT procedure code']) {
      expect(meetings.some((meeting) => noteOf(meeting).includes(`<b>${label}:</b>`)), label).toBe(true);
    }
    expect(meetings.length + calls.length).toBe(truth.links.filter(({ stream, field }) => stream === 'appointment' && field === 'patient').length);
  });

  it('keeps the raw status, the health history and the alerts on the person, and nothing of students or faculty', () => {
    const state = standIn.state();
    expect(valuesOf(state.persons, state.personFields, 'Patient status')).toEqual(expect.arrayContaining(['A', 'Active-Endo', 'R', 'I']));
    const histories = valuesOf(state.persons, state.personFields, 'Health history');
    expect(histories.length).toBeGreaterThan(10);
    for (const history of histories) expect(history.split('\n').filter((line) => line.startsWith('Medicines you take:'))).toHaveLength(1);
    expect(valuesOf(state.persons, state.personFields, 'Allergy alert').join('\n')).toContain('Latex');
    const everything = JSON.stringify(state);
    expect(everything).not.toContain('Learner34');
    expect(everything).not.toContain('Daily evaluation');
    expect(everything).not.toContain('mipacs');
  });

  it('makes a plan one deal with its procedures and the ledger as text, and work outside any plan an activity that is done', () => {
    const { deals, dealFields, dealProducts } = standIn.state();
    expect(dealProducts).toEqual([]);
    expect(valuesOf(deals, dealFields, 'Procedures and fees').some((text) => /\d+\.\d\d USD/.test(text))).toBe(true);
    expect(valuesOf(deals, dealFields, 'Treatment financial summary').some((text) => /^Charges: \d+ entries, /m.test(text))).toBe(true);
    expect(deals.some(({ title }) => String(title).endsWith(', Planned treatment'))).toBe(true);
    const done = activitiesOf('Task').filter(({ subject }) => !String(subject).startsWith('Recall: '));
    expect(done).toHaveLength(truth.records.completedProcedure?.length ?? 0);
    expect(done.every((activity) => activity['done'] === true)).toBe(true);
  });

  it('keeps each chart note whole as a done activity of the type “Note”', () => {
    const notes = activitiesOf('Note').filter(({ subject }) => subject === 'Clinical note');
    const first = notes.filter((activity) => !/\(Part (?!1 )\d+ of /.test(noteOf(activity)));
    expect(first).toHaveLength(truth.links.filter(({ stream, field }) => stream === 'clinicalNote' && field === 'patient').length);
    expect(notes.every((activity) => activity['done'] === true)).toBe(true);
    expect(notes.some((activity) => noteOf(activity).includes('(Not approved in axiUm)'))).toBe(true);
    expect(notes.some((activity) => noteOf(activity).includes('<script'))).toBe(false);
  });

  it('makes recalls tasks with type and interval, and offices that refer organizations of their patients', () => {
    const recalls = activitiesOf('Task').filter(({ subject }) => String(subject).startsWith('Recall: '));
    expect(recalls.some((recall) => noteOf(recall).includes('<b>Recall interval:</b> 6 months, 1 day'))).toBe(true);
    const { organizations, organizationFields, persons } = standIn.state();
    expect(new Set(valuesOf(organizations, organizationFields, 'Type'))).toEqual(new Set(['Referral source']));
    expect(persons.filter((person) => person['org_id'] !== null).length).toBeGreaterThan(5);
  });

  it('verifies with nothing that differs', async () => {
    expect(await migrator.verify(first.run)).toMatchObject({ differing: [] });
  });

  it('writes nothing when run again', async () => {
    const again = await migrate((await stage('again')).intakeId);
    expect(again).toMatchObject({ kind: 'delta', state: 'finished', rows: { created: 0, updated: 0 } });
    expect((await ledger()).filter(({ method }) => method !== 'GET')).toEqual([]);
    await expectAccounted(again);
  }, 120_000);

  it('writes exactly the changed records of a newer export', async () => {
    const newer = await stage('newer', 0.05);
    expect(newer.truth.changed.length).toBeGreaterThan(10);
    const delta = await migrate(newer.intakeId);
    expect((await ledger()).filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual(newer.truth.changed.map(() => 'PATCH'));
    await expectAccounted(delta);
  }, 120_000);

  it('gives the account back as it was', async () => {
    for (const { run } of (await migrator.runs(account)).filter(({ kind, state }) => kind !== 'rollback' && state === 'finished')) {
      const preview = await migrator.planRollback(run);
      expect(preview.keep).toEqual([]);
      expect(await carryOut(preview.run)).toMatchObject({ state: 'finished' });
    }
    expect(standing(standIn.state())).toEqual(standing(untouched));
  }, 120_000);
});
