import type { DecoyKind } from './dialects/dialect.js';

/** Columns that real files have beside the known ones, each close to a field by its words or by its values, and none of them that field. */
export const STRANGE_COLUMNS: Readonly<Record<string, readonly (readonly [header: string, kind: DecoyKind])[]>> = {
  'v_patient.csv': [
    ['Spouse Name', 'name'], ['Spouse Phone', 'phone'], ['Spouse Birth Date', 'date'], ['Emergency Contact', 'name'], ['Mother Maiden Name', 'name'],
    ['School Name', 'name'], ['Physician Name', 'name'],
    ['Physician Phone', 'phone'], ['Pharmacy', 'name'], ['Pharmacy Phone', 'phone'], ['Insurance Verified Date', 'date'],
    ['Last Statement Date', 'date'], ['Last Payment Date', 'date'], ['Next Visit Date', 'date'],
    ['Next Recall Date', 'date'], ['Last Xray Date', 'date'], ['Last Cleaning', 'date'], ['Consent Date', 'date'], ['HIPAA Signed', 'date'],
    ['Date Deceased', 'date'], ['Date Entered', 'timestamp'], ['Entered By', 'user'],
    ['Fee Schedule', 'number'], ['Billing Type', 'number'], ['Credit Rating', 'word'], ['Discount Plan', 'number'], ['Premed Required', 'flag'],
    ['Text OK', 'flag'], ['Email OK', 'flag'], ['Is Guarantor', 'flag'],
    ['Is Head of Household', 'flag'], ['Is Insured', 'flag'], ['Old Patient ID', 'number'], ['Import ID', 'number'], ['Guarantor Name', 'name'],
    ['Guarantor Phone', 'phone'], ['Employer Phone', 'phone'], ['Employer Name', 'name'],
    ['Referred By Name', 'name'], ['Insurance Name', 'name'], ['Subscriber Name', 'name'], ['Subscriber Birth Date', 'date'],
    ['Provider Name', 'name'], ['Guarantor Email', 'email'], ['Fax', 'phone'], ['Missed Appointments', 'number'],
    ['Total Visits', 'number'], ['Account Balance', 'money'], ['Insurance Balance', 'money'], ['Country', 'word'], ['County', 'word'],
    ['Race', 'word'], ['Driver License', 'number'], ['Student Status', 'word'], ['Smoker', 'flag'],
  ],
  'v_appt.csv': [
    ['Date Scheduled', 'timestamp'], ['Scheduled By', 'user'], ['Confirmed Date', 'date'], ['Confirmed By', 'user'], ['Check In Time', 'timestamp'],
    ['Patient Phone', 'phone'], ['Patient Birth Date', 'date'], ['Production', 'money'],
    ['Collections', 'money'], ['Lab Due Date', 'date'], ['Broken Date', 'date'], ['Is New Patient', 'flag'], ['Priority', 'number'],
    ['Color', 'number'], ['Recall ID', 'number'], ['Claim ID', 'number'], ['Last Visit', 'date'], ['Copay', 'money'],
  ],
  'ledger.csv': [
    ['Check Number', 'number'], ['Date Posted', 'timestamp'], ['Posted By', 'user'], ['Insurance Amount', 'money'], ['Running Balance', 'money'],
    ['Claim Number', 'number'], ['Tax Amount', 'money'], ['Statement ID', 'number'], ['Batch Date', 'date'],
  ],
  'treatment_plan_items.csv': [
    ['Patient Portion', 'money'], ['Discount', 'money'], ['Deductible', 'money'], ['Completed Date', 'date'], ['Phase', 'number'],
    ['Priority', 'number'], ['Entered By', 'user'], ['Pre-Auth Number', 'number'], ['Accepted Date', 'date'],
  ],
  'treatment_plans.csv': [
    ['Signed By', 'name'], ['Signed Date', 'date'], ['Accepted Date', 'date'], ['Expiration Date', 'date'], ['Printed On', 'timestamp'],
    ['Insurance Total', 'money'], ['Presented By', 'user'],
  ],
  'v_insurance_plans.csv': [
    ['Contact Name', 'name'], ['Fax', 'phone'], ['Deductible', 'money'], ['Renewal Date', 'date'], ['Plan Type', 'word'], ['Website User', 'user'],
    ['Fee Schedule', 'number'], ['Claim Form', 'word'],
  ],
  'v_patient_recall.csv': [
    ['Date Scheduled', 'date'], ['Last Contact Date', 'date'], ['Contact Attempts', 'number'], ['Recall Note By', 'user'],
    ['Disabled Until', 'date'], ['Appointment ID', 'number'],
  ],
  'v_provider.csv': [
    ['Hire Date', 'date'], ['DEA Number', 'number'], ['State License', 'number'], ['Color', 'number'], ['Sort Order', 'number'],
    ['Hourly Production Goal', 'money'], ['User Name', 'user'],
  ],
  'fullnotes.csv': [
    ['Signed By', 'user'], ['Signature Date', 'timestamp'], ['Locked', 'flag'], ['Procedure ID', 'number'], ['Date Modified', 'timestamp'],
  ],
  'images.csv': [['Thumbnail', 'word'], ['Tooth Numbers', 'number'], ['Imported On', 'timestamp'], ['Taken By', 'user'], ['Series ID', 'number']],
  'hhlinkpat_item.csv': [
    ['Reported Date', 'date'], ['Entered By', 'user'], ['Reviewed On', 'date'], ['Reaction Code', 'number'], ['Severity Score', 'number'],
  ],
};
