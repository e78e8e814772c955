import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bin, documentOf } from './support/bin.js';
import type { PlanDocument, RefusalDocument, RollbackDocument, RunDocument, StatusDocument, VerifyDocument } from './support/documents.js';
import type { Exchange, State } from './support/stand-in.js';
import { StandIn, alive } from './support/stand-in.js';

interface Truth {
  readonly changed: readonly { readonly file: string; readonly key: string }[];
  readonly files: Readonly<Record<string, number>>;
}

let folder: string;
let bin: Bin;
let account: StandIn;
let untouched: State;
let first: RunDocument;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-flow-'));
  bin = new Bin(join(folder, 'data'));
  account = await StandIn.start(bin, '--plan', 'ultimate');
  const practice = ['sample-practice', '--source', 'dentrix', '--patients', '60', '--seed', '2', '--households'];
  await bin.json(...practice, '--out', export1());
  await bin.json(...practice, '--changed', '0.05', '--out', export2());
  await bin.json('account', 'add', 'pipedrive', '--url', account.url);
  untouched = await account.state();
});
afterAll(async () => {
  await account.close();
  await rm(folder, { recursive: true, force: true });
});

const export1 = (): string => join(folder, 'first');
const export2 = (): string => join(folder, 'newer');
const truth = async (of: string): Promise<Truth> => JSON.parse(await readFile(join(of, 'truth.json'), 'utf8')) as Truth; // written by sample-practice
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const charged = async (): Promise<number> => sum((await account.ledger()).map(({ tokens }) => tokens));
const migrate = (from: string, ...more: readonly string[]): Promise<RunDocument> => bin.json('run', from, '--source', 'dentrix', '--to', 'pipedrive', '--yes', ...more);

function expectAccounted({ rows }: RunDocument): void {
  expect(rows.created + rows.updated + rows.unchanged + rows.skipped + rows.failed).toBe(rows.read);
}

/** Reads of one record: a path that ends in an id, or a list asked for ids. */
const singleReads = (ledger: readonly Exchange[]): readonly string[] =>
  ledger.filter(({ method, path }) => method === 'GET' && /\/(?:\d+|[0-9a-f-]{36})$/.test(path)).map(({ path }) => path);

/** Our external ids of records, from where each kind of record carries its own. */
function refsOf(state: State, kind: string, ids: readonly string[]): readonly string[] {
  return (state[kind] ?? []).filter(({ id }) => ids.includes(String(id))).map((record) => /dentrix:[A-Za-z]+:[^"<\s]+/.exec(JSON.stringify(record))?.[0] ?? '');
}

describe('a migration on the command line, from the first plan to the last rollback', () => {
  it('a plan says what a run will do and writes nothing', async () => {
    await account.clearLedger();
    const plan = await bin.json<PlanDocument>('plan', export1(), '--source', 'dentrix', '--to', 'pipedrive');
    expect(plan.operations.create['person']).toBe(60);
    expect(await account.writes()).toEqual([]);
    expect(await account.state()).toEqual(untouched);
  });

  it('the first run accounts for every row, costs what was predicted to the token, and reads no created record', async () => {
    await account.clearLedger();
    first = await migrate(export1());
    expect(first).toMatchObject({ kind: 'full', state: 'finished', rows: { failed: 0 } });
    expectAccounted(first);
    expect(first.rows.read).toBe(sum(Object.values((await truth(export1())).files)));
    expect(first.tokens.charged).toBe(first.tokens.predicted);
    expect(await charged()).toBe(first.tokens.predicted);
    expect(singleReads(await account.ledger())).toEqual([]);
    const { persons } = await account.state();
    expect(persons).toHaveLength(60);
  });

  it('the results file holds a line for every row', async () => {
    const lines = (await readFile(first.results, 'utf8')).trimEnd().split('\r\n');
    expect(lines).toHaveLength(first.rows.read + 1);
  });

  it('the same run again writes nothing', async () => {
    await account.clearLedger();
    const again = await migrate(export1());
    expect(again).toMatchObject({ kind: 'delta', state: 'finished', rows: { created: 0, updated: 0, failed: 0, unchanged: first.rows.created } });
    expectAccounted(again);
    expect(await account.writes()).toEqual([]);
    expect(await charged()).toBe(again.tokens.predicted);
  });

  it('there is nothing to do for --only-failed where nothing failed', async () => {
    expect(documentOf<RefusalDocument>(await bin.run('run', '--only-failed', first.run, '--yes', '--json'), 1).error.code).toBe('nothing-failed');
  });

  it('the run of a newer export writes exactly the changed records', async () => {
    await account.clearLedger();
    const delta = await migrate(export2());
    const { changed } = await truth(export2());
    expect(changed.length).toBeGreaterThan(10);
    const writes = await account.writes();
    expect(new Set(writes.map(({ method }) => method))).toEqual(new Set(['PATCH']));
    expect(writes).toHaveLength(changed.length);
    const state = await account.state();
    const patched = writes.flatMap(({ path }) => refsOf(state, path.split('/').at(-2) ?? '', [path.split('/').at(-1) ?? '']));
    expect(patched.map((ref) => ref.split(':').slice(2).join(':')).sort()).toEqual(changed.map(({ key }) => key).sort());
    expectAccounted(delta);
    expect(delta.tokens.charged).toBe(delta.tokens.predicted);
    expect(await charged()).toBe(delta.tokens.predicted);
  });

  it('verify reads every record back and finds nothing that differs', async () => {
    const { records, fields, differing } = await bin.json<VerifyDocument>('verify', first.run);
    expect(differing).toEqual([]);
    expect(records).toBeGreaterThan(400);
    expect(fields).toBeGreaterThan(records);
  });

  it('verify names the one field that somebody changed by hand, and ends with 1', async () => {
    const [person] = (await account.state())['persons'] ?? [];
    const before = person?.['name'];
    await account.edit({ object: 'person', id: person?.['id'], fields: { name: 'Renamed By Hand' } });
    const { differing } = documentOf<VerifyDocument>(await bin.run('verify', first.run, '--json'), 1);
    expect(differing).toMatchObject([{ object: 'person', id: String(person?.['id']), field: 'name', kind: 'drift' }]);
    await account.edit({ object: 'person', id: person?.['id'], fields: { name: before } });
  });

  it('ids leads from every record of the export to the record that stands for it', async () => {
    const { ids } = await bin.json<{ readonly ids: readonly { readonly object: string; readonly externalId: string; readonly id: string }[] }>('ids', first.run);
    const persons = ids.filter(({ object }) => object === 'person');
    expect(persons).toHaveLength(60);
    const state = await account.state();
    expect(persons.map(({ externalId }) => externalId)).toEqual(refsOf(state, 'persons', persons.map(({ id }) => id)));
  });

  it('status without a run tells the newest one', async () => {
    const newest = await bin.json<StatusDocument>('status');
    expect(newest).toMatchObject({ state: 'finished' });
    expect(newest.run).not.toBe(first.run);
    expect(await bin.json('status', first.run)).toMatchObject({ run: first.run, state: 'finished' });
  });

  it('rollbacks, newest run first, leave the account as it was', { timeout: 90_000 }, async () => {
    const early = documentOf<RefusalDocument>(await bin.run('rollback', first.run, '--yes', '--json'), 1);
    expect(early.error).toMatchObject({ code: 'later-run' });
    for (;;) {
      const { run } = await newestStanding();
      const preview = await bin.json<RollbackDocument>('rollback', run, '--preview');
      await account.clearLedger();
      const done = await bin.json<RollbackDocument>('rollback', run, '--yes');
      expect(done).toMatchObject({ of: run, state: 'finished', keep: [], delete: preview.delete, restore: preview.restore });
      if (run === first.run) break;
    }
    expect(alive(await account.state())).toEqual(alive(untouched));
  });
});

/** The newest run that was not rolled back, as the refusal of an older one names it. */
async function newestStanding(): Promise<{ readonly run: string }> {
  const refused = await bin.run('rollback', first.run, '--preview', '--json');
  if (refused.code === 0) return { run: first.run };
  const { error } = documentOf<RefusalDocument>(refused, 1);
  return { run: /\(([0-9a-f-]{36})\)/.exec(error.message)?.[1] ?? first.run };
}

describe('people who work in the account meanwhile', () => {
  it('a person edited by hand between run and rollback keeps the edit and is listed', { timeout: 90_000 }, async () => {
    const run = await migrate(export1());
    const edited = (await account.state())['persons']?.[7];
    await account.edit({ object: 'person', id: edited?.['id'], fields: { name: 'Kept By Hand' } });
    const { keep } = await bin.json<RollbackDocument>('rollback', run.run, '--yes');
    expect(keep).toContainEqual({ object: 'person', id: String(edited?.['id']), reason: 'Somebody changed “name” since.' });
    expect((await account.state())['persons']).toMatchObject([{ id: edited?.['id'], name: 'Kept By Hand' }]);
  });
});
