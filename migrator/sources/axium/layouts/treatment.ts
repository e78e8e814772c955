import type { StreamName } from '../../../canonical/streams.js';
import { choice, date, fee, flag, id, note, present, reference, text } from '../../../read/parsers.js';
import { column, layout, one, skip, type Draft, type Values } from '../../define.js';
import { baseCode, PLAN_STATUS, treatmentKind } from '../values.js';
import { deleted, patient, ref, whose, whoseColumns } from './rows.js';

const PLAN_HEADERS = ['Treatment Plan ID', 'Treatment Plan', 'TreatmentPlan', 'Tx Plan', 'TxPlan', 'Plan #', 'Plan'] as const;
const OPTION_HEADERS = ['Plan Option', 'PlanOption', 'Option'] as const;

/** A plan offers options of which the patient accepts one: each option is a plan of its own, and the options of one plan exclude one another. */
function planKey(plan: string, option: string | null): string {
  return option === null ? plan : `${plan}:${option}`;
}

/** Treatment plans and their options. */
export const treatmentPlans = layout({
  name: 'treatment_plans', files: ['treatment_plans', 'tx_plans', 'treatment_plan'], stream: 'treatmentPlan',
  columns: {
    ...whoseColumns, id: column(id, ...PLAN_HEADERS), option: column(reference, ...OPTION_HEADERS),
    title: column(text, 'Plan Name', 'Description', 'Title'), status: column(choice(PLAN_STATUS, 'unknown'), 'Plan Status', 'Status'),
    statusText: column(text, 'Plan Status', 'Status'), provider: column(reference, 'Provider', 'Provider Code'),
    created: column(date, 'Created', 'Create Date', 'Plan Date', 'Date'), inactive: column(flag, 'Inactive'), note: column(note, 'Note', 'Comments'), deleted,
  },
  needs: ['id', 'status', 'created'], keys: ['id'], deletedBy: 'deleted', uses: ['patient-by-chart'],
  read: (row, lookups) => {
    const key = whose(row, 'treatmentPlan', lookups);
    if (typeof key !== 'string') return key;
    const { title, statusText, created } = row;
    const data = {
      patient: patient(key), status: row.inactive === true ? 'inactive' as const : (row.status ?? 'unknown'), isDefault: false,
      ...present({ title, statusText, created, note: row.note, provider: ref('provider', row.provider), alternateSet: row.option === null ? null : row.id }),
    };
    return one({ stream: 'treatmentPlan', key: planKey(row.id, row.option), data });
  },
});

const treatmentColumns = {
  ...whoseColumns,
  id: column(id, 'Trx', 'Trx ID', 'Treatment ID', 'Treatment #'), plan: column(reference, ...PLAN_HEADERS), option: column(reference, ...OPTION_HEADERS),
  code: column(text, 'Procedure', 'Procedure Code', 'Proc Code', 'CDT Code', 'Code'), description: column(text, 'Description', 'Procedure Description'),
  tooth: column(text, 'Site', 'Tooth', 'Tooth #', 'Th'), surface: column(text, 'Surface', 'Surf'), fee: column(fee, 'Fee', 'Estimated Fee', 'UCR'),
  insuranceEstimate: column(fee, 'Insurance Estimate', 'Ins Est', 'InsEst'), date: column(date, 'TreatmentDate', 'Treatment Date', 'Tx Date', 'Date Planned'),
  status: column(text, 'Treatment Status', 'Status', 'Stat'), provider: column(reference, 'Provider', 'Provider Code'), note: column(note, 'Note', 'Treatment Note'),
  deleted,
};

type TreatmentRow = Values<typeof treatmentColumns>;

/** What is planned outside any plan: one deal per patient, made of all such rows. */
function loosePlan(owner: string): Draft {
  return { stream: 'treatmentPlan', key: `${owner}:planned`, data: { patient: patient(owner), title: 'Planned treatment', status: 'proposed', isDefault: false } };
}

/** The code that counts, and the code as written behind the description where a site has appended something to it. */
function codeOf(row: TreatmentRow): { readonly code: string | null; readonly description: string | null } {
  if (row.code === null) return { code: null, description: row.description };
  const code = baseCode(row.code);
  const raw = code === row.code ? null : `[${row.code}]`;
  return { code, description: [row.description, raw].filter((part) => part !== null).join(' ') || null };
}

function item(key: string, plan: string, row: TreatmentRow, completed: boolean): Draft {
  const { fee: amount, tooth, surface, insuranceEstimate } = row;
  const more = present({ ...codeOf(row), tooth, surface, fee: amount, insuranceEstimate, date: row.date });
  return { stream: 'treatmentItem', key, data: { plan: { stream: 'treatmentPlan', key: plan }, completed, ...more } };
}

function done(key: string, owner: string, on: string, row: TreatmentRow): Draft {
  const { tooth, surface } = row;
  const more = present({ ...codeOf(row), tooth, surface, fee: row.fee, provider: ref('provider', row.provider), note: row.note });
  return { stream: 'completedProcedure', key, data: { patient: patient(owner), date: on, ...more } };
}

const ITEM: StreamName = 'treatmentItem';

/**
 * The chart's treatments, table TRX: planned, in process and completed work, and findings, which are no work. A row without a status, as the bare
 * table gives it, is taken for work that was done on its treatment date.
 */
export const treatments = layout({
  name: 'TRX', files: ['trx', 'treatments', 'treatment'], stream: 'treatmentItem',
  columns: treatmentColumns, needs: ['code', 'date'], keys: [], deletedBy: 'deleted', uses: ['patient-by-chart'],
  read: (row, lookups) => {
    const owner = whose(row, ITEM, lookups);
    if (typeof owner !== 'string') return owner;
    const kind = row.status === null ? 'completed' : treatmentKind(row.status);
    if (kind === 'finding') return skip('finding-not-work', ITEM);
    if (kind === 'inactivated') return skip('inactivated-plan', ITEM);
    const problems = kind === null ? [{ code: 'unknown-value', column: 'status' } as const] : [];
    const key = row.id ?? [owner, row.date, row.code, row.tooth, row.surface].filter((part) => part !== null).join(':');
    const completed = kind === 'completed';
    if (row.plan !== null) return one(item(key, planKey(row.plan, row.option), row, completed), problems);
    if (!completed) return { records: [loosePlan(owner), item(key, `${owner}:planned`, row, false)], problems };
    if (row.date === null) return skip('missing-value', 'completedProcedure', { code: 'missing-value', column: 'date' });
    return one(done(key, owner, row.date, row), problems);
  },
});
