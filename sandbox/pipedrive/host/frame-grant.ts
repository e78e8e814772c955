import { SignJWT } from 'jose';
import type { AppRegistration, HostDeps } from '../host-deps.js';
import type { FrameGrant, FrameRequest, Surface } from './contract.js';

/** The lifetime of every token that the host page signs, as in Pipedrive's GET_SIGNED_TOKEN. */
export const TOKEN_SECONDS = 300;

/** The registered address of each surface that the app has, web addresses only. */
export function surfaceUrls(app: AppRegistration): ReadonlyMap<Surface, URL> {
  const registered: readonly (readonly [Surface, string | undefined])[] = [
    ['panel', app.panelUrl], ['modal', app.modalUrl], ['settings', app.settingsUrl],
  ];
  return new Map(registered.flatMap(([surface, address]) => {
    const url = webAddress(address);
    return url ? [[surface, url] as const] : [];
  }));
}

/** Parses an http or https address; null for everything else, so that no `javascript:` address reaches a link or a frame. */
export function webAddress(address: string | undefined): URL | null {
  if (address === undefined || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}

/** Signs who is looking, as Pipedrive does: HS256 over the client secret, user and company only. */
export async function signToken(deps: HostDeps, userId: number, now: number): Promise<string> {
  const issued = Math.floor(now / 1000);
  return new SignJWT({ userId, companyId: deps.companyId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(issued)
    .setExpirationTime(issued + TOKEN_SECONDS)
    .sign(new TextEncoder().encode(deps.clientSecret()));
}

/** Builds the address of one iframe load. The parameters that Pipedrive sets are written last, so no context can pose as them. */
export function grantFrame(registered: URL, request: FrameRequest, grant: { id: string; token: string; companyId: number }): FrameGrant {
  const url = new URL(registered);
  const set = (name: string, value: string): void => url.searchParams.set(name, value);
  for (const [name, value] of Object.entries(request.context ?? {})) set(name, value);
  for (const name of ['resource', 'view', 'selectedIds', 'data']) url.searchParams.delete(name);
  set('userId', String(request.userId));
  set('companyId', String(grant.companyId));
  set('token', grant.token);
  set('id', grant.id);
  set('theme', request.theme);
  if (request.record) {
    set('resource', request.record.resource);
    set('view', 'details');
    set('selectedIds', String(request.record.id));
  }
  if (request.data) set('data', JSON.stringify(request.data));
  return { id: grant.id, src: url.href };
}
