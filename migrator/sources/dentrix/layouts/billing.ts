import type { Money } from '../../../canonical/values.js';
import { parseName } from '../../../read/names.js';
import { choice, date, id, labelled, money, pastDate, phone, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one, skip, type Draft, type Lookups } from '../../define.js';
import { LEDGER_KIND, PATIENT_STATUS } from '../values.js';
import { patient, ref } from './links.js';
import { deleted } from './rows.js';

/** What families owe, by age of the debt. The total is the sum of the four ages: Dentrix keeps no other. */
export const balances = layout({
  name: 'v_guarantor_balance', files: ['v_guarantor_balance', 'guarantor_balance'], stream: 'familyBalance',
  columns: {
    guarantor: column(reference, 'guar_id', 'guarid'), current: column(money, 'balance_0_30_days', '0-30', 'current'),
    over30: column(money, 'balance_31_60_days', '31-60'), over60: column(money, 'balance_61_90_days', '61-90'),
    over90: column(money, 'balance_91_plus', '91+', 'Over 90'),
  },
  needs: ['guarantor', 'current'], keys: ['guarantor'],
  read: (row) => {
    const ages: readonly (readonly [string, Money | null])[] = [['0-30', row.current], ['31-60', row.over30], ['61-90', row.over60], ['91+', row.over90]];
    const buckets = ages.flatMap(([days, amount]) => (amount === null ? [] : [{ days, amount }]));
    const [first] = buckets;
    const total = first === undefined ? null : { currency: first.amount.currency, cents: buckets.reduce((sum, bucket) => sum + bucket.amount.cents, 0) };
    return one({ stream: 'familyBalance', key: row.guarantor, data: { guarantor: patient(row.guarantor), buckets, ...present({ total }) } });
  },
});

/** Lines of the billing ledger. */
export const ledger = layout({
  name: 'ledger', files: ['ledger', 'transactions'], stream: 'ledgerEntry',
  columns: {
    id: column(id, 'entry_id', 'entryid', 'transaction_id'), patient: column(reference, 'patient_id', 'patid'), plan: column(reference, 'case_id', 'caseid'),
    date: column(date, 'entry_date', 'entrydate', 'transaction_date', 'date'), kind: column(choice(LEDGER_KIND, 'unknown'), 'kind', 'type', 'transaction_type'),
    amount: column(money, 'amount', 'amt'), provider: column(reference, 'provider_id', 'provid'), deleted,
  },
  needs: ['id', 'amount'], keys: ['id'], requires: ['amount'], deletedBy: 'deleted',
  read: (row) => {
    const data = {
      kind: row.kind ?? 'unknown', amount: row.amount,
      ...present({ patient: ref('patient', row.patient), plan: ref('treatmentPlan', row.plan), date: row.date, provider: ref('provider', row.provider) }),
    };
    return one({ stream: 'ledgerEntry', key: row.id, data });
  },
});

/** Who a line of the balance list is about: a patient of the database files by chart, else the chart itself. */
function personOf(chart: string, lookups: Lookups): { readonly key: string; readonly guarantor: string | null } {
  const known = lookups.find('patient-by-chart', chart);
  return known?.['id'] ? { key: known['id'], guarantor: known['guarantor'] || null } : { key: `chart:${chart}`, guarantor: null };
}

/**
 * Whose balance it is: the guarantor's of the database files, else the patient's own when the list names nobody else; null when it names
 * somebody it does not identify.
 */
function guarantorOf(person: ReturnType<typeof personOf>, name: string | null, guarantorName: string | null): string | null {
  if (person.guarantor !== null && person.guarantor !== '0') return person.guarantor;
  const plain = (written: string): string => written.toLowerCase().replaceAll(/\([^)]*\)|[^\p{L}]/gu, '');
  return guarantorName === null || plain(guarantorName) === plain(name ?? '') ? person.key : null;
}

/** The printed list "Patient Balance List": titles, page headers and totals between the rows, people by name and chart. */
export const balanceList = layout({
  name: 'patient_balance_list', files: ['patient_balance_list'], stream: 'patient', report: { totals: ['balance'] },
  columns: {
    name: column(text, 'Patient Name', 'Patient', 'Name'), chart: column(id, 'Chart #', 'Chart', 'Chart Number', 'Chart No'),
    guarantorName: column(text, 'Guarantor', 'Responsible Party', 'Resp. Party', 'HOH'), home: column(phone, 'Home Phone', 'Phone'),
    birthDate: column(pastDate, 'Birth Date', 'Birthdate', 'DOB'), lastVisit: column(date, 'Last Visit', 'Last Seen'),
    status: column(choice(PATIENT_STATUS, 'unknown'), 'Status'),
    balance: column(money, 'Balance', 'Acct Bal', 'Total Due'),
  },
  needs: ['name', 'chart', 'balance'], keys: ['chart'], uses: ['patient-by-chart'],
  read: (row, lookups) => {
    if (lookups.isAmbiguous('patient-by-chart', row.chart)) return skip('ambiguous-chart', 'patient', { code: 'ambiguous-chart', column: 'chart' });
    const person = personOf(row.chart, lookups);
    const data = {
      ...present({ ...parseName(row.name ?? ''), chart: row.chart, birthDate: row.birthDate, lastVisit: row.lastVisit }),
      status: row.status ?? 'unknown', emails: [], phones: labelled({ home: row.home }),
    };
    const listed: Draft = { stream: 'patient', key: person.key, data };
    const guarantor = guarantorOf(person, row.name, row.guarantorName);
    if (row.balance === null) return one(listed);
    if (guarantor === null) return one(listed, [{ code: 'balance-without-guarantor', column: 'balance' }]);
    const owed: Draft = { stream: 'familyBalance', key: guarantor, data: { guarantor: patient(guarantor), total: row.balance, buckets: [] } };
    return { records: [listed, owed] };
  },
});
