import type { Fields, Located, Outgoing } from '../destinations/define.js';
import { imageOf } from '../destinations/define.js';
import type { Verdict } from '../plan/decide.js';
import { decide } from '../plan/decide.js';
import type { Operation } from '../ports.js';
import { OutcomeUnknown, RecordRejected, RetryLater } from './errors.js';
import type { RunContext } from './context.js';
import { append, linksByIds } from './context.js';
import { conclude, reject } from './outcome.js';
import { linksIn, resolveLinks } from './resolve.js';
import type { Doubt } from './settle.js';
import { settle } from './settle.js';

/** An operation whose links are the CRM's ids by now. */
export interface Ready extends Operation {
  readonly ours: Fields | null;
}

type Intent = Omit<Doubt, 'phase' | 'at'>;

/** Creates records that nothing in the account stands for yet, in one request. */
export async function writeCreates(context: RunContext, batch: readonly Ready[]): Promise<void> {
  const intents = batch.map((operation): Intent => ({
    operation, targetId: null, before: null, verdict: { kind: 'create', fields: operation.ours ?? {}, conflicts: [] },
  }));
  await send(context, intents);
}

/** Decides one operation against the live record and carries the verdict out. */
export async function writeChange(context: RunContext, operation: Ready, live: Located | undefined): Promise<void> {
  const before = imageOf(live);
  const verdict = decide(operation.base, operation.ours, before);
  const targetId = operation.targetId;
  if (verdict.kind === 'nothing' || verdict.kind === 'conflict') {
    await conclude(context, operation, { verdict, targetId: before === null ? null : targetId, before, after: before });
    return;
  }
  await send(context, [{ operation, targetId: verdict.kind === 'create' ? null : targetId, before, verdict }]);
}

/** Makes the intents durable, sends, and makes the outcomes durable. In doubt it reads, then sends what did not land. */
async function send(context: RunContext, intents: readonly Intent[]): Promise<void> {
  await Promise.all(intents.map((intent) => append(context, { phase: 'intent', ...intent })));
  const at = context.clock().toISOString();
  await attempt(context, intents.map((intent): Doubt => ({ phase: 'intent', at, ...intent })));
}

const SETTLE_TRIES = 5;

/** Carries out journalled intents, however often the answer gets lost on the way. */
async function attempt(context: RunContext, doubts: readonly Doubt[]): Promise<void> {
  let open = doubts;
  for (let tries = 0; open.length > 0; tries += 1) {
    try {
      await perform(context, open);
      return;
    } catch (error) {
      if (error instanceof RetryLater) await context.sleep(error.seconds * 1000);
      else if (!(error instanceof OutcomeUnknown) || tries >= SETTLE_TRIES) throw error;
      else open = await concludeLanded(context, open);
    }
  }
}

/** Settles doubts left by a crash or a lost answer, and sends what did not land. */
export async function redrive(context: RunContext, doubts: readonly Doubt[]): Promise<void> {
  for (const group of batches(context, await settleDoubts(context, doubts))) await attempt(context, group);
}

/** Settles doubts by reading: what landed is concluded, the rest is the answer. Sends nothing. */
export async function settleDoubts(context: RunContext, doubts: readonly Doubt[]): Promise<readonly Doubt[]> {
  const links = await linksByIds(context, doubts.flatMap(({ operation }) => linksIn(operation.ours)));
  return concludeLanded(context, doubts.map((doubt): Doubt => {
    const { ours } = doubt.operation;
    return ours === null ? doubt : { ...doubt, operation: { ...doubt.operation, ours: resolveLinks(ours, (id) => links.get(id)?.targetId).fields } };
  }));
}

async function concludeLanded(context: RunContext, doubts: readonly Doubt[]): Promise<readonly Doubt[]> {
  const answers = await settle(doubts, context.to);
  const open: Doubt[] = [];
  for (const doubt of doubts) {
    const settled = answers.get(doubt.operation.id);
    if (settled === undefined || !settled.landed) open.push(settled === undefined ? doubt : { ...doubt, verdict: settled.verdict });
    else {
      const verdict: Verdict = { ...doubt.verdict, conflicts: [...doubt.verdict.conflicts, ...settled.disputed] };
      await conclude(context, doubt.operation, { verdict, targetId: settled.targetId, before: doubt.before, after: settled.after });
    }
  }
  return open;
}

/** Groups creates as the CRM takes them in one request; everything else goes alone. Order is kept. */
export function batches<T extends { readonly operation: Operation }>(context: RunContext, items: readonly T[]): readonly (readonly T[])[] {
  const groups: T[][] = [];
  for (const item of items) {
    const batch = context.to.vocabulary.objects[item.operation.object]?.batch;
    const last = groups.at(-1);
    const first = last?.[0];
    if (batch !== undefined && last !== undefined && first !== undefined && last.length < batch.size && isCreate(item) && isCreate(first)
      && first.operation.object === item.operation.object && sharing(first, batch.sharing) === sharing(item, batch.sharing)) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

const isCreate = ({ operation }: { readonly operation: Operation }): boolean => operation.ours !== null && operation.targetId === null;

const sharing = ({ operation }: { readonly operation: Operation }, field: string | undefined): string =>
  (field === undefined ? '' : JSON.stringify(operation.ours?.[field] ?? null));

async function perform(context: RunContext, doubts: readonly Doubt[]): Promise<void> {
  const [first] = doubts;
  if (first === undefined) return;
  const { operation, verdict, targetId } = first;
  try {
    switch (verdict.kind) {
      case 'create':
        await performCreates(context, doubts);
        return;
      case 'update': {
        const after = await context.to.update(operation.object, targetId ?? '', operation.externalId, verdict.fields);
        await conclude(context, operation, { verdict, targetId, before: first.before, after: after.fields });
        return;
      }
      case 'remove':
        await context.to.remove(operation.object, targetId ?? '');
        await conclude(context, operation, { verdict, targetId, before: first.before, after: null });
        return;
      case 'nothing':
      case 'conflict':
        await conclude(context, operation, { verdict, targetId, before: first.before, after: first.before });
    }
  } catch (error) {
    if (!(error instanceof RecordRejected)) throw error;
    await reject(context, operation, error);
  }
}

async function performCreates(context: RunContext, doubts: readonly Doubt[]): Promise<void> {
  const outgoing = doubts.map(({ operation, verdict }): Outgoing =>
    ({ externalId: operation.externalId, fields: verdict.kind === 'create' ? verdict.fields : {} }));
  const object = doubts[0]?.operation.object ?? '';
  let created: readonly Located[];
  try {
    created = await context.to.create(object, outgoing);
  } catch (error) {
    if (!(error instanceof RecordRejected) || doubts.length === 1) throw error;
    // One bad record must not cost the others: halve the batch until it stands alone.
    const middle = Math.ceil(doubts.length / 2);
    await perform(context, doubts.slice(0, middle));
    await perform(context, doubts.slice(middle));
    return;
  }
  await Promise.all(doubts.map(async ({ operation, verdict }, index) => {
    const located = created[index];
    if (located === undefined) throw new OutcomeUnknown('The answer to a batch was shorter than the batch.');
    await conclude(context, operation, { verdict, targetId: located.id, before: null, after: located.fields });
  }));
}
