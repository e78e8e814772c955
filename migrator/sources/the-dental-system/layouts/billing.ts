import { choice, date, id, money, present, text } from '../../../read/parsers.js';
import { column, layout, one } from '../../define.js';
import { COVERAGE_RANK } from '../values.js';
import { deleted, patient, patientColumn } from './parts.js';

/** Policies, with the carrier's name written beside each. */
export const insurance = layout({
  name: 'insurance', files: ['insurance', 'patient_insurance', 'policies', 'coverage'], stream: 'coverage',
  columns: {
    patient: patientColumn, rank: column(choice(COVERAGE_RANK, 'other'), 'Coverage Order', 'Rank', 'Priority'),
    carrier: column(text, 'Insurance Carrier', 'Carrier', 'Insurance Company', 'Payer'),
    policy: column(id, 'Policy Number', 'Policy No', 'Member ID', 'Subscriber ID'), group: column(id, 'Group Number', 'Group No', 'Group'),
    coverage: column(text, 'Coverage Type', 'Plan Type', 'Coverage'), relationship: column(text, 'Relationship'), deleted,
  },
  needs: ['patient', 'carrier', 'policy'], keys: ['patient'], deletedBy: 'deleted',
  read: (row) => {
    const rank = row.rank ?? 'primary';
    const said = { carrierName: row.carrier, subscriberId: row.policy, groupNumber: row.group, coverageType: row.coverage, relationship: row.relationship };
    // Files without an order hold several policies of one rank: only the carrier tells these apart.
    return one({ stream: 'coverage', key: `${row.patient}:${rank}:${row.carrier ?? ''}`, data: { patient: patient(row.patient), rank, ...present(said) } });
  },
});

/** What accounts owe and when they last paid: one row per account holder. */
export const balances = layout({
  name: 'account_balances', files: ['account_balances', 'balances', 'ledger', 'billing'], stream: 'familyBalance',
  columns: {
    holder: column(id, 'Account Holder Number', 'Account Holder', 'Guarantor Number', 'Guarantor ID', 'Patient Number', 'Patient No', 'Patient ID'),
    total: column(money, 'Account Balance', 'Balance', 'Total Balance'), outstanding: column(money, 'Outstanding Amount', 'Outstanding', 'Overdue'),
    lastPayment: column(money, 'Last Payment Amount', 'Last Payment'), lastPaymentOn: column(date, 'Last Payment Date', 'Last Paid On'), deleted,
  },
  needs: ['holder', 'total', 'lastPaymentOn'], keys: ['holder'], deletedBy: 'deleted',
  read: (row) => {
    const { total, outstanding, lastPayment, lastPaymentOn } = row;
    return one({ stream: 'familyBalance', key: row.holder, data: { guarantor: patient(row.holder), buckets: [], ...present({ total, outstanding, lastPayment, lastPaymentOn }) } });
  },
});
