import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../migrator/ports.js';
import type { DatabaseConfig, OpenedStores } from '../../migrator/store/index.js';
import { DATABASES, newDatabase } from '../support/databases.js';
import { aDraft, anAccount, applied, aRun, Clock, intent, open, operationsOf } from './builders.js';
import { runChild } from './processes.js';

describe.each(DATABASES)('leases on %s', (kind) => {
  const clock = new Clock();
  let database: DatabaseConfig;
  let stores: OpenedStores;
  let others: OpenedStores;
  let account: Account;

  beforeAll(async () => {
    database = await newDatabase(kind);
    stores = await open(database, clock);
    others = await open(database, clock);
  });
  beforeEach(async () => {
    account = await anAccount(stores);
  });
  afterAll(async () => {
    await stores.close();
    await others.close();
  });

  it('are given to one holder at a time, with a growing fence', async () => {
    const first = await stores.leases.acquire(account.id, 'first');
    expect(first?.fence).toBe(1);
    expect(await others.leases.acquire(account.id, 'second')).toBeNull();
    expect(await stores.leases.acquire(account.id, 'first')).toBeNull();
    expect(await others.leases.holder(account.id)).toBe('first');
    await first!.release();
    expect(await others.leases.holder(account.id)).toBeNull();
    expect((await others.leases.acquire(account.id, 'second'))?.fence).toBe(2);
  });

  it('are free when they were not renewed for 30 s', async () => {
    const first = (await stores.leases.acquire(account.id, 'first'))!;
    clock.advance(29);
    await first.renew();
    clock.advance(29);
    expect(await others.leases.acquire(account.id, 'second')).toBeNull();
    clock.advance(1);
    expect(await others.leases.holder(account.id)).toBeNull();
    expect((await others.leases.acquire(account.id, 'second'))?.fence).toBe(2);
    await expect(first.renew()).rejects.toMatchObject({ name: 'Refused', code: 'lease-lost' });
    await first.release();
    expect(await others.leases.holder(account.id)).toBe('second');
  });

  it('go to one of many who ask at once', async () => {
    const asked = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? stores : others).leases.acquire(account.id, `holder ${index}`));
    expect((await Promise.all(asked)).filter((lease) => lease !== null)).toHaveLength(1);
  });

  it('are not given to another process either', async () => {
    const said = await Promise.all([1, 2].map(() => runChild({ does: 'acquire', database, accountId: account.id })));
    expect(said.sort()).toEqual(['fence 1', 'refused']);
  });

  it('keep a holder that lost them from writing, and leave the entries of others alone', async () => {
    const run = await aRun(stores, account);
    const [first, second] = await operationsOf(stores, run, [aDraft('dentrix:patient:1'), aDraft('dentrix:patient:2')]);
    const old = (await stores.leases.acquire(account.id, 'first'))!;
    clock.advance(30);
    const current = (await others.leases.acquire(account.id, 'second'))!;
    const results = await Promise.allSettled([
      stores.journal.append(intent(first!), old.fence),
      stores.journal.append(intent(second!), current.fence),
      stores.journal.append(applied(second!, '2'), current.fence),
      stores.journal.append(applied(first!, '1'), old.fence),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'rejected']);
    expect(results[0]).toMatchObject({ reason: { name: 'Refused', code: 'lease-lost' } });
    expect((await stores.runs.operation(first!.id))?.state).toBe('pending');
    expect(await stores.journal.inDoubt(run.id)).toEqual([]);
  });
});
