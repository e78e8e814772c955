import { NOBODY } from '../../practice/households.js';
import type { Alert, Balance, Image, LedgerEntry, Note, Person } from '../../practice/model.js';
import { dayFirstDate, plainMoney, styledMoney, usDate } from '../../practice/cells.js';
import type { DentrixSheets } from './export-layout.js';
import { noteText } from '../../practice/note-cells.js';
import type { Row } from './export-people.js';

type ColumnOf<N extends keyof DentrixSheets> = DentrixSheets[N]['columns'][number];

const LEDGER_KINDS = {
  charge: 'Charge', 'patient-payment': 'Patient Payment', 'insurance-payment': 'Insurance Payment', adjustment: 'Adjustment', 'write-off': 'Write-off',
} as const;

/** The patient a row names, and the link to them unless they are nobody. */
function patientOf(person: Person, missing: boolean): { readonly id: string; readonly links: readonly (readonly ['patient', 'patient', string])[] } {
  return missing ? { id: String(NOBODY + person.id), links: [] } : { id: String(person.id), links: [['patient', 'patient', String(person.id)]] };
}

const listed = (defect: string | null): readonly string[] => (defect === null ? [] : [defect]);

/** A row of `hhlinkpat_item.csv`, which has no number of its own: patient and item identify it. */
export function alertRow(alert: Alert, person: Person): Row<ColumnOf<'hhlinkpat_item.csv'>> {
  const { defect } = alert;
  const item = String(defect === 'alert-item-missing' ? NOBODY + alert.item : alert.item);
  const cells = {
    patid: String(person.id), hhitemid: item, status: defect === 'alert-deleted' ? '0' : '1',
    startdate: defect === 'alert-day-first' ? dayFirstDate(alert.since) : usDate(alert.since),
    enddate: defect === 'alert-end-sentinel' ? '1/1/0001' : usDate(alert.until), note: alertNote(alert),
  };
  const key = `${cells.patid}:${item}`;
  // An unquoted comma makes one cell too many: the row cannot be trusted and is no record.
  const unreadable = defect === 'unquoted-comma' ? { records: [] } : {};
  return {
    cells,
    about: { key, links: patientOf(person, false).links, defects: listed(defect), raw: defect === 'unquoted-comma' || defect === 'stray-quote', ...unreadable },
  };
}

function alertNote({ defect, note }: Alert): string {
  if (defect === 'stray-quote') return `scar 2" long; ${note}`;
  return defect === 'unquoted-comma' ? `${note}, twice` : note;
}

/** A row of `fullnotes.csv`. */
export function noteRow(note: Note, person: Person): Row<ColumnOf<'fullnotes.csv'>> {
  const { defect } = note;
  const patient = patientOf(person, defect === 'note-of-missing-patient');
  const cells = {
    noteid: String(note.id), patient_id: patient.id, notetype: '1', note_date: usDate(note.date),
    provider_id: defect === 'note-author-gone' ? 'GONE9' : note.author, notetext: noteText(note),
  };
  // A note without text and an image without a place are rows, but say nothing that could be kept.
  const nothing = defect === 'note-empty' ? { records: [] } : {};
  return { cells, about: { key: cells.noteid, links: patient.links, defects: listed(defect), ...nothing } };
}

/** A row of `v_guarantor_balance.csv`. */
export function balanceRow(balance: Balance): Row<ColumnOf<'v_guarantor_balance.csv'>> {
  const { defect } = balance;
  const isLost = defect === 'balance-guarantor-missing';
  const guarantor = String(isLost ? NOBODY + balance.guarantor : balance.guarantor);
  const [current, ...older] = balance.buckets;
  const cells = {
    guar_id: guarantor, balance_0_30_days: firstBucket(defect, current), balance_31_60_days: plainMoney(older[0]), balance_61_90_days: plainMoney(older[1]),
    balance_91_plus: plainMoney(older[2]),
  };
  return { cells, about: { key: guarantor, links: isLost ? [] : [['guarantor', 'patient', guarantor]], defects: listed(defect) } };
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

/** A row of `ledger.csv`. */
export function ledgerRow(entry: LedgerEntry, person: Person): Row<ColumnOf<'ledger.csv'>> {
  const { defect } = entry;
  const patient = patientOf(person, defect === 'entry-of-missing-patient');
  const plan = defect === 'case-missing' ? String(NOBODY) : String(entry.plan ?? 0);
  const cells = {
    entry_id: String(entry.id), patient_id: patient.id, case_id: plan, entry_date: usDate(entry.date), kind: LEDGER_KINDS[entry.kind],
    amount: ledgerAmount(entry), provider_id: entry.provider,
  };
  const planLink = entry.plan !== null && defect !== 'case-missing' ? [['plan', 'treatmentPlan', plan] as const] : [];
  return { cells, about: { key: cells.entry_id, links: [...patient.links, ...planLink], defects: listed(defect) } };
}

function ledgerAmount({ defect, amount }: LedgerEntry): string {
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

/** A row of `images.csv`. */
export function imageRow(image: Image, person: Person): Row<ColumnOf<'images.csv'>> {
  const patient = patientOf(person, image.defect === 'image-of-missing-patient');
  const folder = String(person.id).padStart(8, '0');
  const cells = {
    image_id: String(image.id), patient_id: patient.id, image_date: usDate(image.date),
    image_path: image.defect === 'image-path-missing' ? '' : `D:\\DEXIS\\DATA\\${folder}\\${String(image.id).padStart(8, '0')}.dex`,
  };
  const nothing = image.defect === 'image-path-missing' ? { records: [] } : {};
  return { cells, about: { key: cells.image_id, links: patient.links, defects: listed(image.defect), ...nothing } };
}
