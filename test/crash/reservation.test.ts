import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Bin, documentOf } from '../cli/support/bin.js';
import type { RunDocument } from '../cli/support/documents.js';
import { StandIn } from '../cli/support/stand-in.js';
import { afterRequests, killWhen, newestRun } from './support/killing.js';

let folder: string;
let bin: Bin;
let account: StandIn;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reservation-'));
  bin = new Bin(join(folder, 'data'));
  account = await StandIn.start(bin, '--plan', 'ultimate', '--latency', '5');
  await bin.json('sample-practice', '--source', 'dentrix', '--patients', '12', '--seed', '1', '--out', join(folder, 'export'));
  await bin.json('account', 'add', 'pipedrive', '--url', account.url);
});
afterAll(async () => {
  await account.close();
  await rm(folder, { recursive: true, force: true });
});

it('a run that is resumed right after its process was killed waits for the account and then goes on by itself', { timeout: 90_000 }, async () => {
  expect(await killWhen(bin, ['run', join(folder, 'export'), '--yes'], await afterRequests(account, 60))).toBeNull();
  const { run, state } = await newestRun(bin);
  expect(state).toBe('running');
  const resumed = await bin.run('resume', run, '--json');
  expect(documentOf<RunDocument>(resumed, 0)).toMatchObject({ run, state: 'finished', rows: { failed: 0 } });
  expect(resumed.stderr).toContain('The account is still reserved for the process that carried this run out before.');
  expect((await bin.run('verify', run)).code).toBe(0);
});
