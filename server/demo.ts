import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPipedriveSandbox } from '../sandbox/pipedrive/index.js';
import type { Config, Database, HouseConfig } from './config.js';

/** A demonstration that runs: how the server is to be configured, which address a person opens, and how it ends. */
export interface Demo {
  readonly config: Config;
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** What the demonstration needs from outside. */
export interface DemoParts {
  readonly random: (bytes: number) => Buffer;
  readonly warn: (sentence: string) => void;
}

const APP = { clientId: 'bridgework-demo', modalActionId: 'bridgework-review' } as const;
const FIRST_PORT = 4000;
const PORTS_TO_TRY = 20;

/**
 * Starts the stand-in account beside the server, so that everything can be tried on one machine without Pipedrive.
 * The account lives in memory, so what an earlier demonstration stored about its account is of no use and is removed first.
 */
export async function startDemo(house: HouseConfig, { random, warn }: DemoParts): Promise<Demo> {
  const publicUrl = `http://localhost:${house.port}`;
  const clientSecret = random(32).toString('hex');
  const masterKey = await developmentKey(house.dataDir, random, warn);
  const dataDir = join(house.dataDir, 'demo');
  const database: Database = { kind: 'sqlite', file: join(dataDir, 'bridgework.sqlite') };
  if (house.database.kind === 'postgres') warn('DATABASE_URL is not used: the demonstration keeps its tables in a file.');
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const standIn = await firstFree((port) => startPipedriveSandbox({
    port,
    controlPort: 0,
    plan: 'premium',
    seats: 5,
    app: {
      ...APP, clientSecret,
      callbackUrl: `${publicUrl}/callback`, installUrl: `${publicUrl}/install`,
      panelUrl: `${publicUrl}/panel`, modalUrl: `${publicUrl}/modal`, settingsUrl: `${publicUrl}/settings`,
    },
  }));
  const origin = new URL(standIn.url).origin;
  const config: Config = Object.freeze({
    ...house, dataDir, database, publicUrl, masterKey, clientSecret,
    standIn: true, clientId: APP.clientId, tokenSecret: clientSecret, oauthHost: origin, frameAncestors: [origin], trustedProxies: 0,
  });
  return { config, address: standIn.url, close: () => standIn.close() };
}

/** The key that seals a demonstration's data: made once, kept beside the data that it seals, and so no protection for real patients. */
async function developmentKey(dataDir: string, random: DemoParts['random'], warn: DemoParts['warn']): Promise<Buffer> {
  const file = join(dataDir, 'development.key');
  await mkdir(dataDir, { recursive: true });
  const made = await writeFile(file, random(32).toString('hex'), { flag: 'wx', mode: 0o600 }).then(() => true, (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  });
  if (made) warn(`Made a development master key in ${file}. Use it for generated data only; set MASTER_KEY for real patients.`);
  return Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
}

async function firstFree<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TO_TRY; port += 1) {
    try {
      return await start(port);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
  throw new Error(`The ports ${FIRST_PORT} to ${FIRST_PORT + PORTS_TO_TRY - 1} are all in use.`);
}
