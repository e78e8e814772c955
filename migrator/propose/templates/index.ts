import type { Template } from '../template.js';
import { appointments, completedProcedures, procedureCodes, treatmentItems, treatmentPlans } from './care.js';
import { alertItems, alerts, appointmentStatuses, appointmentTypes, attachments, images, labCases, notes, prescriptions, recalls } from './chart.js';
import { balances, carriers, claims, coverages, ledger } from './money.js';
import { educationRecords, employers, patients, practices, providers, referrals } from './people.js';

/** All kinds of files, in the order in which they should be read. */
export const TEMPLATES: readonly Template[] = [
  practices, providers, employers, referrals, carriers, procedureCodes, appointmentStatuses, appointmentTypes, alertItems, patients, coverages,
  appointments, treatmentPlans, treatmentItems,
  completedProcedures, recalls, alerts, prescriptions, labCases, notes, balances, ledger, claims, images, attachments, educationRecords,
];

/** The template of this name, null where there is none. */
export function templateNamed(name: string): Template | null {
  return TEMPLATES.find((template) => template.name === name) ?? null;
}
