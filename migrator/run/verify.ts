import type { Destination, Located } from '../destinations/define.js';
import { same } from '../plan/decide.js';
import type { Journal, LinkRecord, Operation, OperationState, Run, RunStore } from '../ports.js';
import type { Difference, Verification } from '../reports.js';
import { bindLinks, listSchema, schemaObjects } from './bind.js';

/** What a read-back needs. */
export interface VerifyInput {
  readonly run: Run;
  readonly to: Destination;
  readonly journal: Journal;
  readonly runs: RunStore;
  readonly clock: () => Date;
}

const SETTLED: readonly OperationState[] = ['applied', 'nothing', 'conflict'];
const PAGE = 400;

/**
 * Reads every record of a run back by list pages and compares every field with what was sent. Where the CRM shows a value in its own way since
 * the write, the field counts as normalised; where it shows something else than then, as drift.
 */
export async function verifyRun(input: VerifyInput): Promise<Verification> {
  const { to, journal, run } = input;
  const before = to.meter().tokens;
  await listSchema(to);
  await bindLinks(to, journal, run.accountId);
  const tally = { records: 0, fields: 0, normalised: 0, differing: [] as Difference[] };
  const sums = new Map<string, { ours: number; theirs: number }>();
  const setUp = schemaObjects(to);
  for (const object of to.vocabulary.loadOrder.filter((each) => !setUp.includes(each))) {
    const wanted = await linksOfRun(input, object);
    if (wanted.size === 0) continue;
    const seen = new Set<string>();
    for await (const page of to.list(object)) {
      for (const located of page) {
        const link = wanted.get(located.id);
        if (link === undefined) continue;
        seen.add(located.id);
        compare(link, located, tally, sums);
      }
    }
    for (const [id, link] of wanted) if (!seen.has(id)) missing(link, tally);
  }
  return {
    run: run.id, at: input.clock().toISOString(), ...tally, tokens: to.meter().tokens - before,
    totals: [...sums].map(([what, { ours, theirs }]) => ({ what, ours: (ours / 100).toFixed(2), theirs: (theirs / 100).toFixed(2), equal: ours === theirs })),
  };
}

/** The links of the run's records of one object, by the CRM's id. */
async function linksOfRun({ runs, run, journal, to }: VerifyInput, object: string): Promise<ReadonlyMap<string, LinkRecord>> {
  const found = new Map<string, LinkRecord>();
  const place = to.vocabulary.loadOrder.indexOf(object) * 2;
  for (const level of [place, place + 1]) {
    for await (const page of settled(runs, run.id, level)) {
      const links = await journal.links(run.accountId, page.map(({ externalId }) => externalId));
      for (const link of links.values()) found.set(link.targetId, link);
    }
  }
  return found;
}

async function* settled(runs: RunStore, runId: string, level: number): AsyncIterable<readonly Operation[]> {
  let afterSeq = -1;
  for (;;) {
    const page = await runs.operations(runId, { level, states: SETTLED, afterSeq, limit: PAGE });
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    afterSeq = page.at(-1)?.seq ?? afterSeq;
  }
}

interface Tally {
  records: number;
  fields: number;
  normalised: number;
  readonly differing: Difference[];
}

function compare({ object, externalId, targetId, base }: LinkRecord, located: Located, tally: Tally, sums: Map<string, { ours: number; theirs: number }>): void {
  tally.records += 1;
  for (const [field, sent] of Object.entries(base.sent)) {
    tally.fields += 1;
    const actual = located.fields[field] ?? null;
    addMoney(`${object}.${field}`, sent, actual, sums);
    if (same(sent, actual)) continue;
    // A value that is not there at all is lost, even if it was lost at once: no CRM's way of writing turns something into nothing.
    if (actual === null) tally.differing.push({ object, id: targetId, externalId, field, expected: sent, actual, kind: 'missing' });
    else if (same(base.seen[field], actual)) tally.normalised += 1;
    else tally.differing.push({ object, id: targetId, externalId, field, expected: sent, actual, kind: 'drift' });
  }
}

function missing({ object, externalId, targetId }: LinkRecord, tally: Tally): void {
  tally.records += 1;
  tally.differing.push({ object, id: targetId, externalId, field: '(record)', expected: 'present', actual: null, kind: 'missing' });
}

const centsOf = (value: unknown): number =>
  (typeof value === 'object' && value !== null && 'cents' in value && typeof value.cents === 'number' ? value.cents : 0);

function addMoney(what: string, sent: unknown, actual: unknown, sums: Map<string, { ours: number; theirs: number }>): void {
  const ours = centsOf(sent);
  const theirs = centsOf(actual);
  if (ours === 0 && theirs === 0) return;
  const sum = sums.get(what) ?? { ours: 0, theirs: 0 };
  sums.set(what, { ours: sum.ours + ours, theirs: sum.theirs + theirs });
}
