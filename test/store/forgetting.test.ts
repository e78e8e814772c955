import knex from 'knex';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Account, Operation, Run } from '../../migrator/ports.js';
import { knexConfig } from '../../migrator/store/index.js';
import type { DatabaseConfig, OpenedStores } from '../../migrator/store/index.js';
import { DATABASES, newDatabase } from '../support/databases.js';
import { aDraft, all, anAccount, anAppointment, aPatient, applied, aRow, aRun, intent, linkOf, open, operationsOf } from './builders.js';

/** Stands wherever a patient could be recognised. */
const PLANTED = 'Zwickelmann-Q7';

const TABLES = [
  'accounts', 'account_keys', 'credentials', 'leases', 'intakes', 'intake_files', 'staged_rows', 'staged_records', 'runs', 'operations', 'contributions',
  'skipped_rows', 'journal', 'links',
];

describe.each(DATABASES)('patients at rest on %s', (kind) => {
  let database: DatabaseConfig;
  let stores: OpenedStores;
  let account: Account;
  let run: Run;
  let operations: readonly Operation[];

  /** Fills every table with the planted name: as a value, as part of a key, as a file's name, in images and in credentials. */
  const plant = async (): Promise<void> => {
    account = await anAccount(stores);
    await stores.accounts.saveCredentials(account.id, PLANTED, { token: PLANTED });
    const intakeId = await stores.intakes.create({ accountId: account.id, source: 'dentrix' });
    const records = [aPatient(PLANTED, { lastName: PLANTED, comment: PLANTED.repeat(300) }), anAppointment('a', PLANTED)];
    await stores.intakes.addRows(intakeId, [aRow(2, records, `${PLANTED}.csv`), aRow(3, [aPatient('2')], `${PLANTED}.csv`)]);
    await stores.intakes.finish(intakeId, { layoutHash: 'layout', report: { about: PLANTED } });
    run = await aRun(stores, account, intakeId, { userKey: PLANTED, document: { about: PLANTED } });
    await stores.runs.patch(run.id, { more: PLANTED });
    const image = { name: PLANTED };
    const because = { name: { row: 'Patient', from: 'patient.lastName', source: PLANTED } };
    operations = await operationsOf(stores, run, [
      aDraft(`dentrix:patient:${PLANTED}`, { ours: image, base: { sent: image, seen: image }, because, rows: [1] }), aDraft('dentrix:patient:2'),
    ]);
    await stores.runs.addSkipped(run.id, [{ row: 2, reason: 'not-in-sample' }]);
    const lease = (await stores.leases.acquire(account.id, 'test'))!;
    const [first] = operations;
    await stores.journal.append({ ...intent(first!), before: image }, lease.fence);
    await stores.journal.append(applied(first!, '10'), lease.fence, linkOf(first!, '10', image));
  };

  beforeEach(async () => {
    database = await newDatabase(kind);
    stores = await open(database);
    await plant();
  });
  afterEach(() => stores.close());

  it('are not readable anywhere in the tables', async () => {
    const dump = await dumpOf(database);
    for (const [table, content] of dump) expect(content.length, `${table} holds something`).toBeGreaterThan(0);
    expect([...dump].filter(([, content]) => content.includes(PLANTED))).toEqual([]);
    // The same search finds what is not sealed, so it would have found the name.
    expect(dump.get('accounts')?.includes('Example Dental')).toBe(true);
  });

  it('open again for the account they belong to', async () => {
    expect(await stores.accounts.credentialUsers(account.id)).toEqual([PLANTED]);
    expect((await all(stores.runs.rowOutcomes(run.id)))[0]?.file).toBe(`${PLANTED}.csv`);
    expect((await stores.runs.operation(operations[0]!.id))?.because['name']?.source).toBe(PLANTED);
    expect((await stores.journal.links(account.id, [`dentrix:patient:${PLANTED}`])).size).toBe(1);
  });

  it('are gone with their account, and those of other accounts stay', async () => {
    const forgotten = account;
    await plant();
    await stores.accounts.forget(forgotten.id);
    expect((await stores.accounts.list()).map(({ id }) => id)).toEqual([account.id]);
    await expect(stores.accounts.credentials(forgotten.id, PLANTED)).rejects.toMatchObject({ code: 'not-found' });
    await expect(stores.intakes.create({ accountId: forgotten.id, source: 'dentrix' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await stores.runs.list(forgotten.id)).toEqual([]);
    expect(await stores.accounts.credentials(account.id, PLANTED)).toEqual({ token: PLANTED });
    const sizes = await sizesOf(database);
    await stores.accounts.forget(account.id);
    expect([...sizes.values()].every((size) => size > 0)).toBe(true);
    expect([...(await sizesOf(database)).values()].every((size) => size === 0)).toBe(true);
  });

  it('cannot be written any more by a store that still knows the account', async () => {
    const others = await open(database);
    await others.accounts.credentials(account.id, PLANTED);
    await stores.accounts.forget(account.id);
    await expect(others.accounts.saveCredentials(account.id, PLANTED, { token: PLANTED })).rejects.toThrow(/constraint/i);
    await expect(others.journal.append(intent(operations[1]!), 1)).rejects.toMatchObject({ name: 'Refused' });
    await others.close();
  });
});

describe('a sqlite file', () => {
  it('never holds a patient in the clear, and after forgetting not even the sealed rows or the wrapped key', async () => {
    const database = await newDatabase('sqlite');
    const folder = database.kind === 'sqlite' ? dirname(database.file) : '';
    const stores = await open(database);
    const account = await anAccount(stores);
    const intakeId = await stores.intakes.create({ accountId: account.id, source: 'dentrix' });
    await stores.intakes.addRows(intakeId, Array.from({ length: 3000 }, (_, index) => aRow(index, [aPatient(`${PLANTED}-${index}`, { lastName: PLANTED })])));

    const traces = await tracesOf(database);
    expect(traces).toHaveLength(101);
    expect(readdirSync(folder)).toContain('store.sqlite-wal');
    expect(isIn(folder, Buffer.from(PLANTED))).toBe(false);
    expect(isIn(folder, Buffer.from(PLANTED, 'utf16le'))).toBe(false);
    expect(traces.every((trace) => isIn(folder, trace))).toBe(true);

    await stores.accounts.forget(account.id);
    expect(traces.filter((trace) => isIn(folder, trace))).toEqual([]);
    await stores.close();
    expect(traces.filter((trace) => isIn(folder, trace))).toEqual([]);
    expect(isIn(folder, Buffer.from(PLANTED))).toBe(false);
  });
});

/** The wrapped key and a hundred sealed records as bytes. */
async function tracesOf(database: DatabaseConfig): Promise<readonly Buffer[]> {
  const db = knex(knexConfig(database));
  const keys: { wrapped: Buffer }[] = await db('account_keys').select('wrapped');
  const records: { sealed: Buffer }[] = await db('staged_records').select('sealed').limit(100);
  await db.destroy();
  // The head of a value is enough to know it again; a long one may lie in two pages of the file.
  return [...keys.map(({ wrapped }) => wrapped), ...records.map(({ sealed }) => sealed)].map((bytes) => bytes.subarray(0, 40));
}

function isIn(folder: string, bytes: Buffer): boolean {
  return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(bytes));
}

async function dumpOf(database: DatabaseConfig): Promise<ReadonlyMap<string, string>> {
  const db = knex(knexConfig(database));
  const dump = new Map<string, string>();
  for (const table of TABLES) {
    const rows: object[] = await db(table).select('*');
    dump.set(table, rows.flatMap((row) => Object.values(row)).map((cell) => (Buffer.isBuffer(cell) ? cell.toString('latin1') : String(cell))).join('\n'));
  }
  await db.destroy();
  return dump;
}

async function sizesOf(database: DatabaseConfig): Promise<ReadonlyMap<string, number>> {
  return new Map([...await dumpOf(database)].map(([table, content]) => [table, content.length]));
}
