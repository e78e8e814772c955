import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../../migrator/index.js';
import { DEFECTS } from '../../migrator/practice/defects.js';
import { bytesOf, exported, forget, isNobody, keyOf, rowsOf, textOf } from './exported.js';
import type { Exported, ParsedRow } from './exported.js';

const STREAM_FILES = {
  patient: 'v_patient.csv', appointment: 'v_appt.csv', treatmentPlan: 'treatment_plans.csv', treatmentItem: 'treatment_plan_items.csv',
  provider: 'v_provider.csv', employer: 'v_employers.csv', referralSource: 'referrals.csv', carrier: 'v_insurance_plans.csv', ledgerEntry: 'ledger.csv',
  recall: 'v_patient_recall.csv', familyBalance: 'v_guarantor_balance.csv', procedureCode: 'proccode.csv',
} as const;

describe('a sample practice of 300 patients', () => {
  let practice: Exported;
  const rows = new Map<string, readonly ParsedRow[]>();
  const cellsOf = (file: string): readonly ParsedRow[] => rows.get(file) ?? [];

  beforeAll(async () => {
    practice = await exported();
    for (const file of practice.files) if (file.name.endsWith('.csv')) rows.set(file.name, await rowsOf(file));
  });
  afterAll(forget);

  it('is byte for byte the same for the same seed, and another one for another seed', async () => {
    const [first, again, other] = [await bytesOf(practice), await bytesOf(await exported()), await bytesOf(await exported({ seed: 2 }))];
    expect([...again.keys()]).toEqual([...first.keys()]);
    for (const [name, bytes] of first) expect(again.get(name)?.equals(bytes), name).toBe(true);
    expect(other.get('v_patient.csv')?.equals(first.get('v_patient.csv') ?? Buffer.alloc(0))).toBe(false);
  });

  it('has exactly 300 patients and leaves nothing behind but the export and its truth', async () => {
    expect(cellsOf('v_patient.csv')).toHaveLength(300);
    expect(practice.truth).toMatchObject({ source: 'dentrix', seed: 1, patients: 300, changed: [] });
    expect((await readdir(practice.folder)).sort()).toEqual([...practice.files.map(({ name }) => name), 'truth.json'].sort());
  });

  it('says of each file how many rows it has', () => {
    for (const [name, parsed] of rows) expect(parsed.length, name).toBe(practice.truth.files[name]);
  });

  it('says which records it holds', () => {
    for (const [stream, file] of Object.entries(STREAM_FILES)) {
      expect(practice.truth.records[stream], stream).toEqual(cellsOf(file).map(({ cells }) => keyOf(file, cells)));
    }
  });

  it('shows each kind of defect at least once, whatever the seed', async () => {
    const kinds = Object.values(DEFECTS).flatMap((subject) => Object.keys(subject));
    for (const seed of [1, 7, 99, 2026]) {
      const { truth } = await exported({ seed, households: seed === 7 });
      const seen = new Set(truth.defects.map(({ kind }) => kind));
      expect(kinds.filter((kind) => !seen.has(kind)), `seed ${seed}`).toEqual([]);
      expect([...seen]).toEqual(expect.arrayContaining([
        'windows-1252', 'utf-16le', 'byte-order-mark', 'other-delimiter', 'fixed-width-padding', 'default-case-copy', 'listed-twice', 'maximum-not-set',
        'provider-inactive', 'provider-placeholder-listed', 'report-title', 'report-repeated-header', 'report-subtotal', 'report-grand-total',
        'report-excel-serial', 'report-two-digit-year', 'report-zero-as-dashes', 'report-date-sentinel',
      ]));
    }
  });

  it('names for each defect the line on which the row with that key begins', () => {
    const places = new Map([...rows].flatMap(([file, parsed]) => parsed.map(({ line, cells }) => [`${file} ${line}`, keyOf(file, cells)] as const)));
    const inRows = practice.truth.defects.filter(({ file, line }) => file.endsWith('.csv') && line > 1);
    expect(inRows.length).toBeGreaterThan(200);
    for (const { kind, file, line, key } of inRows) expect(places.get(`${file} ${line}`), `${kind} in ${file}, line ${line}`).toBe(key);
  });

  it('really spoils what it says it spoils', () => {
    const spoilt = (kind: string): readonly ParsedRow['cells'][] => practice.truth.defects.filter((defect) => defect.kind === kind)
      .flatMap(({ file, line }) => cellsOf(file).filter((row) => row.line === line).map(({ cells }) => cells));
    const column = (kind: string, name: string): readonly string[] => spoilt(kind).map((cells) => cells[name] ?? '?');
    expect(column('birth-date-missing', 'birth_date').every((cell) => cell === '')).toBe(true);
    expect(column('email-missing', 'email').every((cell) => cell === '')).toBe(true);
    expect(column('zip-stripped', 'zipcode').every((cell) => /^\d{4}$/.test(cell))).toBe(true);
    expect(column('patient-missing', 'patient_id').every(isNobody)).toBe(true);
    expect(column('booked-by-stranger', 'patient_id').every((cell) => cell === '0')).toBe(true);
    expect(column('guarantor-missing', 'guar_id').every(isNobody)).toBe(true);
    expect(column('status-without-name', 'status_id')).toContain('150');
    expect(column('estimate-not-set', 'ins_est').every((cell) => cell === '-1.00')).toBe(true);
    expect(column('balance-in-parentheses', 'balance_0_30_days').every((cell) => /^\([\d,]+\.\d\d\)$/.test(cell))).toBe(true);
    expect(column('amount-in-parentheses', 'amount').every((cell) => /^\([\d,]+\.\d\d\)$/.test(cell))).toBe(true);
    expect(column('amount-trailing-minus', 'amount').every((cell) => /^[\d,]+\.\d\d-$/.test(cell))).toBe(true);
    expect(column('amount-symbol-after-minus', 'amount').every((cell) => cell.startsWith('-$'))).toBe(true);
    expect(column('note-rtf', 'notetext').every((cell) => cell.startsWith('{\\rtf1'))).toBe(true);
    expect(column('note-long', 'notetext').every((cell) => cell.length > 100_000)).toBe(true);
    expect(column('note-multi-line', 'notetext').every((cell) => /\r\n.*"ouch"/.test(cell))).toBe(true);
  });

  it('only tells of links whose both ends are in the export', () => {
    const { links, records } = practice.truth;
    const known = new Map(Object.entries(records).map(([stream, keys]) => [stream, new Set(keys)]));
    expect(new Set(links.map(({ field }) => field))).toEqual(new Set([
      'guarantor', 'provider', 'secondaryProvider', 'employer', 'referral', 'patient', 'carrier', 'subscriber', 'plan',
    ]));
    for (const { stream, key, to, toKey } of links) {
      expect(known.get(stream)?.has(key), `${stream} ${key}`).toBe(true);
      expect(known.get(to)?.has(toKey), `${to} ${toKey}, to which ${stream} ${key} points`).toBe(true);
    }
  });

  it('labels people who look alike as one human, as a family or as strangers', () => {
    const patients = new Map(cellsOf('v_patient.csv').map(({ cells }) => [cells['patient_id'], cells]));
    const { duplicates } = practice.truth;
    expect(new Set(duplicates.map(({ verdict }) => verdict))).toEqual(new Set(['same', 'household', 'different']));
    for (const { a, b, verdict } of duplicates) {
      const [one, other] = [patients.get(a), patients.get(b)];
      if (verdict === 'same') expect(one?.['birth_date']).toBe(other?.['birth_date']);
      if (verdict === 'household') expect(one?.['address_line1']).toBe(other?.['address_line1']);
      if (verdict === 'different') expect([one?.['first_name'], one?.['birth_date'] === other?.['birth_date']]).toEqual([other?.['first_name'], false]);
    }
  });

  it('has more families when asked for households', async () => {
    const { truth } = await exported({ households: true });
    expect(truth.households.length).toBeGreaterThan(practice.truth.households.length);
    expect(truth.households.every(({ members }) => members.length > 1)).toBe(true);
  });

  it('copies the work of each named plan into a default plan under the same procedure number', () => {
    const isDefault = new Map(cellsOf('treatment_plans.csv').map(({ cells }) => [cells['case_id'], cells['is_default'] === '1']));
    const procedures = (wanted: boolean): Set<string | undefined> => new Set(cellsOf('treatment_plan_items.csv')
      .filter(({ cells }) => isDefault.get(cells['case_id'] ?? '') === wanted).map(({ cells }) => cells['proc_id']));
    const copies = procedures(true);
    const named = [...procedures(false)];
    expect(named.length).toBeGreaterThan(20);
    expect(named.every((procedure) => copies.has(procedure))).toBe(true);
  });

  it('prints a report whose grand total is the sum of its rows and of its subtotals', async () => {
    const report = practice.files.find(({ name }) => name === 'patient_balance_list.txt');
    const text = report === undefined ? '' : await textOf(report);
    const cents = (printed: string): number => {
      const amount = Math.round(Number(printed.replaceAll(/[^\d.]/g, '')) * 100);
      return printed === '-0-' ? 0 : printed.startsWith('(') ? -amount : amount;
    };
    const balances = [...text.matchAll(/^"[^"]+,.*,"([^"]+)"\r$/gm)].map((match) => match[1] ?? '').filter((cell) => cell !== 'Balance');
    const sum = (amounts: readonly string[]): number => amounts.reduce((total, amount) => total + cents(amount), 0);
    const { totals } = practice.truth;
    const grand = totals.at(-1);
    expect(balances).toHaveLength(practice.truth.files['patient_balance_list.txt'] ?? -1);
    expect(grand?.what).toBe(`Grand Total: ${balances.length} patients`);
    expect(sum(balances)).toBe(cents(grand?.amount ?? ''));
    expect(sum(totals.slice(0, -1).map(({ amount }) => amount))).toBe(cents(grand?.amount ?? ''));
    expect(text).toContain('DENTIST’S');
  });

  it('contains no telephone number, mail domain, web address or social security number that could be somebody’s', async () => {
    for (const file of practice.files) {
      const text = await textOf(file);
      for (const [number] of text.matchAll(/(?<![\d.])(?:\(\d{3}\) ?|\d{3}[-. ]?)\d{3}[-. ]?\d{4}(?![\d-])/g)) {
        expect(number.replaceAll(/\D/g, ''), file.name).toMatch(/^(?:\d{3}55501\d\d|0{8}\d\d|0{10})$/);
      }
      for (const [, domain] of text.matchAll(/@([\w.-]+)/g)) expect(domain, file.name).toMatch(/^example\.(?:com|org|net)$/);
      for (const [, host] of text.matchAll(/\/\/([\w.-]+)/g)) expect(host, file.name).toBe('example.com');
      for (const [number] of text.matchAll(/\b\d{3}-\d{2}-\d{4}\b/g)) expect(number, file.name).toMatch(/^000-00-/);
      expect(text.match(/\bD\d{4}\b/), file.name).toBeNull();
    }
  });
});

describe('asking for a sample practice', () => {
  afterAll(forget);

  it('is refused for a dental system without a writer, and for a name that is no folder', async () => {
    await expect(exported({ source: 'abacus' })).rejects.toThrow(Refused);
    await expect(exported({ source: '../destinations/pipedrive' })).rejects.toThrow(Refused);
  });

  it.each([{ patients: 0 }, { patients: 1.5 }, { seed: 0.5 }, { changed: 1.5 }])('is refused for %o', async (options) => {
    await expect(exported(options)).rejects.toThrow(Refused);
  });

  it.each([1, 2, 5])('gives a practice of %i patients just as well', async (patients) => {
    const { truth } = await exported({ patients });
    expect(truth.records['patient']).toHaveLength(patients);
  });
});
