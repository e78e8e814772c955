import type { Destination, ExternalId, Fields, Located, Meter } from '../destinations/define.js';
import type { SchemaRecord } from '../map/schema.js';
import type { Journal, LinkRecord } from '../ports.js';
import { linksIn, resolveLinks } from '../run/resolve.js';
import { same } from './decide.js';

/** What the account has of the set-up that a mapping needs. */
export interface Survey {
  readonly wanted: readonly SurveyedItem[];
  /** What listing the set-up cost; a run lists it once more when it starts. */
  readonly cost: Meter;
}

/** A schema record with what stands for it in the account: linked by an earlier run, matched by name, or nothing. */
export interface SurveyedItem {
  readonly record: SchemaRecord;
  readonly link: LinkRecord | null;
  readonly match: Located | null;
}

/** The difference of two meter readings. */
export const spent = (before: Meter, after: Meter): Meter =>
  ({ tokens: after.tokens - before.tokens, requests: after.requests - before.requests, writes: after.writes - before.writes });

/**
 * Lists the account's fields, pipelines and types, and finds ours in them: first by the id an earlier run noted, then by name and type,
 * so that what a person made before us is used and not made twice.
 */
export async function surveySchema(to: Destination, schema: readonly SchemaRecord[], accountId: string, journal: Journal): Promise<Survey> {
  const before = to.meter();
  const listed = new Map<string, Located[]>();
  for (const object of to.vocabulary.loadOrder) {
    if (to.vocabulary.objects[object]?.schema !== true) continue;
    const all: Located[] = [];
    for await (const page of to.list(object)) all.push(...page);
    listed.set(object, all);
  }
  const cost = spent(before, to.meter());
  const links = await journal.links(accountId, schema.map(({ externalId }) => externalId));
  const ids = new Map<ExternalId, string>();
  const wanted: SurveyedItem[] = [];
  for (const object of to.vocabulary.loadOrder) {
    for (const record of schema.filter((each) => each.object === object)) {
      const all = listed.get(object) ?? [];
      const link = links.get(record.externalId);
      const standing = link === undefined ? undefined : all.find(({ id }) => id === link.targetId);
      const match = standing === undefined ? all.find((located) => means(record.fields, located, ids)) : undefined;
      const id = standing?.id ?? match?.id;
      if (id !== undefined) ids.set(record.externalId, id);
      wanted.push({ record, link: standing === undefined ? null : (link ?? null), match: match ?? null });
    }
  }
  return { wanted, cost };
}

/** A thing of the account means a wanted one when it has its name and whatever else we would give it. */
function means(fields: Fields, located: Located, ids: ReadonlyMap<ExternalId, string>): boolean {
  const { fields: resolved, missing } = resolveLinks(fields, (id) => ids.get(id));
  if (missing.length > 0) return false;
  return Object.entries(resolved).every(([name, value]) => (name === 'options' ? true : same(located.fields[name], value)));
}

/**
 * Records of ours that stand in the account although no journal here knows them (the data folder was lost, say), by external id.
 * Looked for only where our identity fields exist: elsewhere nothing of ours can be.
 */
export async function findOwn(to: Destination, source: string, survey: Survey): Promise<ReadonlyMap<ExternalId, Located>> {
  const found = new Map<ExternalId, Located>();
  const present = survey.wanted.filter(({ match, link }) => match !== null || link !== null);
  if (present.length === 0) return found;
  await to.bind(present.flatMap(({ record, match, link }) => {
    const id = link?.targetId ?? match?.id;
    return id === undefined || linksIn(record.fields).length > 0 ? [] : [{ object: record.object, externalId: record.externalId, id, fields: record.fields }];
  }));
  for (const object of to.vocabulary.loadOrder) {
    if (to.vocabulary.objects[object]?.schema === true) continue;
    for await (const page of to.list(object)) {
      for (const located of page) if (located.externalId?.startsWith(`${source}:`) === true) found.set(located.externalId, located);
    }
  }
  return found;
}
