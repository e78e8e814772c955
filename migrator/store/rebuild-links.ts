import type { Knex } from 'knex';
import { Refused } from '../run/errors.js';
import type { Database } from './database.js';
import { openEntry } from './journal-entries.js';
import type { JournalRow } from './journal-entries.js';
import { applyLinkChanges } from './links.js';
import type { LinkChange, LinkOwner } from './links.js';
import { toOperation } from './operations.js';
import type { OperationRow } from './operations.js';
import { PAGE, pagesAfter } from './paging.js';

type ChangingEntry = OperationRow & { readonly nr: number | string; readonly run_id: string; readonly entry: Buffer; readonly link_change: JournalRow['link_change'] };

/** Derives the links of an account anew from its journal: what the journal says holds, whatever the table said before. One transaction. */
export async function rebuildLinks(db: Database, accountId: string): Promise<void> {
  const owner: LinkOwner = { accountId, sealer: await db.keys.of(db.reader, accountId) };
  await db.writer.transaction(async (trx) => {
    // Locks out a running journal: its groups begin with this same row.
    await trx('leases').where({ account_id: accountId }).update({ entries: trx.raw('entries') });
    await trx('links').where({ account_id: accountId }).delete();
    const pages = pagesAfter<ChangingEntry>((after) => changesAfter(trx, accountId, after), (row) => Number(row.nr));
    for await (const page of pages) await applyLinkChanges(trx, page.map((row) => toChange(owner, row)));
  });
}

function changesAfter(trx: Knex.Transaction, accountId: string, after: number): Promise<ChangingEntry[]> {
  return trx('journal')
    .join('runs', 'runs.nr', 'journal.run')
    .join('operations', (join) => join.on('operations.run', 'journal.run').andOn('operations.seq', 'journal.seq'))
    .where({ 'runs.account_id': accountId })
    .whereNotNull('journal.link_change')
    .andWhere('journal.nr', '>', after)
    .orderBy('journal.nr')
    .limit(PAGE)
    .select('operations.*', 'journal.nr', 'journal.link_change', 'journal.sealed as entry', 'runs.id as run_id');
}

function toChange(owner: LinkOwner, row: ChangingEntry): LinkChange {
  const operation = toOperation({ id: row.run_id, sealer: owner.sealer }, row);
  const { link } = openEntry(owner.sealer, operation.id, { phase: 'outcome', sealed: row.entry });
  if (link === null && row.link_change === 'set') throw new Refused(`The journal entry of operation ${operation.id} lost its link.`, 'journal-broken');
  return { owner, externalId: operation.externalId, link };
}
