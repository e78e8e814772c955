import { z } from 'zod';
import { readTime } from './clock.js';
import { fieldOf, type Collection, type Placed, type Row } from './collection.js';
import { invalid } from './refusals.js';

const LONGEST_PAGE = 500;
const MOST_IDS = 100;

/** How one list of API v2 can be asked. `filters` name integer fields; `flags` boolean ones; `other` what the view reads itself. */
export interface ListShape {
  readonly sorts: readonly string[];
  readonly filters?: readonly string[];
  readonly texts?: readonly string[];
  readonly flags?: readonly string[];
  readonly other?: readonly string[];
  readonly until?: boolean;
}

/** A list question after reading; every part of it is valid. */
export interface ListQuery {
  readonly limit: number;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
  readonly after: Position | null;
  readonly ids: readonly string[] | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly equal: ReadonlyMap<string, number | string | boolean>;
}

const positionSchema = z.strictObject({ sort: z.string(), direction: z.enum(['asc', 'desc']), key: z.union([z.string(), z.number()]), place: z.number() });

/** Where a page ended. Opaque to the caller. */
type Position = z.output<typeof positionSchema>;

/** Reads the query of a v2 list. A name that the list does not know is refused, as Pipedrive refuses `type` on activities. */
export function readListQuery(query: URLSearchParams, shape: ListShape): ListQuery {
  const filters = [...(shape.filters ?? []), ...(shape.texts ?? []), ...(shape.flags ?? [])];
  const until = shape.until === false ? [] : ['updated_until'];
  const known = new Set(['limit', 'cursor', 'sort_by', 'sort_direction', 'ids', 'updated_since', ...until, ...filters, ...(shape.other ?? [])]);
  const foreign = [...query.keys()].filter((name) => !known.has(name));
  if (foreign.length > 0) throw invalid(foreign.map((name) => `${name}: Parameter '${name}' is not allowed for this request`));
  const sort = oneOf(query, 'sort_by', shape.sorts, 'id');
  const direction = oneOf(query, 'sort_direction', ['asc', 'desc'], 'asc') === 'desc' ? 'desc' : 'asc';
  return {
    limit: readLimit(query, LONGEST_PAGE), sort, direction, after: readCursor(query, sort, direction),
    ids: readIds(query, 'ids'), since: readStamp(query, 'updated_since'), until: readStamp(query, 'updated_until'),
    equal: new Map(filters.filter((name) => query.has(name)).map((name) => [name, readFilter(query, name, shape)])),
  };
}

/** `limit`, by default 100. */
export function readLimit(query: URLSearchParams, most: number): number {
  const text = query.get('limit');
  if (text === null) return 100;
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > most) throw invalid([`limit: Expected a number from 1 to ${most}`]);
  return Number(text);
}

/** A comma-separated list of at most 100 ids, or null when it was not sent. */
export function readIds(query: URLSearchParams, name: string): readonly string[] | null {
  const values = query.getAll(name);
  if (values.length === 0) return null;
  const ids = values.flatMap((value) => value.split(',')).filter((value) => value !== '');
  if (ids.length > MOST_IDS) throw invalid([`${name}: Expected at most ${MOST_IDS} ids`]);
  if (ids.some((id) => !/^[\da-f-]+$/.test(id))) throw invalid([`${name}: Expected ids separated by commas`]);
  return ids;
}

function oneOf(query: URLSearchParams, name: string, allowed: readonly string[], standard: string): string {
  const value = query.get(name) ?? standard;
  if (!allowed.includes(value)) throw invalid([`${name}: Expected one of ${allowed.join(', ')}`]);
  return value;
}

function readStamp(query: URLSearchParams, name: string): string | null {
  const text = query.get(name);
  if (text === null) return null;
  const time = readTime(text, 'rfc3339-only');
  if (time === null) throw invalid([`${name}: Expected RFC 3339 with whole seconds, such as 2025-01-01T10:20:00Z`]);
  return time;
}

function readFilter(query: URLSearchParams, name: string, shape: ListShape): number | string | boolean {
  const text = query.get(name) ?? '';
  if (shape.texts?.includes(name) === true) return text;
  if (shape.flags?.includes(name) === true) return oneOf(query, name, ['true', 'false'], 'false') === 'true';
  if (!/^\d{1,15}$/.test(text)) throw invalid([`${name}: Expected a number`]);
  return Number(text);
}

function readCursor(query: URLSearchParams, sort: string, direction: string): Position | null {
  const text = query.get('cursor');
  if (text === null) return null;
  const position = decodePosition(text);
  if (position === null || position.sort !== sort || position.direction !== direction) throw invalid(['cursor: Invalid cursor']);
  return position;
}

function decodePosition(text: string): Position | null {
  try {
    const read = positionSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** One page of a list and where the next one starts. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

/** Reads one page. `keep` adds conditions beyond the query's own. */
export function readPage<T extends Row>(records: Collection<T>, query: ListQuery, keep: (row: T) => boolean = () => true, source?: readonly T[]): Page<T> {
  const rows: T[] = [];
  let last: Position | null = null;
  for (const { place, row } of inOrder(records, query, source)) {
    if (!matches(row, query) || !keep(row)) continue;
    if (rows.length === query.limit) {
      return { rows, next: last === null ? null : Buffer.from(JSON.stringify(last)).toString('base64url') };
    }
    rows.push(row);
    last = { sort: query.sort, direction: query.direction, key: sortKey(row, query.sort), place };
  }
  return { rows, next: null };
}

function matches(row: Row, query: ListQuery): boolean {
  if (query.since !== null && row.update_time < query.since) return false;
  if (query.until !== null && row.update_time >= query.until) return false;
  for (const [name, value] of query.equal) {
    if (fieldOf(row, name) !== value) return false;
  }
  return true;
}

function inOrder<T extends Row>(records: Collection<T>, query: ListQuery, source: readonly T[] | undefined): Iterable<Placed<T>> {
  const candidates = source ?? narrow(records, query);
  if (candidates === null && query.sort === 'id') return records.byCreation(query.direction, query.after?.place);
  if (candidates === null && query.sort === 'update_time') return records.byChange(query.direction, query.after?.place);
  return sorted(records, candidates ?? records.all(), query);
}

/** The few records that can match, where the ids or an index tell; null where all may. */
function narrow<T extends Row>(records: Collection<T>, query: ListQuery): readonly T[] | null {
  if (query.ids !== null) {
    const wanted = new Set(query.ids);
    return [...wanted].map((id) => records.alive(Number(id))).filter((row): row is T => row !== undefined);
  }
  for (const [name, value] of query.equal) {
    if (records.hasIndex(name)) return records.byField(name, value);
  }
  return null;
}

function sorted<T extends Row>(records: Collection<T>, rows: readonly T[], query: ListQuery): readonly Placed<T>[] {
  const sign = query.direction === 'asc' ? 1 : -1;
  const compare = (a: { key: string | number; place: number }, b: { key: string | number; place: number }): number =>
    sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : a.place - b.place);
  const placed = rows.map((row) => ({ row, key: sortKey(row, query.sort), place: records.placeOf(row.id) })).sort(compare);
  const { after } = query;
  return after === null ? placed : placed.filter((entry) => compare(entry, after) > 0);
}

function sortKey(row: Row, sort: string): string | number {
  const value = fieldOf(row, sort);
  return typeof value === 'number' || typeof value === 'string' ? value : '';
}
