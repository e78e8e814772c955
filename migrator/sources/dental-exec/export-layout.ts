import type { Cells, SheetSpec } from '../../practice/sheet.js';
import type { About, RowSink } from '../../practice/export-run.js';

function sheet<const C extends string>(columns: readonly C[], more: Omit<SheetSpec<C>, 'columns'> = {}): SheetSpec<C> {
  return { columns, ...more };
}

/**
 * The files of a Dental-Exec export, as assumed in `profile.ts`: results of database queries saved as text, with `NULL` for what is empty and
 * a midnight behind every date. One has a byte-order mark, one is Windows-1252, one is separated by tabs.
 */
export const SHEETS = {
  'practices.csv': sheet(['Practice ID', 'Practice Name', 'Address', 'City', 'State', 'Zip', 'Phone', 'Website'], { stream: 'practice' }),
  'providers.csv': sheet(['Provider ID', 'Last Name', 'First Name', 'Credentials', 'Specialty', 'Email', 'Active'], { stream: 'provider' }),
  'employers.csv': sheet(['Employer ID', 'Employer Name', 'Address', 'City', 'State', 'Zip', 'Phone'], { stream: 'employer' }),
  'referral_sources.txt': sheet(['Referral ID', 'Referral Name', 'Referral Type', 'Specialty', 'Phone'], { stream: 'referralSource', delimiter: '\t' }),
  'patients.csv': sheet([
    'Patient ID', 'Chart Number', 'Last Name', 'First Name', 'Middle Name', 'Preferred Name', 'Suffix', 'Date of Birth', 'Gender', 'Patient Status', 'Email',
    'Home Phone', 'Work Phone', 'Mobile Phone', 'Address', 'Address 2', 'City', 'State', 'Zip', 'Guarantor ID', 'Provider ID', 'Practice ID', 'Employer ID',
    'Referral ID', 'Referral Source', 'First Visit', 'Last Visit', 'Do Not Call', 'Do Not Contact', 'SSN', 'Drug Interaction', 'Drug Allergy', 'Comments',
  ], { stream: 'patient', byteOrderMark: true, changes: true }),
  'insurance.csv': sheet(['Patient ID', 'Coverage Order', 'Insurance Carrier', 'Policy Number', 'Group Number', 'Relationship'], { stream: 'coverage' }),
  'claims.csv': sheet(['Claim ID', 'Patient ID', 'Claim Date', 'Insurance Carrier', 'Claim Status', 'Amount Billed', 'Amount Paid', 'Procedures'], { stream: 'claim' }),
  'appointments.csv': sheet([
    'Appointment ID', 'Patient ID', 'Patient Name', 'Appointment Date', 'Start Time', 'Duration', 'Operatory', 'Provider ID', 'Appointment Type', 'Reason',
    'Status', 'Procedure Codes', 'Notes',
  ], { stream: 'appointment', changes: true }),
  'treatment_plans.csv': sheet(
    ['Plan ID', 'Patient ID', 'Plan Name', 'Plan Status', 'Provider ID', 'Date Created', 'Estimated Fee', 'Final Fee', 'Payment Status', 'Notes'],
    { stream: 'treatmentPlan', changes: true }),
  'treatment_plan_procedures.csv': sheet(
    ['Line ID', 'Plan ID', 'Procedure Code', 'Description', 'Tooth', 'Surface', 'Fee', 'Insurance Estimate', 'Date Planned', 'Status', 'Deleted'],
    { stream: 'treatmentItem' }),
  'tasks.csv': sheet(['Task ID', 'Patient ID', 'Task Type', 'Subject', 'Due Date', 'Last Done', 'Interval (Months)', 'Assigned To', 'Status', 'Notes'],
    { stream: 'recall', changes: true }),
  'notes.csv': sheet(['Note ID', 'Patient ID', 'Note Date', 'Author', 'Note Type', 'Note Text'], { stream: 'clinicalNote', encoding: 'windows-1252' }),
  'billing.csv': sheet(['Guarantor ID', 'Account Balance', 'Outstanding Balance', 'Last Payment Amount', 'Last Payment Date'], { stream: 'familyBalance' }),
  'lab_cases.csv': sheet([
    'Lab Case ID', 'Patient ID', 'Provider ID', 'Lab Name', 'Case Type', 'Case Status', 'Date Sent', 'Expected Return', 'Date Received', 'Prescription',
  ], { stream: 'labCase' }),
  'documents.csv': sheet(['Document ID', 'Patient ID', 'File Path', 'Document Type', 'Document Date'], { stream: 'attachment' }),
} as const satisfies Readonly<Record<string, SheetSpec>>;

export type DentalExecSheets = typeof SHEETS;
export type Sink = RowSink<DentalExecSheets>;
export type ColumnOf<N extends keyof DentalExecSheets> = DentalExecSheets[N]['columns'][number];

/** A row with what the writer knows about it. */
export interface Row<N extends keyof DentalExecSheets> {
  readonly cells: Cells<ColumnOf<N>>;
  readonly about: About<ColumnOf<N>>;
}

/** `NULL`, as a database prints what is empty. */
export const orNull = (text: string): string => (text === '' ? 'NULL' : text);

/** The defects that stand in a list, when there is one. */
export const listed = (defect: string | null): readonly string[] => (defect === null ? [] : [defect]);
