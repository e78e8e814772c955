import knex from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExternalId } from '../../migrator/destinations/define.js';
import type { Account, Lease, LinkRecord, Operation } from '../../migrator/ports.js';
import { knexConfig } from '../../migrator/store/index.js';
import type { DatabaseConfig, OpenedStores } from '../../migrator/store/index.js';
import { DATABASES, newDatabase } from '../support/databases.js';
import { aDraft, all, anAccount, applied, aRun, failed, intent, linkOf, open, operationsOf, settled } from './builders.js';

const OBJECTS = ['person', 'deal', 'activity'];

/** A small generator of numbers below `limit`, the same for the same seed. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe.each(DATABASES)('links derived from the journal on %s', (kind) => {
  let database: DatabaseConfig;
  let stores: OpenedStores;

  beforeAll(async () => {
    database = await newDatabase(kind);
    stores = await open(database);
  });
  afterAll(() => stores.close());

  /** Ends an operation in one of the ways an engine can, and does the same to the model. */
  const end = async (next: (limit: number) => number, lease: Lease, operation: Operation, model: Map<ExternalId, LinkRecord>): Promise<void> => {
    const target = `t${next(1000)}`;
    const link = linkOf(operation, target, { name: `seen ${next(1000)}` });
    if (next(2) === 0) await stores.journal.append(intent(operation), lease.fence);
    switch (next(6)) {
      case 0:
        return stores.journal.append(failed(operation, 'rejected', 'The name is too long.'), lease.fence);
      case 1:
        return stores.journal.append(settled(operation, 'conflict', target), lease.fence);
      case 2:
        model.delete(operation.externalId);
        return stores.journal.append(applied(operation, target), lease.fence, null);
      case 3:
        return undefined;
      default:
        model.set(operation.externalId, link);
        return stores.journal.append(applied(operation, target), lease.fence, link);
    }
  };

  const history = async (seed: number, account: Account): Promise<ReadonlyMap<ExternalId, LinkRecord>> => {
    const next = random(seed);
    const model = new Map<ExternalId, LinkRecord>();
    const lease = (await stores.leases.acquire(account.id, 'test'))!;
    for (let runs = 0; runs < 4; runs += 1) {
      const keys = [...new Set(Array.from({ length: 15 }, () => next(25)))];
      const drafts = keys.map((key) => aDraft(`${key % 2 === 0 ? 'dentrix' : 'axium'}:patient:${key}`, { object: OBJECTS[key % 3] ?? '' }));
      const operations = await operationsOf(stores, await aRun(stores, account), drafts);
      await Promise.all(operations.map((operation) => end(next, lease, operation, model)));
    }
    await lease.release();
    return model;
  };

  const linksOf = async (account: Account): Promise<ReadonlyMap<ExternalId, LinkRecord>> =>
    new Map((await all(stores.journal.linksOf(account.id, OBJECTS))).map((link) => [link.externalId, link]));

  it.each([1, 2, 3, 4, 5])('equal the links kept on the way, whatever happened (history %i)', async (seed) => {
    const account = await anAccount(stores);
    const bystander = await anAccount(stores);
    const model = await history(seed, account);
    const others = await history(seed + 100, bystander);
    expect(await linksOf(account)).toEqual(model);
    expect(model.size).toBeGreaterThan(5);

    const db = knex(knexConfig(database));
    const damaged = await db('links').where({ account_id: account.id, object: 'person' }).delete();
    await db('links').where({ account_id: account.id, object: 'deal' }).update({ target_id: 'wrong' });
    await db.destroy();
    expect(damaged).toBeGreaterThan(0);
    expect(await linksOf(account)).not.toEqual(model);

    await stores.rebuildLinks(account.id);
    expect(await linksOf(account)).toEqual(model);
    expect(await linksOf(bystander)).toEqual(others);
    const ids = Array.from({ length: 25 }, (_, key): ExternalId => `${key % 2 === 0 ? 'dentrix' : 'axium'}:patient:${key}`);
    expect(await stores.journal.links(account.id, ids)).toEqual(model);
    expect(await stores.journal.hasLinks(account.id, 'dentrix')).toBe([...model.keys()].some((id) => id.startsWith('dentrix:')));
    expect(await stores.journal.hasLinks(account.id, 'dent')).toBe(false);
  });
});
