import type { Destination, Meter } from '../destinations/define.js';
import type { HistoryEntry, Journal, Run, RunStore } from '../ports.js';
import type { PlanReport, RollbackPreview } from '../reports.js';
import { pick } from '../run/base.js';
import { bindLinks, listSchema } from '../run/bind.js';
import type { Change } from './drafts.js';
import { Drafts } from './drafts.js';
import { GONE, decide } from './decide.js';
import { Needed } from './needed.js';
import { operationReport } from './plan.js';
import { PriceBook } from './price.js';
import { spent } from './survey.js';

/** What planning a rollback needs. */
export interface RollbackInput {
  readonly run: Run;
  readonly of: Run;
  readonly to: Destination;
  readonly journal: Journal;
  readonly runs: RunStore;
  readonly clock: () => Date;
}

/** Records that the rollbacks of later runs left standing, because a person had edited them, need what the run at hand made for them. */
async function neededByKept({ to, of, run, runs, journal }: RollbackInput): Promise<Needed> {
  const needed = await Needed.of(to, journal, run.accountId);
  const newestFirst = await runs.list(run.accountId);
  for (const other of newestFirst.slice(0, newestFirst.findIndex(({ id }) => id === of.id))) {
    if (other.kind !== 'rollback' || other.state !== 'finished') continue;
    for await (const page of journal.history(other.id, 'forward')) {
      const kept = page.filter(({ result }) => result === 'conflict');
      const links = await journal.links(run.accountId, kept.map(({ operation }) => operation.externalId));
      for (const link of links.values()) needed.by(link.object, link.base.seen);
    }
  }
  return needed;
}

type Kept = RollbackPreview['keep'][number];

/**
 * A rollback is a run whose plan is the before images of another, in reverse order. What a person changed since stays, and with it everything
 * that it needs: the organization it belongs to and the fields its values stand in.
 */
export async function planRollback(input: RollbackInput): Promise<{ readonly report: PlanReport; readonly preview: RollbackPreview; readonly planning: Meter }> {
  const { to, run, journal } = input;
  const start = to.meter();
  await input.runs.clearPlan(run.id);
  const account = await to.facts();
  const beforeSchema = to.meter();
  await listSchema(to);
  const schemaCost = spent(beforeSchema, to.meter());
  await bindLinks(to, journal, run.accountId);
  const book = new PriceBook(to.abilities);
  const keep: Kept[] = [];
  const needed = await neededByKept(input);
  const drafts = new Drafts(run.id, run.accountId, to, journal, input.runs, book, new Map(), null, 'reverse', ({ change, fields, stays }) => {
    keep.push({ object: change.object, id: change.targetId, reason: keptBecause(fields) });
    if (stays) needed.by(change.object, change.base?.seen ?? null);
  });
  await findWholes(input, needed);
  await planEntries(input, drafts, needed, keep);
  await drafts.finish();
  const planning = spent(start, to.meter());
  const again = drafts.reading();
  const reads = { tokens: planning.tokens + schemaCost.tokens + again.tokens, requests: planning.requests + schemaCost.requests + again.requests };
  const price = book.bill(reads, 0, account);
  const operations = await operationReport(input.runs, run.id);
  return {
    planning,
    report: { plan: run.id, kind: 'rollback', schema: [], questions: [], operations, price, caps: [], refused: [] },
    preview: {
      run: run.id, of: input.of.id, delete: total(operations.remove), restore: total(operations.update) + total(operations.create), keep,
      tokens: price.tokens, until: undeleteUntil(input), state: 'planned',
    },
  };
}

const total = (byObject: Readonly<Record<string, number>>): number => Object.values(byObject).reduce((sum, count) => sum + count, 0);

const keptBecause = (fields: readonly string[]): string =>
  (fields.includes(GONE) ? 'Somebody deleted it since.' : `Somebody changed ${fields.map((field) => `“${field}”`).join(', ')} since.`);

function undeleteUntil({ to, clock }: RollbackInput): string | null {
  const days = to.abilities.undeleteDays;
  return days === null ? null : new Date(clock().getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Records with parts that a person edited: their line items are reached before them and must be known to stay. */
async function findWholes({ of, journal, to }: RollbackInput, needed: Needed): Promise<void> {
  const parents = new Set(Object.values(to.vocabulary.objects).flatMap(({ batch, fields }) =>
    (batch?.sharing === undefined ? [] : [fields[batch.sharing]?.to])));
  for await (const page of journal.history(of.id, 'reverse')) {
    const made = page.filter(({ operation, verdict }) => parents.has(operation.object) && verdict?.kind === 'create');
    for (const object of new Set(made.map(({ operation }) => operation.object))) {
      const own = made.filter(({ operation }) => operation.object === object);
      const live = await to.read(object, own.flatMap(({ targetId }) => targetId ?? []));
      for (const { targetId, verdict, after } of own) {
        const sent = verdict?.kind === 'create' ? verdict.fields : {};
        if (decide({ sent, seen: after ?? {} }, null, live.get(targetId ?? '')?.fields ?? null).kind === 'conflict') needed.whole(object, targetId ?? '');
      }
    }
  }
}

async function planEntries({ of, journal }: RollbackInput, drafts: Drafts, needed: Needed, keep: Kept[]): Promise<void> {
  let object = '';
  for await (const page of journal.history(of.id, 'reverse')) {
    for (const entry of page) {
      if (entry.operation.object !== object) {
        // Conflicts among the records so far must be known before what they depend on is considered.
        await drafts.settle();
        object = entry.operation.object;
      }
      const change = undo(entry);
      if (change === null) continue;
      const standing = change.base?.seen ?? null;
      const stays = needed.hasWholeOf(change.object, standing)
        || (needed.has(change.object, change.targetId) && !needed.isWhole(change.object, change.targetId));
      if (stays) {
        // What it needs in turn stays as well.
        needed.by(change.object, standing);
        keep.push({ object: change.object, id: change.targetId, reason: 'A record that stays needs it.' });
      }
      else drafts.change(change);
    }
  }
}

/** What takes an entry back; null where it changed nothing. A removal is taken back by the CRM's own undelete or by a new forward run. */
function undo({ operation, result, verdict, targetId, before, after }: HistoryEntry): Change | null {
  if (result !== 'applied' || verdict === null || targetId === null) return null;
  const common = { object: operation.object, externalId: operation.externalId, targetId, because: {}, rows: [] };
  switch (verdict.kind) {
    case 'create':
      return { ...common, ours: null, base: { sent: verdict.fields, seen: after ?? {} } };
    case 'update':
      return { ...common, ours: pick(before ?? {}, Object.keys(verdict.fields)), base: { sent: verdict.fields, seen: after ?? {} } };
    case 'remove':
    case 'nothing':
    case 'conflict':
      return null;
  }
}
