import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account, JournalEntry, Lease, LinkRecord } from '../../migrator/ports.js';
import type { DatabaseConfig, OpenedStores } from '../../migrator/store/index.js';
import { DATABASES, newDatabase } from '../support/databases.js';
import { aDraft, all, anAccount, applied, aRun, failed, intent, linkOf, open, operationsOf, settled } from './builders.js';
import { startChild } from './processes.js';

describe.each(DATABASES)('the journal on %s', (kind) => {
  let database: DatabaseConfig;
  let stores: OpenedStores;
  let account: Account;
  let lease: Lease;

  beforeAll(async () => {
    database = await newDatabase(kind);
    stores = await open(database);
    account = await anAccount(stores);
    const acquired = await stores.leases.acquire(account.id, 'test');
    if (acquired === null) throw new Error('The lease of a new account is free.');
    lease = acquired;
  });
  afterAll(() => stores.close());

  it('keeps an intent in doubt until its outcome, and the instant with it', async () => {
    const run = await aRun(stores, account);
    const [first, second] = await operationsOf(stores, run, [aDraft('dentrix:patient:1'), aDraft('dentrix:patient:2', { ours: null })]);
    await stores.journal.append(intent(first!, 'update', '77'), lease.fence);
    await stores.journal.append(intent(second!), lease.fence);
    const doubts = await stores.journal.inDoubt(run.id);
    expect(doubts).toEqual([
      { ...intent({ ...first!, state: 'intent' }, 'update', '77'), at: '2026-03-02T09:00:00.000Z' },
      { ...intent({ ...second!, state: 'intent' }), at: '2026-03-02T09:00:00.000Z' },
    ]);
    await stores.journal.append(applied(first!, '77', 'update'), lease.fence);
    expect((await stores.journal.inDoubt(run.id)).map((doubt) => doubt.operation.id)).toEqual([second!.id]);
    expect((await stores.runs.operation(first!.id))?.state).toBe('applied');
  });

  it('takes the last of several intents of one operation', async () => {
    const run = await aRun(stores, account);
    const [operation] = await operationsOf(stores, run, [aDraft('dentrix:patient:3')]);
    await stores.journal.append(intent(operation!), lease.fence);
    await stores.journal.append(intent(operation!, 'update', '9'), lease.fence);
    const doubts = await stores.journal.inDoubt(run.id);
    expect(doubts.map(({ verdict, targetId }) => [verdict.kind, targetId])).toEqual([['update', '9']]);
  });

  it('keeps the order of concurrent calls', async () => {
    const run = await aRun(stores, account);
    const drafts = Array.from({ length: 700 }, (_, index) => aDraft(`dentrix:patient:o${index}`));
    const operations = await operationsOf(stores, run, drafts);
    await Promise.all(operations.flatMap((one) => [stores.journal.append(intent(one), lease.fence), stores.journal.append(applied(one, `t${one.seq}`), lease.fence)]));
    const forward = await all(stores.journal.history(run.id, 'forward'));
    expect(forward.map((entry) => entry.targetId)).toEqual(operations.map((one) => `t${one.seq}`));
    const reverse = await all(stores.journal.history(run.id, 'reverse'));
    expect(reverse).toEqual([...forward].reverse());
    expect(await stores.journal.inDoubt(run.id)).toEqual([]);
  });

  it('tells in its history what came of each operation', async () => {
    const run = await aRun(stores, account);
    const operations = await operationsOf(stores, run, ['a', 'b', 'c'].map((key) => aDraft(`dentrix:patient:h${key}`)));
    await stores.journal.append(applied(operations[0]!, '1'), lease.fence);
    await stores.journal.append(settled(operations[1]!, 'conflict', '2'), lease.fence);
    await stores.journal.append(failed(operations[2]!, 'rejected', 'The name is too long.'), lease.fence);
    const [first, second, third] = await all(stores.journal.history(run.id, 'forward'));
    expect(first).toMatchObject({ result: 'applied', targetId: '1', before: null, after: { name: 'Ada Example' }, verdict: { kind: 'create' } });
    expect(first?.operation).toEqual({ ...operations[0], state: 'applied' });
    expect(second).toMatchObject({ result: 'conflict', targetId: '2', reason: null });
    expect(third).toMatchObject({ result: 'rejected', reason: 'The name is too long.', remedy: 'Correct the record and run again.', verdict: null, after: null });
  });

  it('lets an operation end once', async () => {
    const run = await aRun(stores, account);
    const [first, second] = await operationsOf(stores, run, ['e1', 'e2'].map((key) => aDraft(`dentrix:patient:${key}`)));
    const results = await Promise.allSettled([
      stores.journal.append(applied(first!, '1'), lease.fence),
      stores.journal.append(applied(first!, '2'), lease.fence),
      stores.journal.append(intent(first!), lease.fence),
      stores.journal.append(applied(second!, '3'), lease.fence),
    ]);
    expect(results.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'written')))
      .toEqual(['written', 'already-ended', 'already-ended', 'written']);
    expect((await all(stores.journal.history(run.id, 'forward'))).map(({ targetId }) => targetId)).toEqual(['1', '3']);
  });

  it('refuses what belongs to no operation, and a link that comes too early', async () => {
    const run = await aRun(stores, account);
    const [operation] = await operationsOf(stores, run, [aDraft('dentrix:patient:f1')]);
    const append = (entry: JournalEntry, link?: LinkRecord): Promise<void> => stores.journal.append(entry, lease.fence, link);
    await expect(append(intent({ ...operation!, id: 'nowhere' }))).rejects.toMatchObject({ code: 'not-found' });
    await expect(append(intent({ ...operation!, runId: 'nowhere' }))).rejects.toMatchObject({ code: 'not-found' });
    await expect(append(intent(operation!), linkOf(operation!, '1'))).rejects.toMatchObject({ code: 'link-too-early' });
    expect((await stores.runs.operation(operation!.id))?.state).toBe('pending');
  });

  it('keeps the words of a CRM whatever they hold', async () => {
    const run = await aRun(stores, account);
    const [operation] = await operationsOf(stores, run, [aDraft('dentrix:patient:g1')]);
    await stores.journal.append(failed(operation!, 'rejected', 'Zero \u0000 and 🦷 “quotes”'), lease.fence);
    expect((await all(stores.journal.history(run.id, 'forward')))[0]?.reason).toBe('Zero  and 🦷 “quotes”');
  });

  it('has everything that it said was written when its process is killed in the middle', async () => {
    const run = await aRun(stores, account);
    const drafts = Array.from({ length: 3000 }, (_, index) => aDraft(`dentrix:patient:k${index}`));
    await stores.runs.addOperations(run.id, drafts);
    const child = startChild({ does: 'write', database, runId: run.id, fence: lease.fence });
    let said = '';
    child.stdout?.on('data', (part) => {
      said += String(part);
      if (said.length > 5000) child.kill('SIGKILL');
    });
    await once(child, 'close');
    // Waits for the lock of a group that the server may still be committing.
    await lease.renew();
    const promised = said.split('\n').slice(0, -1);
    expect(promised.length).toBeGreaterThan(100);
    const done = new Map((await all(stores.journal.history(run.id, 'forward'))).map(({ operation }) => [operation.id, operation.externalId]));
    expect(done.size).toBeLessThan(3000);
    expect(promised.filter((id) => !done.has(id))).toEqual([]);
    expect((await stores.journal.links(account.id, [...done.values()])).size).toBe(done.size);
    const counts = await stores.runs.counts(run.id);
    expect(counts.find(({ state }) => state === 'applied')?.count).toBe(done.size);
    expect(counts.find(({ state }) => state === 'intent')?.count ?? 0).toBe((await stores.journal.inDoubt(run.id)).length);
  });

  it('replaces, leaves and removes the link of a record', async () => {
    const run = await aRun(stores, account);
    const [first, second, third] = await operationsOf(stores, run, ['x1', 'x2', 'x3'].map((key) => aDraft(`dentrix:patient:${key}`)));
    const link: LinkRecord = linkOf(first!, '501', { name: 'ada example' });
    await stores.journal.append(applied(first!, '501'), lease.fence, link);
    await stores.journal.append(applied(second!, '502'), lease.fence);
    await stores.journal.append(applied(third!, '503'), lease.fence, linkOf(third!, '503'));
    const ids = [first!.externalId, second!.externalId, third!.externalId] as const;
    expect([...await stores.journal.links(account.id, ids)]).toEqual(expect.arrayContaining([[ids[0], link], [ids[2], linkOf(third!, '503')]]));

    const later = await aRun(stores, account);
    const [again, gone] = await operationsOf(stores, later, [aDraft(ids[0]), aDraft(ids[2])]);
    await stores.journal.append(applied(again!, '501', 'update'), lease.fence, linkOf(again!, '501', { name: 'newer' }));
    await stores.journal.append(applied(gone!, '503'), lease.fence, null);
    const links = await stores.journal.links(account.id, ids);
    expect([...links.keys()]).toEqual([ids[0]]);
    expect(links.get(ids[0])?.base.seen).toEqual({ name: 'newer' });
  });
});
