import { ChangePicker } from '../../practice/changes.js';
import { makeClaims } from '../../practice/claims.js';
import { ExportRun, RowCounter } from '../../practice/export-run.js';
import type { WriteExport } from '../../practice/export-run.js';
import { makeLabCases } from '../../practice/lab-cases.js';
import type { Chart, Household, Office, SamplePractice } from '../../practice/model.js';
import { tellHousehold } from '../../practice/truth.js';
import { appointmentRow, itemRow, planRow, recallRow, taskRow } from './export-care.js';
import { SHEETS } from './export-layout.js';
import type { DentalExecSheets, Row, Sink } from './export-layout.js';
import { writeOffice } from './export-office.js';
import { claimRow, insuranceRow, isSound, patientRow } from './export-people.js';
import { billingRow, documentRow, labCaseRow, noteRow } from './export-records.js';

/**
 * Writes a sample practice as a Dental-Exec export with its defects, and the truth about it. With `changed`, it is the same office's later
 * export: every row is the same byte for byte but for that share of patients, appointments, treatment plans and tasks, one cell each.
 */
export const writeExport: WriteExport = async (practice, { out, changed = 0 }) => {
  const picker = changed > 0 ? new ChangePicker(practice.seed, changed, countChangeable(practice)) : null;
  const run = await ExportRun.open(out, SHEETS, picker, ['alert']);
  writeOffice(practice.office, practice.seed, run);
  for (const household of practice.households()) {
    writeHousehold(household, practice, run);
    tellHousehold(run.truth, household);
    await run.drain();
  }
  return run.finish('dental-exec', practice);
};

function countChangeable(practice: SamplePractice): RowCounter<DentalExecSheets>['changeable'] {
  const counter = new RowCounter(SHEETS);
  for (const household of practice.households()) writeHousehold(household, practice, counter);
  return counter.changeable;
}

function put<N extends keyof DentalExecSheets>(sink: Sink, sheet: N, { cells, about }: Row<N>): void {
  sink.row(sheet, cells, about);
}

function writeHousehold(household: Household, { office, seed }: SamplePractice, sink: Sink): void {
  for (const chart of household.charts) {
    put(sink, 'patients.csv', patientRow(chart, household, office));
    writeMoney(chart, office, seed, sink);
    writeCare(chart, isSound(chart.person, household), office, sink);
    writeRecords(chart, office, seed, sink);
  }
  for (const balance of household.balances) put(sink, 'billing.csv', billingRow(balance, household));
}

function writeMoney(chart: Chart, office: Office, seed: number, sink: Sink): void {
  for (const [index, cover] of chart.coverage.entries()) put(sink, 'insurance.csv', insuranceRow(chart.person, cover, index === 0 ? 'Primary' : 'Secondary', office));
  for (const claim of makeClaims(chart, office, seed)) put(sink, 'claims.csv', claimRow(claim, chart.person));
}

/** A default plan that only repeats what a named plan holds is a habit of another system: here there is one plan for the work. */
function writeCare({ person, visits, plans, recalls }: Chart, sound: boolean, office: Office, sink: Sink): void {
  for (const visit of visits) put(sink, 'appointments.csv', appointmentRow(visit, person, office, sound));
  for (const plan of plans.filter(({ isDefault }) => !isDefault || plans.length === 1)) {
    put(sink, 'treatment_plans.csv', planRow(plan, person, sound));
    for (const item of plan.items) put(sink, 'treatment_plan_procedures.csv', itemRow(item, plan));
  }
  for (const [index, recall] of recalls.entries()) put(sink, 'tasks.csv', recallRow(recall, index, person, office.asOf, sound));
  if (person.id % 6 === 0) put(sink, 'tasks.csv', taskRow(person, office.asOf));
}

function writeRecords({ person, notes, images }: Chart, office: Office, seed: number, sink: Sink): void {
  for (const note of notes) put(sink, 'notes.csv', noteRow(note, person));
  for (const labCase of makeLabCases(person, office.asOf, seed)) put(sink, 'lab_cases.csv', labCaseRow(labCase, person));
  for (const image of images) put(sink, 'documents.csv', documentRow(image, person));
}
