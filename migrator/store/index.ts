import type { Stores } from '../ports.js';
import { accountStore } from './account-store.js';
import type { Database } from './database.js';
import { openDialect } from './dialect.js';
import type { DatabaseConfig } from './dialect.js';
import { intakeStore } from './intake-store.js';
import { journal } from './journal.js';
import { KeyRing } from './keys.js';
import { leaseStore } from './lease-store.js';
import { rebuildLinks } from './rebuild-links.js';
import { runStore } from './run-store.js';
import { tableChanges } from './table-changes.js';

export { knexConfig } from './dialect.js';
export type { DatabaseConfig } from './dialect.js';
export { tableChanges } from './table-changes.js';

/** What the store needs to open: where the tables live, the 32-byte master key, and the outside world as functions. */
export interface StoreOptions {
  readonly database: DatabaseConfig;
  readonly masterKey: Buffer;
  readonly clock: () => Date;
  readonly ids: () => string;
}

/** The stores, with the one repair that a person may order. */
export interface OpenedStores extends Stores {
  /** Derives an account's links anew from its journal, in one transaction. */
  rebuildLinks(accountId: string): Promise<void>;
}

/**
 * Opens the database, brings its tables up to date and returns the stores on it; any number of processes may do so at once.
 * Throws `Refused` with code `wrong-master-key`, before anything is changed, when the database was set up with another key.
 */
export async function openStores(options: StoreOptions): Promise<OpenedStores> {
  const keys = new KeyRing(options.masterKey);
  const dialect = openDialect(options.database);
  const db: Database = { writer: dialect.writer, reader: dialect.reader, dialect, keys, clock: options.clock, ids: options.ids };
  try {
    await keys.check(db.writer);
    await dialect.withTableLock(async (trx) => {
      await trx.migrate.latest(tableChanges);
      await keys.claim(trx);
    });
  } catch (error) {
    await dialect.close();
    throw error;
  }
  const entries = journal(db);
  return {
    accounts: accountStore(db),
    intakes: intakeStore(db),
    runs: runStore(db),
    journal: entries,
    leases: leaseStore(db),
    rebuildLinks: (accountId) => rebuildLinks(db, accountId),
    async close() {
      await entries.drain();
      await dialect.close();
    },
  };
}
