import type { Destination } from './destinations/define.js';
import type { Account, AccountStore } from './ports.js';
import { destinationPlugin } from './registry.js';
import { PauseRun, Refused } from './run/errors.js';

/** Open connections to accounts, one per account and user, shared by everything that talks to the account. */
export class Connections {
  private readonly open = new Map<string, Promise<Destination>>();

  constructor(private readonly accounts: AccountStore, private readonly clock: () => Date) {}

  /** The connection of this user; `PauseRun` when the user's authorization is gone. */
  async of(accountId: string, userKey: string): Promise<Destination> {
    const key = `${accountId} ${userKey}`;
    const known = this.open.get(key);
    if (known !== undefined) return known;
    const opening = this.connect(accountId, userKey);
    this.open.set(key, opening);
    // A connection that failed to open must not be remembered; the error itself goes to who asked.
    opening.catch(() => this.open.delete(key));
    return opening;
  }

  /** Drops a connection, after an install or uninstall has changed what it may do. */
  async forget(accountId: string, userKey: string): Promise<void> {
    const key = `${accountId} ${userKey}`;
    const known = this.open.get(key);
    this.open.delete(key);
    await (await known)?.close();
  }

  async close(): Promise<void> {
    const all = [...this.open.values()];
    this.open.clear();
    for (const destination of await Promise.allSettled(all)) if (destination.status === 'fulfilled') await destination.value.close();
  }

  private async connect(accountId: string, userKey: string): Promise<Destination> {
    const account = await this.account(accountId);
    const credentials = await this.accounts.credentials(accountId, userKey);
    if (credentials === null) {
      throw new PauseRun('The user who started this is no longer connected.', 'Install the app again with this user, then resume.');
    }
    const plugin = await destinationPlugin(account.destination);
    return plugin.open({ credentials, clock: this.clock, renew: (refresh) => this.accounts.renew(accountId, userKey, refresh) });
  }

  private async account(accountId: string): Promise<Account> {
    const account = await this.accounts.byId(accountId);
    if (account === null) throw new Refused('This account is not known here.', 'unknown-account');
    return account;
  }
}
