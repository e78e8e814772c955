import type { AnyRecord } from '../../migrator/canonical/streams.js';
import { identityFields } from '../../migrator/destinations/memory/vocabulary.js';
import { MemoryAccount, createMemoryDestination } from '../../migrator/destinations/memory/index.js';
import { memory } from '../../migrator/destinations/memory/vocabulary.js';
import { custom, into, mapping, row } from '../../migrator/map/define.js';
import { lines, link, owner } from '../../migrator/map/transforms.js';
import { planMigration } from '../../migrator/plan/plan.js';
import { planRollback } from '../../migrator/plan/rollback.js';
import type { MissingStream } from '../../migrator/plan/settings.js';
import type { Account, Run, RunKind } from '../../migrator/ports.js';
import type { PlanReport, RollbackPreview, Verification } from '../../migrator/reports.js';
import { applyPlan } from '../../migrator/run/apply.js';
import type { RunNotes } from '../../migrator/run/notes.js';
import { verifyRun } from '../../migrator/run/verify.js';
import type { OpenedStores } from '../../migrator/store/index.js';
import { Clock, aRow, anAccount, nextId, open } from '../store/builders.js';

const { creates, addsTo } = into(memory);

/** A mapping small enough to see through: organizations, people and their visits. */
export const toMemory = mapping('dentrix', 'memory', { rows: [
  row('Patient', 'Contact', '1:1', 'People.', creates('contact', { from: 'patientFacts', fields: [
    ['name', 'fullName'], ['emails', 'emails'], ['phones', 'phones'], ['owner', 'provider', owner], [custom('Allergy alert', 'longText'), 'allergies', lines],
  ] })),
  row('Patient', 'Company', 'many:1', 'Employers and families.', creates('company', { from: 'employerFacts', fields: [['name', 'name']] }),
    creates('company', { from: 'familyFacts', fields: [['name', 'name']] }), addsTo('contact', { from: 'patientFacts', fields: [['company', ['family', 'employer'], link]] })),
  row('Appointment', 'Visit', '1:1', 'Visits.', creates('visit', { from: 'appointmentFacts', fields: [
    ['contact', 'patient', link], ['on', 'dueDate'], ['note', 'subject'],
  ] })),
] });

/** The engine on a real database file and the memory destination, with short words for what a test does. */
export class EngineBench {
  readonly to;

  private constructor(readonly stores: OpenedStores, readonly account: Account, readonly crm: MemoryAccount, readonly clock: Clock) {
    this.to = createMemoryDestination({ clock: clock.now, account: crm });
  }

  static async on(file: string): Promise<EngineBench> {
    const clock = new Clock();
    const stores = await open({ kind: 'sqlite', file }, clock);
    return new EngineBench(stores, await anAccount(stores), new MemoryAccount(clock.now), clock);
  }

  /** Stages the records and plans; `kind` is what the run calls itself. */
  async plan(
    records: readonly AnyRecord[], kind: RunKind = 'full', sampleSize: number | null = null, answers: Readonly<Record<string, string>> = {}, missing: readonly MissingStream[] = [],
  ): Promise<{ readonly run: Run; readonly report: PlanReport }> {
    const intakeId = await this.stores.intakes.create({ accountId: this.account.id, source: 'dentrix' });
    await this.stores.intakes.addRows(intakeId, records.map((record, index) => aRow(index + 2, [record])));
    const intake = await this.stores.intakes.finish(intakeId, { layoutHash: 'layout', report: {} });
    const run = await this.newRun(kind, intakeId, null);
    const { report } = await planMigration({
      run, intake, issues: [], missing, mapping: toMemory, identity: identityFields, to: this.to, intakes: this.stores.intakes, journal: this.stores.journal,
      runs: this.stores.runs, sampleSize, answers, acceptDefaults: true, settings: {},
    });
    return { run, report };
  }

  /** Plans and carries out; the run of it. */
  async migrate(records: readonly AnyRecord[], answers: Readonly<Record<string, string>> = {}): Promise<Run> {
    const { run } = await this.plan(records, 'full', null, answers);
    await this.apply(run);
    return run;
  }

  /** Carries a run out; false when it was paused. */
  async apply(run: Run, signal = new AbortController().signal): Promise<boolean> {
    const lease = await this.stores.leases.acquire(this.account.id, nextId());
    if (lease === null) throw new Error('The account is busy.');
    try {
      return await applyPlan({
        run, to: this.to, journal: this.stores.journal, runs: this.stores.runs, lease, clock: this.clock.now, sleep: async () => {}, signal,
      });
    } finally {
      await lease.release();
    }
  }

  /** Plans the taking back of a run, lets `meanwhile` happen, and carries it out. The run is noted as finished. */
  async rollBack(of: Run, meanwhile: () => void = () => {}): Promise<RollbackPreview> {
    const run = await this.newRun('rollback', null, of.id);
    const { preview } = await planRollback({ run, of, to: this.to, journal: this.stores.journal, runs: this.stores.runs, clock: this.clock.now });
    meanwhile();
    await this.apply(run);
    await this.stores.runs.setState(run.id, 'finished');
    return preview;
  }

  verify(run: Run): Promise<Verification> {
    return verifyRun({ run, to: this.to, journal: this.stores.journal, runs: this.stores.runs, clock: this.clock.now });
  }

  /** What stands in the account, without ids and times: to compare states. */
  standing(): unknown {
    return Object.fromEntries(memory.loadOrder.map((object) => [object, this.crm.all(object)
      .map(({ externalId, fields }) => ({ externalId, fields })).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))]));
  }

  private newRun(kind: RunKind, intakeId: string | null, undoes: string | null): Promise<Run> {
    return this.stores.runs.create({
      id: nextId(), accountId: this.account.id, userKey: '1', source: 'dentrix', kind, intakeId, undoes, hash: 'hash', document: {} satisfies RunNotes,
    });
  }
}
