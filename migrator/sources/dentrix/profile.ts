import type { SourceProfile } from '../define.js';
import { balanceList, balances, ledger } from './layouts/billing.js';
import { alertItems, alerts, images, notes, prescriptions, rawNotes } from './layouts/clinical.js';
import { carriers, coverages } from './layouts/insurance.js';
import { addresses, employers, patients, providers, referrals, resources } from './layouts/people.js';
import { appointments, appointmentStatuses, appointmentTypes, operatories, recalls, recallTypes } from './layouts/schedule.js';
import { procedureCodes, treatmentItems, treatmentPlans } from './layouts/treatment.js';

/**
 * Dentrix G: database views (`v_…`) and raw tables saved as text, and printed lists. Files are read in this order: what others point to
 * comes first, printed lists last, since they only fill gaps.
 */
export const dentrix: SourceProfile = {
  name: 'dentrix',
  label: 'Dentrix',
  currency: 'USD',
  neverRead: ['social_sec_num', 'ssn', 'SS#', 'Soc Sec', 'Social Security', 'Social Security Number', 'driverslicense', 'drivers_license', 'tin'],
  layouts: [
    resources, providers, employers, referrals, carriers, procedureCodes, addresses, appointmentStatuses, appointmentTypes, operatories, recallTypes, alertItems,
    patients, rawNotes, coverages, appointments, treatmentPlans, treatmentItems, recalls, alerts, prescriptions, notes, balances, ledger, images,
    balanceList,
  ],
};
