import type { Destination, ExternalId, Fields, Image, Located } from '../destinations/define.js';
import type { Verdict } from '../plan/decide.js';
import { same } from '../plan/decide.js';
import type { JournalEntry, Operation } from '../ports.js';
import { pick } from './base.js';

/** An operation whose request may or may not have landed. */
export type Doubt = Extract<JournalEntry, { phase: 'intent' }> & { readonly at: string };

/** What reading said about a doubt: it landed, or what is still to be sent. `disputed` fields hold a value neither side expected; theirs stays. */
export type Settled =
  | { readonly landed: true; readonly targetId: string | null; readonly after: Image; readonly disputed: readonly string[] }
  | { readonly landed: false; readonly verdict: Verdict };

/** How far before the intent a record may have been stamped by a CRM whose clock is behind ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Settles doubts by reading through lists, never through search, and never by deciding anew: a re-decision could overwrite a person's edit.
 * All in-doubt creates of one object share one sweep.
 */
export async function settle(doubts: readonly Doubt[], to: Destination): Promise<ReadonlyMap<string, Settled>> {
  const answers = new Map<string, Settled>();
  for (const object of new Set(doubts.map(({ operation }) => operation.object))) {
    const own = doubts.filter(({ operation }) => operation.object === object);
    const creates = own.filter(({ verdict }) => verdict.kind === 'create');
    if (creates.length > 0) for (const [id, settled] of await settleCreates(object, creates, to)) answers.set(id, settled);
    const others = own.filter(({ verdict }) => verdict.kind !== 'create');
    const live = await to.read(object, others.flatMap(({ targetId }) => (targetId === null ? [] : [targetId])));
    for (const doubt of others) answers.set(doubt.operation.id, settleChange(doubt, live));
  }
  return answers;
}

async function settleCreates(object: string, doubts: readonly Doubt[], to: Destination): Promise<ReadonlyMap<string, Settled>> {
  const answers = new Map<string, Settled>(doubts.map((doubt) => [doubt.operation.id, { landed: false, verdict: doubt.verdict }]));
  const open = new Map(doubts.map((doubt) => [doubt.operation.externalId, doubt]));
  const since = new Date(Math.min(...doubts.map(({ at }) => Date.parse(at))) - CLOCK_SKEW_MS);
  const natural = to.vocabulary.objects[object]?.identity === 'natural-key';
  for await (const page of natural ? to.list(object) : to.list(object, since)) {
    for (const located of page) {
      const doubt = natural ? doubts.find((each) => isNaturally(each, located)) : open.get(located.externalId ?? NOBODY);
      if (doubt === undefined) continue;
      answers.set(doubt.operation.id, { landed: true, targetId: located.id, after: located.fields, disputed: [] });
      open.delete(doubt.operation.externalId);
    }
    if (open.size === 0) break;
  }
  return answers;
}

const NOBODY: ExternalId = '::';

/** A thing known by its own name (a field, a stage) is ours when every field we sent reads back the same. */
function isNaturally({ verdict }: Doubt, located: Located): boolean {
  return verdict.kind === 'create' && Object.entries(verdict.fields).every(([name, value]) => same(located.fields[name], value));
}

function settleChange({ operation, verdict, targetId, before }: Doubt, live: ReadonlyMap<string, Located>): Settled {
  const located = targetId === null ? undefined : live.get(targetId);
  if (located === undefined) return { landed: true, targetId: null, after: null, disputed: [] };
  if (verdict.kind === 'remove') {
    const touched = Object.keys(before ?? {}).filter((name) => !same(located.fields[name], before?.[name]));
    return touched.length === 0 ? { landed: false, verdict } : { landed: true, targetId, after: located.fields, disputed: touched };
  }
  if (verdict.kind !== 'update') return { landed: true, targetId, after: located.fields, disputed: [] };
  return settleUpdate(operation, verdict, before ?? {}, located);
}

/** Per field: still as before means not sent yet; as we wanted means landed; anything else is somebody's edit in the gap. */
function settleUpdate(operation: Operation, verdict: Extract<Verdict, { fields: Fields }>, before: Fields, located: Located): Settled {
  const names = Object.keys(verdict.fields);
  const unsent = names.filter((name) => same(located.fields[name], before[name]));
  const disputed = names.filter((name) => !unsent.includes(name) && !same(located.fields[name], verdict.fields[name]));
  if (unsent.length === 0) {
    // A CRM that normalises shows our value in another form; only a person's edit is both not ours and not before.
    return { landed: true, targetId: located.id, after: located.fields, disputed: operation.ours === null ? [] : disputed };
  }
  return { landed: false, verdict: { kind: 'update', fields: pick(verdict.fields, unsent), conflicts: [...verdict.conflicts, ...disputed] } };
}
