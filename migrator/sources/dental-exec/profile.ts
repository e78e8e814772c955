import type { SourceProfile } from '../define.js';
import { billing, claims, insurance } from './layouts/billing.js';
import { employers, practices, providers, referrals } from './layouts/office.js';
import { patients } from './layouts/patients.js';
import { documents, labCases, notes } from './layouts/records.js';
import { appointments, tasks } from './layouts/schedule.js';
import { treatmentItems, treatmentPlans } from './layouts/treatment.js';

/**
 * Dental-Exec, as assumed: no documentation of its exports is public. What is said of it is that it exports files about patients, providers,
 * appointments, treatment plans, lab cases and documents, that recalls stand among the tasks, and that drug flags are yes or no. File and header
 * names here are those that such systems commonly use; columns are found by their headers, so that a real export differs in aliases only.
 */
export const dentalExec: SourceProfile = {
  name: 'dental-exec',
  label: 'Dental-Exec',
  assumed: true,
  currency: 'USD',
  neverRead: ['SSN', 'SS#', 'Soc Sec', 'Social Security', 'Social Security Number', 'Drivers License', 'Driver License', 'TIN', 'Tax ID'],
  layouts: [
    practices, providers, employers, referrals, patients, insurance, claims, appointments, treatmentPlans, treatmentItems, tasks, notes, billing, labCases,
    documents,
  ],
};
