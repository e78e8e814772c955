import type { ExternalId, Fields, Image, Link, Value } from '../destinations/define.js';
import type { Base } from '../plan/decide.js';

const isLink = (value: Value): value is Link => typeof value === 'object' && value !== null && 'link' in value;

/** The records that an image points to by external id. */
export function linksIn(image: Image): readonly ExternalId[] {
  return Object.values(image ?? {}).filter(isLink).map((value) => value.link);
}

/** A base whose sent values name the CRM's ids as ours do: that of a matched record may still hold links. */
export const resolveBase = (base: Base | null, idOf: (externalId: ExternalId) => string | undefined): Base | null =>
  (base === null ? null : { ...base, sent: resolveLinks(base.sent, idOf).fields });

/** Replaces links by the CRM's ids; `missing` names the records that are not written (yet). */
export function resolveLinks(
  image: Fields, idOf: (externalId: ExternalId) => string | undefined,
): { readonly fields: Fields; readonly missing: readonly ExternalId[] } {
  const missing: ExternalId[] = [];
  const fields = Object.fromEntries(Object.entries(image).map(([name, value]) => {
    if (!isLink(value)) return [name, value];
    const id = idOf(value.link);
    if (id === undefined) missing.push(value.link);
    return [name, id ?? value];
  }));
  return { fields, missing };
}
