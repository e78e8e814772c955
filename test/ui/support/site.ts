/** The built interface inside the host page, on two sites of their own: cross-site iframes, the real SDK, a CSP as strict as the server's. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import type { Browser, Frame, Page, ViewportSize } from 'playwright-core';
import { mountHost } from '../../../sandbox/pipedrive/host/index.js';
import type { HostDeps } from '../../../sandbox/pipedrive/host-deps.js';
import { buildPages } from './build.js';
import { mountOffice, newWorld, type World } from './office.js';

/** A surface that is open in the host page. */
export interface Opened {
  readonly page: Page;
  readonly frame: Frame;
  /** What the browser complained about: errors of the page and refusals of the CSP. */
  readonly complaints: readonly string[];
}

/** Both sites, and the world behind the app. */
export interface Site {
  readonly appUrl: string;
  /** Replaces the world by a new one with these parts. */
  play(part?: Partial<World>): World;
  /** Opens the panel beside a person, in the host page. */
  panel(browser: Browser): Promise<Opened>;
  settings(browser: Browser): Promise<Opened>;
  /** Opens a page of the app without a host. */
  alone(browser: Browser, path: string): Promise<Page>;
  close(): Promise<void>;
}

const PERSON = { id: 1, name: 'Ada Example' };
const SECRET = 'a-secret-of-at-least-thirty-two-bytes';
const WINDOW: ViewportSize = { width: 1280, height: 860 };

const account = (appUrl: string): HostDeps => ({
  app: () => ({
    clientId: 'client-1', clientSecret: SECRET, callbackUrl: `${appUrl}/callback`, installUrl: `${appUrl}/install`, modalActionId: 'bridgework-review',
    panelUrl: `${appUrl}/panel`, modalUrl: `${appUrl}/modal`, settingsUrl: `${appUrl}/settings`,
  }),
  users: () => [{ id: 11, name: 'Robin Admin', email: 'robin@example.org' }],
  companyId: 77, companyDomain: 'harbour-dental', installed: () => true, uninstall: async () => undefined,
  persons: () => [PERSON], deals: () => [], organizations: () => [],
  record: (resource, id) => (resource === 'person' && id === PERSON.id ? PERSON : null),
  clientSecret: () => SECRET,
});

const listen = async (site: Express): Promise<{ readonly port: number; close(): Promise<void> }> => {
  const server = createServer(site);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { port, close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
};

const framedBy = (hostUrl: string): RequestHandler => (_request, response, next) => {
  response.set('Content-Security-Policy', `default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ${hostUrl}`);
  next();
};

const listenFor = (page: Page): readonly string[] => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  // A refused call is logged by the browser itself; what the page makes of it is what the tests look at.
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('Failed to load resource')) complaints.push(message.text()); });
  return complaints;
};

/** The document of a surface, once it has greeted the host. */
export const frameOf = async (page: Page, place: 'panel' | 'modal' | 'settings'): Promise<Frame> => {
  const handle = await page.waitForSelector(`.app-frame-${place}:not([data-waiting])`);
  const frame = await handle.contentFrame();
  if (frame === null) throw new Error(`The ${place} has no document.`);
  return frame;
};

const servePages = (app: Express, folder: string, framed: RequestHandler): void => {
  for (const page of ['panel', 'modal', 'settings']) app.get(`/${page}`, framed, (_request, response) => response.sendFile(`${page}.html`, { root: folder }));
  app.use('/assets', express.static(`${folder}/assets`));
};

/** Builds the interface and starts both sites on free ports. */
export const startSite = async (): Promise<Site> => {
  const built = await buildPages();
  const world = newWorld();
  const [hostSite, appSite] = [express(), express()];
  const [host, app] = [await listen(hostSite), await listen(appSite)];
  const [hostUrl, appUrl] = [`http://127.0.0.1:${host.port}`, `http://localhost:${app.port}`];
  mountHost(hostSite, account(appUrl));
  mountOffice(appSite, world);
  servePages(appSite, built.folder, framedBy(hostUrl));
  const open = async (browser: Browser, address: string, place: 'panel' | 'settings'): Promise<Opened> => {
    const page = await browser.newPage({ viewport: WINDOW, acceptDownloads: true });
    const complaints = listenFor(page);
    await page.goto(hostUrl + address);
    return { page, frame: await frameOf(page, place), complaints };
  };
  return {
    appUrl,
    play: (part = {}) => Object.assign(world, newWorld(), part),
    panel: (browser) => open(browser, `/person/${PERSON.id}`, 'panel'),
    settings: (browser) => open(browser, '/settings/marketplace/app/client-1/app-settings', 'settings'),
    alone: async (browser, path) => {
      const page = await browser.newPage({ viewport: WINDOW });
      await page.goto(appUrl + path);
      return page;
    },
    close: async () => { await Promise.all([host.close(), app.close(), built.remove()]); },
  };
};
