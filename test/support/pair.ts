import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openMigrator, type Migrator, type PlanReport, type RunReport } from '../../migrator/index.js';
import type { Truth } from '../../migrator/practice/index.js';
import { mappingOf } from '../../migrator/registry.js';
import { startPipedriveSandbox, type AccountState, type RunningSandbox } from '../../sandbox/pipedrive/index.js';

const AGREEMENT = 'Agreement with the provider, signed in May.';

/** The practice that a source writes for its walk into Pipedrive. */
export interface Practice {
  readonly source: string;
  readonly patients: number;
  readonly seed: number;
  readonly households: boolean;
}

interface Exchange { readonly method: string; readonly tokens: number }

/** A record as the account shows it. */
export type Shown = AccountState['persons'][number];

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Only what stands in the account; times and what lies in the bin are Pipedrive's own affair. */
export const standing = ({ deleted: _deleted, ...rest }: AccountState): unknown => rest;

/** What a record holds under a visible label: text, or the label of its option; null where there is nothing. */
export function valueOf(fields: readonly Shown[], record: Shown, label: string): string | null {
  const field = fields.find(({ field_name: name }) => name === label);
  // Custom values stand under the field's code, as the API shows them.
  const value = (record['custom_fields'] as Readonly<Record<string, unknown>>)[String(field?.['field_code'])];
  if (value === null || value === undefined) return null;
  const options = (field?.['options'] ?? []) as readonly { readonly id: number; readonly label: string }[];
  return options.find(({ id }) => id === value)?.label ?? String(value);
}

export const idOf = (fields: readonly Shown[], record: Shown): string => valueOf(fields, record, 'Migration id') ?? '';

/** How many custom fields a mapping into Pipedrive needs, those for our ids included. */
export async function customFieldsOf(source: string): Promise<number> {
  const { rows } = await mappingOf(source, 'pipedrive');
  const home: Readonly<Record<string, string>> = { person: 'person', organization: 'organization', product: 'product', deal: 'deal', lead: 'deal' };
  return new Set(rows.flatMap(({ steps }) => steps.flatMap((step) => {
    if (step.verb !== 'creates' && step.verb !== 'addsTo') return [];
    const carrier = home[step.object];
    if (carrier === undefined) return [];
    return [`${carrier}: Migration id`, ...step.fields.flatMap(([to]) => (typeof to === 'string' ? [] : [`${carrier}: ${to.custom}`]))];
  }))).size;
}

/** A generated practice of one source, the real engine on a database file, and a stand-in account. */
export class PairBench {
  private constructor(
    readonly practice: Practice, readonly folder: string, readonly standIn: RunningSandbox, readonly migrator: Migrator, readonly account: string,
    readonly untouched: AccountState,
  ) {}

  static async open(practice: Practice): Promise<PairBench> {
    const folder = await mkdtemp(join(tmpdir(), `${practice.source}-`));
    const standIn = await startPipedriveSandbox({ plan: 'ultimate' });
    const migrator = await openMigrator({ database: { kind: 'sqlite', file: join(folder, 'test.sqlite') }, masterKey: Buffer.alloc(32, 7), dataDir: folder });
    const { id } = await migrator.connectDirectly('pipedrive', { url: standIn.url });
    return new PairBench(practice, folder, standIn, migrator, id, standIn.state());
  }

  async close(): Promise<void> {
    await this.migrator.close();
    await this.standIn.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  async ledger(): Promise<readonly Exchange[]> {
    // The control interface is ours, and so is the type of what it answers.
    return (await fetch(`${this.standIn.control}/ledger`)).json() as Promise<readonly Exchange[]>;
  }

  async charged(): Promise<number> {
    return sum((await this.ledger()).map(({ tokens }) => tokens));
  }

  async stage(name: string, changed?: number): Promise<{ readonly intakeId: string; readonly truth: Truth }> {
    const out = join(this.folder, name);
    const files = await this.migrator.samplePractice({ ...this.practice, out, ...(changed === undefined ? {} : { changed }) });
    const { id } = await this.migrator.stage(this.account, files, this.practice.source);
    return { intakeId: id, truth: JSON.parse(await readFile(join(out, 'truth.json'), 'utf8')) as Truth };
  }

  async planOf(intakeId: string, settings: Readonly<Record<string, number>> = {}): Promise<PlanReport> {
    const [connected] = await this.migrator.accounts.credentialUsers(this.account);
    return this.migrator.plan({ accountId: this.account, userKey: connected ?? '', intakeId, kind: 'full', acceptDefaults: true, settings });
  }

  async carryOut(runId: string): Promise<RunReport> {
    await this.migrator.approve(runId, { by: 'A test', agreement: AGREEMENT, waiveSample: true });
    await this.migrator.start(runId);
    return this.migrator.settled(runId);
  }

  /** Plans and carries out on an empty ledger. */
  async migrate(intakeId: string): Promise<RunReport> {
    await fetch(`${this.standIn.control}/ledger`, { method: 'DELETE' });
    const plan = await this.planOf(intakeId);
    expect(plan.refused).toEqual([]);
    return this.carryOut(plan.plan);
  }

  /** Every row is accounted for, none failed, and the run cost what was predicted, to the token. */
  async expectAccounted({ rows, progress: { tokens } }: RunReport): Promise<void> {
    expect(rows.failed).toBe(0);
    expect(rows.created + rows.updated + rows.unchanged + rows.skipped).toBe(rows.read);
    expect(tokens.charged).toBe(tokens.predicted);
    expect(await this.charged()).toBe(tokens.predicted);
  }
}
