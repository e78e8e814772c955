import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPipedriveSandbox } from '../../../sandbox/pipedrive/index.js';
import type { PipedriveSandboxOptions, RunningSandbox } from '../../../sandbox/pipedrive/index.js';
import { freePort } from '../../server/ports.js';

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url));
const CLIENT = { clientId: 'client-of-a-journey', clientSecret: 'a-client-secret-of-a-journey' } as const;
const START_WITHIN_MS = 20_000;

/** Our server as a process of its own, beside a stand-in account on another site. */
export interface Site {
  readonly standIn: RunningSandbox;
  /** A folder that goes with the site; the server's data lie in `data` below it. */
  readonly folder: string;
  /** Sends something to the stand-in's control interface. */
  control(call: string, body: object): Promise<void>;
  /** Starts the server; resolves when it serves. */
  start(): Promise<void>;
  /** Ends the server without warning, as a power cut would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** What differs from the usual. */
export interface SiteOptions {
  readonly standIn?: Pick<PipedriveSandboxOptions, 'latencyMs' | 'seed'>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a stand-in and the built server. The host page is at 127.0.0.1 and the app at localhost: two sites, as in Pipedrive. */
export async function openSite({ standIn: differing = {}, environment = {} }: SiteOptions = {}): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'bridgework-journey-'));
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const standIn = await startPipedriveSandbox({
    plan: 'premium', ...differing,
    app: {
      ...CLIENT, modalActionId: 'bridgework-review', callbackUrl: `${address}/callback`, installUrl: `${address}/install`,
      panelUrl: `${address}/panel`, modalUrl: `${address}/modal`, settingsUrl: `${address}/settings`,
    },
  });
  const variables = {
    PATH: process.env['PATH'], PORT: String(port), PUBLIC_URL: address, DATA_DIR: join(folder, 'data'), MASTER_KEY: 'cd'.repeat(32), LOG_LEVEL: 'silent',
    PIPEDRIVE_CLIENT_ID: CLIENT.clientId, PIPEDRIVE_CLIENT_SECRET: CLIENT.clientSecret,
    PIPEDRIVE_OAUTH_HOST: standIn.url, FRAME_ANCESTORS: standIn.url, ...environment,
  };
  let server: ChildProcess | null = null;
  const kill = async (): Promise<void> => {
    if (server !== null && server.exitCode === null && server.kill('SIGKILL')) await once(server, 'exit');
    server = null;
  };
  const site: Site = {
    standIn, folder, kill,
    control: (call, body) => postTo(`${standIn.control}/${call}`, body),
    start: async () => { server = await serve(folder, variables); },
    close: async () => {
      await kill();
      await standIn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await site.start();
  return site;
}

async function serve(folder: string, variables: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const server = spawn(process.execPath, [MAIN], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], env: variables });
  const patience = AbortSignal.timeout(START_WITHIN_MS);
  const ended = once(server, 'exit').then(([code]) => { throw new Error(`The server ended with ${String(code)} before it served.`); });
  ended.catch(() => undefined); // its end at the end of a journey is no news
  for (let said = ''; !said.includes('Open');) said += String(await Promise.race([once(server.stdout, 'data', { signal: patience }), ended]));
  return server;
}

async function postTo(address: string, body: object): Promise<void> {
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The stand-in refused: ${await answer.text()}`);
}
