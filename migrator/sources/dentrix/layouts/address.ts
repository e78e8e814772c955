import type { Address } from '../../../canonical/values.js';
import { present } from '../../../read/parsers.js';

/** An address of these parts, null where none is there. */
export function address(line1: string | null, line2: string | null, city: string | null, region: string | null, postalCode: string | null): Address | null {
  const street = [line1, line2].filter((line) => line !== null).join(', ');
  // A placeholder address is often only a state: without street, city and code there is nowhere to write to.
  if (street === '' && city === null && postalCode === null) return null;
  return present({ street: street === '' ? null : street, city, region, postalCode });
}
