import { choice, date, fee, id, note, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one } from '../../define.js';
import { ITEM_COMPLETED, PLAN_STATUS } from '../values.js';
import { deleted, patient, ref } from './parts.js';

/** Treatment plans with their estimated and, once completed, final fee. */
export const treatmentPlans = layout({
  name: 'treatment_plans', files: ['treatment_plans', 'treatment_plan', 'plans', 'tx_plans'], stream: 'treatmentPlan',
  columns: {
    id: column(id, 'Plan ID', 'Treatment Plan ID', 'Tx Plan ID'), patient: column(reference, 'Patient ID', 'Patient #', 'Pat ID'),
    title: column(text, 'Plan Name', 'Treatment Plan', 'Plan', 'Description'), status: column(choice(PLAN_STATUS, 'unknown'), 'Plan Status', 'Status'),
    statusText: column(text, 'Plan Status', 'Status'), provider: column(reference, 'Provider ID', 'Provider', 'Dentist'),
    created: column(date, 'Date Created', 'Created Date', 'Plan Date', 'Date'), estimated: column(fee, 'Estimated Fee', 'Estimate', 'Total Fee', 'Fee'),
    final: column(fee, 'Final Fee', 'Actual Fee', 'Completed Fee'), paymentStatus: column(text, 'Payment Status', 'Paid'), note: column(note, 'Notes', 'Clinical Notes', 'Note'),
    deleted,
  },
  needs: ['id', 'patient', 'status'], keys: ['id', 'patient'], deletedBy: 'deleted',
  read: (row) => {
    const { title, statusText, created, paymentStatus } = row;
    const data = {
      patient: patient(row.patient), status: row.status ?? 'unknown', isDefault: false,
      ...present({
        title, statusText, created, paymentStatus, provider: ref('provider', row.provider), note: row.note,
        fee: row.status === 'completed' ? (row.final ?? row.estimated) : row.estimated,
      }),
    };
    return one({ stream: 'treatmentPlan', key: row.id, data });
  },
});

/** Procedures of treatment plans. */
export const treatmentItems = layout({
  name: 'treatment_plan_procedures', files: ['treatment_plan_procedures', 'plan_procedures', 'treatment_plan_items'], stream: 'treatmentItem',
  columns: {
    id: column(id, 'Line ID', 'Procedure ID', 'Item ID', 'Plan Procedure ID'), plan: column(reference, 'Plan ID', 'Treatment Plan ID', 'Tx Plan ID'),
    code: column(text, 'Procedure Code', 'Code', 'ADA Code', 'Proc Code'), description: column(text, 'Description', 'Procedure'),
    tooth: column(text, 'Tooth', 'Tooth #', 'Th'), surface: column(text, 'Surface', 'Surf'), fee: column(fee, 'Fee', 'Amount', 'UCR'),
    insuranceEstimate: column(fee, 'Insurance Estimate', 'Ins Est'), date: column(date, 'Date Planned', 'Tx Date', 'Date'),
    completed: column(choice(ITEM_COMPLETED, null), 'Status', 'Procedure Status'), deleted,
  },
  needs: ['id', 'plan'], keys: ['id', 'plan'], deletedBy: 'deleted',
  read: (row) => {
    const { code, description, tooth, surface, insuranceEstimate, completed } = row;
    const data = {
      plan: { stream: 'treatmentPlan', key: row.plan } as const,
      ...present({ code, description, tooth, surface, fee: row.fee, insuranceEstimate, date: row.date, completed }),
    };
    return one({ stream: 'treatmentItem', key: row.id, data });
  },
});
