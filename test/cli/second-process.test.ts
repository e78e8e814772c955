import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Working } from './support/bin.js';
import { Bin, documentOf } from './support/bin.js';
import type { RefusalDocument, RunDocument, StatusDocument } from './support/documents.js';
import { StandIn } from './support/stand-in.js';

let folder: string;
let bin: Bin;
let account: StandIn;
let export1: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-second-'));
  export1 = join(folder, 'export');
  bin = new Bin(join(folder, 'data'));
  account = await StandIn.start(bin, '--plan', 'growth', '--latency', '30');
  await bin.json('sample-practice', '--source', 'dentrix', '--patients', '80', '--seed', '2', '--out', export1);
  await bin.json('account', 'add', 'pipedrive', '--url', account.url);
});
afterAll(async () => {
  await account.close();
  await rm(folder, { recursive: true, force: true });
});

const start = (...words: readonly string[]): Working => bin.start(...words, '--json');
const persons = async (): Promise<number> => (await account.state())['persons']?.length ?? 0;
/** Waits until a run that was just started writes to the account. */
async function untilItWrites(): Promise<string> {
  await expect.poll(persons, { timeout: 20_000, interval: 20 }).toBeGreaterThan(2);
  return (await bin.json<StatusDocument>('status')).run;
}

describe('a run seen from a second process', () => {
  it('is told, refused a second runner, paused and resumed, and loses nothing', { timeout: 90_000 }, async () => {
    const running = start('run', export1, '--yes');
    const run = await untilItWrites();
    const seen = await bin.json<StatusDocument>('status', run);
    expect(seen).toMatchObject({ run, state: 'running' });
    expect(seen.progress.total).toBeGreaterThan(100);

    const second = documentOf<RefusalDocument>(await bin.run('run', export1, '--yes', '--json'), 1);
    expect(second.error.code).toBe('account-busy');
    expect(second.error.message).toContain(`Run ${run} is writing to this account.`);

    const paused = await bin.json<StatusDocument>('pause', run);
    expect(paused).toMatchObject({ run, state: 'paused', cause: 'Somebody paused it.' });
    const stopped = await running.ended;
    expect(documentOf<RunDocument>(stopped, 1)).toMatchObject({ run, state: 'paused' });
    expect(stopped.stderr).toContain(`bridgework resume ${run} --data ${bin.data}`);
    const standing = await persons();
    await sleep(300);
    expect(await persons()).toBe(standing);

    expect(await bin.json<RunDocument>('resume', run)).toMatchObject({ run, state: 'finished', rows: { failed: 0 } });
    expect(await persons()).toBe(80);
    expect((await bin.run('verify', run)).code).toBe(0);
  });

  it('a run that is over can be neither paused nor resumed', async () => {
    const { run } = await bin.json<RunDocument>('run', export1, '--yes');
    expect(documentOf<StatusDocument>(await bin.run('pause', run, '--json'), 1)).toMatchObject({ run, state: 'finished' });
    expect(documentOf<RefusalDocument>(await bin.run('resume', run, '--json'), 1)).toMatchObject({ error: { code: 'finished' } });
  });
});

describe('Ctrl-C', () => {
  it('pauses a run in good order and says how to go on', { timeout: 60_000 }, async () => {
    await account.reset();
    const other = new Bin(join(folder, 'other-data'));
    await other.json('account', 'add', 'pipedrive', '--url', account.url);
    const running = other.start('run', export1, '--yes', '--json');
    await expect.poll(persons, { timeout: 20_000, interval: 20 }).toBeGreaterThan(2);
    running.child.kill('SIGINT');
    const ended = await running.ended;
    const { run, state } = documentOf<RunDocument>(ended, 1);
    expect(state).toBe('paused');
    expect(ended.stderr).toContain('Pausing after what is in flight.');
    expect(ended.stderr).toContain(`bridgework resume ${run}`);
    expect(await other.json<RunDocument>('resume', run)).toMatchObject({ state: 'finished' });
    expect(await persons()).toBe(80);
  });

  it('ends a stand-in', async () => {
    const working = bin.start('sandbox', 'pipedrive');
    await once(working.child.stdout ?? working.child, 'data');
    working.child.kill('SIGINT');
    expect(await working.ended).toMatchObject({ code: 0, stderr: '' });
  });
});
