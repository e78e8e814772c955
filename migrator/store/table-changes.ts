import type { Knex } from 'knex';
import * as accounts from './tables/accounts.js';
import * as intakes from './tables/intakes.js';
import * as journal from './tables/journal.js';
import * as runs from './tables/runs.js';

interface TableChange {
  readonly name: string;
  readonly change: Knex.Migration;
}

/**
 * Every change to the tables, oldest first. Names carry no file extension: the same database is opened by `.ts` sources and by
 * built `.js`, and knex would take a changed name for a corrupt history. A published change is never edited; a new one is appended.
 */
const TABLE_CHANGES: readonly TableChange[] = [
  { name: '0001-accounts', change: accounts },
  { name: '0002-intakes', change: intakes },
  { name: '0003-runs', change: runs },
  { name: '0004-journal', change: journal },
];

/** What knex needs to bring the tables up to date; shared with the knex command line. */
export const tableChanges: Knex.MigratorConfig = {
  tableName: 'migrator_table_changes',
  migrationSource: {
    getMigrations: () => Promise.resolve([...TABLE_CHANGES]),
    getMigrationName: (change: TableChange) => change.name,
    getMigration: (change: TableChange) => Promise.resolve(change.change),
  },
};
