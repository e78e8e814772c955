import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLater } from '../run/errors.js';

/** A row of `credentials` to be held, by whom, and how long to wait for it. */
export interface RowLease {
  readonly db: Knex;
  readonly row: { readonly account_id: string; readonly user_hash: string };
  readonly holder: string;
  readonly clock: () => Date;
  readonly waitMs: number;
}

/** Shorter than the wait, so that the lease of a process that died runs out while others still wait. */
const LEASE_MS = 15_000;
const BEAT_MS = 5_000;
const POLL_MS = 50;

/** What a caller gets who waited in vain for credentials. */
export function credentialsBusy(): RetryLater {
  return new RetryLater('The credentials are being renewed by another process, which takes longer than expected.', 5);
}

/**
 * Runs `work` while this holder has the row to itself, by compare-and-swap on the row. The lease is extended as long as the work
 * lasts, and is free 15 s after its holder died. Rejects with `RetryLater` when the wait was in vain.
 */
export async function holdRowLease<T>(lease: RowLease, work: () => Promise<T>): Promise<T> {
  await take(lease);
  // A beat that fails is not an error of the work: the next one comes before the lease runs out.
  const beat = setInterval(() => void extend(lease).catch(() => undefined), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await ours(lease).update({ renewing_by: null, renewing_until: null });
  }
}

async function take(lease: RowLease): Promise<void> {
  for (let waited = 0; ; waited += POLL_MS) {
    const now = lease.clock().toISOString();
    const taken = await lease.db('credentials')
      .where(lease.row)
      .andWhere((free) => free.whereNull('renewing_by').orWhere('renewing_until', '<=', now))
      .update({ renewing_by: lease.holder, renewing_until: leaseEnd(lease) });
    if (taken === 1) return;
    // A row that is not there cannot be held; the work finds that out and says so.
    if ((await lease.db('credentials').where(lease.row).first('version')) === undefined) return;
    if (waited >= lease.waitMs) throw credentialsBusy();
    await sleep(POLL_MS);
  }
}

async function extend(lease: RowLease): Promise<void> {
  await ours(lease).update({ renewing_until: leaseEnd(lease) });
}

function ours(lease: RowLease): Knex.QueryBuilder {
  return lease.db('credentials').where({ ...lease.row, renewing_by: lease.holder });
}

function leaseEnd(lease: RowLease): string {
  return new Date(lease.clock().getTime() + LEASE_MS).toISOString();
}
