import { resolve } from 'node:path';
import { knexConfig, tableChanges } from './migrator/store/index.js';

/**
 * Configuration for the knex command line: `npx knex --knexfile dist/knexfile.js migrate:status`. It reads the same variables as
 * the server, and may, because knex loads this file itself and nothing can be passed in. Knex also walks into the folder of this
 * file first, so relative folders start at `INIT_CWD`, which is where npm was called.
 */
const { DATABASE_URL = '', DATA_DIR = 'data', INIT_CWD = '.' } = process.env;
const file = resolve(INIT_CWD, DATA_DIR, 'bridgework.sqlite');

export default { ...knexConfig(DATABASE_URL === '' ? { kind: 'sqlite', file } : { kind: 'postgres', url: DATABASE_URL }), migrations: tableChanges };
