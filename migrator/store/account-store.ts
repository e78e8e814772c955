import type { Knex } from 'knex';
import type { Credentials } from '../destinations/define.js';
import type { Account, AccountStore } from '../ports.js';
import { Refused } from '../run/errors.js';
import { now } from './database.js';
import type { Database } from './database.js';
import type { Sealer } from './seal.js';
import { Turns } from './turns.js';

interface AccountRow {
  readonly id: string;
  readonly destination: string;
  readonly name: string;
  readonly key: string;
  readonly added_at: string;
}

interface CredentialsRow {
  readonly account_id: string;
  readonly user_hash: string;
  readonly sealed: Buffer;
  readonly version: number;
}

interface SealedCredentials {
  readonly userKey: string;
  readonly credentials: Credentials;
}

/** The accounts, their data keys and their sealed credentials. */
export function accountStore(db: Database): AccountStore {
  const turns = new Turns();
  const rows = (): Knex.QueryBuilder<AccountRow, AccountRow[]> => db.reader<AccountRow>('accounts').orderBy(['added_at', 'id']);
  return {
    add: (account) => add(db, account),
    list: async () => (await rows()).map(toAccount),
    byId: async (id) => firstAccount(await rows().where({ id })),
    byName: async (name) => firstAccount(await rows().where({ name })),
    byKey: async (destination, key) => firstAccount(await rows().where({ destination, key })),
    saveCredentials: (accountId, userKey, credentials) => save(db, accountId, userKey, credentials),
    credentials: async (accountId, userKey) => {
      const sealer = await db.keys.of(db.reader, accountId);
      return (await newest(db.reader, sealer, accountId, userKey))?.credentials ?? null;
    },
    async credentialUsers(accountId) {
      const sealer = await db.keys.of(db.reader, accountId);
      const found = await db.reader<CredentialsRow>('credentials').where({ account_id: accountId }).orderBy('user_hash');
      return found.map((row) => sealer.open<SealedCredentials>(placeOf(row.user_hash), row.sealed).userKey);
    },
    async removeCredentials(accountId, userKey) {
      const sealer = await db.keys.of(db.reader, accountId);
      await db.writer('credentials').where(rowOf(sealer, accountId, userKey)).delete();
    },
    renew: (accountId, userKey, refresh) => turns.take(`${accountId} ${userKey}`, () => renew(db, accountId, userKey, refresh)),
    forget: (accountId) => forget(db, accountId),
  };
}

async function add(db: Database, account: { readonly destination: string; readonly name: string; readonly key: string }): Promise<Account> {
  return db.writer.transaction(async (trx) => {
    const id = db.ids();
    const { destination, name, key } = account;
    const added = await trx('accounts')
      .insert({ id, destination, name, key, added_at: now(db) })
      .onConflict(['destination', 'key']).ignore().returning('id');
    if (added.length > 0) await trx('account_keys').insert({ account_id: id, wrapped: db.keys.wrapNew(id) });
    const row = await trx<AccountRow>('accounts').where({ destination, key }).first();
    if (row === undefined) throw new Refused('The account was removed while it was being added.', 'not-found');
    return toAccount(row);
  });
}

async function save(db: Database, accountId: string, userKey: string, credentials: Credentials): Promise<void> {
  const sealer = await db.keys.of(db.reader, accountId);
  const row = rowOf(sealer, accountId, userKey);
  const sealed = sealCredentials(sealer, row.user_hash, { userKey, credentials });
  await db.writer('credentials')
    .insert({ ...row, sealed, version: 1 })
    .onConflict(['account_id', 'user_hash'])
    .merge({ sealed, version: db.writer.raw('credentials.version + 1') });
}

/**
 * Renews under an exclusive hold. Should somebody sign in anew meanwhile, their newer credentials stand and are returned:
 * a renewal never overwrites what it did not start from.
 */
async function renew(
  db: Database, accountId: string, userKey: string, refresh: (current: Credentials) => Promise<Credentials>,
): Promise<Credentials> {
  const sealer = await db.keys.of(db.reader, accountId);
  const row = rowOf(sealer, accountId, userKey);
  return db.dialect.withCredentials(row, db.ids(), db.clock, async (held) => {
    const current = await newest(held, sealer, accountId, userKey);
    if (current === null) throw new Refused('These credentials are gone: the user must connect again.', 'not-connected');
    const renewed = await refresh(current.credentials);
    const sealed = sealCredentials(sealer, row.user_hash, { userKey, credentials: renewed });
    const stored = await held('credentials').where({ ...row, version: current.version }).update({ sealed, version: current.version + 1 });
    if (stored === 1) return renewed;
    const newer = await newest(held, sealer, accountId, userKey);
    if (newer === null) throw new Refused('These credentials were removed while they were being renewed.', 'not-connected');
    return newer.credentials;
  });
}

/** One transaction takes the key and, by cascade, every row that it sealed; `scrub` then removes what the files still hold of them. */
async function forget(db: Database, accountId: string): Promise<void> {
  await db.writer.transaction(async (trx) => {
    await trx('account_keys').where({ account_id: accountId }).delete();
    await trx('accounts').where({ id: accountId }).delete();
  });
  db.keys.forget(accountId);
  await db.dialect.scrub();
}

async function newest(
  queries: Knex, sealer: Sealer, accountId: string, userKey: string,
): Promise<{ readonly credentials: Credentials; readonly version: number } | null> {
  const row = await queries<CredentialsRow>('credentials').where(rowOf(sealer, accountId, userKey)).first();
  if (row === undefined) return null;
  return { credentials: sealer.open<SealedCredentials>(placeOf(row.user_hash), row.sealed).credentials, version: row.version };
}

function rowOf(sealer: Sealer, accountId: string, userKey: string): { account_id: string; user_hash: string } {
  return { account_id: accountId, user_hash: sealer.hash('credentials', userKey) };
}

function sealCredentials(sealer: Sealer, userHash: string, value: SealedCredentials): Buffer {
  return sealer.seal(placeOf(userHash), value);
}

function placeOf(userHash: string): string {
  return `credentials|${userHash}`;
}

function firstAccount(rows: readonly AccountRow[]): Account | null {
  const [row] = rows;
  return row === undefined ? null : toAccount(row);
}

function toAccount(row: AccountRow): Account {
  return { id: row.id, destination: row.destination, name: row.name, key: row.key, addedAt: row.added_at };
}
