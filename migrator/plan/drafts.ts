import type { Destination, ExternalId, FieldName, Fields, Located, Meter } from '../destinations/define.js';
import type { DestinationRecord } from '../map/define.js';
import type { Forecast, Journal, LinkRecord, OperationDraft, RunStore } from '../ports.js';
import { linksIn, resolveBase, resolveLinks } from '../run/resolve.js';
import type { Base } from './decide.js';
import { decide } from './decide.js';
import type { Matching } from './matching.js';
import type { PriceBook } from './price.js';
import { spent } from './survey.js';

/** Live records are read in hundreds, at planning as when applying, so that both cost the same. */
const READ_CHUNK = 100;

/** A record that a person changed since we wrote it. */
export interface Conflict {
  readonly change: Change;
  readonly fields: readonly FieldName[];
  /** False where only these fields stay and the rest of the record is written. */
  readonly stays: boolean;
}

/** What a run wants of a record that stands in the account. */
export type Change = Omit<OperationDraft, 'level' | 'forecast'> & { readonly targetId: string };

/**
 * Turns desired records into operations: new ones are created, known ones compared with what we last wrote, and only what differs is read.
 * Creates and changes of one object stand in two levels, so that changes can be read in full hundreds.
 */
export class Drafts {
  private readonly changes = new Map<string, Change[]>();
  private readonly counts = new Map<string, number>();
  private reads: Meter = { tokens: 0, requests: 0, writes: 0 };
  /** Set where the export lacks what an earlier one had: then nothing that stands filled is emptied. */
  leaveFilled = false;

  constructor(
    private readonly runId: string, private readonly accountId: string, private readonly to: Destination, private readonly journal: Journal,
    private readonly runs: RunStore, private readonly book: PriceBook, private readonly own: ReadonlyMap<ExternalId, Located>,
    private readonly matching: Matching | null = null, private readonly direction: 'forward' | 'reverse' = 'forward', private readonly onConflict: (conflict: Conflict) => void = () => {},
  ) {}

  /** Adds a page of desired records. Groups that share a batch must stand together in one page. */
  async add(records: readonly DestinationRecord[]): Promise<void> {
    const links = await this.linksFor(records);
    const drafts: OperationDraft[] = [];
    const created: DestinationRecord[] = [];
    for (const record of records) {
      const link = links.get(record.externalId);
      const own = link === undefined ? this.own.get(record.externalId) : undefined;
      if (link !== undefined || own !== undefined) {
        drafts.push(...this.known(record, link, own, links));
        continue;
      }
      const match = (await this.matching?.find(record)) ?? null;
      if (match !== null) this.change({ ...record, ...match, ours: this.writable(record.object, match.ours, null) });
      else {
        drafts.push(this.create(record));
        created.push(record);
      }
    }
    this.priceCreates(created);
    await this.runs.addOperations(this.runId, drafts);
    await this.flush(READ_CHUNK);
  }

  /** A record that stands in the account under this id, to be compared live. `base` null means: matched, never written by us. */
  change(change: Change): void {
    const waiting = this.changes.get(change.object) ?? [];
    waiting.push(change);
    this.changes.set(change.object, waiting);
  }

  /** Reads what waits to be compared, so that all conflicts so far are known. */
  async settle(): Promise<void> {
    await this.flush(1);
  }

  /** Reads what is left to compare. Call once, after the last page. */
  async finish(): Promise<ReadonlyMap<string, number>> {
    await this.flush(1);
    await this.runs.settleUnchanged(this.runId);
    return this.counts;
  }

  /** What comparing live records cost here, and will cost once more when the run applies. */
  reading(): Meter {
    return this.reads;
  }

  private async linksFor(records: readonly DestinationRecord[]): Promise<ReadonlyMap<ExternalId, LinkRecord>> {
    const ids = [...new Set(records.flatMap((record) => [record.externalId, ...linksIn(record.fields)]))];
    const found = new Map<ExternalId, LinkRecord>();
    for (let from = 0; from < ids.length; from += 400) {
      for (const [id, link] of await this.journal.links(this.accountId, ids.slice(from, from + 400))) found.set(id, link);
    }
    return found;
  }

  private create(record: DestinationRecord): OperationDraft {
    this.count(record.object);
    return this.draft(record, record.fields, null, null, 'create');
  }

  private known(
    record: DestinationRecord, link: LinkRecord | undefined, own: Located | undefined, links: ReadonlyMap<ExternalId, LinkRecord>,
  ): readonly OperationDraft[] {
    const base = link?.base ?? null;
    const targetId = link?.targetId ?? own?.id ?? '';
    const { fields: resolved } = resolveLinks(record.fields, (id) => links.get(id)?.targetId);
    const ours = this.filled(this.writable(record.object, resolved, base), base);
    if (base !== null && decide(base, ours, base.seen).kind === 'nothing') {
      this.count(record.object);
      return [this.draft(record, record.fields, base, targetId, 'unchanged')];
    }
    this.change({ ...record, ours: this.filled(this.writable(record.object, record.fields, base), base), base, targetId });
    return [];
  }

  private filled(fields: Fields, base: Base | null): Fields {
    if (!this.leaveFilled) return fields;
    return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== null || (base?.sent[name] ?? null) === null));
  }

  /** Leaves out fields that the CRM accepts at creation only: a later difference cannot be written. */
  private writable(object: string, fields: Fields, base: Base | null): Fields {
    const specs = this.to.vocabulary.objects[object]?.fields ?? {};
    return Object.fromEntries(Object.entries(fields).map(([name, value]) =>
      [name, specs[name]?.createOnly === true ? (base?.sent[name] ?? value) : value]).filter(([name]) =>
      typeof name === 'string' && (specs[name]?.createOnly !== true || base !== null)));
  }

  private draft(record: Omit<Change, 'targetId'> | DestinationRecord, ours: Fields | null, base: Base | null, targetId: string | null, forecast: Forecast): OperationDraft {
    const { loadOrder } = this.to.vocabulary;
    const place = 2 * (this.direction === 'forward' ? loadOrder.indexOf(record.object) : loadOrder.length - loadOrder.indexOf(record.object));
    return {
      level: forecast === 'create' ? place : place + 1, object: record.object, externalId: record.externalId, ours, base, targetId, forecast,
      because: record.because, rows: record.rows,
    };
  }

  private priceCreates(records: readonly DestinationRecord[]): void {
    const groups = new Map<string, { object: string; count: number }>();
    for (const { object, fields } of records) {
      const sharing = this.to.vocabulary.objects[object]?.batch?.sharing;
      const key = `${object} ${sharing === undefined ? '' : JSON.stringify(fields[sharing] ?? null)}`;
      const group = groups.get(key) ?? { object, count: 0 };
      group.count += 1;
      groups.set(key, group);
    }
    for (const { object, count } of groups.values()) {
      const size = this.to.vocabulary.objects[object]?.batch?.size ?? 1;
      this.book.create(object, count, Math.ceil(count / size));
    }
  }

  private async flush(atLeast: number): Promise<void> {
    for (const [object, waiting] of this.changes) {
      while (waiting.length >= atLeast) await this.forecast(object, waiting.splice(0, READ_CHUNK));
    }
  }

  private async forecast(object: string, chunk: readonly Change[]): Promise<void> {
    const before = this.to.meter();
    const live = await this.to.read(object, chunk.map(({ targetId }) => targetId));
    const cost = spent(before, this.to.meter());
    this.reads = { tokens: this.reads.tokens + cost.tokens, requests: this.reads.requests + cost.requests, writes: 0 };
    const links = await this.journal.links(this.accountId, [...new Set(chunk.flatMap(({ ours }) => linksIn(ours)))].slice(0, 400));
    const drafts = chunk.map((change) => {
      const idOf = (id: ExternalId): string | undefined => links.get(id)?.targetId;
      const ours = change.ours === null ? null : resolveLinks(change.ours, idOf).fields;
      const verdict = decide(resolveBase(change.base, idOf), ours, live.get(change.targetId)?.fields ?? null);
      this.count(object);
      if (verdict.conflicts.length > 0) this.onConflict({ change, fields: verdict.conflicts, stays: verdict.kind === 'conflict' });
      if (verdict.kind === 'update') this.book.update(object);
      if (verdict.kind === 'remove') this.book.remove(object);
      const forecast: Forecast = verdict.kind === 'nothing' ? 'update' : verdict.kind;
      return this.draft(change, change.ours, change.base, change.targetId, forecast);
    });
    await this.runs.addOperations(this.runId, drafts);
  }

  private count(object: string): void {
    this.counts.set(object, (this.counts.get(object) ?? 0) + 1);
  }
}
