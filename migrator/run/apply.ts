import type { ExternalId, Located } from '../destinations/define.js';
import type { Operation, OperationState } from '../ports.js';
import { imageOf } from '../destinations/define.js';
import { Needed } from '../plan/needed.js';
import { bindLinks, listSchema } from './bind.js';
import type { RunContext } from './context.js';
import { linksByIds } from './context.js';
import { block, keepNeeded } from './outcome.js';
import type { Task } from './pool.js';
import { runPool } from './pool.js';
import { linksIn, resolveBase, resolveLinks } from './resolve.js';
import type { Ready } from './write.js';
import { batches, redrive, writeChange, writeCreates } from './write.js';

const WINDOW = 500;
/** Live records are read in hundreds: what a CRM takes in one look-up. The planner counts with the same number. */
export const READ_CHUNK = 100;
const PENDING: readonly OperationState[] = ['pending'];

/**
 * Carries out a frozen plan: first run, resume, delta and rollback alike. Returns false when it was asked to pause. Operations of one level run
 * side by side; a level starts when the one before it has ended, so that links always point to records that exist.
 */
export async function applyPlan(context: RunContext): Promise<boolean> {
  await listSchema(context.to);
  await bindLinks(context.to, context.journal, context.run.accountId);
  await redrive(context, await context.journal.inDoubt(context.run.id));
  await bindLinks(context.to, context.journal, context.run.accountId);
  for (const level of await context.runs.levels(context.run.id)) {
    const schema = { written: false };
    const needed = await neededSoFar(context);
    const complete = await runPool(tasksOf(context, level, schema, needed), context.to.abilities.concurrency, context.signal);
    if (schema.written) await bindLinks(context.to, context.journal, context.run.accountId);
    if (!complete) return false;
  }
  return true;
}

/** In a rollback: what records need that turned out to be edited only now, after the preview. */
async function neededSoFar(context: RunContext): Promise<Needed> {
  const needed = await Needed.of(context.to, context.journal, context.run.accountId);
  const late = (await context.runs.counts(context.run.id)).some(({ forecast, state }) => forecast !== 'conflict' && state === 'conflict');
  if (context.run.kind !== 'rollback' || !late) return needed;
  for await (const page of context.journal.history(context.run.id, 'forward')) {
    for (const { operation, result, after } of page) if (result === 'conflict') needed.by(operation.object, after);
  }
  return needed;
}

async function* tasksOf(context: RunContext, level: number, schema: { written: boolean }, needed: Needed): AsyncIterable<Task> {
  let held: Ready[] = [];
  let afterSeq = -1;
  for (;;) {
    const window = await context.runs.operations(context.run.id, { level, states: PENDING, afterSeq, limit: WINDOW });
    const ready = [...held, ...(await readyOnes(context, window))];
    const last = window.length < WINDOW;
    // A group that may go on in the next window waits for it: a batch must not be split by a page border.
    held = last ? [] : openGroup(context, ready);
    yield* tasksFor(context, ready.slice(0, ready.length - held.length), schema, needed);
    if (last) return;
    afterSeq = window.at(-1)?.seq ?? afterSeq;
  }
}

function openGroup(context: RunContext, ready: readonly Ready[]): Ready[] {
  const object = ready.at(-1)?.object ?? '';
  if (context.to.vocabulary.objects[object]?.batch === undefined) return [];
  return (batches(context, ready.map((operation) => ({ operation }))).at(-1) ?? []).map(({ operation }) => operation);
}

/**
 * Turns links into ids; an operation whose links cannot be satisfied is journalled as blocked. A record that another run has created since this
 * plan was made is changed instead of created a second time.
 */
async function readyOnes(context: RunContext, window: readonly Operation[]): Promise<readonly Ready[]> {
  const links = await linksByIds(context, window.flatMap(({ ours, targetId, externalId }) => [...linksIn(ours), ...(targetId === null ? [externalId] : [])]));
  const ready: Ready[] = [];
  for (const operation of window) {
    if (operation.ours === null) ready.push({ ...operation, ours: null });
    else {
      const idOf = (id: ExternalId): string | undefined => links.get(id)?.targetId;
      const { fields, missing } = resolveLinks(operation.ours, idOf);
      const standing = operation.targetId === null ? links.get(operation.externalId) : undefined;
      if (missing.length > 0) await block(context, operation);
      else if (standing !== undefined) ready.push({ ...operation, ours: fields, targetId: standing.targetId, base: standing.base });
      else ready.push({ ...operation, ours: fields, base: resolveBase(operation.base, idOf) });
    }
  }
  return ready;
}

async function* tasksFor(context: RunContext, ready: readonly Ready[], schema: { written: boolean }, needed: Needed): AsyncIterable<Task> {
  const creates = ready.filter((operation) => operation.targetId === null && operation.ours !== null);
  for (const group of batches(context, creates.map((operation) => ({ operation })))) {
    noteSchema(context, group[0]?.operation, schema);
    yield () => writeCreates(context, group.map(({ operation }) => operation));
  }
  const changes = ready.filter((operation) => operation.targetId !== null || operation.ours === null);
  for (const object of new Set(changes.map((operation) => operation.object))) {
    const own = changes.filter((operation) => operation.object === object);
    noteSchema(context, own[0], schema);
    for (let from = 0; from < own.length; from += READ_CHUNK) {
      const chunk = own.slice(from, from + READ_CHUNK);
      const live = await liveOf(context, object, chunk);
      for (const operation of chunk) {
        const found = live.get(operation.targetId ?? '');
        yield operation.ours === null && needed.has(object, operation.targetId ?? '')
          ? () => keepNeeded(context, operation, imageOf(found)) : () => writeChange(context, operation, found);
      }
    }
  }
}

function liveOf(context: RunContext, object: string, chunk: readonly Ready[]): Promise<ReadonlyMap<string, Located>> {
  return context.to.read(object, chunk.flatMap(({ targetId }) => (targetId === null ? [] : [targetId])));
}

function noteSchema(context: RunContext, operation: Ready | undefined, schema: { written: boolean }): void {
  if (operation !== undefined && context.to.vocabulary.objects[operation.object]?.schema === true) schema.written = true;
}
