import type { Row } from './collection.js';
import type { CustomValues } from './rows.js';

/** A record that search can find; all of them have custom fields. */
export interface SearchableRow extends Row {
  readonly custom_fields: CustomValues;
}

interface Pending {
  readonly dueAt: number;
  readonly kind: string;
  readonly row: SearchableRow;
}

/** What search can see: every record as it was some seconds ago. Writes arrive late, in order. */
export class SearchIndex {
  private readonly seen = new Map<string, Map<Row['id'], SearchableRow>>();
  private pending: Pending[] = [];
  private next = 0;

  constructor(private readonly now: () => number, private readonly lagMs: number) {}

  /** Queues the record's new version, or its disappearance. */
  written(kind: string, row: SearchableRow): void {
    this.catchUp();
    this.pending.push({ dueAt: this.now() + this.lagMs, kind, row });
  }

  /** The records of a kind that search can find now. */
  records(kind: string): Iterable<SearchableRow> {
    this.catchUp();
    return this.seen.get(kind)?.values() ?? [];
  }

  /** Lets search see everything at once; for records that were there from the start. */
  settle(): void {
    this.catchUp(Number.POSITIVE_INFINITY);
  }

  private catchUp(until = this.now()): void {
    for (let entry = this.pending[this.next]; entry !== undefined && entry.dueAt <= until; entry = this.pending[this.next]) {
      this.apply(entry);
      this.next += 1;
    }
    // Forget what was applied, but not at every write: slicing costs the length of the queue.
    if (this.next > 1_000 && this.next * 2 > this.pending.length) {
      this.pending = this.pending.slice(this.next);
      this.next = 0;
    }
  }

  private apply(entry: Pending): void {
    const records = this.seen.get(entry.kind) ?? new Map<Row['id'], SearchableRow>();
    this.seen.set(entry.kind, records);
    if (entry.row.is_deleted) records.delete(entry.row.id);
    else records.set(entry.row.id, entry.row);
  }
}
