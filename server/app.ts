import express from 'express';
import type { Express, RequestHandler, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { Migrator } from '../migrator/index.js';
import type { Config } from './config.js';
import { extensionPages } from './extension/pages.js';
import { tokenVerifier } from './extension/signed-token.js';
import { requireViewer } from './extension/viewer.js';
import { framedHeaders, guardedHeaders } from './headers.js';
import type { Fetch } from './install/identity.js';
import { installRoutes } from './install/routes.js';
import { officeRoutes } from './office.js';
import { PAGE_STYLE } from './page.js';
import { Problem, problemHandler, unknownPath } from './problems.js';
import { requestLog } from './request-log.js';
import { runRoutes } from './runs/routes.js';
import { runService } from './runs/run-service.js';
import type { Quarantine } from './uploads/quarantine.js';
import { uploadRoutes } from './uploads/routes.js';

/** Everything that the server takes from outside. */
export interface AppParts {
  readonly config: Config;
  readonly migrator: Migrator;
  readonly quarantine: Quarantine;
  readonly log: Logger;
  /** Folder of the built user interface. */
  readonly pages: string;
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** That many unpredictable bytes. */
  readonly random: (bytes: number) => Buffer;
}

/** Puts the server together from its parts; nothing in it is shared with a second one in the same process. */
export function createApp(parts: AppParts): Express {
  const { config, migrator, log, now } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustedProxies);
  app.use(requestLog(log, () => parts.random(8).toString('hex'), now));
  app.use(guardedHeaders(config));
  app.get('/page.css', (_request, response) => {
    response.type('css').send(PAGE_STYLE);
  });
  app.use(installRoutes({ config, migrator, fetch: parts.fetch, now, random: parts.random, limit: perMinute(60) }));
  app.use('/api', apiRoutes(parts));
  app.use(extensionPages(parts.pages, framedHeaders(config)));
  app.use(unknownPath);
  app.use(problemHandler(log));
  return app;
}

/** The panel's calls. Nothing is read from a request before its token was checked. */
function apiRoutes({ config, migrator, quarantine, log, now }: AppParts): Router {
  const router = express.Router();
  router.use(perMinute(600), (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(requireViewer(tokenVerifier(config.tokenSecret, now)));
  router.use(officeRoutes(config, migrator));
  router.use(uploadRoutes({ migrator, quarantine, limits: config.uploads, log }));
  router.use(runRoutes(migrator, runService(migrator)));
  return router;
}

/** Refuses an address that calls more often than this; a whole office may share one address. */
function perMinute(limit: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000, limit, standardHeaders: 'draft-8', legacyHeaders: false,
    handler: () => {
      throw new Problem(429, 'too-often', 'That was too often.', 'Wait a minute and try again.', 60);
    },
  });
}
