import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import express, { Router, type IRouter, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { HostDeps } from '../host-deps.js';
import type { HostState, RecordList, Resource } from './contract.js';
import { grantFrame, signToken, surfaceUrls, webAddress } from './frame-grant.js';

/** What a test may set; everything else takes the values that Pipedrive documents. */
export interface HostOptions {
  /** How long an iframe may take to initialize before it is removed, in milliseconds. Pipedrive allows 10 seconds. */
  readonly initializeWithinMs?: number;
  readonly appName?: string;
  /** Milliseconds since 1970; stamps the tokens. */
  readonly now?: () => number;
  /** Names one load of an iframe; must not be guessable. */
  readonly newFrameId?: () => string;
}

const ASSETS = fileURLToPath(new URL('./assets/', import.meta.url));
const PAGES = [
  '/', '/settings/marketplace/app/:clientId/app-settings',
  '/persons', '/deals', '/organizations', '/leads', '/campaigns', '/projects',
  '/person/:id', '/deal/:id', '/organization/:id',
];
const PAGE_SIZE = 50;
const USER_COOKIE = 'stand_in_user';

const resource = z.enum(['person', 'deal', 'organization']);
const userBody = z.object({ userId: z.int() });
const frameBody = z.object({
  surface: z.enum(['panel', 'modal', 'settings']),
  userId: z.int(),
  theme: z.enum(['light', 'dark']),
  record: z.object({ resource, id: z.int().nonnegative() }).exactOptional(),
  data: z.record(z.string(), z.string()).exactOptional(),
  context: z.record(z.string(), z.string()).exactOptional(),
});

/** The user whom the visitor chose in the host page's header, else the first one; the consent page asks for the same user. */
export function chosenUser<User extends { readonly id: number }>(cookieHeader: string | undefined, users: readonly User[]): User | undefined {
  const chosen = (cookieHeader ?? '').split(';').map((pair) => pair.trim()).find((pair) => pair.startsWith(`${USER_COOKIE}=`));
  const id = Number(chosen?.slice(USER_COOKIE.length + 1));
  return users.find((user) => user.id === id) ?? users[0];
}

/** Serves the host page, its files and its small API at the stand-in's own origin. */
export function mountHost(app: IRouter, deps: HostDeps, options: HostOptions = {}): void {
  const router = Router();
  router.get(PAGES, servePage(deps));
  router.use('/host/assets', express.static(ASSETS, { index: false, cacheControl: false, extensions: false }));
  router.use('/host/api', refuseOtherSites, express.json());
  router.get('/host/api/state', (request, response) => {
    const user = chosenUser(request.headers.cookie, deps.users());
    if (!user) refuse(response, 404, 'The stand-in account has no user.');
    else response.json(stateFor(user.id, deps, options));
  });
  mountActions(router, deps, options);
  mountRecords(router, deps);
  app.use(router);
}

function servePage(deps: HostDeps): RequestHandler {
  return (_request, response, next) => {
    const appOrigins = new Set([...surfaceUrls(deps.app()).values()].map((url) => url.origin));
    response.set({
      'Content-Security-Policy': [
        "default-src 'self'", `frame-src ${[...appOrigins].join(' ') || "'none'"}`,
        "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
      ].join('; '),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    response.sendFile('index.html', { root: ASSETS }, (error) => (error ? next(error) : undefined));
  };
}

/** The API signs tokens for whoever asks, so only the host page itself may ask. */
const refuseOtherSites: RequestHandler = (request, response, next) => {
  const origin = request.headers.origin;
  const ownOrigin = origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host);
  if (!ownOrigin) refuse(response, 403, 'Only the host page may call this.');
  else if (request.method !== 'GET' && !request.is('application/json')) refuse(response, 415, 'Send JSON.');
  else next();
};

function stateFor(userId: number, deps: HostDeps, options: HostOptions): HostState {
  const app = deps.app();
  return {
    app: {
      name: options.appName ?? 'Bridgework',
      clientId: app.clientId,
      installUrl: webAddress(app.installUrl)?.href ?? consentPath(app.clientId, app.callbackUrl),
      surfaces: [...surfaceUrls(app).keys()],
      modalActionId: app.modalActionId ?? null,
    },
    companyDomain: deps.companyDomain,
    users: deps.users().map(({ id, name, email }) => ({ id, name, email })),
    userId,
    installed: deps.installed(userId),
    initializeWithinMs: options.initializeWithinMs ?? 10_000,
  };
}

function consentPath(clientId: string, callbackUrl: string): string {
  const query = new URLSearchParams({ client_id: clientId, redirect_uri: callbackUrl, response_type: 'code' });
  return `/oauth/authorize?${query.toString()}`;
}

function mountActions(router: Router, deps: HostDeps, options: HostOptions): void {
  const now = options.now ?? Date.now;
  router.post('/host/api/user', (request, response) => {
    const userId = knownUser(request, deps);
    if (userId === null) return refuse(response, 404, 'No such user in the stand-in account.');
    response.cookie(USER_COOKIE, String(userId), { httpOnly: true, sameSite: 'lax', path: '/' });
    response.json(stateFor(userId, deps, options));
  });
  router.post('/host/api/uninstall', async (request, response) => {
    const userId = knownUser(request, deps);
    if (userId === null) return refuse(response, 404, 'No such user in the stand-in account.');
    await deps.uninstall(userId);
    response.json(stateFor(userId, deps, options));
  });
  router.post('/host/api/token', async (request, response) => {
    const userId = knownUser(request, deps);
    if (userId === null || !deps.installed(userId)) return refuse(response, 403, 'This user has not installed the app.');
    response.json({ token: await signToken(deps, userId, now()) });
  });
  router.post('/host/api/frames', async (request, response) => {
    const wanted = frameBody.safeParse(request.body);
    if (!wanted.success) return refuse(response, 400, 'The host page asked for a frame in a form that its server does not know.');
    const { surface, userId } = wanted.data;
    if (!deps.installed(userId)) return refuse(response, 403, 'This user has not installed the app.');
    const registered = surfaceUrls(deps.app()).get(surface);
    if (!registered) return refuse(response, 404, `The app has registered no ${surface}.`);
    const id = (options.newFrameId ?? randomUUID)();
    const token = await signToken(deps, userId, now());
    response.json(grantFrame(registered, wanted.data, { id, token, companyId: deps.companyId }));
  });
}

function knownUser(request: Request, deps: HostDeps): number | null {
  const body = userBody.safeParse(request.body);
  return body.success && deps.users().some((user) => user.id === body.data.userId) ? body.data.userId : null;
}

function mountRecords(router: Router, deps: HostDeps): void {
  router.get('/host/api/records/:resource', (request, response) => {
    const wanted = resource.safeParse(request.params.resource);
    if (!wanted.success) return refuse(response, 404, 'The stand-in has no such list.');
    const offset = z.coerce.number().int().nonnegative().catch(0).parse(request.query['offset']);
    const all = listOf(wanted.data, deps);
    const items = all.slice(offset, offset + PAGE_SIZE).map(({ id, name }) => ({ id, name }));
    const page: RecordList = { items, total: all.length, limit: PAGE_SIZE };
    response.json(page);
  });
  router.get('/host/api/records/:resource/:id', (request, response) => {
    const wanted = z.object({ resource, id: z.coerce.number().int().positive() }).safeParse(request.params);
    const record = wanted.success ? deps.record(wanted.data.resource, wanted.data.id) : null;
    if (!record) refuse(response, 404, 'There is no such record in the stand-in account.');
    else response.json(record);
  });
}

function listOf(wanted: Resource, deps: HostDeps): RecordList['items'] {
  switch (wanted) {
    case 'person': return deps.persons();
    case 'organization': return deps.organizations();
    case 'deal': return deps.deals().map((deal) => ({ id: deal.id, name: deal.title }));
  }
}

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}
