import { ChangePicker } from '../../practice/changes.js';
import { ExportRun, RowCounter } from '../../practice/export-run.js';
import type { WriteExport } from '../../practice/export-run.js';
import { makeDoneProcedures, makePrescriptions } from '../../practice/history.js';
import type { Chart, Household, Office, SamplePractice } from '../../practice/model.js';
import { tellHousehold } from '../../practice/truth.js';
import { appointmentRow, lineRow, planRow, procedureRow, recallRow } from './export-care.js';
import { SHEETS } from './export-layout.js';
import type { DentalSystemSheets, Row, Sink } from './export-layout.js';
import { writeOffice } from './export-office.js';
import { insuranceRow, isSound, patientRow } from './export-people.js';
import { balanceRow, noteRow, prescriptionRow } from './export-records.js';

/**
 * Writes a sample practice as an export of The Dental System with its defects, and the truth about it. With `changed`, it is the same office's
 * later export: every row is the same byte for byte but for that share of patients, appointments, treatment plans and recalls, one cell each.
 */
export const writeExport: WriteExport = async (practice, { out, changed = 0 }) => {
  const picker = changed > 0 ? new ChangePicker(practice.seed, changed, countChangeable(practice)) : null;
  const run = await ExportRun.open(out, SHEETS, picker);
  writeOffice(practice.office, run);
  for (const household of practice.households()) {
    writeHousehold(household, practice, run);
    tellHousehold(run.truth, household);
    await run.drain();
  }
  return run.finish('the-dental-system', practice);
};

function countChangeable(practice: SamplePractice): RowCounter<DentalSystemSheets>['changeable'] {
  const counter = new RowCounter(SHEETS);
  for (const household of practice.households()) writeHousehold(household, practice, counter);
  return counter.changeable;
}

function put<N extends keyof DentalSystemSheets>(sink: Sink, sheet: N, { cells, about }: Row<N>): void {
  sink.row(sheet, cells, about);
}

function writeHousehold(household: Household, { office, seed }: SamplePractice, sink: Sink): void {
  for (const chart of household.charts) {
    const { person, coverage } = chart;
    put(sink, 'patients.csv', patientRow(person, household, office));
    for (const [index, cover] of coverage.entries()) put(sink, 'insurance.csv', insuranceRow(person, cover, index === 0 ? 'Primary' : 'Secondary', office));
    writeCare(chart, isSound(person, household), office, seed, sink);
    for (const note of chart.notes) put(sink, 'clinical_notes.csv', noteRow(note, person));
    for (const prescription of makePrescriptions(person, seed)) put(sink, 'prescriptions.csv', prescriptionRow(prescription, person));
  }
  for (const balance of household.balances) put(sink, 'account_balances.csv', balanceRow(balance, household));
}

/** A default plan that only repeats what a named plan holds is a habit of another system: here there is one plan for the work. */
function writeCare({ person, visits, plans, recalls }: Chart, sound: boolean, office: Office, seed: number, sink: Sink): void {
  for (const visit of visits) put(sink, 'appointments.csv', appointmentRow(visit, person, office, sound));
  for (const plan of plans.filter(({ isDefault }) => !isDefault || plans.length === 1)) {
    put(sink, 'treatment_plans.csv', planRow(plan, person, sound));
    for (const item of plan.items) put(sink, 'treatment_plan_lines.csv', lineRow(item, plan));
  }
  for (const done of makeDoneProcedures(person, office, seed)) put(sink, 'procedure_history.csv', procedureRow(done, person));
  for (const [index, recall] of recalls.entries()) put(sink, 'recalls.txt', recallRow(recall, index, person, office.asOf, sound));
}
