import { databaseDate, plainMoney, styledMoney } from '../../practice/cells.js';
import { NOBODY } from '../../practice/households.js';
import type { LabCase } from '../../practice/lab-cases.js';
import type { Balance, Household, Image, Note, Person } from '../../practice/model.js';
import { noteText } from '../../practice/note-cells.js';
import type { Row } from './export-layout.js';
import { listed, orNull } from './export-layout.js';

/** The patient a row names, and the link to them unless they are nobody. */
function patientOf(person: Person, missing: boolean): { readonly id: string; readonly links: readonly (readonly ['patient', 'patient', string])[] } {
  return missing ? { id: String(NOBODY + person.id), links: [] } : { id: String(person.id), links: [['patient', 'patient', String(person.id)]] };
}

/** A row of `notes.csv`. */
export function noteRow(note: Note, person: Person): Row<'notes.csv'> {
  const { defect } = note;
  const patient = patientOf(person, defect === 'note-of-missing-patient');
  const cells = {
    'Note ID': String(note.id), 'Patient ID': patient.id, 'Note Date': databaseDate(note.date), Author: defect === 'note-author-gone' ? 'GONE9' : note.author,
    'Note Type': note.id % 4 === 0 ? 'Administrative' : 'Clinical', 'Note Text': noteText(note),
  };
  // A note without text is a row, but says nothing that could be kept.
  const nothing = defect === 'note-empty' ? { records: [] } : {};
  return { cells, about: { key: cells['Note ID'], links: patient.links, defects: listed(defect), ...nothing } };
}

const SHOWN_IN_BALANCES: readonly string[] = ['balance-negative', 'balance-in-parentheses', 'balance-with-symbols', 'balance-guarantor-missing'];

/** A row of `billing.csv`: what a family owes, and its newest payment. */
export function billingRow(balance: Balance, household: Household): Row<'billing.csv'> {
  const { defect, buckets: [current, ...older] } = balance;
  const isLost = defect === 'balance-guarantor-missing';
  const guarantor = String(isLost ? NOBODY + balance.guarantor : balance.guarantor);
  const overdue = older.reduce((sum, cents) => sum + cents, 0);
  const payments = household.charts.filter(({ person }) => person.guarantor === balance.guarantor)
    .flatMap(({ ledger }) => ledger.filter(({ kind }) => kind === 'patient-payment')).sort((a, b) => b.date - a.date);
  const [newest] = payments;
  const style = defect === 'balance-in-parentheses' ? 'parentheses' : defect === 'balance-with-symbols' ? 'symbols' : null;
  return {
    cells: {
      'Guarantor ID': guarantor, 'Account Balance': style === null ? plainMoney(current + overdue) : styledMoney(current + overdue, style),
      'Outstanding Balance': plainMoney(overdue), 'Last Payment Amount': newest === undefined ? 'NULL' : plainMoney(-newest.amount),
      'Last Payment Date': databaseDate(newest?.date ?? null),
    },
    about: {
      key: guarantor, links: isLost ? [] : [['guarantor', 'patient', guarantor]],
      defects: defect !== null && SHOWN_IN_BALANCES.includes(defect) ? [defect] : [],
    },
  };
}

/** A row of `lab_cases.csv`. */
export function labCaseRow(labCase: LabCase, person: Person): Row<'lab_cases.csv'> {
  const cells = {
    'Lab Case ID': String(labCase.id), 'Patient ID': String(person.id), 'Provider ID': labCase.provider, 'Lab Name': labCase.lab, 'Case Type': labCase.item,
    'Case Status': labCase.status, 'Date Sent': databaseDate(labCase.sent), 'Expected Return': databaseDate(labCase.due),
    'Date Received': databaseDate(labCase.received), Prescription: orNull(labCase.prescription),
  };
  return { cells, about: { key: cells['Lab Case ID'], links: patientOf(person, false).links } };
}

/** A row of `documents.csv`. */
export function documentRow(image: Image, person: Person): Row<'documents.csv'> {
  const patient = patientOf(person, image.defect === 'image-of-missing-patient');
  const isLost = image.defect === 'image-path-missing';
  const cells = {
    'Document ID': String(image.id), 'Patient ID': patient.id, 'File Path': isLost ? 'NULL' : `documents/${person.id}/${image.id}.pdf`,
    'Document Type': image.id % 2 === 0 ? 'Consent form' : 'Insurance card', 'Document Date': databaseDate(image.date),
  };
  return { cells, about: { key: cells['Document ID'], links: patient.links, defects: listed(image.defect), ...(isLost ? { records: [] } : {}) } };
}
