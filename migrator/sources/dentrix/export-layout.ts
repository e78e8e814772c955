import type { SheetSpec } from '../../practice/sheet.js';

function sheet<const C extends string>(columns: readonly C[], more: Omit<SheetSpec<C>, 'columns'> = {}): SheetSpec<C> {
  return { columns, ...more };
}

/**
 * The files of a Dentrix G export, cut from its database views, with their quirks: two are Windows-1252, those that come straight from
 * fixed-width records are padded, one went through a program that adds a byte-order mark, one was saved as "Unicode Text" by a spreadsheet.
 */
export const SHEETS = {
  'v_provider.csv': sheet(['provider_id', 'last_name', 'first_name', 'mi', 'suffix', 'specialty_id', 'npi', 'inactive'],
    { stream: 'provider', widths: { provider_id: 8, last_name: 21, first_name: 16 } }),
  'v_employers.csv': sheet(['employer_id', 'name', 'address_line1', 'city', 'state', 'zipcode', 'phone'], { stream: 'employer', byteOrderMark: true }),
  'referrals.csv': sheet(['referral_id', 'name', 'kind', 'specialty', 'phone'],
    { stream: 'referralSource', encoding: 'utf-16le', byteOrderMark: true, delimiter: '\t' }),
  'v_insurance_plans.csv': sheet(
    ['ins_plan_id', 'ins_co_name', 'group_name', 'group_number', 'payor_id', 'address_line1', 'city', 'state', 'zipcode', 'phone', 'maxcovperson'],
    { stream: 'carrier', widths: { ins_co_name: 32, group_name: 32, group_number: 26 } }),
  'proccode.csv': sheet(['proccodeid', 'adacode', 'abbrevdescript', 'fee'], { stream: 'procedureCode', widths: { adacode: 12, abbrevdescript: 24 } }),
  'v_appt_status_codes.csv': sheet(['defid', 'descript']),
  'v_appointment_types.csv': sheet(['appttypeid', 'descript']),
  'hhitem.csv': sheet(['hhitemid', 'description', 'hhtype', 'critical']),
  'v_patient.csv': sheet([
    'patient_id', 'patient_guid', 'chart', 'last_name', 'first_name', 'mi', 'preferred_name', 'salutation', 'birth_date', 'gender', 'fampos', 'status',
    'email', 'home_phone', 'work_phone', 'mobile_phone', 'address_line1', 'address_line2', 'city', 'state', 'zipcode', 'guar_id', 'pri_provider_id',
    'sec_provider_id', 'first_visit_date', 'last_visit_date', 'privacy_flags', 'employer_id', 'referred_by_id', 'social_sec_num', 'patient_note',
  ], {
    stream: 'patient', encoding: 'windows-1252', changes: true,
    widths: { chart: 20, last_name: 21, first_name: 16, mi: 2, address_line1: 30, city: 25, pri_provider_id: 8, sec_provider_id: 8 },
  }),
  'v_patient_insurance.csv': sheet([
    'patient_id', 'primary_insurance_carrier_id', 'primary_insured_id', 'primary_subscriber_id', 'primary_relationship',
    'secondary_insurance_carrier_id', 'secondary_insured_id', 'secondary_subscriber_id', 'secondary_relationship',
  ], { stream: 'coverage' }),
  'v_appt.csv': sheet([
    'appointment_id', 'patient_id', 'patient_name', 'appointment_date', 'start_hour', 'start_minute', 'length', 'operatory_id', 'provider_id',
    'addtnl_provider_id', 'appttype', 'reason', 'status_id', 'broken', 'note', 'codeid1', 'codetype1', 'codeid2', 'codetype2', 'codeid3', 'codetype3',
  ], { stream: 'appointment', changes: true, widths: { patient_name: 30, operatory_id: 8, provider_id: 8, addtnl_provider_id: 8 } }),
  'treatment_plans.csv': sheet(['case_id', 'patient_id', 'case_name', 'status', 'provider_id', 'created_date', 'is_default', 'alternate_set'],
    { stream: 'treatmentPlan', changes: true }),
  'treatment_plan_items.csv': sheet(
    ['item_id', 'case_id', 'proc_id', 'code', 'description', 'tooth', 'surface', 'fee', 'ins_est', 'date_planned', 'status'], { stream: 'treatmentItem' }),
  'v_patient_recall.csv': sheet(['patient_id', 'recall_type', 'due_date', 'prior_date', 'interval', 'provider_id', 'status'],
    { stream: 'recall', changes: true, widths: { recall_type: 12 } }),
  'hhlinkpat_item.csv': sheet(['patid', 'hhitemid', 'status', 'startdate', 'enddate', 'note'], { stream: 'alert' }),
  'fullnotes.csv': sheet(['noteid', 'patient_id', 'notetype', 'note_date', 'provider_id', 'notetext'], { stream: 'clinicalNote', encoding: 'windows-1252' }),
  'v_guarantor_balance.csv': sheet(['guar_id', 'balance_0_30_days', 'balance_31_60_days', 'balance_61_90_days', 'balance_91_plus'], { stream: 'familyBalance' }),
  'ledger.csv': sheet(['entry_id', 'patient_id', 'case_id', 'entry_date', 'kind', 'amount', 'provider_id'], { stream: 'ledgerEntry' }),
  'images.csv': sheet(['image_id', 'patient_id', 'image_path', 'image_date'], { stream: 'imagingFile' }),
} as const satisfies Readonly<Record<string, SheetSpec>>;

export type DentrixSheets = typeof SHEETS;
