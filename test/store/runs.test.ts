import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account, JournalEntry, Lease, Operation, Run } from '../../migrator/ports.js';
import type { OpenedStores } from '../../migrator/store/index.js';
import { DATABASES, newDatabase } from '../support/databases.js';
import { aDraft, all, anAccount, anIntake, aPatient, applied, aRow, aRun, aSkippedRow, Clock, failed, intent, open, operationsOf, settled } from './builders.js';

describe.each(DATABASES)('runs on %s', (kind) => {
  const clock = new Clock();
  let stores: OpenedStores;
  let account: Account;

  beforeAll(async () => {
    stores = await open(await newDatabase(kind), clock);
  });
  beforeEach(async () => {
    account = await anAccount(stores);
  });
  afterAll(() => stores.close());

  it('keeps a run as it was created, planned', async () => {
    const intakeId = await anIntake(stores, account, []);
    const run = await aRun(stores, account, intakeId, { kind: 'delta', undoes: 'other', document: { settings: { months: 12 }, long: 'y'.repeat(3000) } });
    expect(run).toEqual({
      id: run.id, accountId: account.id, userKey: 'user-1', source: 'dentrix', kind: 'delta', intakeId, undoes: 'other', state: 'planned', cause: null,
      remedy: null, until: null, hash: 'hash', createdAt: clock.now().toISOString(), startedAt: null, finishedAt: null,
      document: { settings: { months: 12 }, long: 'y'.repeat(3000) },
    });
    expect(await stores.runs.byId(run.id)).toEqual(run);
    expect(await stores.runs.byId('nowhere')).toBeNull();
  });

  it('lists runs newest first, and by state', async () => {
    const first = await aRun(stores, account);
    const second = await aRun(stores, account);
    expect((await stores.runs.list(account.id)).map(({ id }) => id)).toEqual([second.id, first.id]);
    await stores.runs.setState(first.id, 'running');
    const running = await stores.runs.inState(['running', 'paused']);
    expect(running.filter(({ accountId }) => accountId === account.id).map(({ id }) => id)).toEqual([first.id]);
  });

  it('notes when a run first started and when it ended', async () => {
    const run = await aRun(stores, account);
    await stores.runs.setState(run.id, 'running');
    const started = clock.now().toISOString();
    clock.advance(60);
    await stores.runs.setState(run.id, 'paused', { cause: 'The day budget is spent.', remedy: 'Wait.', until: '2026-03-03T00:00:00.000Z' });
    expect(await stores.runs.byId(run.id)).toMatchObject({ state: 'paused', cause: 'The day budget is spent.', remedy: 'Wait.', until: '2026-03-03T00:00:00.000Z' });
    await stores.runs.setState(run.id, 'running');
    expect(await stores.runs.byId(run.id)).toMatchObject({ startedAt: started, finishedAt: null, cause: null, remedy: null, until: null });
    clock.advance(60);
    await stores.runs.setState(run.id, 'finished');
    expect(await stores.runs.byId(run.id)).toMatchObject({ state: 'finished', startedAt: started, finishedAt: clock.now().toISOString() });
    await expect(stores.runs.setState('nowhere', 'failed')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('merges parts into the document, also when several come at once', async () => {
    const run = await aRun(stores, account, null, { document: { first: 1, kept: { deep: true } } });
    await Promise.all(Array.from({ length: 20 }, (_, index) => stores.runs.patch(run.id, { [`part${index}`]: index, first: 2 })));
    const { document, userKey } = (await stores.runs.byId(run.id))!;
    expect(Object.keys(document)).toHaveLength(22);
    expect(document).toMatchObject({ first: 2, kept: { deep: true }, part0: 0, part19: 19 });
    expect(userKey).toBe('user-1');
  });

  it('numbers operations in the order of the calls and gives back what was frozen', async () => {
    const run = await aRun(stores, account);
    const base = { sent: { name: 'Old' }, seen: { name: 'old' } };
    const draft = aDraft('dentrix:patient:1', { level: 2, base, targetId: '44', forecast: 'update', rows: [3, 9], ours: { org: { link: 'dentrix:practice:1' } } });
    await stores.runs.addOperations(run.id, Array.from({ length: 1100 }, (_, index) => aDraft(`dentrix:patient:n${index}`)));
    await stores.runs.addOperations(run.id, [draft, aDraft('dentrix:patient:1', { object: 'lead', level: 5, ours: null, forecast: 'remove' })]);
    const [operation] = await stores.runs.operations(run.id, { level: 2, states: ['pending'], afterSeq: 0, limit: 10 });
    expect(operation).toEqual({ ...draft, id: operation!.id, runId: run.id, seq: 1101, state: 'pending' });
    expect(await stores.runs.operation(operation!.id)).toEqual(operation);
    expect(await stores.runs.operation('nowhere')).toBeNull();
    expect(await stores.runs.levels(run.id)).toEqual([0, 2, 5]);
    const page = await stores.runs.operations(run.id, { states: ['pending', 'intent'], afterSeq: 1098, limit: 3 });
    expect(page.map(({ seq }) => seq)).toEqual([1099, 1100, 1101]);
    expect(await stores.runs.counts(run.id)).toEqual([
      { object: 'lead', forecast: 'remove', state: 'pending', count: 1 },
      { object: 'person', forecast: 'create', state: 'pending', count: 1100 },
      { object: 'person', forecast: 'update', state: 'pending', count: 1 },
    ]);
  });

  it('clears and repeats a plan under the same ids, but only while it is a plan', async () => {
    const run = await aRun(stores, account);
    const [before] = await operationsOf(stores, run, [aDraft('dentrix:patient:1', { rows: [1] })]);
    await stores.runs.addSkipped(run.id, [{ row: 2, reason: 'not-in-sample' }]);
    await stores.runs.clearPlan(run.id);
    expect(await stores.runs.counts(run.id)).toEqual([]);
    expect(await operationsOf(stores, run, [aDraft('dentrix:patient:1', { rows: [1] })])).toEqual([before]);
    await stores.runs.setState(run.id, 'approved');
    await expect(stores.runs.clearPlan(run.id)).rejects.toMatchObject({ name: 'Refused', code: 'not-planned' });
    await expect(stores.runs.addOperations(run.id, [aDraft('dentrix:patient:2')])).rejects.toMatchObject({ code: 'not-planned' });
    await expect(aRun(stores, account, null, { id: run.id })).rejects.toMatchObject({ code: 'run-exists' });
  });

  it('settles operations that need no write without journalling them', async () => {
    const run = await aRun(stores, account);
    await operationsOf(stores, run, [aDraft('dentrix:patient:1', { forecast: 'unchanged', targetId: '5' }), aDraft('dentrix:patient:2')]);
    await stores.runs.settleUnchanged(run.id);
    expect((await stores.runs.counts(run.id)).map(({ forecast, state }) => [forecast, state])).toEqual([['create', 'pending'], ['unchanged', 'nothing']]);
    expect(await all(stores.journal.history(run.id, 'forward'))).toEqual([]);
  });

  describe('how the rows of an export ended', () => {
    let run: Run;
    let lease: Lease;
    let operations: readonly Operation[];
    const append = (entry: JournalEntry): Promise<void> => stores.journal.append(entry, lease.fence);

    /** Row n + 1 contributes to the operations whose keys hold n. */
    beforeEach(async () => {
      const rows = Array.from({ length: 8 }, (_, index) => aRow(index + 2, [aPatient(String(index))]));
      const intakeId = await anIntake(stores, account, [...rows, aSkippedRow(10, 'no-key'), aRow(11, [aPatient('x')]), aRow(12, [aPatient('y')])]);
      run = await aRun(stores, account, intakeId);
      lease = (await stores.leases.acquire(account.id, 'test'))!;
      operations = await operationsOf(stores, run, [
        aDraft('dentrix:patient:create', { rows: [1, 2, 6] }),
        aDraft('dentrix:patient:update', { rows: [1, 3, 4] }),
        aDraft('dentrix:patient:conflict', { rows: [3, 4, 5, 8], targetId: '30' }),
        aDraft('dentrix:patient:nothing', { rows: [5, 7], targetId: '40' }),
        aDraft('dentrix:patient:blocked', { rows: [2, 8], level: 1 }),
        aDraft('dentrix:patient:rejected', { rows: [2] }),
        aDraft('dentrix:patient:unchanged', { rows: [7], forecast: 'unchanged', targetId: '70' }),
      ]);
      await stores.runs.addSkipped(run.id, [{ row: 10, reason: 'archived' }, { row: 10, reason: 'second thought' }, { row: 1, reason: 'not-in-sample' }]);
    });

    const finishAll = async (): Promise<void> => {
      await stores.runs.settleUnchanged(run.id);
      await append(intent(operations[0]!));
      await append(applied(operations[0]!, '10'));
      await append(applied(operations[1]!, '20', 'update'));
      await append(settled(operations[2]!, 'conflict', '30'));
      await append(settled(operations[3]!, 'nothing', '40'));
      await append(failed(operations[4]!, 'blocked', 'The person it belongs to failed.'));
      await append(failed(operations[5]!, 'rejected', 'The name is too long.'));
    };

    it('is counted by the weightiest end of each row, and adds up to the rows read', async () => {
      await finishAll();
      expect(await stores.runs.rowCounts(run.id)).toEqual({
        read: 11, created: 2, updated: 2, unchanged: 1, skipped: 4, failed: 2,
        skippedBy: { 'kept-user-edit': 1, 'no-key': 1, archived: 1, 'not-run': 1 },
        failedBy: { 'The person it belongs to failed.': 2 },
      });
    });

    it('is told row by row with file, line and what it became', async () => {
      await finishAll();
      const outcomes = await all(stores.runs.rowOutcomes(run.id));
      expect(outcomes.map(({ line, outcome, reason }) => [line, outcome, reason])).toEqual([
        [2, 'created', null], [3, 'failed', 'The person it belongs to failed.'], [4, 'updated', null], [5, 'updated', null],
        [6, 'skipped', 'kept-user-edit'], [7, 'created', null], [8, 'unchanged', null], [9, 'failed', 'The person it belongs to failed.'],
        [10, 'skipped', 'no-key'], [11, 'skipped', 'archived'], [12, 'skipped', 'not-run'],
      ]);
      expect(outcomes[0]).toEqual({
        file: 'patients.csv', line: 2, outcome: 'created', reason: null, remedy: null, targets: [{ object: 'person', id: '10' }, { object: 'person', id: '20' }],
      });
      expect(outcomes[1]).toMatchObject({ remedy: 'Correct the record and run again.', targets: [{ object: 'person', id: '10' }] });
      expect(outcomes[6]?.targets.map(({ id }) => id)).toEqual(['40', '70']);
    });

    it('adds up before, during and after the run', async () => {
      const sum = async (): Promise<number> => {
        const { created, updated, unchanged, skipped, failed: broken } = await stores.runs.rowCounts(run.id);
        return created + updated + unchanged + skipped + broken;
      };
      expect(await sum()).toBe(11);
      expect((await stores.runs.rowCounts(run.id)).skippedBy).toEqual({ 'not-run': 9, 'no-key': 1, archived: 1 });
      await append(intent(operations[0]!));
      expect(await sum()).toBe(11);
      await append(applied(operations[0]!, '10'));
      expect(await stores.runs.rowCounts(run.id)).toMatchObject({ created: 3, skipped: 8 });
    });

    it('is nothing for a run without an export', async () => {
      const rollback = await aRun(stores, account, null, { kind: 'rollback', undoes: run.id });
      expect(await stores.runs.rowCounts(rollback.id)).toMatchObject({ read: 0, skipped: 0 });
      expect(await all(stores.runs.rowOutcomes(rollback.id))).toEqual([]);
    });
  });
});
