import type { Destination, Fields, Located, MatchRule, Value } from '../destinations/define.js';
import type { DestinationRecord } from '../map/define.js';
import type { Question } from '../reports.js';
import type { Base } from './decide.js';

/** What to do with a record that was in the account before us and that one of ours matches. */
const POLICIES = {
  'fill-empty': 'Use it, fill what is empty, keep everything that is there',
  keep: 'Use it and change nothing',
  overwrite: 'Use it and overwrite it with the export',
  create: 'Leave it alone and create a second one',
} as const;

type Policy = keyof typeof POLICIES;

/** The safe default: no second record, and nothing that stands there is lost. */
const DEFAULT: Policy = 'fill-empty';

const isPolicy = (text: string | undefined): text is Policy => text !== undefined && text in POLICIES;

/** A record of ours that takes the place of one that was there, in the form `decide` understands. */
export interface Matched {
  readonly targetId: string;
  readonly ours: Fields;
  readonly base: Base | null;
}

/**
 * Finds records that were in the account before us, by the rules that the CRM's vocabulary declares (a name alone never suffices for a person).
 * An object is listed only when the plan would create one of it. Where several records match, or one matches several of ours, nothing is joined.
 */
export class Matching {
  private readonly indexes = new Map<string, ReadonlyMap<string, readonly Located[]>>();
  private readonly taken = new Set<string>();
  private readonly counts = new Map<string, Map<string, number>>();

  constructor(
    private readonly to: Destination, private readonly answers: Readonly<Record<string, string>>, private readonly acceptDefaults: boolean,
  ) {}

  /** The standing record for one of ours, with what to do about it; null where ours is to be created. */
  async find(record: DestinationRecord): Promise<Matched | null> {
    const rules = this.to.vocabulary.objects[record.object]?.matchBy ?? [];
    for (const rule of rules) {
      const found = await this.single(record, rule);
      if (found === null) continue;
      const byRule = this.counts.get(record.object) ?? new Map<string, number>();
      this.counts.set(record.object, byRule.set(rule.says, (byRule.get(rule.says) ?? 0) + 1));
      const policy = this.policy(record.object);
      if (policy === 'create') return null;
      this.taken.add(`${record.object} ${found.id}`);
      return matched(record.fields, found, policy);
    }
    return null;
  }

  /** One question per object with matches, in bulk. */
  questions(): readonly Question[] {
    return [...this.counts].map(([object, byRule]) => {
      const count = [...byRule.values()].reduce((sum, each) => sum + each, 0);
      const plural = (this.to.vocabulary.objects[object]?.plural ?? object).toLowerCase();
      const given = this.answers[`match:${object}`];
      return {
        id: `match:${object}`, blocking: true, count, default: DEFAULT,
        asks: `${count} of the export’s ${plural} match ones that are in the account already (${[...byRule].map(([says, n]) => `${n} by ${says}`).join(', ')}). What should happen to them?`,
        options: Object.entries(POLICIES).map(([value, label]) => ({ value, label })),
        answer: isPolicy(given) ? given : this.acceptDefaults ? DEFAULT : null,
      };
    });
  }

  private policy(object: string): Policy {
    const given = this.answers[`match:${object}`];
    return isPolicy(given) ? given : DEFAULT;
  }

  private async single(record: DestinationRecord, rule: MatchRule): Promise<Located | null> {
    const keys = keysOf(record.fields, rule);
    if (keys.length === 0) return null;
    const index = await this.index(record.object);
    const found = new Map(keys.flatMap((key) => index.get(`${rule.says} ${key}`) ?? []).map((located) => [located.id, located]));
    const [only] = found.values();
    return only === undefined || found.size > 1 || this.taken.has(`${record.object} ${only.id}`) ? null : only;
  }

  private async index(object: string): Promise<ReadonlyMap<string, readonly Located[]>> {
    const known = this.indexes.get(object);
    if (known !== undefined) return known;
    const index = new Map<string, Located[]>();
    for await (const page of this.to.list(object)) {
      for (const located of page) {
        if (located.externalId !== null) continue;
        for (const rule of this.to.vocabulary.objects[object]?.matchBy ?? []) {
          for (const key of keysOf(located.fields, rule)) index.set(`${rule.says} ${key}`, [...(index.get(`${rule.says} ${key}`) ?? []), located]);
        }
      }
    }
    this.indexes.set(object, index);
    return index;
  }
}

/** Every combination of the rule's field values; none when one of them is empty. */
function keysOf(fields: Fields, { fields: names }: MatchRule): readonly string[] {
  return names.reduce<readonly string[]>((keys, name) => keys.flatMap((key) => plain(fields[name]).map((value) => `${key}|${value}`)), ['']);
}

/** A value without the differences that mean nothing: case, spaces and punctuation; a list gives each of its values. */
function plain(value: Value | undefined): readonly string[] {
  if (typeof value === 'string') return [value.toLowerCase().replace(/[^\p{L}\p{N}@.]+/gu, ' ').trim()].filter((text) => text !== '');
  if (!Array.isArray(value)) return [];
  return [...new Set(value.map((each: string | { readonly value: string }) => (typeof each === 'string' ? each : each.value).toLowerCase().replace(/[\s()-]/g, '')))]
    .filter((text) => text !== '');
}

function matched(wanted: Fields, { id, fields: theirs }: Located, policy: Exclude<Policy, 'create'>): Matched {
  // What the export does not say must not empty what stands there.
  const ours = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));
  if (policy === 'overwrite') return { targetId: id, ours, base: null };
  const kept = Object.keys(ours).filter((name) => policy === 'keep' || (theirs[name] ?? null) !== null);
  // As if we had sent our value long ago and the account had shown theirs: we want no change there, now and in every later run.
  const sent = Object.fromEntries(kept.map((name) => [name, ours[name] ?? null]));
  return { targetId: id, ours, base: { sent, seen: theirs } };
}
