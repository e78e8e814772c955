import knex from 'knex';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { knexConfig, openStores, tableChanges } from '../../migrator/store/index.js';
import type { DatabaseConfig } from '../../migrator/store/index.js';
import { DATABASES, newDatabase } from '../support/databases.js';
import { anAccount, Clock, nextId, open } from './builders.js';
import { runChild } from './processes.js';

const openWith = (database: DatabaseConfig, masterKey: Buffer): ReturnType<typeof openStores> =>
  openStores({ database, masterKey, clock: new Clock().now, ids: nextId });

describe.each(DATABASES)('opening the stores on %s', (kind) => {
  it('keeps what was there', async () => {
    const database = await newDatabase(kind);
    const first = await open(database);
    const account = await anAccount(first);
    await first.accounts.saveCredentials(account.id, 'user', { token: 'secret' });
    await first.close();
    const second = await open(database);
    expect(await second.accounts.list()).toEqual([account]);
    expect(await second.accounts.credentials(account.id, 'user')).toEqual({ token: 'secret' });
    await second.close();
  });

  it('works for many starters at once, also from other processes', async () => {
    const database = await newDatabase(kind);
    const [, , ...opened] = await Promise.all([
      runChild({ does: 'open', database }), runChild({ does: 'open', database }), open(database), open(database), open(database),
    ]);
    for (const stores of opened) await anAccount(stores);
    expect(await opened[0]?.accounts.list()).toHaveLength(3);
    for (const stores of opened) await stores.close();
  });

  it('refuses another master key before anything is changed, and says why', async () => {
    const database = await newDatabase(kind);
    const stores = await open(database);
    await anAccount(stores);
    await stores.close();
    const before = await dump(database);
    await expect(openWith(database, Buffer.alloc(32, 8))).rejects.toMatchObject({
      name: 'Refused', code: 'wrong-master-key', message: expect.stringContaining('set up with another one') as string,
    });
    expect(await dump(database)).toEqual(before);
    await (await open(database)).close();
  });

  it('refuses a master key of the wrong length', async () => {
    await expect(openWith(await newDatabase(kind), Buffer.alloc(16))).rejects.toMatchObject({ code: 'wrong-master-key' });
  });

  it('leaves a database that the knex command line finds up to date, and that it can take down', async () => {
    const database = await newDatabase(kind);
    await (await open(database)).close();
    const db = knex({ ...knexConfig(database), migrations: tableChanges });
    expect(await db.migrate.list()).toMatchObject([[{ name: '0001-accounts' }, {}, {}, {}], []]);
    await db.migrate.rollback(undefined, true);
    expect(await db.schema.hasTable('journal')).toBe(false);
    await db.destroy();
  });
});

describe('opening a sqlite file', () => {
  it('makes every commit durable, checks references and wipes what is deleted', async () => {
    const db = knex(knexConfig(await newDatabase('sqlite')));
    const pragma = async (name: string): Promise<unknown> => Object.values((await db.raw(`PRAGMA ${name}`) as readonly object[])[0] ?? {})[0];
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('secure_delete')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(30_000);
    await db.destroy();
  });

  it('works in memory too', async () => {
    const stores = await open({ kind: 'sqlite', file: ':memory:' });
    await anAccount(stores);
    expect(await stores.accounts.list()).toHaveLength(1);
    await stores.close();
  });
});

describe('the knex file', () => {
  const { DATABASE_URL, DATA_DIR } = process.env;
  afterEach(() => {
    for (const [name, value] of Object.entries({ DATABASE_URL, DATA_DIR })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('names the same tables as the stores', async () => {
    const database = await newDatabase('sqlite');
    const folder = database.kind === 'sqlite' ? dirname(database.file) : '';
    process.env['DATA_DIR'] = folder;
    delete process.env['DATABASE_URL'];
    const { default: config } = await import('../../knexfile.js');
    const db = knex(config);
    await db.migrate.latest();
    await db.destroy();
    const stores = await open({ kind: 'sqlite', file: join(folder, 'bridgework.sqlite') });
    await anAccount(stores);
    await stores.close();
  });
});

async function dump(database: DatabaseConfig): Promise<unknown> {
  const db = knex(knexConfig(database));
  const tables = ['migrator_table_changes', 'master_key_checks', 'accounts', 'account_keys', 'credentials'];
  const rows = await Promise.all(tables.map((table) => db(table).select('*')));
  await db.destroy();
  return rows;
}
