import { DateTime } from 'luxon';
import type { PatientBundle } from './bundle.js';
import { defined } from './defined.js';
import type { Directory } from './directory.js';
import type { FactsContext } from './input.js';
import type { LabCaseFacts, LeadFacts, LeftOut, NoteFacts, PatientFacts, ProcedureFacts } from './subjects.js';

/** Laboratory cases with a date to stand on, and their prescriptions as notes. */
export function labCaseFacts(bundle: PatientBundle): { readonly facts: readonly LabCaseFacts[]; readonly notes: readonly NoteFacts[]; readonly leftOut: readonly LeftOut[] } {
  const patient = { stream: 'patient', key: bundle.patient.key };
  const facts: LabCaseFacts[] = [];
  const notes: NoteFacts[] = [];
  const leftOut: LeftOut[] = [];
  for (const { key, data, rows } of bundle.labCases) {
    const due = data.due ?? data.received ?? data.sent;
    if (due === undefined) {
      for (const row of rows) leftOut.push({ row, reason: 'lab-case-without-date' });
      continue;
    }
    const { lab, sent, status, prescription, provider } = data;
    facts.push({
      ref: { stream: 'labCase', key }, rows, patient, due, done: data.received !== undefined, subject: `Lab case: ${data.item ?? data.lab ?? key}`,
      ...defined({ lab, sent, status, prescription, provider }),
    });
    if (prescription !== undefined) notes.push({ ref: { stream: 'labPrescription', key }, rows, patient, text: prescription, ...defined({ date: sent }) });
  }
  return { facts, notes, leftOut };
}

/** Procedures that were carried out, as history. */
export function procedureFacts(bundle: PatientBundle, directory: Directory): readonly ProcedureFacts[] {
  return bundle.procedures.map(({ key, data, rows }) => {
    const { date, code, description, tooth, surface, fee, note, provider } = data;
    const detail = [tooth === undefined ? '' : `tooth ${tooth}`, surface === undefined ? '' : `surface ${surface}`].filter((part) => part !== '').join(', ');
    return {
      ref: { stream: 'completedProcedure', key }, rows, patient: { stream: 'patient', key: bundle.patient.key }, date,
      subject: [code, description].filter((part) => part !== undefined).join(' ') || 'Procedure',
      ...defined({ code, fee, note, provider, detail: detail === '' ? undefined : detail }),
      ...defined({ providerName: provider === undefined ? undefined : directory.providers.get(provider.key)?.fullName }),
    };
  });
}

const CONFIRMED: readonly string[] = ['confirmed', 'arrived', 'in-chair', 'completed'];

/** A lead for a patient with work planned and no confirmed visit in so many months; null for everybody else, and where the office counts no months. */
export function leadFacts(bundle: PatientBundle, patient: PatientFacts, context: FactsContext): LeadFacts | null {
  if (context.recencyMonths === 0 || patient.openPlans.length === 0) return null;
  const since = DateTime.fromISO(context.today, { zone: 'utc' }).minus({ months: context.recencyMonths }).toISODate() ?? '';
  const recent = bundle.appointments.some(({ data }) => CONFIRMED.includes(data.status) && data.date >= since);
  if (recent || (patient.lastVisit ?? '') >= since) return null;
  return {
    ref: { stream: 'patientLead', key: bundle.patient.key }, rows: bundle.patient.rows, patient: patient.ref, title: `${patient.fullName}: treatment not booked`,
    ...defined({ provider: patient.provider }),
  };
}
