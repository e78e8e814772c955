import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { DatabaseConfig } from '../../migrator/store/index.js';
import { startPostgres } from './postgres.js';
import type { PostgresServer } from './postgres.js';

/** Every kind of database that the store must work on, for `describe.each`. */
export const DATABASES = ['sqlite', 'postgres'] as const satisfies readonly DatabaseConfig['kind'][];

let server: Promise<PostgresServer> | null = null;
const folders: string[] = [];

/** A new, empty database of this kind. The PostgreSQL server starts with the first one of a test file and ends with the file. */
export async function newDatabase(kind: DatabaseConfig['kind']): Promise<DatabaseConfig> {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'bridgework-store-'));
    folders.push(folder);
    return { kind, file: join(folder, 'store.sqlite') };
  }
  server ??= startPostgres();
  return { kind, url: await (await server).createDatabase(`store_${randomBytes(6).toString('hex')}`) };
}

afterAll(async () => {
  await (await server)?.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
