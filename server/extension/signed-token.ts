import { jwtVerify } from 'jose';
import { z } from 'zod';

/** The person in front of the panel, as Pipedrive vouches for them: a user of a company, and nothing more. */
export interface Viewer {
  readonly companyId: number;
  readonly userId: number;
}

/** Checks a token of the app extensions SDK; null for every token that is not genuine and current. */
export type VerifyToken = (token: string) => Promise<Viewer | null>;

const CLAIMS = z.object({ companyId: z.int().positive(), userId: z.int().positive() });
const CLOCK_TOLERANCE_SECONDS = 10;

/**
 * Builds the check of the SDK's signed tokens: HS256 and nothing else, with an expiry, ten seconds of clock tolerance.
 * Throws when there is no secret, because a server that cannot check tokens must not start.
 */
export function tokenVerifier(secret: string, now: () => Date): VerifyToken {
  if (secret === '') throw new Error('A secret for signed tokens is required.');
  const key = new TextEncoder().encode(secret);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'], requiredClaims: ['exp'], clockTolerance: CLOCK_TOLERANCE_SECONDS, currentDate: now(),
      });
      return CLAIMS.safeParse(payload).data ?? null;
    } catch {
      // jose has one exception per way in which a token can be wrong; to the caller they are all the same answer.
      return null;
    }
  };
}
