import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';

/** Makes and checks the `state` that ties an installation's way back to the browser it began in. */
export interface InstallStates {
  /** Makes a state and puts its counterpart into a short-lived cookie of the answer. */
  issue(response: Response): string;
  /** Whether the request's state is ours, current and from this browser. Uses the cookie up. */
  accept(request: Request, response: Response): boolean;
}

/** What the states are made from; `random` returns that many unpredictable bytes. */
export interface StateParts {
  readonly masterKey: Buffer;
  readonly secure: boolean;
  readonly now: () => Date;
  readonly random: (bytes: number) => Buffer;
}

const COOKIE = 'bridgework-install';
const MINUTES = 10;

/**
 * A state is `expiry.hash of the cookie.signature`: nothing is stored, any process can check it, and a state that was
 * read from somebody else's address bar is worthless without that browser's cookie. The way back is a top-level
 * navigation, so a Lax cookie is sent along.
 */
export function installStates({ masterKey, secure, now, random }: StateParts): InstallStates {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', 'bridgework install state', 32));
  const sign = (payload: string): string => createHmac('sha256', key).update(payload).digest('base64url');
  const cookie = { httpOnly: true, sameSite: 'lax', secure, path: '/callback' } as const;
  return {
    issue(response) {
      const secret = random(32).toString('base64url');
      response.cookie(COOKIE, secret, { ...cookie, maxAge: MINUTES * 60_000 });
      const payload = `${now().getTime() + MINUTES * 60_000}.${digest(secret)}`;
      return `${payload}.${sign(payload)}`;
    },
    accept(request, response) {
      response.clearCookie(COOKIE, cookie);
      const { state } = request.query;
      const [expiry = '', binding = '', signature = ''] = typeof state === 'string' ? state.split('.') : [];
      const genuine = same(signature, sign(`${expiry}.${binding}`));
      return genuine && Number(expiry) > now().getTime() && same(binding, digest(cookieOf(request)));
    },
  };
}

/** Compares two texts without telling by its duration where they differ. */
export const same = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

function cookieOf(request: Request): string {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}
