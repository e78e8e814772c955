import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Migrator } from '../../migrator/index.js';
import type { Config } from '../config.js';
import { Problem } from '../problems.js';
import { same } from './state.js';

/** A user of a company who removed the app. */
export interface Uninstallation {
  readonly companyId: number;
  readonly userId: number;
}

const BODY = z.object({ client_id: z.string(), company_id: z.int().positive(), user_id: z.int().positive() });

/** Lets only Pipedrive pass, which proves itself with our own client id and secret. */
export function requireClient(config: Pick<Config, 'clientId' | 'clientSecret'>): RequestHandler {
  const expected = `Basic ${Buffer.from(`${config.clientId}:${config.clientSecret}`).toString('base64')}`;
  return (request, response, next) => {
    if (!same(request.get('authorization') ?? '', expected)) {
      response.set('WWW-Authenticate', 'Basic realm="uninstall"');
      throw new Problem(401, 'unauthorized', 'Only Pipedrive may announce an uninstallation.', 'Remove the app in Pipedrive instead.');
    }
    next();
  };
}

/** Reads Pipedrive's announcement; refuses one that is about another app. */
export function readUninstall(body: unknown, config: Pick<Config, 'clientId'>): Uninstallation {
  const parsed = BODY.safeParse(body);
  if (!parsed.success || parsed.data.client_id !== config.clientId) {
    throw new Problem(400, 'bad-request', 'The announcement is not about this app.', 'Remove the app in Pipedrive instead.');
  }
  return { companyId: parsed.data.company_id, userId: parsed.data.user_id };
}

/**
 * Deletes the user's credentials and, with the company's last user, everything that is stored for the company.
 * May be called twice, and for users who were never here.
 */
export async function uninstall(migrator: Migrator, { companyId, userId }: Uninstallation): Promise<void> {
  const account = await migrator.accounts.byKey('pipedrive', String(companyId));
  if (account === null) return;
  await migrator.accounts.removeCredentials(account.id, String(userId));
  if ((await migrator.accounts.credentialUsers(account.id)).length > 0) return;
  const running = (await migrator.runs(account.id)).filter((run) => run.state === 'running');
  for (const run of running) await migrator.pause(run.run);
  await migrator.accounts.forget(account.id);
}
