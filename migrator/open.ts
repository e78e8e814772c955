import { createHash, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { STREAM_NAMES } from './canonical/streams.js';
import { Connections } from './connections.js';
import { diffOf, pageOf } from './diff.js';
import type { ApproveRequest, Migrator, PlanRequest } from './door.js';
import { auditFiles, stageFiles } from './intake.js';
import { reportMapping } from './map/document.js';
import { planMigration } from './plan/plan.js';
import type { MissingStream } from './plan/settings.js';
import { planRollback } from './plan/rollback.js';
import type { Intake, Run, Stores } from './ports.js';
import { samplePractice } from './practice/index.js';
import { recordIds } from './record-ids.js';
import { destinationPlugin, mappingOf, sourceNames, sourceProfile } from './registry.js';
import { reportRun } from './report.js';
import type { AuditReport, DiffRecord, IntakeReport, PlanReport, RollbackPreview, RunReport, Verification } from './reports.js';
import { resultsCsv } from './results.js';
import { approvalOf } from './run/approval.js';
import { Refused } from './run/errors.js';
import type { RunNotes } from './run/notes.js';
import { notesOf } from './run/notes.js';
import { Runner } from './run/runner.js';
import { verifyRun } from './run/verify.js';
import { openStores } from './store/index.js';
import type { DatabaseConfig } from './store/index.js';

/** What the migrator needs from outside; everything ambient comes in here. */
export interface MigratorOptions {
  readonly database: DatabaseConfig;
  /** 32 bytes; wraps the data key of every account. */
  readonly masterKey: Buffer;
  /** A folder for what must lie unpacked for a moment. */
  readonly dataDir: string;
  readonly clock?: () => Date;
  readonly log?: (event: string, fields: Readonly<Record<string, string | number | boolean | null>>) => void;
}

/** Opens the database and gives the public door. */
export async function openMigrator(options: MigratorOptions): Promise<Migrator> {
  const clock = options.clock ?? ((): Date => new Date());
  const workRoot = join(options.dataDir, 'work');
  await mkdir(workRoot, { recursive: true });
  const stores = await openStores({ database: options.database, masterKey: options.masterKey, clock, ids: randomUUID });
  const connections = new Connections(stores.accounts, clock);
  const runner = new Runner({
    stores, clock, ids: randomUUID, log: options.log ?? ((): void => {}), connect: (run) => connections.of(run.accountId, run.userKey),
  });
  return new Engine(stores, connections, runner, clock, workRoot);
}

/** Below so many rows a kind of record may shrink by a fifth without anybody being asked. */
const SHRINKING = 20;

/** How long a diff that was read back is shown from memory while somebody turns its pages. */
const DIFF_KEPT_MS = 5 * 60_000;

class Engine implements Migrator {
  readonly accounts: Stores['accounts'];
  private readonly diffs = new Map<string, { readonly at: number; readonly records: readonly DiffRecord[] }>();

  constructor(
    private readonly stores: Stores, private readonly connections: Connections, private readonly runner: Runner, private readonly clock: () => Date,
    private readonly workRoot: string,
  ) {
    this.accounts = stores.accounts;
  }

  async sources(): ReturnType<Migrator['sources']> {
    const profiles = await Promise.all((await sourceNames()).map(sourceProfile));
    return profiles.map(({ name, label, assumed }) => ({ name, label, assumed: assumed ?? false }));
  }

  async connect({ destination, key, name, userKey, credentials }: Parameters<Migrator['connect']>[0]): ReturnType<Migrator['connect']> {
    const account = await this.accounts.add({ destination, key, name });
    await this.accounts.saveCredentials(account.id, userKey, credentials);
    await this.connections.forget(account.id, userKey);
    return account;
  }

  async connectDirectly(destination: string, given: Readonly<Record<string, string>>, name?: string): ReturnType<Migrator['connectDirectly']> {
    const connected = await (await destinationPlugin(destination)).connect(given, this.clock);
    return this.connect({ destination, ...connected, name: name ?? connected.name });
  }

  audit(files: Parameters<Migrator['audit']>[0], source: string): Promise<AuditReport> {
    return auditFiles(files, source, { workRoot: this.workRoot, now: this.clock() });
  }

  stage(accountId: string, files: Parameters<Migrator['stage']>[1], source: string): Promise<IntakeReport> {
    return stageFiles(this.stores.intakes, accountId, files, source, { workRoot: this.workRoot, now: this.clock() });
  }

  async intakes(accountId: string): Promise<readonly IntakeReport[]> {
    // The report was made by `beginAudit` and sealed by us.
    return (await this.stores.intakes.list(accountId)).map(({ id, createdAt, report }) => ({ id, createdAt, audit: report as AuditReport }));
  }

  async mapping(source: string, destination: string): ReturnType<Migrator['mapping']> {
    return reportMapping(await mappingOf(source, destination));
  }

  async plan(request: PlanRequest): Promise<PlanReport> {
    const intake = await this.intake(request.intakeId);
    if (intake.accountId !== request.accountId) throw new Refused('This set of files belongs to another account.', 'unknown-intake');
    const known = await this.stores.journal.hasLinks(request.accountId, intake.source);
    const runs = await this.stores.runs.list(request.accountId);
    const earlier = runs.filter(({ source, kind }) => source === intake.source && kind !== 'rollback');
    const takenBack = new Set(runs.filter(({ kind, startedAt }) => kind === 'rollback' && startedAt !== null).map(({ undoes }) => undoes));
    const fullBefore = earlier.some(({ id, kind, state }) => kind !== 'sample' && state === 'finished' && !takenBack.has(id));
    const remembered = earlier[0] === undefined ? {} : lasting(notesOf(earlier[0]).answers ?? {});
    const run = await this.stores.runs.create({
      id: randomUUID(), accountId: request.accountId, userKey: request.userKey, source: intake.source, intakeId: intake.id, undoes: null,
      kind: request.kind === 'sample' ? 'sample' : known && fullBefore ? 'delta' : 'full', hash: await this.hashOf(request, intake),
      document: {
        settings: request.settings ?? {}, answers: { ...remembered, ...request.answers }, acceptDefaults: request.acceptDefaults ?? false,
        sampleSize: request.kind === 'sample' ? (request.sampleSize ?? 50) : null,
      } satisfies RunNotes,
    });
    return this.planned(run);
  }

  async answer(runId: string, answers: Readonly<Record<string, string>>): Promise<PlanReport> {
    const run = await this.planning(runId);
    await this.stores.runs.patch(runId, { answers: { ...notesOf(run).answers, ...answers } } satisfies RunNotes);
    return this.planned(await this.known(runId));
  }

  async approve(runId: string, request: ApproveRequest): Promise<void> {
    const run = await this.planning(runId);
    const others = await this.stores.runs.list(run.accountId);
    await this.stores.runs.patch(runId, { approval: approvalOf(run, others, request, this.clock()) } satisfies RunNotes);
    await this.stores.runs.setState(runId, 'approved');
  }

  start(runId: string): Promise<void> {
    return this.runner.start(runId);
  }

  async settled(runId: string): Promise<RunReport> {
    await this.runner.settled(runId);
    return this.run(runId);
  }

  pause(runId: string): Promise<void> {
    return this.runner.pause(runId);
  }

  async interrupted(): Promise<readonly string[]> {
    return (await this.stores.runs.inState(['running'])).map(({ id }) => id);
  }

  async run(runId: string): Promise<RunReport> {
    const run = await this.known(runId);
    return reportRun(run, this.stores.runs, await this.stores.runs.list(run.accountId), this.runner.rate(runId));
  }

  async runs(accountId: string): Promise<readonly RunReport[]> {
    const runs = await this.stores.runs.list(accountId);
    return Promise.all(runs.map((run) => reportRun(run, this.stores.runs, runs, this.runner.rate(run.id))));
  }

  async accountOf(runId: string): Promise<string | null> {
    return (await this.stores.runs.byId(runId))?.accountId ?? null;
  }

  async diff(runId: string, page: Parameters<Migrator['diff']>[1]): ReturnType<Migrator['diff']> {
    const kept = this.diffs.get(runId);
    const now = this.clock().getTime();
    // Somebody who turns pages or filters should not pay for reading everything back each time.
    if (kept !== undefined && page.offset > 0 && now - kept.at < DIFF_KEPT_MS) return pageOf(runId, kept.records, page);
    const run = await this.known(runId);
    if (run.kind !== 'sample') throw new Refused('Field by field, only a sample can be reviewed. Verify this run instead.', 'not-a-sample');
    const records = await diffOf({ run, runs: this.stores.runs, journal: this.stores.journal, to: await this.connections.of(run.accountId, run.userKey) });
    this.diffs.clear();
    this.diffs.set(runId, { at: now, records });
    return pageOf(runId, records, page);
  }

  async sign(runId: string, by: string): Promise<void> {
    const run = await this.known(runId);
    if (run.kind !== 'sample' || run.state !== 'finished') throw new Refused('Only the differences of a finished sample can be signed.', 'not-a-finished-sample');
    await this.stores.runs.patch(runId, { signed: { by, at: this.clock().toISOString() } } satisfies RunNotes);
  }

  async verify(runId: string): Promise<Verification> {
    const run = await this.known(runId);
    const to = await this.connections.of(run.accountId, run.userKey);
    const verification = await verifyRun({ run, to, journal: this.stores.journal, runs: this.stores.runs, clock: this.clock });
    await this.stores.runs.patch(runId, { verification } satisfies RunNotes);
    return verification;
  }

  async planRollback(runId: string): Promise<RollbackPreview> {
    const of = await this.known(runId);
    const runs = await this.stores.runs.list(of.accountId);
    refuseUnlessNewest(of, runs);
    await this.runner.settleDoubts(runId);
    const waiting = runs.find((run) => run.undoes === runId && run.state === 'planned');
    const run = waiting ?? await this.stores.runs.create({
      id: randomUUID(), accountId: of.accountId, userKey: of.userKey, source: of.source, kind: 'rollback', intakeId: null, undoes: of.id, hash: of.hash, document: {},
    });
    const { report, preview, planning } = await planRollback({
      run, of, to: await this.connections.of(of.accountId, of.userKey), journal: this.stores.journal, runs: this.stores.runs, clock: this.clock,
    });
    await this.stores.runs.patch(run.id, { plan: report, rollback: preview, planning } satisfies RunNotes);
    return preview;
  }

  results(runId: string): AsyncIterable<string> {
    return resultsCsv(this.stores.runs.rowOutcomes(runId));
  }

  async *ids(runId: string): ReturnType<Migrator['ids']> {
    yield* recordIds({ run: await this.known(runId), runs: this.stores.runs, journal: this.stores.journal });
  }

  samplePractice(options: Parameters<Migrator['samplePractice']>[0]): ReturnType<Migrator['samplePractice']> {
    return samplePractice(options);
  }

  async close(): Promise<void> {
    await this.runner.close();
    await this.connections.close();
    await this.stores.close();
  }

  private async planned(run: Run): Promise<PlanReport> {
    const notes = notesOf(run);
    const plugin = await this.plugin(run.accountId);
    const intake = await this.intake(run.intakeId ?? '');
    const { report, planning } = await planMigration({
      run, intake, issues: (intake.report as AuditReport).issues, missing: await this.missingStreams(run, intake), mapping: await mappingOf(run.source, plugin.name), identity: plugin.identityFields,
      to: await this.connections.of(run.accountId, run.userKey), intakes: this.stores.intakes, journal: this.stores.journal, runs: this.stores.runs,
      sampleSize: notes.sampleSize ?? null, answers: notes.answers ?? {}, acceptDefaults: notes.acceptDefaults ?? false, settings: notes.settings ?? {},
    });
    const given = Object.fromEntries(report.questions.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer]])));
    await this.stores.runs.patch(run.id, { plan: report, planning, answers: { ...notes.answers, ...given } } satisfies RunNotes);
    return report;
  }

  /** Kinds of records that the newest standing run's export had and this one has none, or a fifth fewer, of. */
  private async missingStreams(run: Run, intake: Intake): Promise<readonly MissingStream[]> {
    const runs = await this.stores.runs.list(run.accountId);
    const last = runs.find(({ id, source, kind, intakeId, state }) => id !== run.id && source === run.source && kind !== 'rollback'
      && intakeId !== null && state === 'finished' && !runs.some(({ undoes }) => undoes === id));
    if (last?.intakeId == null) return [];
    const before = (await this.intake(last.intakeId)).report as AuditReport;
    const now = intake.report as AuditReport;
    return STREAM_NAMES.flatMap((stream) => {
      const [then, here] = [before.streams[stream]?.rows ?? 0, now.streams[stream]?.rows ?? 0];
      return then > 0 && (here === 0 || (then >= SHRINKING && here < then * 0.8)) ? [{ stream, before: then, now: here }] : [];
    });
  }

  private async plugin(accountId: string): ReturnType<typeof destinationPlugin> {
    const account = await this.accounts.byId(accountId);
    if (account === null) throw new Refused('This account is not known here.', 'unknown-account');
    return destinationPlugin(account.destination);
  }

  /** What a sign-off is bound to: mapping, settings and the layout of the export. Answers are compared one by one when a run is approved. */
  private async hashOf(request: PlanRequest, intake: Intake): Promise<string> {
    const plugin = await this.plugin(request.accountId);
    const mapping = reportMapping(await mappingOf(intake.source, plugin.name));
    return createHash('sha256').update(JSON.stringify([mapping, request.settings ?? {}, intake.layoutHash])).digest('hex');
  }

  private async intake(intakeId: string): Promise<Intake> {
    const intake = await this.stores.intakes.byId(intakeId);
    if (intake === null) throw new Refused('This set of files is not known here.', 'unknown-intake');
    return intake;
  }

  private async known(runId: string): Promise<Run> {
    const run = await this.stores.runs.byId(runId);
    if (run === null) throw new Refused('There is no such run.', 'unknown-run');
    return run;
  }

  private async planning(runId: string): Promise<Run> {
    const run = await this.known(runId);
    if (run.state !== 'planned') throw new Refused('This run was approved already; plan a new one.', 'already-approved');
    return run;
  }
}

/** Answers that hold for the next export too. What was said about the defects of one export holds for no other. */
const lasting = (answers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => !/^(issue|missing):/.test(id)));

/** Runs are taken back newest first, so that every before image is the state its run found. */
function refuseUnlessNewest(of: Run, newestFirst: readonly Run[]): void {
  if (of.kind === 'rollback') throw new Refused('A rollback is taken back by running the migration again.', 'is-a-rollback');
  if (of.state === 'planned' || of.state === 'approved') throw new Refused('This run has written nothing yet.', 'nothing-written');
  if (of.state === 'running') throw new Refused('This run is still writing. Pause it first.', 'still-running');
  const done = (id: string): boolean => newestFirst.some((run) => run.undoes === id && run.state === 'finished');
  if (done(of.id)) throw new Refused('This run was rolled back already.', 'rolled-back');
  for (const run of newestFirst) {
    if (run.id === of.id) return;
    if (run.kind !== 'rollback' && run.state !== 'planned' && run.state !== 'approved' && !done(run.id)) {
      throw new Refused(`A later run (${run.id}) stands on this one. Roll that one back first.`, 'later-run');
    }
  }
}
