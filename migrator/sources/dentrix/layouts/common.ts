import type { Ref, StreamName } from '../../../canonical/streams.js';
import type { Address } from '../../../canonical/values.js';
import { flag, present } from '../../../read/parsers.js';
import { column, skip, type RowResult } from '../../define.js';

/** Marks of rows that the office deleted but the database still holds. */
export const deleted = column(flag, 'deletedflag', 'deleted', 'isdeleted');

/** A row of a look-up file: it has done its work before the other files were read. */
export function lookupUsed(): RowResult {
  return skip('lookup-used', null);
}

/** A reference to a patient. */
export function patient(key: string): Ref<'patient'> {
  return { stream: 'patient', key };
}

/** A reference, null where there is no key. */
export function ref<S extends StreamName>(stream: S, key: string | null): Ref<S> | null {
  return key === null ? null : { stream, key };
}

/** An address of these parts, null where none is there. */
export function address(line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null): Address | null {
  const street = [line1, line2].filter((line) => line !== null).join(', ');
  // A placeholder address is often only a state: without street, city and code there is nowhere to write to.
  if (street === '' && city === null && postalCode === null) return null;
  return present({ street: street === '' ? null : street, city, region, postalCode });
}
