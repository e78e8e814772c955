import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../migrator/practice/random.js';
import { Bin, documentOf } from '../cli/support/bin.js';
import type { RollbackDocument, RunDocument } from '../cli/support/documents.js';
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

/** Starts a command, kills it again and again while it works, resumes it each time, and lets it end in the end. Answers how often it was killed. */
async function killedOften<T>(bin: Bin, words: readonly string[], random: Random, most: number): Promise<{ readonly kills: number; readonly document: T }> {
  let next = words;
  for (let kills = 0; ; kills += 1) {
    const due = kills < most ? await afterRequests(account, random.between(10, 40)) : async (): Promise<boolean> => Promise.resolve(false);
    const ended = await killWhen(bin, next, due);
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
    const full = await killedOften<RunDocument>(bin, ['run', export1(), '--yes'], random, 8);
    expect(full.kills).toBeGreaterThan(4);
    expect(await standing()).toEqual(calm.full);
    const delta = await killedOften<RunDocument>(bin, ['run', export2(), '--yes'], random, 4);
    expect(delta.kills).toBeGreaterThan(0);
    expect(await standing()).toEqual(calm.delta);
    const back = await killedOften<RollbackDocument>(bin, ['rollback', delta.document.run, '--yes'], random, 4);
    expect(back).toMatchObject({ document: { keep: [] } });
    expect(await standing()).toEqual(calm.full);
    const away = await killedOften<RollbackDocument>(bin, ['rollback', full.document.run, '--yes'], random, 6);
    expect(away).toMatchObject({ document: { keep: [] } });
    expect(away.kills).toBeGreaterThan(2);
    console.log(full.kills, delta.kills, back.kills, away.kills);
    expect(alive(await account.state())).toEqual(alive(untouched));
  });
});
