import type { FieldName, Value } from '../define.js';
import type { Row } from './replies.js';
import * as form from './wire-values.js';

/** Properties of a request body. A null clears; at creation it is left out. */
export type Body = Readonly<Record<string, unknown>>;

/**
 * A body under the client's type. The client's types know neither custom keys nor nulls, so this is the one cast at that border;
 * what Pipedrive requires is checked by the vocabulary's `required` before planning, and by Pipedrive.
 */
export const typed = <T>(body: Body): T => body as T;

/** A field of a record: how it is written into a body and read from a row. */
export interface Column {
  write(value: Value, field: FieldName): Body;
  read(row: Row): Value;
}

/** A field that is one property of the record. */
export function column(key: string, wire: form.WireForm): Column {
  return {
    write: (value, field) => ({ [key]: value === null ? null : wire.write(value, field) }),
    read: (row) => wire.read(row[key]),
  };
}

/** An amount whose currency is a property of its own. */
export function amount(key: string, currencyKey: string): Column {
  return {
    write(value, field) {
      if (value === null) return { [key]: null };
      const decimal = form.decimalOf(value, field);
      return { [key]: decimal.amount, [currencyKey]: decimal.currency };
    },
    read: (row) => form.moneyIn(row[key], row[currencyKey]),
  };
}
