import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../migrator/ports.js';
import type { OpenedStores } from '../../migrator/store/index.js';
import { DATABASES, newDatabase } from '../support/databases.js';
import { all, anAccount, anAppointment, anIntake, aPatient, aRow, aSkippedRow, open } from './builders.js';

describe.each(DATABASES)('staged exports on %s', (kind) => {
  let stores: OpenedStores;
  let account: Account;

  beforeAll(async () => {
    stores = await open(await newDatabase(kind));
    account = await anAccount(stores);
  });
  afterAll(() => stores.close());

  it('gives back records as they were staged, with the rows they came from', async () => {
    const record = aPatient('1', { firstName: 'Zoë', phones: [{ label: 'home', value: '555-0100' }], noCalls: true });
    const id = await anIntake(stores, account, [aRow(2, [record]), aRow(3, [anAppointment('a', '1', 3)], 'visits.csv')]);
    expect(await all(stores.intakes.records(id, 'patient'))).toEqual([{ record, rows: [1] }]);
    expect(await all(stores.intakes.records(id, 'appointment'))).toEqual([{ record: anAppointment('a', '1', 3), rows: [2] }]);
    expect(await all(stores.intakes.records(id, 'provider'))).toEqual([]);
  });

  it('merges rows with the same key: the first value wins, later rows fill what is absent', async () => {
    const rows = [
      aRow(2, [aPatient('7', { firstName: 'Ada', emails: [] })]),
      aRow(3, [aPatient('8', { firstName: 'Bob' })]),
      aRow(4, [aPatient('7', { firstName: 'Adele', lastName: 'Example', emails: [{ label: 'home', value: 'ada@example.org' }] }, 4)]),
      aRow(5, [aPatient('7', { lastName: 'Other', emails: [{ label: 'work', value: 'other@example.org' }], comment: 'last' }, 5)]),
    ];
    const id = await anIntake(stores, account, rows);
    const merged = aPatient('7', { firstName: 'Ada', lastName: 'Example', emails: [{ label: 'home', value: 'ada@example.org' }], comment: 'last' });
    const expected = [{ record: merged, rows: [1, 3, 4] }, { record: aPatient('8', { firstName: 'Bob' }), rows: [2] }];
    expect(await all(stores.intakes.records(id, 'patient'))).toEqual(expected);
    expect(await stores.intakes.byKeys(id, 'patient', ['8', '7', 'unknown'])).toEqual(expected);
  });

  it('pages through more records than fit a page, each key once and in staging order', async () => {
    const id = await stores.intakes.create({ accountId: account.id, source: 'dentrix' });
    const keys = Array.from({ length: 1250 }, (_, index) => `k${(index * 7) % 1250}`);
    await stores.intakes.addRows(id, keys.map((key, index) => aRow(index + 2, [aPatient(key)])));
    await stores.intakes.addRows(id, keys.map((key, index) => aRow(index + 2, [aPatient(key, { comment: 'again' })], 'more.csv')));
    const records = await all(stores.intakes.records(id, 'patient'));
    expect(records.map(({ record }) => record.key)).toEqual(keys);
    expect(records[3]?.rows).toEqual([4, 1254]);
  });

  it('finds the records of patients, and for line items those of plans', async () => {
    const item = (key: string, plan: string) =>
      ({ stream: 'treatmentItem', key, data: { plan: { stream: 'treatmentPlan', key: plan } }, origin: { file: 'items.csv', line: 2 } }) as const;
    const id = await anIntake(stores, account, [
      aRow(2, [aPatient('1')]), aRow(3, [aPatient('2')]),
      aRow(2, [anAppointment('a', '1')]), aRow(3, [anAppointment('b', '2')]), aRow(4, [anAppointment('c', null)]), aRow(5, [anAppointment('d', '1')]),
      aRow(2, [item('i', '1'), item('j', 'p9')]),
    ]);
    const keys = async (stream: 'patient' | 'appointment' | 'treatmentItem' | 'provider', of: readonly string[]): Promise<readonly string[]> =>
      (await stores.intakes.ofPatients(id, stream, of)).map(({ record }) => record.key);
    expect(await keys('patient', ['2', '3'])).toEqual(['2']);
    expect(await keys('appointment', ['1'])).toEqual(['a', 'd']);
    expect(await keys('treatmentItem', ['p9'])).toEqual(['j']);
    expect(await keys('provider', ['1'])).toEqual([]);
    expect(await keys('appointment', [])).toEqual([]);
  });

  it('gives a record to the patient its first row names', async () => {
    const id = await anIntake(stores, account, [aRow(2, [anAppointment('a', '1')]), aRow(3, [anAppointment('a', '2', 3)])]);
    expect(await stores.intakes.ofPatients(id, 'appointment', ['2'])).toEqual([]);
    expect((await stores.intakes.ofPatients(id, 'appointment', ['1'])).map(({ rows }) => rows)).toEqual([[1, 2]]);
  });

  it('keeps two intakes apart', async () => {
    const first = await anIntake(stores, account, [aRow(2, [aPatient('1', { comment: 'first' })])]);
    const second = await anIntake(stores, account, [aRow(2, [aPatient('1', { comment: 'second' })])]);
    expect((await stores.intakes.byKeys(first, 'patient', ['1'])).map(({ record }) => record)).toEqual([aPatient('1', { comment: 'first' })]);
    expect((await stores.intakes.list(account.id)).slice(0, 2).map(({ id }) => id)).toEqual([second, first]);
  });

  it('counts rows and skipped rows, and lists every row with its file and line', async () => {
    const id = await anIntake(stores, account, [
      aRow(2, [aPatient('1')]), aSkippedRow(3, 'no-key'), aSkippedRow(4, 'no-key'), aSkippedRow(9, 'total-line', 'balances.csv'),
    ]);
    expect(await stores.intakes.counts(id)).toEqual({ rows: 4, skipped: { 'no-key': 2, 'total-line': 1 } });
    expect(await all(stores.intakes.rows(id))).toEqual([
      { id: 1, file: 'patients.csv', line: 2, skipped: null },
      { id: 2, file: 'patients.csv', line: 3, skipped: { reason: 'no-key', stream: 'patient' } },
      { id: 3, file: 'patients.csv', line: 4, skipped: { reason: 'no-key', stream: 'patient' } },
      { id: 4, file: 'balances.csv', line: 9, skipped: { reason: 'total-line', stream: 'patient' } },
    ]);
  });

  it('shows an intake only once it is finished', async () => {
    const id = await stores.intakes.create({ accountId: account.id, source: 'dentrix' });
    expect(await stores.intakes.byId(id)).toBeNull();
    const report = { issues: [{ code: 'x' }], long: 'x'.repeat(5000) };
    const finished = await stores.intakes.finish(id, { layoutHash: 'abc', report });
    expect(finished).toEqual({ id, accountId: account.id, source: 'dentrix', createdAt: '2026-03-02T09:00:00.000Z', layoutHash: 'abc', report });
    expect(await stores.intakes.byId(id)).toEqual(finished);
  });

  it('refuses an intake that is not there', async () => {
    await expect(stores.intakes.counts('nowhere')).rejects.toMatchObject({ name: 'Refused', code: 'not-found' });
    await expect(stores.intakes.addRows('nowhere', [aRow(2, [])])).rejects.toMatchObject({ code: 'not-found' });
  });
});
