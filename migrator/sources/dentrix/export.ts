import { ChangePicker } from '../../practice/changes.js';
import { ExportRun, RowCounter } from '../../practice/export-run.js';
import type { RowSink, WriteExport } from '../../practice/export-run.js';
import type { Chart, Household, Office, SamplePractice } from '../../practice/model.js';
import { tellHousehold } from '../../practice/truth.js';
import { appointmentRow, itemRow, planRow, recallRow } from './export-care.js';
import { SHEETS } from './export-layout.js';
import type { DentrixSheets } from './export-layout.js';
import { writeOffice } from './export-office.js';
import { insuranceRow, isSound, patientRow } from './export-people.js';
import { alertRow, balanceRow, imageRow, ledgerRow, noteRow } from './export-records.js';
import { BalanceReport, REPORT_FILE } from './export-report.js';

/**
 * Writes a sample practice as a Dentrix G export with its defects, and the truth about it. With `changed`, it is the same office's later
 * export: every row is the same byte for byte but for that share of patients, appointments, treatment plans and recalls, one cell each.
 */
export const writeExport: WriteExport = async (practice, { out, changed = 0 }) => {
  const picker = changed > 0 ? new ChangePicker(practice.seed, changed, countChangeable(practice)) : null;
  const run = await ExportRun.open(out, SHEETS, picker);
  const report = new BalanceReport();
  writeOffice(practice.office, run);
  for (const household of practice.households()) {
    writeHousehold(household, practice.office, run);
    tellHousehold(run.truth, household);
    report.add(household);
    await run.drain();
  }
  await run.text(REPORT_FILE, report.print(practice.office, run.truth), report.rows, 'windows-1252');
  return run.finish('dentrix', practice);
};

function countChangeable(practice: SamplePractice): RowCounter<DentrixSheets>['changeable'] {
  const counter = new RowCounter(SHEETS);
  for (const household of practice.households()) writeHousehold(household, practice.office, counter);
  return counter.changeable;
}

function writeHousehold(household: Household, office: Office, sink: RowSink<DentrixSheets>): void {
  for (const chart of household.charts) {
    writePatient(chart, household, office, sink);
    writeCare(chart, household, office, sink);
    writeRecords(chart, sink);
  }
  for (const balance of household.balances) {
    const { cells, about } = balanceRow(balance);
    sink.row('v_guarantor_balance.csv', cells, about);
  }
}

function writePatient({ person, coverage }: Chart, household: Household, office: Office, sink: RowSink<DentrixSheets>): void {
  const patient = patientRow(person, household, office);
  sink.row('v_patient.csv', patient.cells, patient.about);
  if (coverage.length === 0) return;
  const insurance = insuranceRow(person, coverage, household);
  sink.row('v_patient_insurance.csv', insurance.cells, insurance.about);
}

function writeCare({ person, visits, plans, recalls }: Chart, household: Household, office: Office, sink: RowSink<DentrixSheets>): void {
  const sound = isSound(person, household);
  for (const visit of visits) {
    const { cells, about } = appointmentRow(visit, person, office, sound);
    sink.row('v_appt.csv', cells, about);
  }
  for (const plan of plans) {
    const { cells, about } = planRow(plan, plans, person, sound);
    sink.row('treatment_plans.csv', cells, about);
    for (const item of plan.items) {
      const line = itemRow(item, plan);
      sink.row('treatment_plan_items.csv', line.cells, line.about);
    }
  }
  for (const recall of recalls) {
    const { cells, about } = recallRow(recall, person, office.asOf, sound);
    sink.row('v_patient_recall.csv', cells, about);
  }
}

function writeRecords({ person, alerts, notes, ledger, images }: Chart, sink: RowSink<DentrixSheets>): void {
  for (const alert of alerts) {
    const { cells, about } = alertRow(alert, person);
    sink.row('hhlinkpat_item.csv', cells, about);
  }
  for (const note of notes) {
    const { cells, about } = noteRow(note, person);
    sink.row('fullnotes.csv', cells, about);
  }
  for (const entry of ledger) {
    const { cells, about } = ledgerRow(entry, person);
    sink.row('ledger.csv', cells, about);
  }
  for (const image of images) {
    const { cells, about } = imageRow(image, person);
    sink.row('images.csv', cells, about);
  }
}
