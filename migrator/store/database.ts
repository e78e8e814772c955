import type { Knex } from 'knex';
import type { Dialect } from './dialect.js';
import type { KeyRing } from './keys.js';

/**
 * What every store works with. A transaction here always begins with a write: on PostgreSQL that locks the row everything else
 * depends on, on SQLite it takes the write lock at once, so that what is read next cannot change before the commit.
 * Inside a transaction only `trx` is used: on SQLite `writer` has one connection, and the transaction has it.
 */
export interface Database {
  readonly writer: Knex;
  readonly reader: Knex;
  readonly dialect: Dialect;
  readonly keys: KeyRing;
  readonly clock: () => Date;
  readonly ids: () => string;
}

/** The present moment as stored: ISO 8601 in UTC, which also sorts by time as text. */
export function now(db: Pick<Database, 'clock'>): string {
  return db.clock().toISOString();
}
