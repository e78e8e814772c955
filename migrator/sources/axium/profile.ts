import type { SourceProfile } from '../define.js';
import { balances, carriers, claims, coverages, transactions } from './layouts/billing.js';
import { alertCodes, alerts, attachments, images, notes, perio } from './layouts/clinical.js';
import { evaluations, faculty, students } from './layouts/education.js';
import { formAnswers, formItems, patientForms } from './layouts/forms.js';
import { patientLinks, patientNames, patients, providers, referringOffices } from './layouts/people.js';
import { appointmentCodes, appointments, recalls, recallTypes } from './layouts/schedule.js';
import { treatmentPlans, treatments } from './layouts/treatment.js';

/**
 * axiUm of dental schools: Info Manager reports saved as text, and the six tables whose columns are known. What others point to is read first;
 * alerts come before patients, whose rows repeat them with less; lists of names come last, since they only fill gaps.
 */
export const axium: SourceProfile = {
  name: 'axium',
  label: 'axiUm',
  currency: 'USD',
  neverRead: ['SSN', 'SS#', 'Soc Sec', 'Social Security', 'Social Security Number', 'SIN', 'Drivers License', 'Driver\'s License', 'Tax ID', 'TIN'],
  layouts: [
    providers, referringOffices, carriers, appointmentCodes, recallTypes, alertCodes, patientLinks, patientForms, formItems, alerts, patients, coverages,
    appointments, treatmentPlans, treatments, recalls, notes, formAnswers, perio, claims, transactions, balances, attachments, images, evaluations, students,
    faculty, patientNames,
  ],
};
