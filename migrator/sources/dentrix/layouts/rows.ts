import { flag } from '../../../read/parsers.js';
import { column, skip, type RowResult } from '../../define.js';

/** Marks of rows that the office deleted but the database still holds. */
export const deleted = column(flag, 'deletedflag', 'deleted', 'isdeleted');

/** A row of a look-up file: it has done its work before the other files were read. */
export function lookupUsed(): RowResult {
  return skip('lookup-used', null);
}
