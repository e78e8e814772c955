import { choice, date, fee, id, note, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one } from '../../define.js';
import { LINE_COMPLETED, PLAN_STATUS } from '../values.js';
import { deleted, patient, patientColumn, ref, staffColumn } from './parts.js';

/** Treatment plans with the total that the office quoted. */
export const treatmentPlans = layout({
  name: 'treatment_plans', files: ['treatment_plans', 'treatment_plan', 'plans'], stream: 'treatmentPlan',
  columns: {
    id: column(id, 'Plan Number', 'Plan ID', 'Treatment Plan ID', 'Plan No'), patient: patientColumn, title: column(text, 'Plan Name', 'Treatment Plan', 'Description'),
    status: column(choice(PLAN_STATUS, 'unknown'), 'Plan Status', 'Status'), statusText: column(text, 'Plan Status', 'Status'), provider: staffColumn,
    created: column(date, 'Plan Date', 'Date Created', 'Created On', 'Date'), total: column(fee, 'Plan Total', 'Total', 'Total Value', 'Estimate'),
    note: column(note, 'Notes', 'Note', 'Comments'), deleted,
  },
  needs: ['id', 'patient', 'status'], keys: ['id', 'patient'], deletedBy: 'deleted',
  read: (row) => {
    const { title, statusText, created } = row;
    const said = present({ title, statusText, created, fee: row.total, provider: ref('provider', row.provider), note: row.note });
    return one({ stream: 'treatmentPlan', key: row.id, data: { patient: patient(row.patient), status: row.status ?? 'unknown', isDefault: false, ...said } });
  },
});

/** Procedures of treatment plans. */
export const treatmentLines = layout({
  name: 'treatment_plan_lines', files: ['treatment_plan_lines', 'plan_lines', 'planned_procedures'], stream: 'treatmentItem',
  columns: {
    id: column(id, 'Line Number', 'Line ID', 'Line No'), plan: column(reference, 'Plan Number', 'Plan ID', 'Treatment Plan ID', 'Plan No'),
    code: column(text, 'Procedure Code', 'Code'), description: column(text, 'Description', 'Procedure'), tooth: column(text, 'Tooth', 'Tooth No'),
    surface: column(text, 'Surface', 'Surfaces'), fee: column(fee, 'Fee', 'Amount', 'Price'), insuranceEstimate: column(fee, 'Insurance Estimate', 'Ins Est'),
    date: column(date, 'Planned On', 'Date Planned', 'Date'), completed: column(choice(LINE_COMPLETED, null), 'Line Status', 'Status'), deleted,
  },
  needs: ['id', 'plan'], keys: ['id', 'plan'], deletedBy: 'deleted',
  read: (row) => {
    const { code, description, tooth, surface, insuranceEstimate, completed } = row;
    const said = present({ code, description, tooth, surface, fee: row.fee, insuranceEstimate, date: row.date, completed });
    return one({ stream: 'treatmentItem', key: row.id, data: { plan: { stream: 'treatmentPlan', key: row.plan }, ...said } });
  },
});

/** What was done, visit by visit. */
export const procedures = layout({
  name: 'procedure_history', files: ['procedure_history', 'completed_procedures', 'procedures'], stream: 'completedProcedure',
  columns: {
    id: column(id, 'Procedure Number', 'Procedure ID', 'Procedure No'), patient: patientColumn, date: column(date, 'Procedure Date', 'Completed On', 'Service Date', 'Date'),
    code: column(text, 'Procedure Code', 'Code'), description: column(text, 'Description', 'Procedure'), tooth: column(text, 'Tooth', 'Tooth No'),
    surface: column(text, 'Surface', 'Surfaces'), fee: column(fee, 'Fee', 'Amount', 'Charge'), provider: staffColumn, note: column(note, 'Notes', 'Note', 'Comments'), deleted,
  },
  needs: ['id', 'patient', 'date', 'code'], keys: ['id', 'patient'], requires: ['date'], deletedBy: 'deleted',
  read: (row) => {
    const { code, description, tooth, surface } = row;
    const said = present({ code, description, tooth, surface, fee: row.fee, provider: ref('provider', row.provider), note: row.note });
    return one({ stream: 'completedProcedure', key: row.id, data: { patient: patient(row.patient), date: row.date, ...said } });
  },
});
