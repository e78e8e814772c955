import type { Account } from './account.js';
import type { Clock } from './clock.js';
import { FaultQueue } from './faults.js';
import { Grants } from './grants.js';
import { Ledger } from './ledger.js';
import { Limits } from './limits.js';
import { MIGRATION_SCOPES, type AppRegistration } from './options.js';

/** What a running stand-in is made of. Account and app can be replaced while it runs; everything else stays. */
export interface World {
  account: Account;
  app: AppRegistration;
  /** The stand-in's own address, known once it listens. */
  url: string;
  readonly clock: Clock;
  readonly grants: Grants;
  readonly limits: Limits;
  readonly faults: FaultQueue;
  readonly ledger: Ledger;
  readonly latencyMs: number;
  readonly fetch: typeof globalThis.fetch;
}

/** The parts that a world takes from outside. */
export interface WorldParts {
  readonly account: Account;
  readonly app: AppRegistration;
  readonly clock: Clock;
  readonly random: () => string;
  readonly fetch: typeof globalThis.fetch;
  readonly latencyMs: number;
  readonly enforceBurst: boolean;
}

/** Puts a world together. */
export function makeWorld(parts: WorldParts): World {
  const world: World = {
    account: parts.account, app: parts.app, url: '', clock: parts.clock, faults: new FaultQueue(), ledger: new Ledger(), latencyMs: parts.latencyMs,
    fetch: parts.fetch,
    grants: new Grants(parts.clock, parts.random, () => world.account.settings.switches.rotateRefreshTokens),
    limits: new Limits(parts.clock, () => world.account, parts.enforceBurst),
  };
  return world;
}

/** The scopes that the app is registered with; `base` is always among them. */
export function scopesOf(app: AppRegistration): readonly string[] {
  return [...new Set(['base', ...(app.scopes ?? MIGRATION_SCOPES)])];
}

/** Replaces the account; users who are there again stay connected. Faults, windows, budget and ledger start anew. */
export function replaceAccount(world: World, account: Account): void {
  world.account = account;
  world.faults.set([]);
  world.ledger.clear();
  world.limits.reset();
  world.grants.keepOnly(new Set(account.users.keys()));
}

/**
 * Uninstalls the app for a user: tokens die, then DELETE goes to the callback address as Pipedrive sends it. Like
 * Pipedrive, it does not care about the answer, so an address that nobody serves is no failure.
 */
export async function uninstall(world: World, userId: number): Promise<void> {
  world.grants.remove(userId);
  const { clientId, clientSecret, callbackUrl } = world.app;
  const body = { client_id: clientId, company_id: world.account.companyId, user_id: userId, timestamp: world.account.preciseNow() };
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  await world.fetch(callbackUrl, {
    method: 'DELETE', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(5_000),
  }).then((answer) => answer.arrayBuffer()).catch(() => undefined);
}
