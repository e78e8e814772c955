import type { Lease, LeaseStore } from '../ports.js';
import { Refused } from '../run/errors.js';
import type { Database } from './database.js';

interface LeaseRow {
  readonly account_id: string;
  readonly fence: number;
  readonly holder: string | null;
  readonly expires_at: string;
}

/** How long a lease lives without being renewed. */
const LEASE_MS = 30_000;

/** Leases of the one writer per account. The row stays when a lease ends, so that fencing numbers only ever grow. */
export function leaseStore(db: Database): LeaseStore {
  return {
    async acquire(accountId, holder) {
      await db.writer('leases')
        .insert({ account_id: accountId, fence: 0, holder: null, expires_at: '', entries: 0 })
        .onConflict('account_id').ignore();
      const taken: { fence: number }[] = await db.writer('leases')
        .where({ account_id: accountId })
        .andWhere((free) => free.whereNull('holder').orWhere('expires_at', '<=', db.clock().toISOString()))
        .update({ fence: db.writer.raw('fence + 1'), holder, expires_at: leaseEnd(db) })
        .returning('fence');
      const [row] = taken;
      return row === undefined ? null : leaseOf(db, accountId, row.fence);
    },
    async holder(accountId) {
      const row = await db.reader<LeaseRow>('leases').where({ account_id: accountId }).first();
      return row !== undefined && row.expires_at > db.clock().toISOString() ? row.holder : null;
    },
  };
}

function leaseOf(db: Database, accountId: string, fence: number): Lease {
  const ours = { account_id: accountId, fence };
  return {
    accountId,
    fence,
    async renew() {
      const renewed = await db.writer('leases').where(ours).whereNotNull('holder').update({ expires_at: leaseEnd(db) });
      if (renewed === 0) throw leaseLost(accountId, fence);
    },
    async release() {
      await db.writer('leases').where(ours).update({ holder: null });
    },
  };
}

/** What a writer gets who is no longer the account's newest one. */
export function leaseLost(accountId: string, fence: number): Refused {
  return new Refused(`Lease ${fence} of account ${accountId} was lost: another process has taken over.`, 'lease-lost');
}

function leaseEnd(db: Database): string {
  return new Date(db.clock().getTime() + LEASE_MS).toISOString();
}
