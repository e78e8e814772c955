import type { Knex } from 'knex';
import type { ExternalId } from '../destinations/define.js';
import type { Base } from '../plan/decide.js';
import type { LinkRecord } from '../ports.js';
import { chunksOf, PAGE } from './paging.js';
import type { Sealer } from './seal.js';

interface LinkRow {
  readonly account_id: string;
  readonly external_hash: string;
  readonly object: string;
  readonly source: string;
  readonly target_id: string;
  readonly sealed: Buffer;
}

interface SealedLink {
  readonly externalId: ExternalId;
  readonly base: Base;
}

/** An account with its sealer. */
export interface LinkOwner {
  readonly accountId: string;
  readonly sealer: Sealer;
}

/** What an outcome does to a link: sets it, or removes the one of this external id. */
export interface LinkChange {
  readonly owner: LinkOwner;
  readonly externalId: ExternalId;
  readonly link: LinkRecord | null;
}

/** Applies changes in their order; of several to one link the last one counts. */
export async function applyLinkChanges(trx: Knex.Transaction, changes: readonly LinkChange[]): Promise<void> {
  const last = new Map<string, LinkRow | { readonly account_id: string; readonly external_hash: string; readonly sealed: null }>();
  for (const { owner, externalId, link } of changes) {
    const row = link === null
      ? { account_id: owner.accountId, external_hash: hashOf(owner.sealer, externalId), sealed: null }
      : toRow(owner, link);
    last.set(`${row.account_id} ${row.external_hash}`, row);
  }
  for (const chunk of chunksOf([...last.values()])) {
    const set = chunk.filter((row) => row.sealed !== null);
    if (set.length > 0) await trx('links').insert(set).onConflict(['account_id', 'external_hash']).merge();
    const removed = chunk.filter((row) => row.sealed === null);
    if (removed.length > 0) await trx('links').whereIn(['account_id', 'external_hash'], removed.map((row) => [row.account_id, row.external_hash])).delete();
  }
}

/** The links with these external ids; the ones that are not there are missing in the answer. */
export async function linksByExternalId(db: Knex, owner: LinkOwner, externalIds: readonly ExternalId[]): Promise<ReadonlyMap<ExternalId, LinkRecord>> {
  const links = new Map<ExternalId, LinkRecord>();
  for (const chunk of chunksOf(externalIds.map((id) => hashOf(owner.sealer, id)))) {
    const rows = await db<LinkRow>('links').where({ account_id: owner.accountId }).whereIn('external_hash', [...chunk]);
    for (const row of rows) {
      const link = toLink(owner, row);
      links.set(link.externalId, link);
    }
  }
  return links;
}

/** All links of these objects, in pages. */
export async function* linksByObject(db: Knex, owner: LinkOwner, objects: readonly string[]): AsyncGenerator<readonly LinkRecord[]> {
  for (const object of new Set(objects)) {
    let after = '';
    for (;;) {
      const rows = await db<LinkRow>('links')
        .where({ account_id: owner.accountId, object })
        .andWhere('external_hash', '>', after)
        .orderBy('external_hash')
        .limit(PAGE);
      const last = rows.at(-1);
      if (last === undefined) break;
      yield rows.map((row) => toLink(owner, row));
      after = last.external_hash;
    }
  }
}

function toRow(owner: LinkOwner, link: LinkRecord): LinkRow {
  const hash = hashOf(owner.sealer, link.externalId);
  const sealed: SealedLink = { externalId: link.externalId, base: link.base };
  return {
    account_id: owner.accountId,
    external_hash: hash,
    object: link.object,
    source: link.externalId.split(':', 1)[0] ?? '',
    target_id: link.targetId,
    sealed: owner.sealer.seal(placeOf(hash), sealed),
  };
}

function toLink(owner: LinkOwner, row: LinkRow): LinkRecord {
  const { externalId, base } = owner.sealer.open<SealedLink>(placeOf(row.external_hash), row.sealed);
  return { object: row.object, externalId, targetId: row.target_id, base };
}

function hashOf(sealer: Sealer, externalId: ExternalId): string {
  return sealer.hash('external-id', externalId);
}

function placeOf(hash: string): string {
  return `links|${hash}`;
}
