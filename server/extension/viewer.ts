import type { Request, RequestHandler } from 'express';
import type { Account, Migrator } from '../../migrator/index.js';
import { Problem } from '../problems.js';
import type { VerifyToken, Viewer } from './signed-token.js';

/** A viewer who has installed the app: the account at Pipedrive and whose credentials act in it. */
export interface Member {
  readonly viewer: Viewer;
  readonly account: Account;
  /** Name of the viewer's credential set within the account. */
  readonly userKey: string;
  /** The viewer's name at Pipedrive. */
  readonly name: string;
  readonly company: string;
  /** Null where Pipedrive did not say at installation. */
  readonly admin: boolean | null;
}

const viewers = new WeakMap<Request, Viewer>();

/** Lets a request pass only with a genuine token in `Authorization: Bearer`; the token is never taken from the query. */
export function requireViewer(verify: VerifyToken): RequestHandler {
  return async (request, _response, next) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/.exec(request.get('authorization') ?? '')?.[1];
    const viewer = token === undefined ? null : await verify(token);
    if (viewer === null) throw new Problem(401, 'unauthorized', 'Pipedrive could not vouch for this request.', 'Reload the page in Pipedrive.');
    viewers.set(request, viewer);
    next();
  };
}

/** The viewer of a request behind `requireViewer`. */
export function viewerOf(request: Request): Viewer {
  const viewer = viewers.get(request);
  if (viewer === undefined) throw new Error('A route asks for a viewer but is not behind requireViewer.');
  return viewer;
}

/** Finds the installation of a viewer, null when this user has not installed the app in this company. */
export async function findMember(migrator: Migrator, viewer: Viewer): Promise<Member | null> {
  const account = await migrator.accounts.byKey('pipedrive', String(viewer.companyId));
  if (account === null) return null;
  const userKey = String(viewer.userId);
  const credentials = await migrator.accounts.credentials(account.id, userKey);
  if (credentials === null) return null;
  return {
    viewer, account, userKey,
    name: credentials['userName'] ?? `user ${userKey}`,
    company: credentials['companyName'] ?? account.name,
    admin: credentials['admin'] === undefined ? null : credentials['admin'] === 'true',
  };
}

/** The installation of a request's viewer; refuses those who have not installed the app themselves. */
export async function memberOf(migrator: Migrator, request: Request): Promise<Member> {
  const member = await findMember(migrator, viewerOf(request));
  if (member === null) throw new Problem(403, 'not-installed', 'You have not connected Bridgework to Pipedrive yet.', 'Choose Install in the panel, then reload the page.');
  return member;
}
