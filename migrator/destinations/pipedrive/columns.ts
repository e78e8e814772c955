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

/** Who a record belongs to. Nobody is not an answer that Pipedrive takes: then the owner stays as it is. */
export const owner: Column = {
  write: (value, field) => (value === null ? {} : { owner_id: form.id.write(value, field) }),
  read: (row) => form.id.read(row['owner_id']),
};

/** An amount whose currency is a property of its own. Such amounts are never empty: nothing is zero. */
export function amount(key: string, currencyKey: string): Column {
  return {
    write(value, field) {
      if (value === null) return { [key]: 0 };
      const decimal = form.decimalOf(value, field);
      return { [key]: decimal.amount, [currencyKey]: decimal.currency };
    },
    read: (row) => form.moneyIn(row[key], row[currencyKey]),
  };
}
