import type { Destination } from '../destinations/define.js';
import type { Lease, Run, Stores } from '../ports.js';
import { applyPlan } from './apply.js';
import { bindLinks, listSchema } from './bind.js';
import { PauseRun, Refused } from './errors.js';
import { notesOf } from './notes.js';
import { Pace } from './pace.js';
import { refuseOutOfTurn } from './turn.js';
import { settleDoubts } from './write.js';

/** What the runner needs from outside. */
export interface RunnerDeps {
  readonly stores: Stores;
  readonly connect: (run: Run) => Promise<Destination>;
  readonly clock: () => Date;
  readonly ids: () => string;
  readonly log: (event: string, fields: Readonly<Record<string, string | number | boolean | null>>) => void;
}

interface Live {
  readonly abort: AbortController;
  readonly pace: Pace;
  readonly done: Promise<void>;
}

const HEARTBEAT_MS = 500;
const LEASE_EVERY_MS = 10_000;
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Carries runs out in this process, one per account, and keeps their state true. Nobody needs to watch: closing a browser stops nothing. */
export class Runner {
  private readonly live = new Map<string, Live>();

  constructor(private readonly deps: RunnerDeps) {}

  /** Starts or resumes a run; returns once it holds the account's lease. `Refused` when another run does. */
  async start(runId: string): Promise<void> {
    if (this.live.has(runId)) return;
    const run = await this.run(runId);
    if (run.state === 'planned') throw new Refused('This run was not approved yet.', 'not-approved');
    if (run.state === 'finished') throw new Refused('This run is finished.', 'finished');
    const lease = await this.deps.stores.leases.acquire(run.accountId, this.deps.ids());
    if (lease === null) throw accountBusy();
    await this.inTurn(run, lease);
    const abort = new AbortController();
    const pace = new Pace(this.deps.clock);
    await this.deps.stores.runs.patch(runId, { pauseRequested: false });
    await this.deps.stores.runs.setState(runId, 'running');
    const done = this.work(run, lease, abort, pace).finally(() => { this.live.delete(runId); });
    this.live.set(runId, { abort, pace, done });
  }

  /** Asks a run to stop after what is in flight, in whatever process it runs. */
  async pause(runId: string): Promise<void> {
    const here = this.live.get(runId);
    if (here !== undefined) {
      here.abort.abort();
      await here.done;
      return;
    }
    const run = await this.run(runId);
    if (run.state !== 'running' && run.state !== 'approved') return;
    await this.deps.stores.runs.patch(runId, { pauseRequested: true });
    if ((await this.deps.stores.leases.holder(run.accountId)) === null) await this.deps.stores.runs.setState(runId, 'paused', PAUSED);
  }

  /** Finds out which writes of a run that stopped have landed, and sends none: what is to be taken back must be known first. */
  async settleDoubts(runId: string): Promise<void> {
    const { stores: { runs, journal, leases }, clock } = this.deps;
    const run = await this.run(runId);
    const doubts = await journal.inDoubt(runId);
    if (doubts.length === 0) return;
    const lease = await leases.acquire(run.accountId, this.deps.ids());
    if (lease === null) throw accountBusy();
    try {
      const to = await this.deps.connect(run);
      await listSchema(to);
      await bindLinks(to, journal, run.accountId);
      await settleDoubts({ run, to, journal, runs, lease, clock, sleep, signal: new AbortController().signal }, doubts);
    } finally {
      await lease.release();
    }
  }

  /** Resolves when the run is no longer running, here or elsewhere. */
  async settled(runId: string): Promise<void> {
    await this.live.get(runId)?.done;
    for (;;) {
      const { state, accountId } = await this.run(runId);
      if (state !== 'running' && state !== 'approved') return;
      await sleep(HEARTBEAT_MS);
      // A process that was killed says nothing more: once its lease has run out, the run stands still.
      if (state === 'running' && (await this.deps.stores.leases.holder(accountId)) === null && (await this.run(runId)).state === 'running') {
        await this.deps.stores.runs.setState(runId, 'paused', INTERRUPTED);
      }
    }
  }

  /** Operations per second over the last minute, null when the run is not running here. */
  rate(runId: string): number | null {
    return this.live.get(runId)?.pace.rate() ?? null;
  }

  /** Stops everything that runs here; the runs stay `running` and are resumed by the next start. */
  async close(): Promise<void> {
    this.closing = true;
    for (const { abort } of this.live.values()) abort.abort();
    await Promise.allSettled([...this.live.values()].map(({ done }) => done));
  }

  private closing = false;

  private async run(runId: string): Promise<Run> {
    const run = await this.deps.stores.runs.byId(runId);
    if (run === null) throw new Refused('There is no such run.', 'unknown-run');
    return run;
  }

  /** Looked at under the lease, when no other run can begin; gives it back on refusal. */
  private async inTurn(run: Run, lease: Lease): Promise<void> {
    try {
      refuseOutOfTurn(run, await this.deps.stores.runs.list(run.accountId));
    } catch (error) {
      await lease.release();
      throw error;
    }
  }

  private async work(run: Run, lease: Lease, abort: AbortController, pace: Pace): Promise<void> {
    const { runs, journal } = this.deps.stores;
    const watch = { on: true };
    const started = this.deps.clock().getTime();
    let bill = (): number => 0;
    const watching = this.watch(run, lease, abort, pace, watch, () => bill());
    let end: End | null;
    try {
      const to = await this.deps.connect(run);
      const before = to.meter().tokens;
      bill = () => to.meter().tokens - before;
      this.deps.log('run.started', { run: run.id, kind: run.kind });
      const complete = await applyPlan({ run, to, journal, runs, lease, clock: this.deps.clock, sleep, signal: abort.signal });
      end = complete ? { state: 'finished' } : { state: 'paused', why: PAUSED };
    } catch (error) {
      end = this.endOf(run.id, error);
    }
    watch.on = false;
    await watching;
    // Whoever took the account over carries the run on: its state and its bill are theirs now.
    if (end === null) return;
    const notes = notesOf(run);
    await runs.patch(run.id, { charged: (notes.charged ?? 0) + bill(), worked: (notes.worked ?? 0) + this.deps.clock().getTime() - started });
    // The account is free before the run is seen to be over, so that whoever waited for its end can begin at once.
    await lease.release();
    if (end.state === 'paused' && end.why === PAUSED && this.closing) return;
    await runs.setState(run.id, end.state, end.why);
    this.deps.log(`run.${end.state}`, { run: run.id });
  }

  /** Says that the run is alive, notes what it has spent, and listens for a wish to pause from another process. */
  private async watch(run: Run, lease: Lease, abort: AbortController, pace: Pace, watch: { on: boolean }, bill: () => number): Promise<void> {
    let renewed = this.deps.clock().getTime();
    while (watch.on) {
      await sleep(HEARTBEAT_MS);
      if (!watch.on) return;
      try {
        const counts = await this.deps.stores.runs.counts(run.id);
        pace.note(counts.filter(({ state }) => state !== 'pending' && state !== 'intent').reduce((sum, { count }) => sum + count, 0));
        await this.deps.stores.runs.patch(run.id, { charged: (notesOf(run).charged ?? 0) + bill() });
        if (notesOf(await this.run(run.id)).pauseRequested === true) abort.abort();
        if (this.deps.clock().getTime() - renewed >= LEASE_EVERY_MS) {
          await lease.renew();
          renewed = this.deps.clock().getTime();
        }
      } catch (error) {
        // Losing sight of the database or of the lease ends the run here; whoever holds the lease next resumes from the journal.
        this.deps.log('run.heartbeat-lost', { run: run.id, error: error instanceof Error ? error.name : 'unknown' });
        abort.abort();
        return;
      }
    }
  }

  private endOf(runId: string, error: unknown): End | null {
    if (error instanceof Refused && error.code === 'lease-lost') return null;
    if (error instanceof PauseRun) return { state: 'paused', why: { cause: error.cause, remedy: error.remedy, until: error.until?.toISOString() ?? null } };
    const name = error instanceof Error ? error.name : 'unknown';
    this.deps.log('run.broke', { run: runId, error: name });
    return {
      state: 'failed',
      why: {
        cause: `The run stopped on an error it does not know how to recover from (${name}).`,
        remedy: 'Nothing is lost: resume the run. If it stops again, send the server log to whoever hosts this app.', until: null,
      },
    };
  }
}

const accountBusy = (): Refused => new Refused('Another run is writing to this account. Wait for its end or pause it, then try again.', 'account-busy');

interface Why {
  readonly cause: string;
  readonly remedy: string;
  readonly until: string | null;
}

interface End {
  readonly state: 'finished' | 'paused' | 'failed';
  readonly why?: Why;
}

const INTERRUPTED: Why = { cause: 'The process that carried it out has ended.', remedy: 'Resume it; it goes on where it stood.', until: null };

const PAUSED: Why = { cause: 'Somebody paused it.', remedy: 'Resume it when you are ready.', until: null };
