import { choice, date, fee, flag, id, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one } from '../../define.js';
import { ITEM_COMPLETED, PLAN_STATUS } from '../values.js';
import { patient, ref } from './links.js';
import { deleted } from './rows.js';

/** Treatment plans, which Dentrix calls cases. */
export const treatmentPlans = layout({
  name: 'treatment_plans', files: ['treatment_plans', 'treatment_plan_cases', 'txcase'], stream: 'treatmentPlan',
  columns: {
    id: column(id, 'case_id', 'caseid'), patient: column(reference, 'patient_id', 'patid'),
    title: column(text, 'case_name', 'casename', 'Plan Name', 'Case'),
    status: column(choice(PLAN_STATUS, 'unknown'), 'status', 'case_status'), statusText: column(text, 'status', 'case_status'),
    provider: column(reference, 'provider_id', 'provid'), created: column(date, 'created_date', 'createdate', 'date'),
    isDefault: column(flag, 'is_default', 'isdefault'), alternateSet: column(reference, 'alternate_set', 'alternateset'), deleted,
  },
  needs: ['id', 'patient', 'title'], keys: ['id', 'patient'], deletedBy: 'deleted',
  read: (row) => {
    const { title, statusText, created, alternateSet } = row;
    const data = {
      patient: patient(row.patient), status: row.status ?? 'unknown', isDefault: row.isDefault === true,
      ...present({ title, statusText, provider: ref('provider', row.provider), created, alternateSet }),
    };
    return one({ stream: 'treatmentPlan', key: row.id, data });
  },
});

/** Procedures of treatment plans. `proc_id` is the same in every plan that holds a copy of the same work. */
export const treatmentItems = layout({
  name: 'treatment_plan_items', files: ['treatment_plan_items', 'treatment_items', 'txcase_procs'], stream: 'treatmentItem',
  columns: {
    id: column(id, 'item_id', 'itemid'), plan: column(reference, 'case_id', 'caseid'), procedure: column(reference, 'proc_id', 'procid', 'proclogid'),
    code: column(text, 'code', 'adacode', 'ADA Code', 'Proc Code'), description: column(text, 'description', 'descript'),
    tooth: column(text, 'tooth', 'th', 'Tooth #'), surface: column(text, 'surface', 'surf'),
    fee: column(fee, 'fee', 'amount', 'ucr'), insuranceEstimate: column(fee, 'ins_est', 'insest', 'Insurance Estimate'),
    date: column(date, 'date_planned', 'dateplanned', 'Date Planned', 'Tx Date', 'Entry Date'),
    completed: column(choice(ITEM_COMPLETED, null), 'status', 'stat'), deleted,
  },
  needs: ['id', 'plan'], keys: ['id', 'plan'], deletedBy: 'deleted', lookup: { name: 'procedure', key: 'procedure', gives: ['code'] },
  read: (row) => {
    const { procedure, code, description, tooth, surface, insuranceEstimate, completed } = row;
    const data = {
      plan: { stream: 'treatmentPlan', key: row.plan } as const,
      ...present({ procedure, code, description, tooth, surface, fee: row.fee, insuranceEstimate, date: row.date, completed }),
    };
    return one({ stream: 'treatmentItem', key: row.id, data });
  },
});

/** The office's own price list: codes pass through as the office's data. */
export const procedureCodes = layout({
  name: 'proccode', files: ['proccode', 'procedure_codes'], stream: 'procedureCode',
  columns: {
    id: column(id, 'proccodeid', 'procedure_code_id'), code: column(text, 'adacode', 'code', 'ADA Code'),
    description: column(text, 'abbrevdescript', 'descript', 'description'), fee: column(fee, 'fee', 'ucr'), deleted,
  },
  needs: ['id', 'code'], keys: ['id', 'code'], deletedBy: 'deleted', lookup: { name: 'procedure-code', key: 'id', gives: ['code'] },
  read: (row) => one({ stream: 'procedureCode', key: row.id, data: { code: row.code, ...present({ description: row.description, fee: row.fee }) } }),
});
