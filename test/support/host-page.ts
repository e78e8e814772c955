import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type Express } from 'express';
import type { Browser, Frame, Page } from 'playwright-core';
import { chosenUser, mountHost, type HostOptions } from '../../sandbox/pipedrive/host/index.js';
import type { HostDeps } from '../../sandbox/pipedrive/host-deps.js';

const SDK_FOLDER = path.dirname(createRequire(import.meta.url).resolve('@pipedrive/app-extensions-sdk'));
export const CLIENT_SECRET = 'a-secret-of-at-least-thirty-two-bytes';

/** A record whose every value tries to become markup. */
export const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

/** The host page over a small account, and a tiny app on another site that speaks through the real SDK. */
export interface HostPage {
  readonly url: string;
  readonly appUrl: string;
  readonly installed: Set<number>;
  /** Opens a page of the host. */
  open(browser: Browser, pathname: string): Promise<Page>;
  close(): Promise<void>;
}

/** How the sites differ from the usual: the page that the panel loads, another site for the modal. */
export interface SiteOptions extends HostOptions {
  readonly panelPage?: string;
  readonly modalSite?: string;
}

/** Starts both sites on free ports. The second of the two users has not installed the app. */
export async function startHostPage(options: SiteOptions = {}): Promise<HostPage> {
  const hostSite = express();
  const host = await listen(hostSite);
  const url = `http://127.0.0.1:${host.port}`;
  const app = await listen(appSite(url));
  const appUrl = `http://localhost:${app.port}`;
  const installed = new Set([11]);
  const deps = account(appUrl, options, installed);
  hostSite.get('/oauth/authorize', (request, response) => {
    const user = chosenUser(request.headers.cookie, deps.users());
    if (user) installed.add(user.id);
    response.redirect('/settings/marketplace/app/client-1/app-settings');
  });
  mountHost(hostSite, deps, options);
  return {
    url, appUrl, installed,
    open: async (browser, pathname) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
      await page.goto(url + pathname);
      return page;
    },
    close: async () => { await Promise.all([host.close(), app.close()]); },
  };
}

/** The app's frame on the page, once it has initialized. */
export async function appFrame(page: Page, place: 'panel' | 'modal' | 'settings'): Promise<Frame> {
  const handle = await page.waitForSelector(`.app-frame-${place}:not([data-waiting])`);
  const frame = await handle.contentFrame();
  if (!frame) throw new Error(`The ${place} has no document`);
  return frame;
}

function account(appUrl: string, { panelPage = 'panel', modalSite = appUrl }: SiteOptions, installed: Set<number>): HostDeps {
  const persons = [{ id: 1, name: 'Ada Example' }, { id: 2, name: HOSTILE }];
  const records: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    'person/1': { id: 1, name: 'Ada Example', emails: [{ value: 'ada@example.org', label: 'work', primary: true }], phones: [{ value: '+1 212 555 0100', label: 'mobile' }],
      owner_id: 11, add_time: '2026-01-05T09:30:00Z', label_ids: [], org_id: null,
      custom_fields: { ['a'.repeat(40)]: '1980-02-03', ['b'.repeat(40)]: { value: 120.5, currency: 'USD' } } },
    'person/2': { id: 2, name: HOSTILE, [HOSTILE]: HOSTILE, phones: [{ value: HOSTILE, label: HOSTILE }], nested: { deep: [HOSTILE] } },
  };
  return {
    app: () => ({
      clientId: 'client-1', clientSecret: CLIENT_SECRET, callbackUrl: `${appUrl}/callback`, installUrl: `${appUrl}/install`,
      panelUrl: `${appUrl}/${panelPage}`, modalUrl: `${modalSite}/modal`, settingsUrl: `${appUrl}/settings`, modalActionId: 'preview',
    }),
    users: () => [{ id: 11, name: 'Robin Admin', email: 'robin@example.org' }, { id: 12, name: 'Sam Frontdesk', email: 'sam@example.org' }],
    companyId: 77,
    companyDomain: 'example-dental',
    installed: (userId) => installed.has(userId),
    uninstall: async (userId) => { installed.delete(userId); },
    persons: () => persons,
    deals: () => [],
    organizations: () => Array.from({ length: 60 }, (_, at) => ({ id: at + 1, name: `Practice ${at + 1}` })),
    record: (resource, id) => records[`${resource}/${id}`] ?? null,
    clientSecret: () => CLIENT_SECRET,
  };
}

/** The app under test: one page for every surface, with the unmodified SDK; the tests drive it from inside. */
function appSite(hostUrl: string): Express {
  const site = express();
  site.get('/sdk.js', (_request, response) => response.sendFile('index.umd.js', { root: SDK_FOLDER }));
  site.get('/silent', (_request, response) => void response.send('<!doctype html><script src="/sdk.js"></script><p>Never initializes</p>'));
  site.get('/install', (_request, response) => response.redirect(`${hostUrl}/oauth/authorize`));
  site.get(['/panel', '/modal', '/settings'], (request, response) => void response.send(`<!doctype html>
    <html><head><meta name="color-scheme" content="light dark"><script src="/sdk.js"></script></head>
    <body><h1>App at ${request.path}</h1><button>A button of the app</button><script>
      window.events = [];
      window.sdk = new AppExtensionsSDK();
      for (const name of ['visibility', 'close_custom_modal', 'user_settings_change']) sdk.listen(name, (event) => events.push([name, event.data ?? null]));
      window.ready = sdk.initialize({ size: { height: 5000, width: 400 } });
    </script></body></html>`));
  return site;
}

async function listen(site: Express): Promise<{ port: number; close(): Promise<void> }> {
  const server: Server = createServer(site);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return { port, close: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }) };
}
