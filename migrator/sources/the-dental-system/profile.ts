import type { SourceProfile } from '../define.js';
import { balances, insurance } from './layouts/billing.js';
import { notes, prescriptions } from './layouts/clinical.js';
import { referrals, staff } from './layouts/office.js';
import { patients } from './layouts/patients.js';
import { appointments, recalls } from './layouts/schedule.js';
import { procedures, treatmentLines, treatmentPlans } from './layouts/treatment.js';

/**
 * The Dental System, as assumed: neither its maker nor any of its exports is documented in public. What is said of it is that it gives CSV files
 * and has fields of the office's own. File and header names here are those that such systems commonly use; columns are found by their headers,
 * so that a real export differs in aliases only.
 */
export const theDentalSystem: SourceProfile = {
  name: 'the-dental-system',
  label: 'The Dental System',
  assumed: true,
  currency: 'USD',
  neverRead: ['SSN', 'SS#', 'Soc Sec', 'Social Security', 'Social Security Number', 'Drivers License', 'Driver License', 'TIN', 'Tax ID'],
  layouts: [
    staff, referrals, patients, insurance, appointments, treatmentPlans, treatmentLines, procedures, recalls, notes, prescriptions, balances,
  ],
};
