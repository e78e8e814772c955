import { randomBytes } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import express from 'express';
import { answerApi, isApiPath } from './api.js';
import { movableClock } from './clock.js';
import { answerControl } from './control.js';
import { dealView } from './deals.js';
import type { HostDeps } from './host-deps.js';
import { mountHost } from './host/index.js';
import { mountOAuth } from './oauth.js';
import { DEFAULT_APP, type PipedriveSandboxOptions } from './options.js';
import { organizationView } from './organizations.js';
import { personView } from './persons.js';
import { accountFrom } from './seed.js';
import { accountState, type AccountState } from './state.js';
import { makeWorld, uninstall, type World } from './world.js';

export type { AppRegistration, PipedriveSandboxOptions } from './options.js';
export { COMMAND_LINE_REDIRECT } from './options.js';
export type { AccountSeed } from './seed.js';
export type { AccountState } from './state.js';

/** A stand-in that is up. `url` is both the API's and the host page's address, `control` that of the control interface. */
export interface RunningSandbox {
  readonly url: string;
  readonly control: string;
  state(): AccountState;
  /** Stops both servers and breaks open connections. */
  close(): Promise<void>;
}

/** Starts a stand-in Pipedrive account on loopback: API, OAuth, host page, and the control interface on a port of its own. */
export async function startPipedriveSandbox(options: PipedriveSandboxOptions = {}): Promise<RunningSandbox> {
  const clock = movableClock(Date.now);
  const { plan = 'growth', seats = 5 } = options;
  const world = makeWorld({
    account: accountFrom(options.seed, clock, { plan, seats }), app: options.app ?? DEFAULT_APP, clock, fetch: globalThis.fetch,
    random: () => randomBytes(32).toString('base64url'), latencyMs: options.latencyMs ?? 0, enforceBurst: options.enforceBurst ?? true,
  });
  const pages = express().disable('x-powered-by');
  mountOAuth(pages, world);
  mountHost(pages, hostDeps(world));
  const api = createServer((request, response) => {
    if (isApiPath(request.url ?? '')) serve(answerApi(world, request, response), response);
    else pages(request, response);
  });
  const control = createServer((request, response) => serve(answerControl(world, request, response), response));
  // Node's own five seconds would close connections that a client is about to use again.
  api.keepAliveTimeout = 75_000;
  world.url = await listen(api, options.port ?? 0);
  const controlUrl = await listen(control, options.controlPort ?? 0);
  return {
    url: world.url, control: `${controlUrl}/__control`, state: () => accountState(world.account, world.url),
    close: async () => { await Promise.all([shut(api), shut(control)]); },
  };
}

/** A failure here is a fault of the stand-in itself: the caller gets a 500 that says so instead of a silent connection. */
function serve(answering: Promise<void>, response: ServerResponse): void {
  answering.catch((error: unknown) => {
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'text/plain' }).end(`stand-in failed: ${error instanceof Error ? error.message : 'unknown'}`);
  });
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server on loopback has a port');
  return `http://127.0.0.1:${address.port}`;
}

async function shut(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function hostDeps(world: World): HostDeps {
  return {
    app: () => world.app, users: () => [...world.account.users.values()].filter((user) => user.active), companyId: world.account.companyId,
    companyDomain: world.account.companyDomain, installed: (userId) => world.grants.installed(userId), uninstall: (userId) => uninstall(world, userId),
    persons: () => world.account.persons.all(), deals: () => world.account.deals.all(), organizations: () => world.account.organizations.all(),
    record: (resource, id) => hostRecord(world, resource, id), clientSecret: () => world.app.clientSecret,
  };
}

function hostRecord(world: World, resource: 'person' | 'deal' | 'organization', id: number): Readonly<Record<string, unknown>> | null {
  const { account } = world;
  switch (resource) {
    case 'person': {
      const row = account.persons.alive(id);
      return row === undefined ? null : personView(account, row);
    }
    case 'deal': {
      const row = account.deals.alive(id);
      return row === undefined ? null : dealView(account, row);
    }
    case 'organization': {
      const row = account.organizations.alive(id);
      return row === undefined ? null : organizationView(account, row);
    }
  }
}
