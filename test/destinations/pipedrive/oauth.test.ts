import { afterEach, describe, expect, it } from 'vitest';
import type { Connection, Credentials } from '../../../migrator/destinations/define.js';
import { exchangeCode, identify, parseCredentials, trustedOrigin } from '../../../migrator/destinations/pipedrive/oauth.js';
import { TokenKeeper } from '../../../migrator/destinations/pipedrive/tokens.js';
import { PauseRun, Refused } from '../../../migrator/index.js';
import { type Scripted, scriptedServer, type Seen } from './scripted-server.js';

const NOW = new Date('2026-03-02T12:00:00Z');
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function serve(answer: (seen: Seen, count: number) => Scripted) {
  const server = await scriptedServer(answer);
  opened.push(server.close);
  return server;
}

const stored = (url: string, more: Partial<Credentials> = {}): Credentials => ({
  accessToken: 'old', refreshToken: 'refresh-1', expiresAt: '2026-03-02T13:00:00.000Z', apiDomain: url, tokenUrl: `${url}/oauth/token`,
  clientId: 'client', clientSecret: 'secret', companyId: '7', userId: '3', scope: 'base', ...more,
});

const tokens = (url: string, access: string) => ({
  body: { access_token: access, refresh_token: 'refresh-2', expires_in: 3600, scope: 'base', api_domain: url, token_type: 'bearer' },
});

/** A vault that renews one at a time, on what is stored, as the account store does. */
function vault(credentials: Credentials) {
  let newest = credentials;
  let queue: Promise<unknown> = Promise.resolve();
  const connection: Connection = {
    credentials, clock: () => NOW,
    renew(refresh) {
      const next = queue.then(async () => (newest = await refresh(newest)));
      queue = next.catch(() => undefined);
      return next;
    },
  };
  return { connection, store: (other: Credentials) => { newest = other; }, newest: () => newest };
}

describe('the Pipedrive authorization', () => {
  it('uses a token that still has minutes to live as it is', async () => {
    const server = await serve(() => ({ status: 500 }));
    await expect(new TokenKeeper(vault(stored(server.url)).connection, fetch).current()).resolves.toBe('old');
    expect(server.seen).toEqual([]);
  });

  it('refreshes five minutes early, once for all who wait, and stores what came back', async () => {
    const server = await serve(() => tokens(server.url, 'new'));
    const { connection, newest } = vault(stored(server.url, { expiresAt: '2026-03-02T12:04:59.000Z' }));
    const kept = new TokenKeeper(connection, fetch);
    await expect(Promise.all([kept.current(), kept.current(), kept.current()])).resolves.toEqual(['new', 'new', 'new']);
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({ authorization: `Basic ${btoa('client:secret')}`, body: 'grant_type=refresh_token&refresh_token=refresh-1' });
    expect(newest()).toMatchObject({ accessToken: 'new', refreshToken: 'refresh-2', expiresAt: '2026-03-02T13:00:00.000Z', companyId: '7' });
  });

  it('takes over what another process has renewed instead of refreshing again', async () => {
    const server = await serve(() => ({ status: 500 }));
    const { connection, store } = vault(stored(server.url));
    const kept = new TokenKeeper(connection, fetch);
    store(stored(server.url, { accessToken: 'theirs' }));
    await kept.renew('old');
    await expect(kept.current()).resolves.toBe('theirs');
    expect(server.seen).toEqual([]);
  });

  it('looks once more at what is stored before it believes that the grant is dead', async () => {
    const { connection, store } = vault(stored('http://127.0.0.1:9'));
    const server = await serve(({ body }) => {
      if (body.endsWith('refresh-9')) return tokens(server.url, 'new');
      store(stored(server.url, { accessToken: 'rotated', refreshToken: 'refresh-9' }));
      return { status: 400, body: { success: false, error: 'invalid_grant' } };
    });
    store(stored(server.url));
    const kept = new TokenKeeper(connection, fetch);
    await kept.renew('old');
    await expect(kept.current()).resolves.toBe('rotated');
  });

  it('pauses the run when the grant is really dead', async () => {
    const server = await serve(() => ({ status: 400, body: { success: false, message: 'Invalid grant: refresh-1', error: 'invalid_grant' } }));
    const kept = new TokenKeeper(vault(stored(server.url)).connection, fetch);
    const error = await kept.renew('old').then(() => null, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PauseRun);
    expect(error).toMatchObject({ cause: 'Pipedrive no longer accepts our authorization' });
    expect(server.seen).toHaveLength(1);
  });

  it('pauses the run when the sign-in service is down', async () => {
    const server = await serve(() => ({ status: 503, body: 'maintenance' }));
    await expect(new TokenKeeper(vault(stored(server.url)).connection, fetch).renew('old')).rejects.toBeInstanceOf(PauseRun);
  });

  it('trades a code for credentials and learns whose they are', async () => {
    const server = await serve(({ path }) => (path === '/oauth/token'
      ? tokens(server.url, 'first')
      : { body: { success: true, data: { id: 3, name: 'Admin', company_id: 7, company_name: 'Bright Smiles', company_domain: 'bright' } } }));
    const request = { code: 'c', clientId: 'client', clientSecret: 'secret', redirectUri: 'https://app.example/callback', tokenUrl: `${server.url}/oauth/token`, clock: () => NOW, fetch };
    const { credentials, identity } = await exchangeCode(request);
    expect(credentials).toMatchObject({ accessToken: 'first', companyId: '7', userId: '3', apiDomain: server.url });
    expect(identity).toEqual({ companyId: '7', userId: '3', company: 'Bright Smiles', domain: 'bright', user: 'Admin' });
    await expect(identify(parseCredentials(credentials), fetch)).resolves.toEqual(identity);
  });

  it.each(['https://acme.pipedrive.com', 'https://acme.pipedrive.com/', 'http://127.0.0.1:4000', 'http://localhost:4000'])('trusts %s', (address) => {
    expect(trustedOrigin(address)).toBe(new URL(address).origin);
  });

  it.each([
    'http://acme.pipedrive.com', 'https://pipedrive.com.evil.example', 'https://evilpipedrive.com', 'https://acme.pipedrive.com:8443',
    'https://user@acme.pipedrive.com', 'https://127.0.0.1', 'http://10.0.0.1', 'file:///etc/passwd', 'acme.pipedrive.com', '',
  ])('sends no token to %s', (address) => {
    expect(() => trustedOrigin(address)).toThrow(Refused);
  });
});
