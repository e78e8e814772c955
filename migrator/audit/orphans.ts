import type { AnyRecord, Ref, StreamName } from '../canonical/streams.js';
import type { Issue, Origin } from '../canonical/values.js';
import type { AuditReport } from '../reports.js';

type Orphan = AuditReport['orphans'][number];

/** Orphans that are listed one by one; a foreign export would fill the report with them. */
const LISTED = 5_000;

/** Follows references as records pass by, and tells in the end which of them point to nothing in the export. */
export class Orphans {
  readonly #keys = new Map<StreamName, Set<string>>();
  readonly #open = new Map<StreamName, Map<string, Orphan[]>>();

  /** Whether a record of this key has passed before. */
  knows({ stream, key }: AnyRecord): boolean {
    return this.#keys.get(stream)?.has(key) ?? false;
  }

  add(record: AnyRecord): void {
    const known = this.#keys.get(record.stream) ?? new Set<string>();
    this.#keys.set(record.stream, known.add(record.key));
    this.#open.get(record.stream)?.delete(record.key);
    for (const ref of references(record)) {
      if (this.#keys.get(ref.stream)?.has(ref.key) === true) continue;
      this.#wait(ref, record, record.origin);
    }
  }

  #wait(ref: Ref, record: AnyRecord, origin: Origin): void {
    const open = this.#open.get(ref.stream) ?? new Map<string, Orphan[]>();
    this.#open.set(ref.stream, open);
    const orphan: Orphan = { stream: record.stream, key: record.key, pointsTo: `${ref.stream}:${ref.key}`, file: origin.file, line: origin.line };
    const waiting = open.get(ref.key);
    if (waiting === undefined) open.set(ref.key, [orphan]);
    else waiting.push(orphan);
  }

  /** References into nothing. A stream that the export does not hold at all is one issue, not an orphan per row. */
  report(): { readonly orphans: readonly Orphan[]; readonly issues: readonly Issue[] } {
    const orphans: Orphan[] = [];
    const issues: Issue[] = [];
    for (const [stream, open] of this.#open) {
      const found = [...open.values()].flat();
      if (found.length === 0) continue;
      if ((this.#keys.get(stream)?.size ?? 0) === 0) issues.push(absent(stream, found.length));
      else {
        orphans.push(...found.slice(0, LISTED - orphans.length));
        issues.push(orphaned(stream, found.length));
      }
    }
    return { orphans, issues };
  }
}

function references(record: AnyRecord): readonly Ref[] {
  return Object.values(record.data).filter(isRef);
}

function isRef(value: unknown): value is Ref {
  return typeof value === 'object' && value !== null && 'stream' in value && 'key' in value;
}

function absent(stream: StreamName, count: number): Issue {
  return {
    code: 'missing-stream', severity: 'warning', message: `${String(count)} references to records of kind "${stream}" lead nowhere: the export holds none of them.`,
    remedy: 'Add the file that holds them to the export.',
  };
}

function orphaned(stream: StreamName, count: number): Issue {
  return {
    code: 'orphan', severity: 'warning', message: `${String(count)} references to records of kind "${stream}" lead nowhere in this export.`,
    remedy: 'See the list of orphans; export the missing records too, or accept that these links are left out.',
  };
}
