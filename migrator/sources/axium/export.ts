import { plainMoney } from '../../practice/cells.js';
import { ChangePicker } from '../../practice/changes.js';
import { makeClaims } from '../../practice/claims.js';
import { ExportRun, RowCounter } from '../../practice/export-run.js';
import type { RowSink, WriteExport } from '../../practice/export-run.js';
import type { Balance, Chart, Household, SamplePractice } from '../../practice/model.js';
import { tellHousehold } from '../../practice/truth.js';
import { appointmentRow, placeOf, planRow, recallRow, studentOf, treatmentRow } from './export-care.js';
import { writeForms, writePerio } from './export-forms.js';
import { SHEETS, type AxiumSheets } from './export-layout.js';
import { writeOffice } from './export-office.js';
import { insuranceRow, patientRow } from './export-people.js';
import { alertRow, balanceRow, claimRow, evaluationRow, imageRow, noteRow, secondId, transactionRow } from './export-records.js';

type Sink = RowSink<AxiumSheets>;

/**
 * Writes a sample practice as the export of a dental school with its defects, and the truth about it. With `changed`, it is the same school's later
 * export: every row is the same byte for byte but for that share of patients, appointments, treatment plans and recalls, one cell each.
 */
export const writeExport: WriteExport = async (practice, { out, changed = 0 }) => {
  const picker = changed > 0 ? new ChangePicker(practice.seed, changed, countChangeable(practice)) : null;
  const run = await ExportRun.open(out, SHEETS, picker, ['completedProcedure']);
  const totals = new Totals();
  writeOffice(practice.office, run);
  for (const household of practice.households()) {
    writeHousehold(household, practice, run);
    tellHousehold(run.truth, household);
    totals.add(household);
    await run.drain();
  }
  totals.write(run);
  return run.finish('axium', practice);
};

function countChangeable(practice: SamplePractice): RowCounter<AxiumSheets>['changeable'] {
  const counter = new RowCounter(SHEETS);
  for (const household of practice.households()) writeHousehold(household, practice, counter);
  return counter.changeable;
}

/** What the two printed reports state at their ends. */
class Totals {
  private readonly ages = [0, 0, 0, 0];
  private accounts = 0;
  private entries = 0;
  private amount = 0;

  add({ charts, balances }: Household): void {
    for (const { ledger } of charts) {
      this.entries += ledger.length;
      this.amount += ledger.reduce((sum, { amount }) => sum + amount, 0);
    }
    for (const { buckets } of balances) this.addBalance(buckets);
  }

  private addBalance(buckets: Balance['buckets']): void {
    this.accounts += 1;
    for (const [index, cents] of buckets.entries()) this.ages[index] = (this.ages[index] ?? 0) + cents;
  }

  write(run: ExportRun<AxiumSheets>): void {
    const what = `Grand Total: ${this.entries} rows`;
    run.total('transactions.csv', { 'Transaction ID': what, Amount: plainMoney(this.amount) }, what, plainMoney(this.amount));
    const [current = 0, over30 = 0, over60 = 0, over90 = 0] = this.ages;
    const owed = plainMoney(current + over30 + over60 + over90);
    const accounts = `Grand Total: ${this.accounts} accounts`;
    run.total('account_balances.csv', {
      'Guarantor ID': accounts, '0-30': plainMoney(current), '31-60': plainMoney(over30), '61-90': plainMoney(over60), '91-120': plainMoney(over90), 'Over 120': '0.00', Balance: owed,
    }, accounts, owed);
  }
}

function writeHousehold(household: Household, { office, seed }: SamplePractice, sink: Sink): void {
  for (const chart of household.charts) {
    const { person } = chart;
    const patient = patientRow(person, household, office);
    sink.row('patients.csv', patient.cells, patient.about);
    sink.row('patient_link.csv', { PATIENT2: secondId(person), PATIENT: String(person.id) }, { key: secondId(person) });
    for (const [place, cover] of chart.coverage.entries()) {
      const policy = insuranceRow(person, cover, place, household);
      sink.row('patient_insurance.csv', policy.cells, policy.about);
    }
    writeVisits(chart, household, { office, seed }, sink);
    writeTreatment(chart, household, sink);
    writeRecords(chart, household, { office, seed }, sink);
  }
  for (const balance of household.balances) {
    const head = household.charts.find(({ person }) => person.id === balance.guarantor)?.person;
    const { cells, about } = balanceRow(balance, head, household, office);
    sink.row('account_balances.csv', cells, about);
  }
}

type School = Pick<SamplePractice, 'office' | 'seed'>;

function writeVisits({ person, visits, recalls }: Chart, household: Household, { office }: School, sink: Sink): void {
  for (const visit of visits) {
    const { cells, about } = appointmentRow(visit, person, household, office);
    sink.row('appointments.csv', cells, about);
    if (visit.status !== 'completed' || studentOf(visit) === '') continue;
    const evaluation = evaluationRow(visit, person);
    sink.row('student_evaluations.csv', evaluation.cells, evaluation.about);
  }
  for (const recall of recalls) {
    const { cells, about } = recallRow(recall, person, household, office);
    sink.row('recalls.csv', cells, about);
  }
}

/** A default plan is not written, since axiUm has none; where it is all there is, its work is planned outside any plan. */
function writeTreatment({ person, plans }: Chart, household: Household, sink: Sink): void {
  let isFirst = true;
  for (const plan of plans) {
    const place = placeOf(plan, plans);
    if (place === null && plans.length > 1) continue;
    if (place !== null) {
      const { cells, about } = planRow(plan, place, person, household);
      sink.row('treatment_plans.csv', cells, about);
    }
    for (const item of plan.items) {
      const { cells, about } = treatmentRow(item, place, isFirst, person, household);
      sink.row('TRX.csv', cells, about);
      if (about.records?.some(({ stream }) => stream === 'treatmentPlan') === true) isFirst = false;
    }
  }
}

function writeRecords(chart: Chart, household: Household, { office, seed }: School, sink: Sink): void {
  const { person } = chart;
  for (const alert of chart.alerts) {
    const { cells, about } = alertRow(alert, person, household);
    sink.row('medical_alerts.csv', cells, about);
  }
  for (const note of chart.notes) {
    const { cells, about } = noteRow(note, person, household);
    sink.row('notes.csv', cells, about);
  }
  for (const entry of chart.ledger) {
    const { cells, about } = transactionRow(entry, chart.plans, person, household, office);
    sink.row('transactions.csv', cells, about);
  }
  for (const claim of makeClaims(chart, office, seed)) {
    const { cells, about } = claimRow(claim, person, household);
    sink.row('claims.csv', cells, about);
  }
  for (const image of chart.images) {
    const { cells, about } = imageRow(image, person);
    sink.row('mipacs_index.csv', cells, about);
  }
  writeForms(chart, household, sink);
  writePerio(chart, household, sink);
}
