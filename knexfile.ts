import { knexConfig, tableChanges } from './migrator/store/index.js';

/**
 * Configuration for the knex command line (`knex migrate:status --knexfile dist/knexfile.js`). It may read the environment, as
 * `server/main.ts` does: knex loads this file itself, so nothing can be passed in.
 */
const url = process.env['DATABASE_URL'];
const file = process.env['DATABASE_FILE'] ?? 'data/bridgework.sqlite';

export default { ...knexConfig(url === undefined ? { kind: 'sqlite', file } : { kind: 'postgres', url }), migrations: tableChanges };
