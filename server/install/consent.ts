import type { Request, RequestHandler, Response } from 'express';
import passport from 'passport';
import OAuth2Strategy from 'passport-oauth2';
import { z } from 'zod';
import type { Config } from '../config.js';
import { Problem } from '../problems.js';

/** What Pipedrive grants when a user agrees: tokens, and where the company's API lives. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly scope: string;
  readonly apiDomain: string;
}

declare global {
  namespace Express {
    interface User extends Grant {}
  }
}

/** The two halves of asking a user's consent. */
export interface Consent {
  /** Sends the browser to Pipedrive's consent page. */
  ask(state: string): RequestHandler;
  /** Trades the code that came back for a grant. The caller has checked the state. */
  exchange(request: Request, response: Response): Promise<Grant>;
}

const TOKEN_ANSWER = z.object({ expires_in: z.number().positive(), scope: z.string().default(''), api_domain: z.url() });
const NAME = 'pipedrive';

/** Builds the OAuth 2.0 conversation with Pipedrive on passport; no sessions, no shared passport instance. */
export function pipedriveConsent(config: Config): Consent {
  const authenticator = new passport.Passport();
  authenticator.use(NAME, strategy(config));
  return {
    ask: (state) => authenticator.authenticate(NAME, { session: false, state }),
    exchange: (request, response) => new Promise((resolve, reject) => {
      const done = (error: unknown, grant?: Grant | false | null): void => {
        if (error) reject(asProblem(error));
        else if (grant) resolve(grant);
        else reject(notFinished());
      };
      authenticator.authenticate(NAME, { session: false }, done)(request, response, reject);
    }),
  };
}

function strategy(config: Config): OAuth2Strategy {
  const basic = Buffer.from(`${config.clientId}:${config.clientSecret}`).toString('base64');
  return new OAuth2Strategy({
    authorizationURL: `${config.oauthHost}/oauth/authorize`,
    tokenURL: `${config.oauthHost}/oauth/token`,
    clientID: config.clientId,
    clientSecret: config.clientSecret,
    callbackURL: `${config.publicUrl}/callback`,
    // Pipedrive wants the client's credentials in the header; by itself passport-oauth2 sends them in the body only.
    customHeaders: { Authorization: `Basic ${basic}` },
    skipUserProfile: true,
  }, (accessToken: string, refreshToken: string, results: unknown, _profile: unknown, done: OAuth2Strategy.VerifyCallback) => {
    const answer = TOKEN_ANSWER.safeParse(results);
    if (!answer.success || typeof refreshToken !== 'string') {
      done(new Problem(502, 'install-answer', 'Pipedrive did not complete the installation.', 'Start again in a moment.'));
      return;
    }
    const { expires_in: expiresInSeconds, scope, api_domain: apiDomain } = answer.data;
    done(null, { accessToken, refreshToken, expiresInSeconds, scope, apiDomain });
  });
}

/** A code that Pipedrive refuses was used before or is older than five minutes; the person only has to start again. */
function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof OAuth2Strategy.TokenError) return notFinished();
  if (error instanceof OAuth2Strategy.InternalOAuthError) return new Problem(502, 'install-unreachable', 'Pipedrive could not be reached.', 'Start again in a moment.');
  return error;
}

const notFinished = (): Problem =>
  new Problem(400, 'install-expired', 'This installation link is no longer good.', 'Pipedrive allows five minutes and one use. Start again from here.');
