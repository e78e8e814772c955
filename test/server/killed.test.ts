import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPipedriveSandbox } from '../../sandbox/pipedrive/index.js';
import type { RunningSandbox } from '../../sandbox/pipedrive/index.js';
import type { IntakeReport, PlanReport, RunReport } from '../../server/contract.js';
import { decide } from './installing.js';
import { freePort } from './ports.js';
import { CLIENT, signedToken } from './support.js';

const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));

let folder: string;
let address: string;
let standIn: RunningSandbox;
let child: ChildProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bridgework-killed-'));
  address = `http://127.0.0.1:${await freePort()}`;
  standIn = await startPipedriveSandbox({
    port: 0, controlPort: 0, latencyMs: 25, app: { ...CLIENT, callbackUrl: `${address}/callback`, installUrl: `${address}/install` },
  });
});
afterAll(async () => {
  child.kill('SIGKILL');
  await standIn.close();
  await rm(folder, { recursive: true, force: true });
});

async function startServer(): Promise<void> {
  child = spawn(process.execPath, [MAIN], {
    cwd: folder, stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'], PIPEDRIVE_CLIENT_ID: CLIENT.clientId, PIPEDRIVE_CLIENT_SECRET: CLIENT.clientSecret, PUBLIC_URL: address,
      PORT: new URL(address).port, MASTER_KEY: 'ab'.repeat(32), PIPEDRIVE_OAUTH_HOST: new URL(standIn.url).origin, LOG_LEVEL: 'silent',
    },
  });
  let out = '';
  child.stdout?.on('data', (piece: Buffer) => void (out += piece.toString()));
  await expect.poll(() => out, { timeout: 20_000 }).toContain('Open');
}

async function install(): Promise<string> {
  const begun = await fetch(`${address}/install`, { redirect: 'manual' });
  const back = await decide(new URL(begun.headers.get('location') ?? ''), 'allow');
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect((await fetch(back, { redirect: 'manual', headers: { Cookie: cookie } })).status).toBe(303);
  const state = standIn.state();
  const [user] = state.users;
  return signedToken({ companyId: 4_205_117, userId: user?.['id'] });
}

async function call<T>(token: string, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${address}${path}`, {
    method, headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  expect(answer.status, `${method} ${path}: ${text.slice(0, 300)}`).toBe(200);
  return JSON.parse(text) as T; // both sides compile against the contract
}

/** How many records stand in the account. */
function records(): number {
  const { persons, leads, deals, activities, notes } = standIn.state();
  return [persons, leads, deals, activities, notes].reduce((sum, { length }) => sum + length, 0);
}

test('a run that was under way when the server was killed is finished by the next one, without being asked', { timeout: 120_000 }, async () => {
  await startServer();
  const token = await install();
  const intake = await call<IntakeReport>(token, 'POST', '/api/intakes/sample', { patients: 40, changed: 0 });
  const plan = await call<PlanReport>(token, 'POST', '/api/runs', { intake: intake.id, kind: 'sample', sampleSize: 20 });
  const answers = Object.fromEntries(plan.questions.map(({ id, default: safe, options }) => [id, safe ?? options[0]?.value ?? '']));
  await call<PlanReport>(token, 'PUT', `/api/runs/${plan.plan}/answers`, { answers });
  await call<RunReport>(token, 'POST', `/api/runs/${plan.plan}/approve`, { agreement: 'Agreement with the provider, signed in May.' });
  const report = (): Promise<RunReport> => call<RunReport>(token, 'GET', `/api/runs/${plan.plan}`);
  await expect.poll(async () => standIn.state().persons.length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(3);

  child.kill('SIGKILL');
  await once(child, 'exit');
  const atDeath = records();
  await startServer();
  expect(await report()).toMatchObject({ state: 'running' });
  await expect.poll(async () => (await report()).state, { timeout: 90_000, interval: 500 }).toBe('finished');

  expect(records()).toBeGreaterThan(atDeath);
  const verification = await call<{ differing: readonly unknown[] }>(token, 'POST', `/api/runs/${plan.plan}/verify`);
  expect(verification.differing).toEqual([]);
});
