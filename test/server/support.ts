import { randomBytes } from 'node:crypto';
import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { openMigrator } from '../../migrator/index.js';
import { createApp } from '../../server/app.js';
import type { Config } from '../../server/config.js';
import type { Viewer } from '../../server/extension/signed-token.js';
import { openQuarantine } from '../../server/uploads/quarantine.js';
import { overhear } from './overheard.js';
import type { Overheard } from './overheard.js';

export const CLIENT = { clientId: 'client-of-a-test', clientSecret: 'a-client-secret-of-a-test' } as const;

export const VIEWER: Viewer = { companyId: 501, userId: 77 };

/** A signed token as the SDK hands it out; anything about it can be made wrong. */
export function signedToken(claims: object = VIEWER, options: { readonly secret?: string; readonly expires?: string } = {}): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setIssuedAt().setExpirationTime(options.expires ?? '5m')
    .sign(new TextEncoder().encode(options.secret ?? CLIENT.clientSecret));
}

export function aConfig(over: Partial<Config> = {}): Config {
  return {
    ...CLIENT,
    port: 3000, dataDir: './data', database: { kind: 'sqlite', file: ':memory:' }, uploads: { bytes: 10_000, files: 3 }, logLevel: 'trace', standIn: false,
    publicUrl: 'https://app.example.com', tokenSecret: CLIENT.clientSecret, masterKey: Buffer.alloc(32, 5),
    oauthHost: 'https://oauth.example.com', frameAncestors: ['https://*.pipedrive.com'], trustedProxies: 1,
    ...over,
  };
}

/** A server with everything about it that a test wants to look at. */
export interface Stage extends Overheard {
  readonly app: Express;
  readonly config: Config;
  readonly folder: string;
  /** Everything that was logged, as text. */
  logged(): string;
  /** Folders that lie in quarantine at the moment. */
  quarantined(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Builds the whole server with its migrator and a database of its own, without listening. */
export async function aStage(over: Partial<Config> = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'bridgework-server-'));
  const dataDir = join(folder, 'data');
  const config = aConfig({ dataDir, database: { kind: 'sqlite', file: join(dataDir, 'test.sqlite') }, ...over });
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const quarantine = openQuarantine(dataDir, () => randomBytes(8).toString('hex'));
  await quarantine.empty();
  const now = (): Date => new Date();
  const overheard = overhear(await openMigrator({
    database: config.database, masterKey: config.masterKey, dataDir, clock: now, log: (event, fields) => log.info(fields, event),
  }));
  const app = createApp({ config, migrator: overheard.migrator, quarantine, log, pages: await builtPages(folder), fetch, now, random: randomBytes });
  return {
    ...overheard, app, config, folder,
    logged: () => lines.join(''),
    quarantined: () => readdir(join(dataDir, 'quarantine')),
    async close() {
      await overheard.migrator.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Pages in the form in which the user interface's build leaves them. */
async function builtPages(folder: string): Promise<string> {
  const pages = join(folder, 'pages');
  await mkdir(join(pages, 'assets'), { recursive: true });
  for (const page of ['panel', 'modal', 'settings']) await writeFile(join(pages, `${page}.html`), `<!doctype html><title>${page}</title>`);
  await writeFile(join(pages, 'assets', 'panel-0123abcd.js'), 'export {};');
  return pages;
}

/** Lets a user of a company be connected without a conversation with Pipedrive. */
export const connected = ({ migrator }: Stage, { companyId, userId }: Viewer) => migrator.connect({
  destination: 'pipedrive', key: String(companyId), name: `company-${companyId}`, userKey: String(userId),
  credentials: { userName: 'Robin Reception', companyName: 'Sample Dental', admin: 'true' },
});
