import type { AnyRecord, Ref, StreamName, Streams } from '../canonical/streams.js';
import type { Issue, Origin } from '../canonical/values.js';
import type { AuditReport } from '../reports.js';

type Orphan = AuditReport['orphans'][number];

/** Orphans that are listed one by one; a foreign export would fill the report with them. */
const LISTED = 5_000;

/** Rows that want one and the same missing record are kept one by one up to here, the others counted. */
const KEPT_PER_KEY = 20;

/** Every kind of record that some field of another points to. */
type Target = Extract<{ [S in StreamName]: Streams[S][keyof Streams[S]] }[StreamName], Ref>['stream'];

/** The keys of all other kinds, which are most of an export, need not be remembered. A kind that becomes a target does not compile without its entry. */
const TARGETS: Readonly<Record<Target, true>> = { practice: true, provider: true, patient: true, employer: true, referralSource: true, carrier: true, treatmentPlan: true };

interface Waiting {
  readonly kept: Orphan[];
  count: number;
}

/** Follows references as records pass by, and tells in the end which of them point to nothing in the export. */
export class Orphans {
  readonly #keys = new Map<StreamName, Set<string>>();
  readonly #open = new Map<StreamName, Map<string, Waiting>>();

  /** Whether a record of this key has passed before; only for kinds that others point to, false for all others. */
  knows({ stream, key }: AnyRecord): boolean {
    return this.#keys.get(stream)?.has(key) ?? false;
  }

  add(record: AnyRecord): void {
    if (record.stream in TARGETS) {
      const known = this.#keys.get(record.stream) ?? new Set<string>();
      this.#keys.set(record.stream, known.add(record.key));
      this.#open.get(record.stream)?.delete(record.key);
    }
    for (const ref of references(record)) {
      if (this.#keys.get(ref.stream)?.has(ref.key) === true) continue;
      this.#wait(ref, record, record.origin);
    }
  }

  #wait(ref: Ref, record: AnyRecord, origin: Origin): void {
    const open = this.#open.get(ref.stream) ?? new Map<string, Waiting>();
    this.#open.set(ref.stream, open);
    const waiting = open.get(ref.key) ?? { kept: [], count: 0 };
    open.set(ref.key, waiting);
    waiting.count += 1;
    if (waiting.kept.length >= KEPT_PER_KEY) return;
    waiting.kept.push({ stream: record.stream, key: record.key, pointsTo: `${ref.stream}:${ref.key}`, file: origin.file, line: origin.line });
  }

  /** References into nothing. A stream that the export does not hold at all is one issue, not an orphan per row. */
  report(): { readonly orphans: readonly Orphan[]; readonly issues: readonly Issue[] } {
    const orphans: Orphan[] = [];
    const issues: Issue[] = [];
    for (const [stream, open] of this.#open) {
      const count = [...open.values()].reduce((sum, waiting) => sum + waiting.count, 0);
      if (count === 0) continue;
      if ((this.#keys.get(stream)?.size ?? 0) === 0) issues.push(absent(stream, count));
      else {
        orphans.push(...[...open.values()].flatMap(({ kept }) => kept).slice(0, LISTED - orphans.length));
        issues.push(orphaned(stream, count));
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
