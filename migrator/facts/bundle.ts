import { groupBy, of } from './input.js';
import type { FactsInput, Stored } from './input.js';

/** Everything of one patient, as staged. */
export interface PatientBundle {
  readonly patient: Stored<'patient'>;
  readonly coverages: readonly Stored<'coverage'>[];
  readonly appointments: readonly Stored<'appointment'>[];
  readonly plans: readonly { readonly plan: Stored<'treatmentPlan'>; readonly items: readonly Stored<'treatmentItem'>[] }[];
  readonly recalls: readonly Stored<'recall'>[];
  readonly alerts: readonly Stored<'alert'>[];
  readonly notes: readonly Stored<'clinicalNote'>[];
  readonly balances: readonly Stored<'familyBalance'>[];
  readonly ledger: readonly Stored<'ledgerEntry'>[];
  readonly images: readonly Stored<'imagingFile'>[];
  readonly claims: readonly Stored<'claim'>[];
  readonly prescriptions: readonly Stored<'prescription'>[];
  readonly labCases: readonly Stored<'labCase'>[];
  readonly procedures: readonly Stored<'completedProcedure'>[];
  readonly attachments: readonly Stored<'attachment'>[];
  readonly answers: readonly Stored<'formAnswer'>[];
  readonly perio: readonly Stored<'perioReading'>[];
}

const PAGE = 500;

/** Loads what belongs to these patients with one look-up per stream, however many patients there are. */
export async function loadBundles(input: FactsInput, patients: readonly Stored<'patient'>[]): Promise<readonly PatientBundle[]> {
  const keys = patients.map((patient) => patient.key);
  const byPatient = <T extends { readonly data: { readonly patient?: { readonly key: string } } }>(items: readonly T[]) =>
    groupBy(items, ({ data }) => data.patient?.key);
  const plans = of('treatmentPlan', await input.ofPatients('treatmentPlan', keys));
  const items = groupBy(await itemsOf(input, plans), ({ data }) => data.plan.key);
  const coverages = byPatient(of('coverage', await input.ofPatients('coverage', keys)));
  const appointments = byPatient(of('appointment', await input.ofPatients('appointment', keys)));
  const recalls = byPatient(of('recall', await input.ofPatients('recall', keys)));
  const alerts = byPatient(of('alert', await input.ofPatients('alert', keys)));
  const notes = byPatient(of('clinicalNote', await input.ofPatients('clinicalNote', keys)));
  const ledger = byPatient(of('ledgerEntry', await input.ofPatients('ledgerEntry', keys)));
  const images = byPatient(of('imagingFile', await input.ofPatients('imagingFile', keys)));
  const claims = byPatient(of('claim', await input.ofPatients('claim', keys)));
  const prescriptions = byPatient(of('prescription', await input.ofPatients('prescription', keys)));
  const labCases = byPatient(of('labCase', await input.ofPatients('labCase', keys)));
  const procedures = byPatient(of('completedProcedure', await input.ofPatients('completedProcedure', keys)));
  const attachments = byPatient(of('attachment', await input.ofPatients('attachment', keys)));
  const answers = byPatient(of('formAnswer', await input.ofPatients('formAnswer', keys)));
  const perio = byPatient(of('perioReading', await input.ofPatients('perioReading', keys)));
  const balances = groupBy(of('familyBalance', await input.ofPatients('familyBalance', keys)), ({ data }) => data.guarantor.key);
  const plansOf = byPatient(plans);
  return patients.map((patient) => ({
    patient,
    coverages: coverages.get(patient.key) ?? [], appointments: appointments.get(patient.key) ?? [],
    plans: (plansOf.get(patient.key) ?? []).map((plan) => ({ plan, items: items.get(plan.key) ?? [] })),
    recalls: recalls.get(patient.key) ?? [], alerts: alerts.get(patient.key) ?? [], notes: notes.get(patient.key) ?? [],
    balances: balances.get(patient.key) ?? [], ledger: ledger.get(patient.key) ?? [], images: images.get(patient.key) ?? [],
    claims: claims.get(patient.key) ?? [], prescriptions: prescriptions.get(patient.key) ?? [], labCases: labCases.get(patient.key) ?? [],
    procedures: procedures.get(patient.key) ?? [], attachments: attachments.get(patient.key) ?? [],
    answers: answers.get(patient.key) ?? [], perio: perio.get(patient.key) ?? [],
  }));
}

async function itemsOf(input: FactsInput, plans: readonly Stored<'treatmentPlan'>[]): Promise<readonly Stored<'treatmentItem'>[]> {
  const items: Stored<'treatmentItem'>[] = [];
  for (let from = 0; from < plans.length; from += PAGE) {
    items.push(...of('treatmentItem', await input.ofPatients('treatmentItem', plans.slice(from, from + PAGE).map((plan) => plan.key))));
  }
  return items;
}
