import type { About, RowSink } from '../../practice/export-run.js';
import type { Cells, SheetSpec } from '../../practice/sheet.js';

function sheet<const C extends string>(columns: readonly C[], more: Omit<SheetSpec<C>, 'columns'> = {}): SheetSpec<C> {
  return { columns, ...more };
}

/**
 * The files of an export of The Dental System, as assumed in `profile.ts`: text for spreadsheets, with dates as people in the United States
 * write them. One file has a byte-order mark, one is Windows-1252, one is separated by tabs.
 */
export const SHEETS = {
  'staff.csv': sheet(['Staff Number', 'Last Name', 'First Name', 'Credentials', 'Specialties', 'Role', 'Email', 'Active'], { stream: 'provider' }),
  'referral_sources.csv': sheet(['Referral Number', 'Referral Name', 'Referral Type', 'Specialty', 'Phone', 'Notes'], { stream: 'referralSource' }),
  'patients.csv': sheet([
    'Patient Number', 'Chart Number', 'Last Name', 'First Name', 'Middle Name', 'Known As', 'Suffix', 'Birth Date', 'Gender', 'Patient Status', 'Email Address',
    'Mobile Phone', 'Home Phone', 'Work Phone', 'Other Phone', 'Street Address', 'Address 2', 'City', 'State', 'Postal Code', 'Billing Address', 'Billing City',
    'Billing State', 'Billing Postal Code', 'Account Holder Number', 'Primary Provider', 'Responsible Staff', 'Referral Number', 'First Visit', 'Last Visit',
    'No Calls', 'No Letters', 'SSN', 'Remarks',
  ], { stream: 'patient', byteOrderMark: true, changes: true }),
  'insurance.csv': sheet(['Patient Number', 'Coverage Order', 'Insurance Carrier', 'Policy Number', 'Group Number', 'Coverage Type'], { stream: 'coverage' }),
  'appointments.csv': sheet([
    'Appointment Number', 'Patient Number', 'Patient Name', 'Appointment Date', 'Appointment Time', 'Minutes', 'Room', 'Staff Number', 'Appointment Type', 'Reason',
    'Appointment Status', 'Procedure Codes', 'Notes',
  ], { stream: 'appointment', changes: true }),
  'treatment_plans.csv': sheet(['Plan Number', 'Patient Number', 'Plan Name', 'Plan Status', 'Staff Number', 'Plan Date', 'Plan Total', 'Notes'],
    { stream: 'treatmentPlan', changes: true }),
  'treatment_plan_lines.csv': sheet(
    ['Line Number', 'Plan Number', 'Procedure Code', 'Description', 'Tooth', 'Surface', 'Fee', 'Insurance Estimate', 'Planned On', 'Line Status', 'Deleted'],
    { stream: 'treatmentItem' }),
  'procedure_history.csv': sheet(
    ['Procedure Number', 'Patient Number', 'Procedure Date', 'Procedure Code', 'Description', 'Tooth', 'Surface', 'Fee', 'Staff Number', 'Notes'],
    { stream: 'completedProcedure' }),
  'recalls.txt': sheet(['Recall Number', 'Patient Number', 'Recall Type', 'Recall Due', 'Last Recall', 'Interval Months', 'Staff Number', 'Recall Status'],
    { stream: 'recall', delimiter: '\t', changes: true }),
  'clinical_notes.csv': sheet(['Note Number', 'Patient Number', 'Note Date', 'Staff Number', 'Note Text'], { stream: 'clinicalNote', encoding: 'windows-1252' }),
  'prescriptions.csv': sheet(
    ['Prescription Number', 'Patient Number', 'Prescription Date', 'Medication', 'Directions', 'Quantity', 'Refills', 'Staff Number'], { stream: 'prescription' }),
  'account_balances.csv': sheet(['Account Holder Number', 'Account Balance', 'Outstanding Amount', 'Last Payment Amount', 'Last Payment Date'], { stream: 'familyBalance' }),
} as const satisfies Readonly<Record<string, SheetSpec>>;

export type DentalSystemSheets = typeof SHEETS;
export type Sink = RowSink<DentalSystemSheets>;
export type ColumnOf<N extends keyof DentalSystemSheets> = DentalSystemSheets[N]['columns'][number];

/** A row with what the writer knows about it. */
export interface Row<N extends keyof DentalSystemSheets> {
  readonly cells: Cells<ColumnOf<N>>;
  readonly about: About<ColumnOf<N>>;
}

/** The defects that stand in a list, when there is one. */
export const listed = (defect: string | null): readonly string[] => (defect === null ? [] : [defect]);
