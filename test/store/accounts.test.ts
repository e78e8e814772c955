import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../migrator/ports.js';
import type { DatabaseConfig, OpenedStores } from '../../migrator/store/index.js';
import { DATABASES, newDatabase } from '../support/databases.js';
import { anAccount, Clock, nextId, open } from './builders.js';
import { runChild, startChild } from './processes.js';

describe.each(DATABASES)('accounts on %s', (kind) => {
  let database: DatabaseConfig;
  let stores: OpenedStores;

  beforeAll(async () => {
    database = await newDatabase(kind);
    stores = await open(database);
  });
  afterAll(() => stores.close());

  /** An account whose user `user` has these credentials. */
  const connected = async (credentials: Readonly<Record<string, string>>): Promise<Account> => {
    const account = await anAccount(stores);
    await stores.accounts.saveCredentials(account.id, 'user', credentials);
    return account;
  };

  it('are added once per destination and key', async () => {
    const key = nextId();
    const added = await Promise.all([1, 2, 3].map((n) => stores.accounts.add({ destination: 'crm', key, name: `Example Dental ${n}` })));
    expect(new Set(added.map(({ id }) => id)).size).toBe(1);
    const [account] = added;
    expect(account).toMatchObject({ destination: 'crm', key, addedAt: '2026-03-02T09:00:00.000Z' });
    expect(await stores.accounts.byKey('crm', key)).toEqual(account);
    expect(await stores.accounts.byId(account!.id)).toEqual(account);
    expect(await stores.accounts.byName(account!.name)).toEqual(account);
    expect(await stores.accounts.list()).toContainEqual(account);
    expect(await stores.accounts.byKey('other', key)).toBeNull();
    expect((await stores.accounts.add({ destination: 'other', key, name: 'Example Dental' })).id).not.toBe(account!.id);
  });

  it('keep one set of credentials per user', async () => {
    const account = await connected({ token: 'first' });
    await stores.accounts.saveCredentials(account.id, 'user', { token: 'second' });
    await stores.accounts.saveCredentials(account.id, 'ünïcode user', { token: 'other' });
    expect(await stores.accounts.credentials(account.id, 'user')).toEqual({ token: 'second' });
    expect([...await stores.accounts.credentialUsers(account.id)].sort()).toEqual(['user', 'ünïcode user']);
    await stores.accounts.removeCredentials(account.id, 'user');
    expect(await stores.accounts.credentials(account.id, 'user')).toBeNull();
    expect(await stores.accounts.credentialUsers(account.id)).toEqual(['ünïcode user']);
  });

  it('renew credentials one after the other, each from the newest, across stores', async () => {
    const account = await connected({ count: '0' });
    const others = await open(database);
    const renewals = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? stores : others).accounts.renew(account.id, 'user', async ({ count }) => {
      await sleep(2);
      return { count: String(Number(count) + 1) };
    }));
    const answers = await Promise.all(renewals);
    expect(answers.map(({ count }) => Number(count)).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await stores.accounts.credentials(account.id, 'user')).toEqual({ count: '10' });
    await others.close();
  });

  it('renew credentials one after the other across processes', async () => {
    const account = await connected({ count: '0' });
    await Promise.all([1, 2].map(() => runChild({ does: 'count-up', database, accountId: account.id, times: 15 })));
    expect(await stores.accounts.credentials(account.id, 'user')).toEqual({ count: '30' });
  });

  it('free the credentials that a process held when it was killed', async () => {
    const account = await connected({ count: '0' });
    const child = startChild({ does: 'hang', database, accountId: account.id });
    await once(child.stdout!, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    // The stores' own clock stands in the past of the child's, so the lease is looked at with a later one.
    const later = new Clock();
    later.advance((Date.now() - later.now().getTime()) / 1000 + 16);
    const others = await open(database, later);
    expect(await others.accounts.renew(account.id, 'user', ({ count }) => Promise.resolve({ count: `${count}1` }))).toEqual({ count: '01' });
    await others.close();
  });

  it('keep the old credentials when a renewal fails, and let the next one try', async () => {
    const account = await connected({ token: 'old' });
    await expect(stores.accounts.renew(account.id, 'user', () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
    expect(await stores.accounts.credentials(account.id, 'user')).toEqual({ token: 'old' });
    expect(await stores.accounts.renew(account.id, 'user', () => Promise.resolve({ token: 'new' }))).toEqual({ token: 'new' });
  });

  it('refuse to renew what is not there', async () => {
    const account = await anAccount(stores);
    await expect(stores.accounts.renew(account.id, 'user', () => Promise.resolve({}))).rejects.toMatchObject({ code: 'not-connected' });
    await expect(stores.accounts.credentials('nowhere', 'user')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('credentials on sqlite', () => {
  it('that somebody signs in anew for during a renewal stay the newer ones', async () => {
    const stores = await open({ kind: 'sqlite', file: ':memory:' });
    const account = await anAccount(stores);
    await stores.accounts.saveCredentials(account.id, 'user', { token: 'old' });
    const renewed = await stores.accounts.renew(account.id, 'user', async () => {
      await stores.accounts.saveCredentials(account.id, 'user', { token: 'signed in anew' });
      return { token: 'renewed' };
    });
    expect(renewed).toEqual({ token: 'signed in anew' });
    expect(await stores.accounts.credentials(account.id, 'user')).toEqual({ token: 'signed in anew' });
    await stores.close();
  });
});
