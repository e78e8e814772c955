import express from 'express';
import type { RequestHandler, Router } from 'express';
import type { Migrator } from '../../migrator/index.js';
import type { Config } from '../config.js';
import { renderPage } from '../page.js';
import { Problem } from '../problems.js';
import { pipedriveConsent } from './consent.js';
import type { Consent, Grant } from './consent.js';
import { identify } from './identity.js';
import type { Fetch, Identity } from './identity.js';
import { installStates } from './state.js';
import type { InstallStates } from './state.js';
import { readUninstall, requireClient, uninstall } from './uninstall.js';

/** What the installation needs from outside. */
export interface InstallParts {
  readonly config: Config;
  readonly migrator: Migrator;
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly random: (bytes: number) => Buffer;
  /** Slows down whoever calls too often. */
  readonly limit: RequestHandler;
}

/** Routes of one user's installation: `GET /install` begins it; the callback ends it (GET), takes it back (DELETE) and hears of sharing (POST). */
export function installRoutes(parts: InstallParts): Router {
  const { config, migrator } = parts;
  const states = installStates({ masterKey: config.masterKey, secure: config.publicUrl.startsWith('https://'), now: parts.now, random: parts.random });
  const consent = pipedriveConsent(config);
  const router = express.Router();
  router.get('/install', parts.limit, (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    consent.ask(states.issue(response))(request, response, next);
  });
  router.get('/callback', parts.limit, comeBack(parts, states, consent));
  router.delete('/callback', requireClient(config), express.json({ type: () => true, limit: '10kb' }), async (request, response) => {
    await uninstall(migrator, readUninstall(request.body, config));
    response.json({ success: true });
  });
  // Pipedrive announces that an administrator shared the app; the announcement is not signed, and each user still installs for themselves.
  router.post('/callback', parts.limit, (_request, response) => {
    response.json({ success: true });
  });
  return router;
}

function comeBack(parts: InstallParts, states: InstallStates, consent: Consent): RequestHandler {
  return async (request, response) => {
    response.set('Cache-Control', 'no-store');
    if (request.query['error'] !== undefined) {
      response.type('html').send(renderPage({
        title: 'Bridgework was not installed',
        text: ['You did not agree to the access that Bridgework asked for, so nothing was connected and nothing was stored.'],
        link: { href: '/install', label: 'Install Bridgework' },
      }));
      return;
    }
    // An installation that Pipedrive itself began brings a code but no state of ours. Such a code may be somebody else's, so it is never traded in.
    if (request.query['state'] === undefined) {
      response.redirect(303, '/install');
      return;
    }
    if (!states.accept(request, response)) {
      throw new Problem(403, 'install-state', 'This installation was not started in this browser.', 'Start again from here; it takes one click in Pipedrive.');
    }
    if (typeof request.query['code'] !== 'string') throw new Problem(400, 'install-code', 'Pipedrive sent no installation code.', 'Start again from here.');
    const grant = await consent.exchange(request, response);
    await connect(parts, grant, await identify(parts.fetch, parts.config, grant));
    response.redirect(303, `${new URL(grant.apiDomain).origin}/settings/marketplace/app/${encodeURIComponent(parts.config.clientId)}/app-settings`);
  };
}

async function connect({ config, migrator, now }: InstallParts, grant: Grant, identity: Identity): Promise<void> {
  await migrator.connect({
    destination: 'pipedrive',
    key: String(identity.companyId),
    name: identity.companyDomain,
    userKey: String(identity.userId),
    credentials: {
      accessToken: grant.accessToken,
      refreshToken: grant.refreshToken,
      expiresAt: new Date(now().getTime() + grant.expiresInSeconds * 1000).toISOString(),
      apiDomain: new URL(grant.apiDomain).origin,
      clientId: config.clientId,
      clientSecret: config.clientSecret,
      tokenUrl: `${config.oauthHost}/oauth/token`,
      scope: grant.scope,
      companyId: String(identity.companyId),
      companyName: identity.companyName,
      userId: String(identity.userId),
      userName: identity.userName,
      admin: String(identity.admin),
    },
  });
}
