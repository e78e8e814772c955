import type { Knex } from 'knex';
import { Refused } from '../run/errors.js';
import { KEY_BYTES, newKey, SealBroken, Sealer } from './seal.js';

/** What is sealed under the master key to recognise it again. */
const CHECK_PLACE = 'master_key_checks|1';
const CHECK_VALUE = 'bridgework';

/**
 * The data keys of the accounts. Each is random, lies in the database wrapped by the master key, and is all that stands between
 * a copy of the database and the patients in it: without its row, what it sealed is noise.
 */
export class KeyRing {
  readonly #master: Sealer;
  readonly #sealers = new Map<string, Promise<Sealer>>();

  constructor(masterKey: Buffer) {
    if (masterKey.length !== KEY_BYTES) {
      throw new Refused(`The master key must be ${KEY_BYTES} bytes long, but it is ${masterKey.length}.`, 'wrong-master-key');
    }
    this.#master = new Sealer(masterKey);
  }

  /** Throws when the database was made with another master key. Reads only; a database without tables fits any key. */
  async check(db: Knex): Promise<void> {
    if (!(await db.schema.hasTable('master_key_checks'))) return;
    const row = await db<{ id: number; sealed: Buffer }>('master_key_checks').where({ id: 1 }).first();
    if (row === undefined) return;
    try {
      this.#master.open(CHECK_PLACE, row.sealed);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      throw new Refused(
        'The master key does not fit this database: it was set up with another one. Start with the key it was set up with; nothing was changed.',
        'wrong-master-key',
      );
    }
  }

  /** Marks a new database as belonging to this master key; two starters at once agree on the first. */
  async claim(db: Knex): Promise<void> {
    const sealed = this.#master.seal(CHECK_PLACE, CHECK_VALUE);
    await db('master_key_checks').insert({ id: 1, sealed }).onConflict('id').ignore();
    await this.check(db);
  }

  /** A new data key for an account, wrapped for the `account_keys` table. */
  wrapNew(accountId: string): Buffer {
    return this.#master.seal(placeOf(accountId), newKey().toString('base64'));
  }

  /** The sealer of an account; throws `Refused` when there is no such account (any more). */
  of(db: Knex, accountId: string): Promise<Sealer> {
    const known = this.#sealers.get(accountId);
    if (known !== undefined) return known;
    const loading = this.#load(db, accountId);
    this.#sealers.set(accountId, loading);
    loading.catch(() => this.#sealers.delete(accountId));
    return loading;
  }

  /** Drops an account's key from memory. */
  forget(accountId: string): void {
    this.#sealers.delete(accountId);
  }

  async #load(db: Knex, accountId: string): Promise<Sealer> {
    const row = await db<{ account_id: string; wrapped: Buffer }>('account_keys').where({ account_id: accountId }).first();
    if (row === undefined) throw new Refused(`There is no account ${accountId}.`, 'not-found');
    return new Sealer(Buffer.from(this.#master.open<string>(placeOf(accountId), row.wrapped), 'base64'));
  }
}

function placeOf(accountId: string): string {
  return `account_keys|${accountId}`;
}
