import type { ExternalId, Fields, Located, Outgoing } from '../../define.js';
import type { Catalogue } from '../catalogue.js';
import type { Clients } from '../clients.js';

/** One kind of record of Pipedrive's, as the destination needs it. */
export interface Handler {
  list(since: Date | null): AsyncIterable<readonly Located[]>;
  /** The live ones among these ids, in any order. */
  read(ids: readonly string[]): Promise<readonly Located[]>;
  create(records: readonly Outgoing[]): Promise<readonly Located[]>;
  update(id: string, externalId: ExternalId, fields: Fields): Promise<Located>;
  remove(id: string): Promise<void>;
}

/** What handlers are made from. */
export interface Workplace {
  readonly clients: Clients;
  readonly catalogue: Catalogue;
}

/** Pipedrive's largest page; a page costs the same whatever its size. */
export const PAGE = 500;

/** Records that Pipedrive reads by id in one request. */
export const IDS = 100;

/** Pipedrive refuses milliseconds here; rounding down can only show a record too many. */
export const wholeSeconds = (since: Date): string => `${since.toISOString().slice(0, 19)}Z`;

/** Cuts a list into pieces of at most `size`. */
export function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** The one record of a request that takes one. */
export function only<T>(all: readonly T[]): T {
  const [first, second] = all;
  if (first === undefined || second !== undefined) throw new Error(`Pipedrive creates these one at a time, not ${all.length}.`);
  return first;
}
