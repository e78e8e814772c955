import type { CanonicalRecord, StreamName, Streams } from '../canonical/streams.js';
import type { StoredRecord } from '../ports.js';

/** Where facts are made from: the staged records of one intake. */
export interface FactsInput {
  records(stream: StreamName): AsyncIterable<readonly StoredRecord[]>;
  ofPatients(stream: StreamName, patientKeys: readonly string[]): Promise<readonly StoredRecord[]>;
  byKeys(stream: StreamName, keys: readonly string[]): Promise<readonly StoredRecord[]>;
}

/** What facts may know beside the records. */
export interface FactsContext {
  /** IANA zone of the practice's wall clock. */
  readonly zone: string;
  /** ISO 4217; for amounts whose export names none. */
  readonly currency: string;
  /** The day the export was taken in, `YYYY-MM-DD`: what lies before it is past. */
  readonly today: string;
  /** A patient with work planned becomes a lead after so many months without a confirmed visit. */
  readonly recencyMonths: number;
  /** Only these patients and what belongs to them; null for everybody. */
  readonly slice: ReadonlySet<string> | null;
}

/** A stored record of a known stream. */
export interface Stored<S extends StreamName> {
  readonly key: string;
  readonly data: Streams[S];
  readonly rows: readonly number[];
}

const isOf = <S extends StreamName>(stream: S, record: CanonicalRecord): record is CanonicalRecord<S> => record.stream === stream;

/** Narrows a page of stored records to the stream they were asked for. */
export function of<S extends StreamName>(stream: S, page: readonly StoredRecord[]): readonly Stored<S>[] {
  return page.flatMap(({ record, rows }) => (isOf(stream, record) ? [{ key: record.key, data: record.data, rows }] : []));
}

/** Groups by a key; records without one are left out of the map. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The staged rows of these records, for `via`. */
export const rowsOf = (records: readonly { readonly rows: readonly number[] }[]): readonly number[] => records.flatMap(({ rows }) => rows);
