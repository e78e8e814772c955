import { plainMoney, styledMoney, usDate } from '../../practice/cells.js';
import type { Prescription } from '../../practice/history.js';
import { NOBODY } from '../../practice/households.js';
import type { Balance, Household, Note, Person } from '../../practice/model.js';
import { noteText } from '../../practice/note-cells.js';
import type { Row } from './export-layout.js';
import { listed } from './export-layout.js';

/** A row of `clinical_notes.csv`. */
export function noteRow(note: Note, person: Person): Row<'clinical_notes.csv'> {
  const { defect } = note;
  const isLost = defect === 'note-of-missing-patient';
  const cells = {
    'Note Number': String(note.id), 'Patient Number': String(isLost ? NOBODY + person.id : person.id), 'Note Date': usDate(note.date),
    'Staff Number': defect === 'note-author-gone' ? 'GONE9' : note.author, 'Note Text': noteText(note),
  };
  // A note without text is a row, but says nothing that could be kept.
  const nothing = defect === 'note-empty' ? { records: [] } : {};
  return { cells, about: { key: cells['Note Number'], links: isLost ? [] : [['patient', 'patient', cells['Patient Number']]], defects: listed(defect), ...nothing } };
}

/** A row of `prescriptions.csv`. */
export function prescriptionRow(prescription: Prescription, person: Person): Row<'prescriptions.csv'> {
  const cells = {
    'Prescription Number': String(prescription.id), 'Patient Number': String(person.id), 'Prescription Date': usDate(prescription.date),
    Medication: prescription.medication, Directions: prescription.directions, Quantity: String(prescription.quantity), Refills: String(prescription.refills),
    'Staff Number': prescription.provider,
  };
  return { cells, about: { key: cells['Prescription Number'], links: [['patient', 'patient', cells['Patient Number']]] } };
}

const SHOWN_IN_BALANCES: readonly string[] = ['balance-negative', 'balance-in-parentheses', 'balance-with-symbols', 'balance-guarantor-missing'];

/** A row of `account_balances.csv`: what a family owes, and its newest payment. */
export function balanceRow(balance: Balance, household: Household): Row<'account_balances.csv'> {
  const { defect, buckets: [current, ...older] } = balance;
  const isLost = defect === 'balance-guarantor-missing';
  const holder = String(isLost ? NOBODY + balance.guarantor : balance.guarantor);
  const overdue = older.reduce((sum, cents) => sum + cents, 0);
  const payments = household.charts.filter(({ person }) => person.guarantor === balance.guarantor)
    .flatMap(({ ledger }) => ledger.filter(({ kind }) => kind === 'patient-payment')).sort((a, b) => b.date - a.date);
  const [newest] = payments;
  const style = defect === 'balance-in-parentheses' ? 'parentheses' : defect === 'balance-with-symbols' ? 'symbols' : null;
  return {
    cells: {
      'Account Holder Number': holder, 'Account Balance': style === null ? plainMoney(current + overdue) : styledMoney(current + overdue, style),
      'Outstanding Amount': plainMoney(overdue), 'Last Payment Amount': newest === undefined ? '' : plainMoney(-newest.amount),
      'Last Payment Date': usDate(newest?.date ?? null),
    },
    about: {
      key: holder, links: isLost ? [] : [['guarantor', 'patient', holder]], defects: defect !== null && SHOWN_IN_BALANCES.includes(defect) ? [defect] : [],
    },
  };
}
