import type { Connection } from '../define.js';
import { authorizationLost } from './errors.js';
import { type PipedriveCredentials, parseCredentials, refreshTokens, RefreshRefused } from './oauth.js';

/** Hands out access tokens that Pipedrive should accept. */
export interface AccessTokens {
  /** A token with some minutes of life left, refreshed when needed. */
  current(): Promise<string>;
  /** Replaces a token that was refused. */
  renew(refused: string): Promise<void>;
}

/** Refreshed this long before its end, so that no request leaves with a token that dies on the way. */
const EARLY_MS = 5 * 60_000;

/**
 * Keeps one connection's tokens fresh. Whoever needs a refresh waits for the one under way; other processes are kept out by
 * `connection.renew`, which also shows us what they have stored meanwhile.
 */
export class TokenKeeper implements AccessTokens {
  #newest: PipedriveCredentials;
  #renewing: Promise<void> | null = null;

  constructor(readonly connection: Connection, readonly fetcher: typeof fetch) {
    this.#newest = parseCredentials(connection.credentials);
  }

  async current(): Promise<string> {
    if (!this.#isFresh(this.#newest)) await this.#renewOnce(null);
    return this.#newest.accessToken;
  }

  async renew(refused: string): Promise<void> {
    if (this.#newest.accessToken === refused) await this.#renewOnce(refused);
  }

  #isFresh(credentials: PipedriveCredentials): boolean {
    return Date.parse(credentials.expiresAt) - this.connection.clock().getTime() > EARLY_MS;
  }

  #renewOnce(refusedAccess: string | null): Promise<void> {
    this.#renewing ??= this.#renewNow(refusedAccess).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  /** `invalid_grant` may mean that another process was faster: look once more at what is stored before giving up. */
  async #renewNow(refusedAccess: string | null): Promise<void> {
    const refused = await this.#refresh(refusedAccess, null);
    if (refused !== null && (await this.#refresh(refusedAccess, refused)) !== null) throw authorizationLost();
  }

  /** Refreshes unless somebody else already did. Answers with the refresh token that was refused, null when all went well. */
  async #refresh(refusedAccess: string | null, refusedRefresh: string | null): Promise<string | null> {
    let tried: string | null = null;
    try {
      this.#newest = parseCredentials(await this.connection.renew(async (raw) => {
        const current = parseCredentials(raw);
        if (current.accessToken !== refusedAccess && this.#isFresh(current)) return raw;
        if (current.refreshToken === refusedRefresh) throw authorizationLost();
        tried = current.refreshToken;
        // Whoever connected the account may keep more with the credentials (who it was, say); that outlives the tokens.
        return { ...raw, ...(await refreshTokens(current, this.connection.clock, this.fetcher)) };
      }));
      return null;
    } catch (error) {
      if (error instanceof RefreshRefused && tried !== null) return tried;
      throw error;
    }
  }
}
