import type { Clock } from './clock.js';

const CODE_MS = 5 * 60_000;
const ACCESS_MS = 3_600_000;
const REFRESH_MS = 60 * 86_400_000;

interface Code {
  readonly userId: number;
  readonly redirectUri: string;
  readonly expiresAt: number;
}

interface Grant {
  readonly userId: number;
  refreshToken: string;
  usedAt: number;
  refreshes: number;
}

/** A token pair as the token endpoint hands it out; `expiresIn` in seconds. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

/** Codes, access tokens and refresh tokens of the app: one grant for each user who installed it. */
export class Grants {
  private readonly codes = new Map<string, Code>();
  private readonly access = new Map<string, { readonly userId: number; expiresAt: number }>();
  private readonly grants = new Map<number, Grant>();

  constructor(private readonly clock: Clock, private readonly random: () => string, private readonly rotates: () => boolean) {}

  /** A code for the user who consented; it works once, within five minutes, for this redirect address. */
  issueCode(userId: number, redirectUri: string): string {
    const code = this.random();
    this.codes.set(code, { userId, redirectUri, expiresAt: this.clock.now() + CODE_MS });
    return code;
  }

  /** Exchanges a code; null when it is unknown, used, too old or meant for another address. A second installation replaces the first. */
  exchange(code: string, redirectUri: string): TokenPair | null {
    const known = this.codes.get(code);
    this.codes.delete(code);
    if (known === undefined || known.expiresAt < this.clock.now() || known.redirectUri !== redirectUri) return null;
    this.remove(known.userId);
    const grant: Grant = { userId: known.userId, refreshToken: this.random(), usedAt: this.clock.now(), refreshes: 0 };
    this.grants.set(known.userId, grant);
    return this.pair(grant);
  }

  /** A new access token; null when the refresh token is unknown or was not used for 60 days. */
  refresh(token: string): TokenPair | null {
    const grant = [...this.grants.values()].find((known) => known.refreshToken === token);
    if (grant === undefined) return null;
    if (grant.usedAt + REFRESH_MS < this.clock.now()) {
      this.remove(grant.userId);
      return null;
    }
    grant.usedAt = this.clock.now();
    grant.refreshes += 1;
    if (this.rotates()) grant.refreshToken = this.random();
    return this.pair(grant);
  }

  private pair(grant: Grant): TokenPair {
    const accessToken = `v1u:${this.random()}${this.random()}`;
    this.access.set(accessToken, { userId: grant.userId, expiresAt: this.clock.now() + ACCESS_MS });
    return { accessToken, refreshToken: grant.refreshToken, expiresIn: ACCESS_MS / 1000 };
  }

  /** The user behind an access token; null when it is unknown, over, or the app was uninstalled. */
  userOf(accessToken: string): number | null {
    const known = this.access.get(accessToken);
    return known === undefined || known.expiresAt <= this.clock.now() ? null : known.userId;
  }

  /** Lets an access token's time be over now; the refresh token still works. */
  expire(accessToken: string): void {
    const known = this.access.get(accessToken);
    if (known !== undefined) known.expiresAt = this.clock.now();
  }

  installed(userId: number): boolean {
    return this.grants.has(userId);
  }

  /** Kills all tokens of a user. */
  remove(userId: number): void {
    this.grants.delete(userId);
    for (const [token, known] of this.access) if (known.userId === userId) this.access.delete(token);
  }

  /** Revokes a token; an unknown one is no failure. A refresh token takes the installation with it. */
  revoke(token: string): void {
    this.access.delete(token);
    const grant = [...this.grants.values()].find((known) => known.refreshToken === token);
    if (grant !== undefined) this.remove(grant.userId);
  }

  /** Who has installed the app, and how often the tokens were renewed since. */
  list(): readonly { readonly user: number; readonly refreshes: number }[] {
    return [...this.grants.values()].map((grant) => ({ user: grant.userId, refreshes: grant.refreshes }));
  }

  /** Kills the tokens of users who are no longer there. */
  keepOnly(users: ReadonlySet<number>): void {
    for (const userId of this.grants.keys()) if (!users.has(userId)) this.remove(userId);
  }
}
