import { choice, date, id, money, note, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one } from '../../define.js';
import { COVERAGE_RANK } from '../values.js';
import { deleted, patient } from './parts.js';

/** Policies, with the carrier's name written beside each. */
export const insurance = layout({
  name: 'insurance', files: ['insurance', 'insurance_policies', 'patient_insurance', 'coverage'], stream: 'coverage',
  columns: {
    patient: column(reference, 'Patient ID', 'Patient #', 'Pat ID'), rank: column(choice(COVERAGE_RANK, 'other'), 'Coverage Order', 'Rank', 'Priority', 'Primary/Secondary'),
    carrier: column(text, 'Insurance Carrier', 'Carrier', 'Insurance Company', 'Ins Co', 'Payer'),
    policy: column(id, 'Policy Number', 'Policy #', 'Subscriber ID', 'Member ID'), group: column(id, 'Group Number', 'Group #', 'Grp No', 'Group'),
    relationship: column(text, 'Relationship', 'Relationship to Subscriber'), coverage: column(text, 'Coverage Type', 'Plan Type'), deleted,
  },
  needs: ['patient', 'carrier', 'policy'], keys: ['patient'], deletedBy: 'deleted',
  read: (row) => {
    const rank = row.rank ?? 'primary';
    const said = { carrierName: row.carrier, subscriberId: row.policy, groupNumber: row.group, relationship: row.relationship, coverageType: row.coverage };
    // Files without an order hold several policies of one rank: only the carrier tells these apart.
    return one({ stream: 'coverage', key: `${row.patient}:${rank}:${row.carrier ?? ''}`, data: { patient: patient(row.patient), rank, ...present(said) } });
  },
});

/** Claims, one line each. */
export const claims = layout({
  name: 'claims', files: ['claims', 'claim_history', 'insurance_claims'], stream: 'claim',
  columns: {
    id: column(id, 'Claim ID', 'Claim #', 'Claim Number'), patient: column(reference, 'Patient ID', 'Patient #', 'Pat ID'),
    date: column(date, 'Claim Date', 'Date Sent', 'Service Date', 'Date'), carrier: column(text, 'Insurance Carrier', 'Carrier', 'Insurance Company', 'Payer'),
    status: column(text, 'Claim Status', 'Status'), billed: column(money, 'Amount Billed', 'Billed', 'Claim Amount'), paid: column(money, 'Amount Paid', 'Paid'),
    detail: column(note, 'Procedures', 'Line Items', 'Description'), deleted,
  },
  needs: ['id', 'patient'], keys: ['id', 'patient'], deletedBy: 'deleted',
  read: (row) => {
    const said = { date: row.date, carrierName: row.carrier, status: row.status, billed: row.billed, paid: row.paid, detail: row.detail };
    return one({ stream: 'claim', key: row.id, data: { patient: patient(row.patient), ...present(said) } });
  },
});

/** What accounts owe and when they last paid: one row per responsible person. */
export const billing = layout({
  name: 'billing', files: ['billing', 'balances', 'account_balances', 'payments'], stream: 'familyBalance',
  columns: {
    patient: column(reference, 'Guarantor ID', 'Responsible Party ID', 'Patient ID', 'Patient #', 'Pat ID'),
    total: column(money, 'Account Balance', 'Balance', 'Total Balance', 'Total Due'), outstanding: column(money, 'Outstanding Balance', 'Outstanding', 'Past Due'),
    lastPayment: column(money, 'Last Payment Amount', 'Last Payment', 'Last Pmt'), lastPaymentOn: column(date, 'Last Payment Date', 'Last Pmt Date'), deleted,
  },
  needs: ['patient', 'outstanding'], keys: ['patient'], deletedBy: 'deleted',
  read: (row) => {
    const { total, outstanding, lastPayment, lastPaymentOn } = row;
    return one({ stream: 'familyBalance', key: row.patient, data: { guarantor: patient(row.patient), buckets: [], ...present({ total, outstanding, lastPayment, lastPaymentOn }) } });
  },
});
