import { plainMoney, styledMoney, usDate } from '../../practice/cells.js';
import type { Claim } from '../../practice/claims.js';
import { NOBODY } from '../../practice/households.js';
import type { Alert, Balance, Household, Image, LedgerEntry, Note, Office, Person, Plan, Visit } from '../../practice/model.js';
import { noteText } from '../../practice/note-cells.js';
import { placeOf, studentOf } from './export-care.js';
import { listed, type Row } from './export-layout.js';
import { printedName, toPatient } from './export-people.js';

/** Added to a patient's id to make the second one, which notes carry. */
const SECOND_IDS = 900_000_000;

/** The second patient id. */
export const secondId = ({ id }: Person): string => String(SECOND_IDS + id);

const LEDGER_KINDS = {
  charge: 'Treatment', 'patient-payment': 'Patient Payment', 'insurance-payment': 'Insurance Payment', adjustment: 'Adjustment', 'write-off': 'Write-off',
} as const;

/** A row of `medical_alerts.csv`, which has no number of its own: patient and code identify it. */
export function alertRow(alert: Alert, person: Person, household: Household): Row<'medical_alerts.csv'> {
  const { defect } = alert;
  // Dates here are printed by one program, which knows one order of day and month.
  const shown = defect === 'alert-day-first' ? null : defect;
  const code = `AL${defect === 'alert-item-missing' ? NOBODY + alert.item : alert.item}`;
  const cells = {
    'Patient ID': String(person.id), 'Alert Code': code, Active: defect === 'alert-deleted' ? 'N' : 'Y',
    'Start Date': usDate(alert.since), 'End Date': defect === 'alert-end-sentinel' ? '1/1/0001' : usDate(alert.until), Note: alertNote(alert),
  };
  // An unquoted comma makes one cell too many: the row cannot be trusted and is no record.
  const unreadable = defect === 'unquoted-comma' ? { records: [] } : {};
  const raw = defect === 'unquoted-comma' || defect === 'stray-quote';
  return { cells, about: { key: `${person.id}:${code}`, links: toPatient(person, household), defects: listed(shown), raw, ...unreadable } };
}

function alertNote({ defect, note }: Alert): string {
  if (defect === 'stray-quote') return `scar 2" long; ${note}`;
  return defect === 'unquoted-comma' ? `${note}, twice` : note;
}

/** A row of `notes.csv`. A note that names nobody of the link table, or says nothing, is no record. */
export function noteRow(note: Note, person: Person, household: Household): Row<'notes.csv'> {
  const { defect } = note;
  const isLost = defect === 'note-of-missing-patient';
  const cells = {
    'Note ID': String(note.id), 'Patient 2': isLost ? String(SECOND_IDS + NOBODY + person.id) : secondId(person), 'Note Date': usDate(note.date),
    Provider: defect === 'note-author-gone' ? 'GONE9' : note.author, Approved: note.id % 7 === 0 ? 'N' : 'Y', 'Note Text': noteText(note),
  };
  const nothing = defect === 'note-empty' || isLost ? { records: [] } : {};
  return { cells, about: { key: cells['Note ID'], links: toPatient(person, household), defects: listed(defect), ...nothing } };
}

/** The plan that a ledger entry names: axiUm's report prints plans without their options, so only a plan without options can be told. */
function planOf({ plan, defect }: LedgerEntry, plans: readonly Plan[]): string {
  if (defect === 'case-missing') return String(NOBODY);
  const named = plans.find(({ id }) => id === plan);
  const place = named === undefined ? null : placeOf(named, plans);
  return place === null || place.option !== '' ? '' : place.plan;
}

/** A row of `transactions.csv`. */
export function transactionRow(entry: LedgerEntry, plans: readonly Plan[], person: Person, household: Household, office: Office): Row<'transactions.csv'> {
  const { defect } = entry;
  const isLost = defect === 'entry-of-missing-patient';
  const plan = planOf(entry, plans);
  const cells = {
    'Transaction ID': String(entry.id), 'Patient ID': String(isLost ? NOBODY + person.id : person.id), 'Patient Name': printedName(person, office),
    'Treatment Plan': plan, 'Transaction Date': usDate(entry.date), 'Transaction Type': LEDGER_KINDS[entry.kind], Amount: amountOf(entry), Provider: entry.provider,
  };
  const toPlan = plan !== '' && defect !== 'case-missing' ? [['plan', 'treatmentPlan', plan] as const] : [];
  return { cells, about: { key: cells['Transaction ID'], links: [...(isLost ? [] : toPatient(person, household)), ...toPlan], defects: listed(defect) } };
}

function amountOf({ defect, amount }: LedgerEntry): string {
  switch (defect) {
    case 'amount-in-parentheses':
      return styledMoney(amount, 'parentheses');
    case 'amount-trailing-minus':
      return styledMoney(amount, 'trailing-minus');
    case 'amount-with-symbols':
      return styledMoney(amount, 'symbols');
    case 'amount-symbol-after-minus':
      return styledMoney(amount, 'symbol-after-minus');
    default:
      return plainMoney(amount);
  }
}

/** A row of `account_balances.csv`. */
export function balanceRow(balance: Balance, head: Person | undefined, household: Household, office: Office): Row<'account_balances.csv'> {
  const { defect, buckets } = balance;
  const isLost = defect === 'balance-guarantor-missing';
  const guarantor = String(isLost ? NOBODY + balance.guarantor : balance.guarantor);
  const cells = {
    'Guarantor ID': guarantor, 'Guarantor Name': head === undefined ? '' : printedName(head, office), '0-30': firstBucket(defect, buckets[0]),
    '31-60': plainMoney(buckets[1]), '61-90': plainMoney(buckets[2]), '91-120': plainMoney(buckets[3]), 'Over 120': '-0-',
    Balance: plainMoney(buckets.reduce((sum, cents) => sum + cents, 0)),
  };
  const owes = !isLost && head !== undefined && toPatient(head, household).length > 0;
  return { cells, about: { key: guarantor, links: owes ? [['guarantor', 'patient', guarantor]] : [], defects: listed(defect) } };
}

function firstBucket(defect: Balance['defect'], cents: number): string {
  switch (defect) {
    case 'balance-in-parentheses':
      return styledMoney(cents, 'parentheses');
    case 'balance-trailing-minus':
      return styledMoney(cents, 'trailing-minus');
    case 'balance-credit-word':
      return styledMoney(cents, 'credit-word');
    case 'balance-with-symbols':
      return styledMoney(cents, 'symbols');
    default:
      return plainMoney(cents);
  }
}

/** A row of `claims.csv`. */
export function claimRow(claim: Claim, person: Person, household: Household): Row<'claims.csv'> {
  const cells = {
    'Claim ID': String(claim.id), 'Patient ID': String(person.id), 'Claim Date': usDate(claim.date), 'Carrier Name': claim.carrier, 'Claim Status': claim.status,
    Billed: plainMoney(claim.billed), Paid: claim.paid === null ? '' : plainMoney(claim.paid),
  };
  return { cells, about: { key: cells['Claim ID'], links: toPatient(person, household) } };
}

/** A row of `student_evaluations.csv`: an education record, which nobody may take over. */
export function evaluationRow(visit: Visit, person: Person): Row<'student_evaluations.csv'> {
  const cells = {
    Student: studentOf(visit), 'Grading Form': 'Daily evaluation', Grade: visit.id % 4 === 0 ? 'B' : 'A', Evaluator: visit.provider, 'Evaluation Date': usDate(visit.date),
    'Patient ID': String(person.id),
  };
  return { cells, about: { key: `${cells.Student}:${visit.id}`, defects: ['education-record'] } };
}

/** A row of `mipacs_index.csv`: the images themselves are in another system. */
export function imageRow(image: Image, person: Person): Row<'mipacs_index.csv'> {
  const cells = {
    'Image ID': String(image.id), 'Patient ID': String(person.id), Date: usDate(image.date), 'Image Path': `\\\\mipacs\\studies\\${String(person.id)}\\${String(image.id)}.dcm`,
  };
  return { cells, about: { key: cells['Image ID'], defects: ['imaging-outside'] } };
}
