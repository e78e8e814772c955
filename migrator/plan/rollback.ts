import type { Destination, Fields, Meter } from '../destinations/define.js';
import type { IdentityFields } from '../map/schema.js';
import type { HistoryEntry, Journal, Run, RunStore } from '../ports.js';
import type { PlanReport, RollbackPreview } from '../reports.js';
import { pick } from '../run/base.js';
import { bindLinks, listSchema, schemaObjects } from '../run/bind.js';
import type { Change } from './drafts.js';
import { Drafts } from './drafts.js';
import { GONE } from './decide.js';
import { operationReport } from './plan.js';
import { PriceBook } from './price.js';
import { spent } from './survey.js';

/** What planning a rollback needs. */
export interface RollbackInput {
  readonly run: Run;
  readonly of: Run;
  readonly identity: IdentityFields;
  readonly to: Destination;
  readonly journal: Journal;
  readonly runs: RunStore;
  readonly clock: () => Date;
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
  const needed = new Needed(input);
  const drafts = new Drafts(run.id, run.accountId, to, journal, input.runs, book, new Map(), null, 'reverse', ({ change, fields }) => {
    keep.push({ object: change.object, id: change.targetId, reason: keptBecause(fields) });
    needed.by(change);
  });
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
      if (needed.has(change)) keep.push({ object: change.object, id: change.targetId, reason: 'A record that stays needs it.' });
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

/** What records that stay still need: the records they point to, and the set-up of their kind. */
class Needed {
  private readonly records = new Set<string>();
  private readonly kinds = new Set<string>();

  constructor(private readonly input: RollbackInput) {}

  by({ object, base }: Change): void {
    this.kinds.add(object);
    const { to } = this.input;
    const specs = to.vocabulary.objects[object]?.fields ?? {};
    const seen: Fields = base?.seen ?? {};
    for (const [name, spec] of Object.entries(specs)) {
      const id = seen[name];
      if (spec.type === 'link' && spec.to !== undefined && typeof id === 'string') this.records.add(`${spec.to} ${id}`);
    }
  }

  has({ object, targetId }: Change): boolean {
    if (this.records.has(`${object} ${targetId}`)) return true;
    const { to, identity } = this.input;
    if (!schemaObjects(to).includes(object)) return false;
    const owners = Object.entries(identity).filter(([, home]) => home.object === object).map(([record]) => record);
    // A set-up object that belongs to no single kind (a pipeline, a type) may be needed by any record that stays.
    return owners.length === 0 ? this.kinds.size > 0 : owners.some((owner) => this.kinds.has(owner));
  }
}
