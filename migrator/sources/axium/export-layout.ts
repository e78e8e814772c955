import type { About } from '../../practice/export-run.js';
import type { Cells, SheetSpec } from '../../practice/sheet.js';

function sheet<const C extends string>(columns: readonly C[], more: Omit<SheetSpec<C>, 'columns'> = {}): SheetSpec<C> {
  return { columns, ...more };
}

const SCHOOL = 'SAMPLE SCHOOL OF DENTISTRY';
const ROWS_PER_PAGE = 40;
const printed = (title: string) => ({ titles: [`${SCHOOL}          Page #`, title], rowsPerPage: ROWS_PER_PAGE });

/**
 * The files of an axiUm export: reports of Info Manager with their titles, two of them printed in pages with totals, and tables cut by SQL, in
 * mixed case where columns were quoted and in capitals where they were not. Encodings differ by the program that each file went through.
 */
export const SHEETS = {
  'providers.csv': sheet(['Provider', 'Last Name', 'First Name', 'Title', 'Provider Type', 'E-mail', 'Inactive'], { stream: 'provider' }),
  'students.csv': sheet(['Student', 'Last Name', 'First Name', 'Class Year', 'Practice Group']),
  'referring_offices.csv': sheet(['Referral ID', 'Office Name', 'Referral Type', 'Specialty', 'Phone', 'Relationship'],
    { stream: 'referralSource', encoding: 'utf-16le', byteOrderMark: true, delimiter: '\t' }),
  'insurance_companies.csv': sheet(['Carrier', 'Carrier Name', 'Payer ID', 'Group Name', 'Group #', 'Phone', 'Address', 'City', 'State', 'Zip'],
    { stream: 'carrier', byteOrderMark: true }),
  'appointment_codes.csv': sheet(['Appt Code', 'Description', 'Kind']),
  'recall_types.csv': sheet(['Recall Type', 'Description', 'Preventive', 'Limit One']),
  'alert_codes.csv': sheet(['Alert Code', 'Description', 'Alert Type']),
  'patient_link.csv': sheet(['PATIENT2', 'PATIENT']),
  'patients.csv': sheet([
    'Patient ID', 'Chart #', 'Last Name', 'First Name', 'Middle Initial', 'Preferred Name', 'Sex', 'Birth Date', 'Patient Status', 'Non-Patient', 'E-mail',
    'Home Phone', 'Work Phone', 'Cell Phone', 'Address 1', 'Address 2', 'City', 'State', 'Zip', 'Guarantor ID', 'Provider', 'Referral ID', 'SSN', 'Last Visit',
    'Office Code 1', 'Patient Note',
  ], { stream: 'patient', encoding: 'windows-1252', changes: true, printed: { titles: [SCHOOL, 'Patient Demographics'] } }),
  'patient_insurance.csv': sheet(['Patient ID', 'Priority', 'Carrier', 'Policy #', 'Subscriber', 'Relationship'], { stream: 'coverage' }),
  'appointments.csv': sheet([
    'Appointment ID', 'Patient ID', 'Patient Name', 'Date', 'Time', 'Length', 'Chair', 'Provider', 'Student', 'Appt Code', 'Status', 'Procedure Codes', 'Reason', 'Note',
  ], { stream: 'appointment', changes: true }),
  'treatment_plans.csv': sheet(['Treatment Plan', 'Option', 'Patient ID', 'Plan Name', 'Plan Status', 'Provider', 'Created'], { stream: 'treatmentPlan', changes: true }),
  'TRX.csv': sheet([
    'Trx', 'Patient', 'TreatmentPlan', 'PlanOption', 'Procedure', 'Description', 'TreatmentDate', 'Status', 'Site', 'Surface', 'Fee', 'InsEst', 'Provider', 'Deleted',
  ], { stream: 'treatmentItem' }),
  'recalls.csv': sheet(['Patient ID', 'Recall Type', 'Due Date', 'Previous Date', 'Interval', 'Provider', 'Status'], { stream: 'recall', changes: true }),
  'medical_alerts.csv': sheet(['Patient ID', 'Alert Code', 'Active', 'Start Date', 'End Date', 'Note'], { stream: 'alert' }),
  'notes.csv': sheet(['Note ID', 'Patient 2', 'Note Date', 'Provider', 'Approved', 'Note Text'], { stream: 'clinicalNote', encoding: 'windows-1252' }),
  'PFORM.csv': sheet(['PForm', 'Patient', 'Date', 'Inactive']),
  'FITEM.csv': sheet(['FItem', 'OrgFItem', 'ParentFItem', 'Page', 'Row', 'SubLevel', 'AnsType', 'Text']),
  'PITEM.csv': sheet(['PItem', 'Patient', 'PForm', 'FItem', 'FormCode', 'Date', 'EntryDateTime', 'AnsYes', 'AnsText', 'AppUser', 'Status'], { stream: 'formAnswer' }),
  'perio_chart.csv': sheet(['Perio Exam', 'Patient ID', 'Exam Date', 'Tooth', 'PD MB', 'PD B', 'PD DB', 'PD ML', 'PD L', 'PD DL', 'Mobility', 'Bleeding'],
    { stream: 'perioReading' }),
  'claims.csv': sheet(['Claim ID', 'Patient ID', 'Claim Date', 'Carrier Name', 'Claim Status', 'Billed', 'Paid'], { stream: 'claim' }),
  'transactions.csv': sheet(['Transaction ID', 'Patient ID', 'Patient Name', 'Treatment Plan', 'Transaction Date', 'Transaction Type', 'Amount', 'Provider'],
    { stream: 'ledgerEntry', encoding: 'windows-1252', printed: printed('Transactions by patient') }),
  'account_balances.csv': sheet(['Guarantor ID', 'Guarantor Name', '0-30', '31-60', '61-90', '91-120', 'Over 120', 'Balance'],
    { stream: 'familyBalance', encoding: 'windows-1252', printed: printed('Aged account balances') }),
  'student_evaluations.csv': sheet(['Student', 'Grading Form', 'Grade', 'Evaluator', 'Evaluation Date', 'Patient ID']),
  'mipacs_index.csv': sheet(['Image ID', 'Patient ID', 'Image Path', 'Date']),
} as const satisfies Readonly<Record<string, SheetSpec>>;

export type AxiumSheets = typeof SHEETS;

export type ColumnOf<N extends keyof AxiumSheets> = AxiumSheets[N]['columns'][number];

/** The cells of a row of one file, and what the truth says about it. */
export interface Row<N extends keyof AxiumSheets> {
  readonly cells: Cells<ColumnOf<N>>;
  readonly about: About<ColumnOf<N>>;
}

export const listed = (defect: string | null): readonly string[] => (defect === null ? [] : [defect]);
