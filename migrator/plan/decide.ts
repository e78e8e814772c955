import type { Fields, FieldName, Image, Value } from '../destinations/define.js';

/** What we last asked for (`sent`) and how the CRM showed it back (`seen`); they differ because CRMs normalise. */
export interface Base {
  readonly sent: Fields;
  readonly seen: Fields;
}

/** What to do with one record, and which fields stay as they are because a person changed them. */
export type Verdict =
  | { readonly kind: 'create' | 'update'; readonly fields: Fields; readonly conflicts: readonly FieldName[] }
  | { readonly kind: 'remove' | 'nothing' | 'conflict'; readonly conflicts: readonly FieldName[] };

/** Stands in `conflicts` for "the record itself is gone". */
export const GONE = '(gone)';

/** Equality of two field values by content, whatever the order of their keys; absent and null are the same. */
export function same(a: Value | undefined, b: Value | undefined): boolean {
  return canonical(a ?? null) === canonical(b ?? null);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined && part !== null);
  return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => `${key}:${canonical(part)}`).join(',')}}`;
}

/**
 * The kernel of every run: first run, delta and rollback alike. Compares what we last wrote (`base`), what we want now (`ours`)
 * and what stands in the CRM (`theirs`), and never overwrites what a person changed since. Pure; applying its verdict twice changes nothing.
 */
export function decide(base: Base | null, ours: Image, theirs: Image): Verdict {
  if (ours === null) return decideRemoval(base, theirs);
  if (theirs === null) {
    return base === null ? { kind: 'create', fields: ours, conflicts: [] } : { kind: 'conflict', conflicts: [GONE] };
  }
  const fields: Record<FieldName, Value> = {};
  const conflicts: FieldName[] = [];
  for (const [name, wanted] of Object.entries(ours)) {
    if (same(wanted, theirs[name])) continue;
    if (base !== null) {
      if (name in base.sent && same(wanted, base.sent[name])) continue;
      if (!same(theirs[name], base.seen[name])) {
        conflicts.push(name);
        continue;
      }
    }
    fields[name] = wanted;
  }
  if (Object.keys(fields).length > 0) return { kind: 'update', fields, conflicts };
  return { kind: conflicts.length > 0 ? 'conflict' : 'nothing', conflicts };
}

/** A removal needs proof that nobody touched the record since we made it: without a base it is refused. */
function decideRemoval(base: Base | null, theirs: Image): Verdict {
  if (theirs === null) return { kind: 'nothing', conflicts: [] };
  if (base === null) return { kind: 'conflict', conflicts: Object.keys(theirs) };
  const touched = Object.keys(base.seen).filter((name) => !same(theirs[name], base.seen[name]));
  return touched.length > 0 ? { kind: 'conflict', conflicts: touched } : { kind: 'remove', conflicts: [] };
}
