import { randomBytes } from 'node:crypto';
import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import type { Migrator } from '../../migrator/index.js';
import { createApp } from '../../server/app.js';
import type { Config } from '../../server/config.js';
import { openQuarantine } from '../../server/uploads/quarantine.js';
import { rehearsalMigrator } from './rehearsal-migrator.js';
import type { Rehearsal } from './rehearsal-migrator.js';

export const TOKEN_SECRET = 'a-client-secret-of-a-test';

export const VIEWER = { companyId: 501, userId: 77 } as const;

/** A signed token as the SDK hands it out; anything about it can be made wrong. */
export function signedToken(claims: Readonly<Record<string, unknown>> = VIEWER, options: { secret?: string; expires?: string } = {}): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setIssuedAt().setExpirationTime(options.expires ?? '5m')
    .sign(new TextEncoder().encode(options.secret ?? TOKEN_SECRET));
}

export function aConfig(over: Partial<Config> = {}): Config {
  return {
    port: 3000, dataDir: './data', database: { kind: 'sqlite', file: ':memory:' }, uploads: { bytes: 10_000, files: 3 }, logLevel: 'trace', standIn: false,
    publicUrl: 'https://app.example.com', clientId: 'client-of-a-test', clientSecret: TOKEN_SECRET, tokenSecret: TOKEN_SECRET, masterKey: Buffer.alloc(32, 5),
    oauthHost: 'https://oauth.example.com', frameAncestors: ['https://*.pipedrive.com'], trustedProxies: 1,
    ...over,
  };
}

/** A server with everything about it that a test wants to look at. */
export interface Stage<M extends Migrator = Rehearsal> {
  readonly app: Express;
  readonly config: Config;
  readonly migrator: M;
  readonly folder: string;
  /** Everything that was logged, as text. */
  logged(): string;
  /** Files and folders that lie in quarantine at the moment. */
  quarantined(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Builds the whole server in a folder of its own, without listening. */
export async function aStage(over: Partial<Config> = {}): Promise<Stage> {
  return aStageOf(rehearsalMigrator(), over);
}

export async function aStageOf<M extends Migrator>(migrator: M, over: Partial<Config> = {}): Promise<Stage<M>> {
  const folder = await mkdtemp(join(tmpdir(), 'bridgework-server-'));
  const pages = join(folder, 'pages');
  await mkdir(join(pages, 'assets'), { recursive: true });
  for (const page of ['panel', 'modal', 'settings']) await writeFile(join(pages, `${page}.html`), `<!doctype html><title>${page}</title>`);
  await writeFile(join(pages, 'assets', 'panel-0123abcd.js'), 'export {};');
  const config = aConfig({ dataDir: join(folder, 'data'), ...over });
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const quarantine = openQuarantine(config.dataDir, () => randomBytes(8).toString('hex'));
  await quarantine.empty();
  const app = createApp({ config, migrator, quarantine, log, pages, fetch, now: () => new Date(), random: randomBytes });
  return {
    app, config, migrator, folder,
    logged: () => lines.join(''),
    quarantined: () => readdir(join(config.dataDir, 'quarantine')),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
