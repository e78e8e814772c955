import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { startPipedriveSandbox } from '../../sandbox/pipedrive/index.js';
import type { RunningSandbox } from '../../sandbox/pipedrive/index.js';
import type { Viewer } from '../../server/extension/signed-token.js';
import { aStage, CLIENT } from './support.js';
import type { Stage } from './support.js';

/** A listening server and the stand-in account that knows it. */
export interface Neighbours {
  readonly stage: Stage;
  readonly standIn: RunningSandbox;
  close(): Promise<void>;
}

/** Opens both. The server's address must be known to the stand-in and the stand-in's to the server, so the door opens before the app is built. */
export async function neighbours(): Promise<Neighbours> {
  const door = createServer().listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo; // a TCP server's address is never a string
  const publicUrl = `http://127.0.0.1:${port}`;
  const standIn = await startPipedriveSandbox({
    port: 0, controlPort: 0, app: { ...CLIENT, callbackUrl: `${publicUrl}/callback`, installUrl: `${publicUrl}/install` },
  });
  const stage = await aStage({
    standIn: true, publicUrl, oauthHost: new URL(standIn.url).origin, trustedProxies: 0, uploads: { bytes: 10_000_000, files: 30 },
  });
  door.on('request', stage.app);
  return {
    stage, standIn,
    async close() {
      door.closeAllConnections();
      door.close();
      await stage.close();
      await standIn.close();
    },
  };
}

/** An installation that has begun: the consent page's address, and the cookie that the browser keeps. */
export interface Begun {
  readonly consent: URL;
  readonly cookie: string;
}

export async function begin({ app }: Stage): Promise<Begun> {
  const answer = await request(app).get('/install');
  return { consent: new URL(answer.headers['location'] ?? ''), cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
}

/** Presses a button of the consent page; answers with the address that the browser is sent back to. */
export async function decide(consent: URL, decision: 'allow' | 'deny'): Promise<URL> {
  const answer = await fetch(`${consent.origin}${consent.pathname}`, {
    method: 'POST', redirect: 'manual', body: new URLSearchParams({ ...Object.fromEntries(consent.searchParams), decision }),
  });
  return new URL(answer.headers.get('location') ?? '');
}

export const comeBack = ({ app }: Stage, { pathname, search }: Pick<URL, 'pathname' | 'search'>, cookie: string) =>
  request(app).get(`${pathname}${search}`).set('Cookie', cookie);

/** Installs the app from the first click to the last. */
export async function install(stage: Stage): Promise<Viewer> {
  const { consent, cookie } = await begin(stage);
  await comeBack(stage, await decide(consent, 'allow'), cookie);
  const [account] = await stage.migrator.accounts.list();
  const [userKey] = await stage.migrator.accounts.credentialUsers(account?.id ?? '');
  return { companyId: Number(account?.key), userId: Number(userKey) };
}
