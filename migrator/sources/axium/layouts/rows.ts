import type { Address } from '../../../canonical/values.js';
import type { Ref, StreamName } from '../../../canonical/streams.js';
import { addressPart, flag, id, phone, postalCode, present, reference } from '../../../read/parsers.js';
import { column, skip, type Lookups, type RowResult } from '../../define.js';

// Files that Info Manager makes are named and headed by each school; the headers in these layouts are those of the vendor's help pages and the words
// that schools use for them. Six tables are known by their exact columns: PATIENT, APPOINT, TRX, PFORM, PITEM and FITEM.

/** Headers of the patient's id; the key column of the table is called just `Patient`. */
export const PATIENT_ID = ['Patient ID', 'PatientID', 'Pat ID', 'Pat #', 'PatNum', 'Patient'] as const;

/** By which columns a row says whose it is. The key column is called just `Patient`, which in other reports holds a name. */
export const whoseColumns = {
  patient: column(reference, ...PATIENT_ID),
  chart: column(id, 'Chart #', 'Chart Number', 'Chart No', 'Chart'),
} as const;

/** Marks of rows that were deleted but are still in the database. */
export const deleted = column(flag, 'Deleted', 'Is Deleted');

/** Columns of an address and telephone number. */
export const placeColumns = {
  phone: column(phone, 'Phone', 'Office Phone', 'Work Phone', 'Telephone'),
  street: column(addressPart, 'Address', 'Address 1', 'Street', 'Addr1'), street2: column(addressPart, 'Address 2', 'Addr2'),
  city: column(addressPart, 'City'), region: column(addressPart, 'State', 'Province'), postalCode: column(postalCode, 'Zip', 'Zip Code', 'Postal Code'),
} as const;

interface Place {
  readonly street: string | null;
  readonly street2: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
}

/** The address of a row, null where it names no place that could be written to. */
export function address({ street, street2, city, region, postalCode: code }: Place): Address | null {
  const line = [street, street2].filter((part) => part !== null).join(', ');
  if (line === '' && city === null && code === null) return null;
  return present({ street: line === '' ? null : line, city, region, postalCode: code });
}

/** A reference to a patient. */
export function patient(key: string): Ref<'patient'> {
  return { stream: 'patient', key };
}

/** A reference, null where there is no key. */
export function ref<S extends StreamName>(stream: S, key: string | null): Ref<S> | null {
  return key === null ? null : { stream, key };
}

/** Whether a cell can be an id: names have a comma or a space, and no id is without a digit. */
export function isId(cell: string): boolean {
  return /^[^\s,]*\d[^\s,]*$/.test(cell);
}

/**
 * The id of the patient whose row this is: the id in the row, else the one that the patient file gives for the chart. A name is never enough,
 * and a chart that two patients share is not either; such a row is skipped with the reason.
 */
export function whose(row: { readonly patient: string | null; readonly chart: string | null }, stream: StreamName, lookups: Lookups): string | RowResult {
  if (row.patient !== null && isId(row.patient)) return row.patient;
  if (row.chart === null) {
    return row.patient === null ? skip('missing-key', stream, { code: 'missing-key', column: 'patient' }) : skip('patient-by-name-only', stream, { code: 'missing-key', column: 'patient' });
  }
  if (lookups.isAmbiguous('patient-by-chart', row.chart)) return skip('ambiguous-chart', stream, { code: 'ambiguous-chart', column: 'chart' });
  return lookups.find('patient-by-chart', row.chart)?.['id'] || `chart:${row.chart}`;
}

/** A row of a look-up file: it has done its work before the other files were read. */
export function lookupUsed(): RowResult {
  return skip('lookup-used', null);
}
