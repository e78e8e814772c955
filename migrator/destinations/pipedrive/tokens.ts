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
export function keepTokens(connection: Connection, fetcher: typeof fetch): AccessTokens {
  let newest = parseCredentials(connection.credentials);
  let renewing: Promise<void> | null = null;

  const fresh = (credentials: PipedriveCredentials): boolean =>
    Date.parse(credentials.expiresAt) - connection.clock().getTime() > EARLY_MS;

  /** Refreshes unless somebody else already did; a refresh token that was refused once is not tried again. */
  async function refreshOnce(refusedAccess: string | null, refusedRefresh: string | null): Promise<string | null> {
    let tried: string | null = null;
    try {
      const stored = await connection.renew(async (raw) => {
        const current = parseCredentials(raw);
        if (current.accessToken !== refusedAccess && fresh(current)) return raw;
        if (current.refreshToken === refusedRefresh) throw authorizationLost();
        tried = current.refreshToken;
        return refreshTokens(current, connection.clock, fetcher);
      });
      newest = parseCredentials(stored);
      return null;
    } catch (error) {
      if (error instanceof RefreshRefused && tried !== null) return tried;
      throw error;
    }
  }

  /** `invalid_grant` may mean that another process was faster: look once more at what is stored before giving up. */
  async function renewNow(refusedAccess: string | null): Promise<void> {
    const refused = await refreshOnce(refusedAccess, null);
    if (refused !== null && (await refreshOnce(refusedAccess, refused)) !== null) throw authorizationLost();
  }

  const renew = (refusedAccess: string | null): Promise<void> => {
    renewing ??= renewNow(refusedAccess).finally(() => {
      renewing = null;
    });
    return renewing;
  };

  return {
    async current() {
      if (!fresh(newest)) await renew(null);
      return newest.accessToken;
    },
    async renew(refused) {
      if (newest.accessToken === refused) await renew(refused);
    },
  };
}
