import type { Ref, StreamName } from '../../canonical/streams.js';
import type { Address } from '../../canonical/values.js';
import { addressPart, flag, postalCode, present } from '../../read/parsers.js';
import { field } from '../template.js';

/** A reference, null where there is no key. */
export function ref<S extends StreamName>(stream: S, key: string | null): Ref<S> | null {
  return key === null ? null : { stream, key };
}

/** A reference to a patient. */
export function patientRef(key: string): Ref<'patient'> {
  return { stream: 'patient', key };
}

/** The fields of a postal address. */
export const addressFields = {
  street: field(addressPart, 'street',
    'street|address|address 1|address line 1|address first line|street address|street 1|mailing address|mailing address 1|line 1 address'),
  street2: field(addressPart, 'street-2', 'address 2|address line 2|street 2|address secondary|unit|mailing address 2|mailing address secondary'),
  city: field(addressPart, 'city', 'city|city name|mailing city'),
  region: field(addressPart, 'state', 'state|state code|mailing state'),
  postalCode: field(postalCode, 'zip', 'zip|zip code|mailing zip code|mailing zip'),
};

/** An address of these parts, null where none is there. */
export function addressOf(row: { readonly [K in keyof typeof addressFields]: string | null }): Address | null {
  const street = [row.street, row.street2].filter((line) => line !== null).join(', ');
  // Only a state is a placeholder, not a place to write to.
  if (street === '' && row.city === null && row.postalCode === null) return null;
  return present({ street: street === '' ? null : street, city: row.city, region: row.region, postalCode: row.postalCode });
}

/** The mark of rows that the office deleted. */
export const deleted = field(flag, 'flag', 'deleted|deleted flag|record deleted');
