import { closeSync, openSync } from 'node:fs';
import knex from 'knex';
import type { Knex } from 'knex';
import { credentialsBusy, holdRowLease } from './row-lease.js';

/** Where the tables live. `file` may be `:memory:`, which ends with the process. */
export type DatabaseConfig =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** One set of credentials, as found by its keys. */
export interface CredentialRow {
  readonly account_id: string;
  readonly user_hash: string;
}

/** What the two databases do differently. Everything else in the store is one and the same query. */
export interface Dialect {
  readonly writer: Knex;
  /** Reads what was committed, without waiting for the writer. */
  readonly reader: Knex;
  /** Runs `work` while no other process brings the tables up to date. */
  withTableLock(work: (trx: Knex.Transaction) => Promise<void>): Promise<void>;
  /** Runs `work` while nobody else, in any process, holds the same credentials; gives up with `RetryLater` after 20 s. */
  withCredentials<T>(row: CredentialRow, holder: string, clock: () => Date, work: (db: Knex) => Promise<T>): Promise<T>;
  /** Called after rows were deleted for good: removes what the database still keeps of them. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** How long to wait for credentials that somebody else is renewing. */
export const CREDENTIAL_WAIT_MS = 20_000;

/** The knex configuration for a database, for the store and for the knex command line. */
export function knexConfig(database: DatabaseConfig): Knex.Config {
  // Errors name the statement, not the values bound to it.
  const shared = { compileSqlOnError: false };
  if (database.kind === 'postgres') {
    return { ...shared, client: 'pg', connection: { connectionString: database.url }, pool: { min: 0, max: 10 } };
  }
  return {
    ...shared,
    client: 'sqlite3',
    connection: { filename: database.file },
    useNullAsDefault: true,
    // One connection: SQLite has one writer at a time, and a second one in the same process would only wait for the first.
    pool: { min: 1, max: 1, afterCreate: setPragmas },
  };
}

/** Opens the database. Nothing is written to it yet, except that a SQLite file is created and put into WAL mode. */
export function openDialect(database: DatabaseConfig): Dialect {
  return database.kind === 'postgres' ? openPostgres(database) : openSqlite(database);
}

const PRAGMAS = [
  'busy_timeout = 30000',
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  // Deleted patient data is overwritten with zeros, not only forgotten.
  'secure_delete = ON',
  'cache_size = -65536',
  'temp_store = MEMORY',
  // Large imports write the log back in larger steps.
  'wal_autocheckpoint = 8000',
];

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

function setPragmas(connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void): void {
  connection.exec(PRAGMAS.map((pragma) => `PRAGMA ${pragma};`).join(' '), (error) => done(error, connection));
}

function openSqlite(database: DatabaseConfig & { kind: 'sqlite' }): Dialect {
  // Made before SQLite makes it, so that nobody else on the machine can read it; its journals take over the mode.
  if (database.file !== ':memory:') closeSync(openSync(database.file, 'a', 0o600));
  const writer = knex(knexConfig(database));
  const reader = database.file === ':memory:' ? writer : knex(knexConfig(database));
  return {
    writer,
    reader,
    async withTableLock(work) {
      await writer.raw('create table if not exists table_change_turns (id integer primary key)');
      await writer.transaction(async (trx) => {
        // Any write takes SQLite's only write lock until the transaction ends.
        await trx.raw('insert or replace into table_change_turns (id) values (1)');
        await work(trx);
      });
    },
    withCredentials: (row, holder, clock, work) =>
      // A transaction would keep the only connection busy for as long as the renewal waits for the CRM.
      holdRowLease({ db: writer, row, holder, clock, waitMs: CREDENTIAL_WAIT_MS }, () => work(writer)),
    async scrub() {
      await writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    async close() {
      if (reader !== writer) await reader.destroy();
      await writer.destroy();
    },
  };
}

/** Any number will do, as long as nothing else in the database locks the same one. */
const TABLE_LOCK = 7_205_518;

/** PostgreSQL's code for "gave up waiting for a lock". */
const LOCK_NOT_AVAILABLE = '55P03';

function openPostgres(database: DatabaseConfig & { kind: 'postgres' }): Dialect {
  const db = knex(knexConfig(database));
  return {
    writer: db,
    reader: db,
    withTableLock: (work) =>
      db.transaction(async (trx) => {
        await trx.raw('select pg_advisory_xact_lock(?)', [TABLE_LOCK]);
        await work(trx);
      }),
    withCredentials: (row, _holder, _clock, work) =>
      db.transaction(async (trx) => {
        await trx.raw(`set local lock_timeout = ${CREDENTIAL_WAIT_MS}`);
        try {
          await trx('credentials').select('version').where(row).forUpdate();
        } catch (error) {
          if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) throw credentialsBusy();
          throw error;
        }
        return work(trx);
      }),
    async scrub() {
      await db.raw('vacuum account_keys, credentials');
    },
    close: () => db.destroy(),
  };
}
