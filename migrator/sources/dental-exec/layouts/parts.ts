import type { Ref, StreamName } from '../../../canonical/streams.js';
import type { Address } from '../../../canonical/values.js';
import { addressPart, flag, postalCode, present } from '../../../read/parsers.js';
import { column, type Values } from '../../define.js';

/** A reference to a patient. */
export function patient(key: string): Ref<'patient'> {
  return { stream: 'patient', key };
}

/** A reference, null where there is no key. */
export function ref<S extends StreamName>(stream: S, key: string | null): Ref<S> | null {
  return key === null ? null : { stream, key };
}

/** Marks of rows that the office deleted but the database still holds. */
export const deleted = column(flag, 'Deleted', 'Is Deleted', 'Deleted Flag');

/** The columns of a postal address. */
export const addressColumns = {
  street: column(addressPart, 'Address', 'Address 1', 'Address Line 1', 'Street', 'Addr1'),
  street2: column(addressPart, 'Address 2', 'Address Line 2', 'Street 2', 'Addr2'),
  city: column(addressPart, 'City'),
  region: column(addressPart, 'State', 'Province'),
  postalCode: column(postalCode, 'Zip', 'Zip Code', 'Postal Code'),
};

/** The address of a row; null where it holds none. A state alone is a placeholder: there is nowhere to write to. */
export function addressOf(row: Values<typeof addressColumns>): Address | null {
  const street = [row.street, row.street2].filter((line) => line !== null).join(', ');
  if (street === '' && row.city === null && row.postalCode === null) return null;
  return present({ street: street === '' ? null : street, city: row.city, region: row.region, postalCode: row.postalCode });
}
