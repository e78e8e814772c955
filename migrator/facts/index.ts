import type { PatientBundle } from './bundle.js';
import { loadBundles } from './bundle.js';
import type { Directory, References } from './directory.js';
import { directorySubjects, noReferences } from './directory.js';
import { familiesOf } from './families.js';
import type { FactsContext, FactsInput, Stored } from './input.js';
import { of } from './input.js';
import { formFacts } from './forms.js';
import { familyOrganization, patientFacts } from './patient.js';
import type { PatientSurroundings } from './patient.js';
import type { AnySubject, LeftOut } from './subjects.js';
import { treatmentOf } from './treatment.js';
import { appointmentFacts, noteFacts, recallFacts } from './visits.js';
import { labCaseFacts, leadFacts, procedureFacts } from './work.js';

export type { FactsContext, FactsInput } from './input.js';
export type { Directory } from './directory.js';
export { loadDirectory } from './directory.js';

/** A page of subjects, and the staged rows that become part of none. */
export interface FactsPage {
  readonly subjects: readonly AnySubject[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Joins and counts the staged records of an intake into flat subjects, one page of patients at a time, so that memory does not grow with the export.
 * Rows that belong to no patient of the export are in no page; the planner sees them as left over.
 */
export async function* factsOf(input: FactsInput, directory: Directory, context: FactsContext): AsyncIterable<FactsPage> {
  const families = await familiesOf(input);
  const used = noReferences();
  for await (const page of input.records('patient')) {
    const patients = of('patient', page).filter(({ key }) => context.slice === null || context.slice.has(key));
    if (patients.length === 0) continue;
    const around: PatientSurroundings = { directory, families, used, heads: await headsOf(input, patients.map(({ key }) => families.of(key)?.head)) };
    const bundles = await loadBundles(input, patients);
    const pages = bundles.map((bundle) => subjectsOf(bundle, around, used, context));
    yield { subjects: pages.flatMap((each) => each.subjects), leftOut: pages.flatMap((each) => each.leftOut) };
  }
  yield directorySubjects(directory, used, context.slice === null);
}

async function headsOf(input: FactsInput, keys: readonly (string | undefined)[]): Promise<ReadonlyMap<string, Stored<'patient'>>> {
  const wanted = [...new Set(keys.filter((key) => key !== undefined))];
  return new Map(of('patient', await input.byKeys('patient', wanted)).map((head) => [head.key, head]));
}

function subjectsOf(bundle: PatientBundle, around: PatientSurroundings, used: References, context: FactsContext): FactsPage {
  const patient = patientFacts(bundle, around);
  const family = familyOrganization(bundle, around);
  const treatment = treatmentOf(bundle, patient.familyBalance, used, context);
  const recalls = recallFacts(bundle);
  const notes = noteFacts(bundle, around.directory);
  const lab = labCaseFacts(bundle);
  const lead = leadFacts(bundle, patient, context);
  return {
    subjects: [
      ...(family === null ? [] : [family]),
      { name: 'patientFacts', subject: patient },
      ...treatment.plans.map((subject): AnySubject => ({ name: 'planFacts', subject })),
      ...treatment.items.map((subject): AnySubject => ({ name: 'planItemFacts', subject })),
      ...appointmentFacts(bundle, around.directory, context).map((subject): AnySubject => ({ name: 'appointmentFacts', subject })),
      ...recalls.facts.map((subject): AnySubject => ({ name: 'recallFacts', subject })),
      ...[...notes.facts, ...lab.notes].map((subject): AnySubject => ({ name: 'noteFacts', subject })),
      ...lab.facts.map((subject): AnySubject => ({ name: 'labCaseFacts', subject })),
      ...procedureFacts(bundle, around.directory).map((subject): AnySubject => ({ name: 'procedureFacts', subject })),
      ...(lead === null ? [] : [{ name: 'leadFacts', subject: lead } as const]),
    ],
    leftOut: [
      ...treatment.leftOut, ...recalls.leftOut, ...notes.leftOut, ...lab.leftOut, ...formFacts(bundle.answers).leftOut,
      ...bundle.attachments.flatMap(({ rows }) => rows.map((row) => ({ row, reason: 'attachments-not-reached' }))),
      ...bundle.images.flatMap(({ rows }) => rows.map((row) => ({ row, reason: 'imaging-not-reached' }))),
    ],
  };
}
