import type { Collection, Row } from './collection.js';
import { plain } from './refusals.js';

/** One page of a v1 list: by position, not by cursor. */
export interface Slice<T> {
  readonly rows: readonly T[];
  readonly start: number;
  readonly limit: number;
  readonly more: boolean;
}

function readNumber(query: URLSearchParams, name: string, standard: number): number {
  const text = query.get(name);
  if (text === null) return standard;
  if (!/^\d{1,9}$/.test(text)) throw plain(400, `${name} must be a number`);
  return Number(text);
}

/** Reads `start` and `limit` and takes that part of the records, which `source` narrows. A limit beyond `most` is refused. */
export function readSlice<T extends Row>(records: Collection<T>, query: URLSearchParams, most: number, source?: readonly T[]): Slice<T> {
  const start = readNumber(query, 'start', 0);
  const limit = readNumber(query, 'limit', 100);
  if (limit < 1 || limit > most) throw plain(400, `limit must be between 1 and ${most}`);
  const rows = source === undefined ? records.slice(start, limit + 1) : source.slice(start, start + limit + 1);
  return { rows: rows.slice(0, limit), start, limit, more: rows.length > limit };
}

/** `pagination` as notes and files have it, with where the next page starts. */
export function pagination(slice: Slice<unknown>): Readonly<Record<string, unknown>> {
  return { ...envelope(slice), ...(slice.more ? { next_start: slice.start + slice.limit } : {}) };
}

/** `additional_data` as leads have it. */
export function envelope(slice: Slice<unknown>): Readonly<Record<string, unknown>> {
  return { start: slice.start, limit: slice.limit, more_items_in_collection: slice.more };
}
