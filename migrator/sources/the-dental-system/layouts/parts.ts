import type { Ref, StreamName } from '../../../canonical/streams.js';
import type { Address } from '../../../canonical/values.js';
import { addressPart, flag, postalCode, present, reference } from '../../../read/parsers.js';
import { column, type Values } from '../../define.js';

/** A reference, null where there is no key. */
export function ref<S extends StreamName>(stream: S, key: string | null): Ref<S> | null {
  return key === null ? null : { stream, key };
}

/** A reference to a patient. */
export function patient(key: string): Ref<'patient'> {
  return { stream: 'patient', key };
}

/** Whose row it is; most files say so in the same words. */
export const patientColumn = column(reference, 'Patient Number', 'Patient No', 'Patient ID', 'Patient #', 'Pat No', 'Pat ID');

/** Who did it. */
export const staffColumn = column(reference, 'Staff Number', 'Staff ID', 'Provider Number', 'Provider ID', 'Provider', 'Dentist');

/** Marks of rows that the office deleted but the export still holds. */
export const deleted = column(flag, 'Deleted', 'Is Deleted', 'Deleted Flag');

/** The columns of a mailing address. */
export const addressColumns = {
  street: column(addressPart, 'Street Address', 'Mailing Address', 'Address', 'Address 1', 'Address Line 1', 'Street'),
  street2: column(addressPart, 'Address 2', 'Address Line 2', 'Street 2', 'Mailing Address 2'),
  city: column(addressPart, 'City', 'Mailing City', 'Town'),
  region: column(addressPart, 'State', 'Mailing State', 'Province'),
  postalCode: column(postalCode, 'Postal Code', 'Zip', 'Zip Code', 'Mailing Zip'),
};

/** A postal address of four parts; null where it holds none. A state alone is a placeholder: there is nowhere to write to. */
export function addressOf({ street, street2, city, region, postalCode: code }: Values<typeof addressColumns>): Address | null {
  const lines = [street, street2].filter((line) => line !== null).join(', ');
  if (lines === '' && city === null && code === null) return null;
  return present({ street: lines === '' ? null : lines, city, region, postalCode: code });
}
