import type { FieldName, Fields, Image, Value } from '../destinations/define.js';
import type { Base } from '../plan/decide.js';
import { same } from '../plan/decide.js';

/**
 * What we know of a record after writing it. Fields whose live value a person changed keep their old base, so that the next run still sees the
 * edit as an edit. `seen` holds the whole image, so that a rollback notices a change to any field, not only to those we sent.
 */
export function nextBase(ours: Fields, after: Fields, conflicts: readonly FieldName[], base: Base | null): Base {
  const sent: Record<FieldName, Value> = { ...base?.sent };
  const seen: Record<FieldName, Value> = { ...base?.seen, ...after };
  for (const [name, wanted] of Object.entries(ours)) {
    if (keeps(name, wanted, after, conflicts, base)) {
      seen[name] = base?.seen[name] ?? null;
      if (base !== null && name in base.sent) sent[name] = base.sent[name] ?? null;
    } else sent[name] = wanted;
  }
  return { sent, seen };
}

function keeps(name: FieldName, wanted: Value, after: Fields, conflicts: readonly FieldName[], base: Base | null): boolean {
  if (conflicts.includes(name)) return true;
  return base !== null && name in base.sent && same(wanted, base.sent[name]) && !same(after[name], base.seen[name]);
}

/** The named fields of an image, absent ones as null. */
export const pick = (image: Fields, names: readonly FieldName[]): Fields =>
  Object.fromEntries(names.map((name) => [name, image[name] ?? null]));

/** An image as fields, nothing when the record is not there. */
export const fieldsOf = (image: Image): Fields => image ?? {};
