import type { Money } from '../../../canonical/values.js';
import { choice, date, id, money, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one } from '../../define.js';
import { COVERAGE_RANK, LEDGER_KIND, RELATIONSHIP } from '../values.js';
import { address, deleted, isId, patient, placeColumns, ref, whose, whoseColumns } from './rows.js';

const CARRIER_ID = ['Carrier', 'Carrier Code', 'Carrier ID', 'Insurance Company ID', 'Ins Co'] as const;
const CARRIER_NAME = ['Carrier Name', 'Insurance Company', 'Company Name', 'Insurance'] as const;

/** Insurance companies. */
export const carriers = layout({
  name: 'insurance_companies', files: ['insurance_companies', 'carriers'], stream: 'carrier',
  columns: {
    id: column(id, ...CARRIER_ID), name: column(text, ...CARRIER_NAME), payerId: column(id, 'Payer ID', 'Electronic ID'),
    groupName: column(text, 'Group Name'), groupNumber: column(text, 'Group #', 'Group Number', 'Grp No'), ...placeColumns, deleted,
  },
  needs: ['id', 'name'], keys: ['id'], requires: ['name'], deletedBy: 'deleted',
  read: (row) => {
    const { groupName, groupNumber, payerId } = row;
    return one({ stream: 'carrier', key: row.id, data: { name: row.name, ...present({ groupName, groupNumber, payerId, phone: row.phone, address: address(row) }) } });
  },
});

/** Who is insured where, one row per policy. The subscriber may be somebody without a record. */
export const coverages = layout({
  name: 'patient_insurance', files: ['patient_insurance', 'insurance', 'coverage'], stream: 'coverage',
  columns: {
    ...whoseColumns, rank: column(choice(COVERAGE_RANK, 'other'), 'Priority', 'Rank', 'Coverage Order', 'Order'),
    carrier: column(reference, ...CARRIER_ID), carrierName: column(text, ...CARRIER_NAME), groupNumber: column(text, 'Group #', 'Group Number', 'Grp No'),
    subscriberId: column(id, 'Policy #', 'Policy Number', 'Subscriber ID', 'Member ID'), subscriber: column(reference, 'Subscriber', 'Insured', 'Subscriber Patient'),
    relationship: column(choice(RELATIONSHIP, 'other'), 'Relationship', 'Rel'), coverageType: column(text, 'Coverage Type', 'Plan Type'), deleted,
  },
  needs: ['subscriberId'], keys: [], deletedBy: 'deleted', uses: ['patient-by-chart'],
  read: (row, lookups) => {
    const key = whose(row, 'coverage', lookups);
    if (typeof key !== 'string') return key;
    const rank = row.rank ?? 'primary';
    const { carrierName, groupNumber, subscriberId, relationship, coverageType } = row;
    const subscriber = row.subscriber !== null && isId(row.subscriber) ? row.subscriber : null;
    const data = {
      patient: patient(key), rank,
      ...present({ carrier: ref('carrier', row.carrier), subscriber: ref('patient', subscriber), carrierName, groupNumber, subscriberId, relationship, coverageType }),
    };
    return one({ stream: 'coverage', key: `${key}:${rank}`, data });
  },
});

/** Claims as they were sent; what a contact record keeps of them is a line of text each. */
export const claims = layout({
  name: 'claims', files: ['claims', 'insurance_claims', 'edi_claims'], stream: 'claim',
  columns: {
    ...whoseColumns, id: column(id, 'Claim ID', 'Claim #', 'Claim'), date: column(date, 'Claim Date', 'Date Sent', 'Date'),
    carrierName: column(text, ...CARRIER_NAME), status: column(text, 'Claim Status', 'Status'), billed: column(money, 'Billed', 'Amount Billed', 'Claim Amount'),
    paid: column(money, 'Paid', 'Amount Paid'), detail: column(text, 'Reference', 'Comment'), deleted,
  },
  needs: ['id', 'billed'], keys: ['id'], deletedBy: 'deleted', uses: ['patient-by-chart'],
  read: (row, lookups) => {
    const key = whose(row, 'claim', lookups);
    if (typeof key !== 'string') return key;
    const { carrierName, status, billed, paid, detail } = row;
    return one({ stream: 'claim', key: row.id, data: { patient: patient(key), ...present({ date: row.date, carrierName, status, billed, paid, detail }) } });
  },
});

/** The ledger: treatments, office charges, payments and adjustments, printed with totals. */
export const transactions = layout({
  name: 'transactions', files: ['transactions', 'transaction_list', 'ledger'], stream: 'ledgerEntry', report: { totals: ['amount'] },
  columns: {
    ...whoseColumns, id: column(id, 'Transaction ID', 'Transaction #', 'Transaction', 'Trans #'), plan: column(reference, 'Treatment Plan', 'Tx Plan', 'Plan #'),
    date: column(date, 'Transaction Date', 'Trans Date', 'Date'), kind: column(choice(LEDGER_KIND, 'unknown'), 'Transaction Type', 'Trans Type', 'Type'),
    amount: column(money, 'Amount', 'Trans Amount'), provider: column(reference, 'Provider', 'Provider Code'), deleted,
  },
  needs: ['id', 'kind', 'amount'], keys: ['id'], requires: ['amount'], deletedBy: 'deleted', uses: ['patient-by-chart'],
  read: (row, lookups) => {
    const key = whose(row, 'ledgerEntry', lookups);
    if (typeof key !== 'string') return key;
    const more = present({ plan: ref('treatmentPlan', row.plan), date: row.date, provider: ref('provider', row.provider) });
    return one({ stream: 'ledgerEntry', key: row.id, data: { patient: patient(key), kind: row.kind ?? 'unknown', amount: row.amount, ...more } });
  },
});

/** What accounts owe, by age of the debt, once per guarantor. */
export const balances = layout({
  name: 'account_balances', files: ['account_balances', 'aged_balances', 'aging'], stream: 'familyBalance', report: { totals: ['total', 'current', 'over30', 'over60', 'over90', 'over120'] },
  columns: {
    guarantor: column(reference, 'Guarantor ID', 'Guarantor', 'Account ID', 'Account #'), total: column(money, 'Balance', 'Account Balance', 'Total Due'),
    current: column(money, '0-30', 'Current'), over30: column(money, '31-60'), over60: column(money, '61-90'), over90: column(money, '91-120'),
    over120: column(money, 'Over 120', '120+', '>120'), outstanding: column(money, 'Overdue', 'Past Due', 'Outstanding'),
    lastPayment: column(money, 'Last Payment', 'Last Pmt'), lastPaymentOn: column(date, 'Last Payment Date', 'Last Pmt Date'),
  },
  needs: ['guarantor', 'total'], keys: ['guarantor'],
  read: (row) => {
    const ages: readonly (readonly [string, Money | null])[] = [
      ['0-30', row.current], ['31-60', row.over30], ['61-90', row.over60], ['91-120', row.over90], ['over 120', row.over120],
    ];
    const { total, outstanding, lastPayment, lastPaymentOn } = row;
    const data = {
      guarantor: patient(row.guarantor), buckets: ages.flatMap(([days, amount]) => (amount === null ? [] : [{ days, amount }])),
      ...present({ total, outstanding, lastPayment, lastPaymentOn }),
    };
    return one({ stream: 'familyBalance', key: row.guarantor, data });
  },
});
