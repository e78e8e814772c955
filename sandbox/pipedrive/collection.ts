/** A number, or a UUID for leads and their labels. */
export type RecordId = number | string;

/** What every stored record has. Deleted records stay, hidden from lists. */
export interface Row {
  readonly id: RecordId;
  readonly add_time: string;
  readonly update_time: string;
  readonly is_deleted: boolean;
}

/** The value of a field whose name is not known beforehand; undefined where the record has no such field. */
export function fieldOf(row: object, name: string): unknown {
  return Reflect.get(row, name);
}

/** A live record with its place: `place` grows in the order of creation, or of the last change in `byChange`. */
export interface Placed<T> {
  readonly place: number;
  readonly row: T;
}

/**
 * Records of one kind, kept so that reading a page costs the page and writing costs no scan: by id, in the order of
 * creation, in the order of the last change, and by the values of the indexed fields.
 */
export class Collection<T extends Row> {
  private readonly rows = new Map<RecordId, T>();
  private readonly places = new Map<RecordId, number>();
  private readonly ids = new Map<number, RecordId>();
  private readonly live: number[] = [];
  private readonly removed = new Set<RecordId>();
  private changes: { readonly id: RecordId; readonly stamp: number }[] = [];
  private readonly lastChange = new Map<RecordId, number>();
  private readonly indexes = new Map<string, Map<unknown, Set<RecordId>>>();
  private counter = 0;

  /** `written` hears of every record after it was stored. */
  constructor(indexed: readonly (keyof T & string)[] = [], private readonly written: (row: T) => void = () => undefined) {
    for (const key of indexed) this.indexes.set(key, new Map());
  }

  /** The record, deleted or not. */
  get(id: RecordId): T | undefined {
    return this.rows.get(id);
  }

  /** The record unless it is deleted. */
  alive(id: RecordId): T | undefined {
    const row = this.rows.get(id);
    return row?.is_deleted === false ? row : undefined;
  }

  /** How many live records there are. */
  get size(): number {
    return this.live.length;
  }

  /** Stores a new record or a new version of one, and makes it the last changed. */
  put(row: T): T {
    const before = this.rows.get(row.id);
    if (before === undefined) this.place(row);
    else this.unindex(before);
    if (row.is_deleted && before?.is_deleted !== true) this.hide(row.id);
    this.rows.set(row.id, row);
    this.index(row);
    this.changes.push({ id: row.id, stamp: (this.counter += 1) });
    this.lastChange.set(row.id, this.counter);
    if (this.changes.length > 2 * this.rows.size + 1_000) this.compact();
    this.written(row);
    return row;
  }

  private place(row: T): void {
    const place = (this.counter += 1);
    this.places.set(row.id, place);
    this.ids.set(place, row.id);
    this.live.push(place);
  }

  private hide(id: RecordId): void {
    this.live.splice(firstAtLeast(this.live.length, (at) => this.live[at] ?? 0, this.places.get(id) ?? 0), 1);
    this.removed.add(id);
  }

  private index(row: T): void {
    for (const [key, index] of this.indexes) {
      const value = fieldOf(row, key);
      if (value === null || value === undefined || row.is_deleted) continue;
      const known = index.get(value);
      if (known === undefined) index.set(value, new Set([row.id]));
      else known.add(row.id);
    }
  }

  private unindex(row: T): void {
    for (const [key, index] of this.indexes) index.get(fieldOf(row, key))?.delete(row.id);
  }

  private compact(): void {
    this.changes = this.changes.filter((change) => this.lastChange.get(change.id) === change.stamp);
  }

  /** Puts the order of changes in line with the records' own update times; for records that were loaded with a history. */
  orderChangesByTime(): void {
    const sorted = [...this.rows.values()].sort((a, b) => (a.update_time < b.update_time ? -1 : a.update_time > b.update_time ? 1 : 0));
    this.changes = sorted.map((row) => {
      this.lastChange.set(row.id, (this.counter += 1));
      return { id: row.id, stamp: this.counter };
    });
  }

  /** Whether `byField` can answer for this field. */
  hasIndex(key: string): boolean {
    return this.indexes.has(key);
  }

  /** Live records whose indexed field has this value, in the order of creation. */
  by(key: keyof T & string, value: unknown): readonly T[] {
    return this.byField(key, value);
  }

  /** The same for a field whose name came from outside; nothing where it has no index. */
  byField(key: string, value: unknown): readonly T[] {
    const ids = this.indexes.get(key)?.get(value);
    if (ids === undefined) return [];
    const sorted = [...ids].sort((a, b) => this.placeOf(a) - this.placeOf(b));
    return sorted.map((id) => this.rows.get(id)).filter((row): row is T => row !== undefined);
  }

  /** The record's place in the order of creation. */
  placeOf(id: RecordId): number {
    return this.places.get(id) ?? 0;
  }

  /** Live records in the order of creation, after (or, descending, before) a place. */
  *byCreation(direction: 'asc' | 'desc', from?: number): Generator<Placed<T>> {
    const step = direction === 'asc' ? 1 : -1;
    for (let at = this.start(this.live.length, (i) => this.live[i] ?? 0, direction, from); at >= 0 && at < this.live.length; at += step) {
      const place = this.live[at] ?? 0;
      const row = this.rows.get(this.ids.get(place) ?? '');
      if (row !== undefined) yield { place, row };
    }
  }

  /** Live records in the order of their last change, after (or, descending, before) a place. */
  *byChange(direction: 'asc' | 'desc', from?: number): Generator<Placed<T>> {
    const step = direction === 'asc' ? 1 : -1;
    for (let at = this.start(this.changes.length, (i) => this.changes[i]?.stamp ?? 0, direction, from); at >= 0 && at < this.changes.length; at += step) {
      const change = this.changes[at];
      if (change === undefined || this.lastChange.get(change.id) !== change.stamp) continue;
      const row = this.rows.get(change.id);
      if (row?.is_deleted === false) yield { place: change.stamp, row };
    }
  }

  private start(length: number, placeAt: (index: number) => number, direction: 'asc' | 'desc', from: number | undefined): number {
    if (from === undefined) return direction === 'asc' ? 0 : length - 1;
    return direction === 'asc' ? firstAtLeast(length, placeAt, from + 1) : firstAtLeast(length, placeAt, from) - 1;
  }

  /** Live records from the n-th on, in the order of creation. */
  slice(start: number, limit: number): readonly T[] {
    return this.live.slice(start, start + limit).map((place) => this.rows.get(this.ids.get(place) ?? '')).filter((row): row is T => row !== undefined);
  }

  /** Every live record in the order of creation. */
  all(): readonly T[] {
    return this.slice(0, this.live.length);
  }

  /** Every deleted record in the order of creation. */
  deleted(): readonly T[] {
    return [...this.removed].sort((a, b) => this.placeOf(a) - this.placeOf(b)).map((id) => this.rows.get(id)).filter((row): row is T => row !== undefined);
  }
}

/** The first index whose place is at least `wanted`; places ascend. */
function firstAtLeast(length: number, placeAt: (index: number) => number, wanted: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (placeAt(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
