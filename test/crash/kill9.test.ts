import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../migrator/practice/random.js';
import { Bin, documentOf } from '../cli/support/bin.js';
import type { RefusalDocument, RollbackDocument, RunDocument, StatusDocument } from '../cli/support/documents.js';
import { StandIn, alive } from '../cli/support/stand-in.js';
import { comparable } from './support/comparable.js';
import { afterFault, afterRequests, killWhen, letReservationRunOut, newestRun } from './support/killing.js';

/** Where the kills fall is drawn from this number: another number, other moments. */
const SEED = 20_260_301;

let folder: string;
let began: Date;
let account: StandIn;
let calm: { readonly full: unknown; readonly delta: unknown };

const export1 = (): string => join(folder, 'first');
const export2 = (): string => join(folder, 'newer');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill9-'));
  began = new Date();
  const bin = new Bin(join(folder, 'calm'));
  const practice = ['sample-practice', '--source', 'dentrix', '--patients', '12', '--seed', '1', '--households'];
  await Promise.all([bin.json(...practice, '--out', export1()), bin.json(...practice, '--changed', '0.08', '--out', export2())]);
  account = await StandIn.start(bin, '--plan', 'ultimate', '--latency', '5');
  await bin.json('account', 'add', 'pipedrive', '--url', account.url);
  await bin.json('run', export1(), '--yes');
  const full = await standing();
  await bin.json('run', export2(), '--yes');
  calm = { full, delta: await standing() };
});
afterAll(async () => {
  await account.close();
  await rm(folder, { recursive: true, force: true });
});

const standing = async (): Promise<unknown> => comparable(await account.state(), began);

/** An empty account and a data folder that knows it and nothing else. */
async function afresh(name: string): Promise<Bin> {
  await account.reset();
  const bin = new Bin(join(folder, name));
  await bin.json('account', 'add', 'pipedrive', '--url', account.url);
  return bin;
}

interface Killings {
  readonly most: number;
  /** After how many writes the process is killed, at least and at most. */
  readonly writes: readonly [number, number];
}

/** The moment of the next kill: mostly among the writes, now and then while it still only reads. */
async function moment(random: Random, [least, most]: Killings['writes']): Promise<() => Promise<boolean>> {
  return random.chance(0.2) ? afterRequests(account, random.between(1, 12)) : afterRequests(account, random.between(least, most), 'writes');
}

const never = async (): Promise<boolean> => Promise.resolve(false);

/** Starts a command, kills it again and again while it works, resumes it each time, and lets it end in the end. Answers how often it was killed. */
async function killedOften<T>(bin: Bin, words: readonly string[], random: Random, { most, writes }: Killings): Promise<{ readonly kills: number; readonly document: T }> {
  let next = words;
  for (let kills = 0; ; kills += 1) {
    const ended = await killWhen(bin, next, kills < most ? await moment(random, writes) : never);
    if (ended !== null) return { kills, document: documentOf<T>(ended, 0) };
    await letReservationRunOut(bin);
    if (next !== words) continue;
    const { run, state } = await newestRun(bin);
    // A process that died before its run was approved left nothing to resume: whoever started it starts it again.
    if (state === 'running' || state === 'approved') next = ['resume', run];
  }
}

describe('a process that is killed with SIGKILL again and again', () => {
  it('loses nothing and doubles nothing: run, delta and both rollbacks end as they would have in peace', { timeout: 120_000 }, async () => {
    const bin = await afresh('killed');
    const untouched = await account.state();
    const random = new Random(SEED, 1);
    const full = await killedOften<RunDocument>(bin, ['run', export1(), '--yes'], random, { most: 6, writes: [5, 30] });
    expect(full.kills).toBeGreaterThan(3);
    expect(await standing()).toEqual(calm.full);
    const delta = await killedOften<RunDocument>(bin, ['run', export2(), '--yes'], random, { most: 3, writes: [1, 5] });
    expect(delta.kills).toBeGreaterThan(0);
    expect(await standing()).toEqual(calm.delta);
    const back = await killedOften<RollbackDocument>(bin, ['rollback', delta.document.run, '--yes'], random, { most: 3, writes: [1, 5] });
    expect(back.kills).toBeGreaterThan(0);
    expect(back.document.keep).toEqual([]);
    expect(await standing()).toEqual(calm.full);
    const away = await killedOften<RollbackDocument>(bin, ['rollback', full.document.run, '--yes'], random, { most: 4, writes: [5, 40] });
    expect(away.kills).toBeGreaterThan(1);
    expect(away.document.keep).toEqual([]);
    expect(alive(await account.state())).toEqual(alive(untouched));
  });
});

describe('a process that is killed while answers are lost', () => {
  const LOST = ['timeout-after-commit', 'reset-mid-body', 'timeout-before-commit'] as const;

  it('finds out by reading what has arrived, and sends only the rest', { timeout: 120_000 }, async () => {
    const bin = await afresh('lost');
    const random = new Random(SEED, 2);
    let words: readonly string[] = ['run', export1(), '--yes'];
    for (let kills = 0; kills < 5; kills += 1) {
      await account.faults([{ match: { method: 'POST', nth: random.between(1, 20) }, fault: random.pick(LOST) }]);
      expect(await killWhen(bin, words, await afterFault(account))).toBeNull();
      await letReservationRunOut(bin);
      words = ['resume', (await newestRun(bin)).run];
    }
    await account.faults([]);
    expect(await bin.json<RunDocument>(...words)).toMatchObject({ state: 'finished', rows: { failed: 0 } });
    expect(await standing()).toEqual(calm.full);
  });

  it('can be taken back without being finished first, and lets no other run begin before that', { timeout: 60_000 }, async () => {
    const bin = await afresh('abandoned');
    const untouched = await account.state();
    await account.faults([{ match: { operation: 'addPerson', nth: 6 }, fault: 'timeout-after-commit' }]);
    await killWhen(bin, ['run', export1(), '--yes'], await afterFault(account));
    await account.faults([]);
    await letReservationRunOut(bin);
    const { run } = await newestRun(bin);
    expect(await bin.json<StatusDocument>('pause', run)).toMatchObject({ state: 'paused' });
    const beside = documentOf<RefusalDocument>(await bin.run('run', export1(), '--yes', '--json'), 1);
    expect(beside.error).toMatchObject({ code: 'unfinished-run', message: expect.stringContaining(`bridgework resume ${run}`) });
    expect(await bin.json<RollbackDocument>('rollback', run, '--yes')).toMatchObject({ state: 'finished', keep: [] });
    expect(alive(await account.state())).toEqual(alive(untouched));
    expect(documentOf<RefusalDocument>(await bin.run('resume', run, '--json'), 1).error.code).toBe('rolled-back');
  });
});
