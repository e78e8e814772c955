import { z } from 'zod';
import type { Config } from '../config.js';
import { Problem } from '../problems.js';
import { isLoopback } from '../variables.js';
import type { Grant } from './consent.js';

/** Who installed the app, as Pipedrive tells us with their own token. */
export interface Identity {
  readonly userId: number;
  readonly userName: string;
  readonly companyId: number;
  readonly companyName: string;
  readonly companyDomain: string;
  /** May change the account's fields and pipelines. */
  readonly admin: boolean;
}

/** HTTP as the platform offers it. */
export type Fetch = typeof globalThis.fetch;

const USERS_ME = z.object({
  data: z.object({
    id: z.int().positive(),
    name: z.string(),
    company_id: z.int().positive(),
    company_name: z.string(),
    company_domain: z.string().min(1),
    is_admin: z.union([z.boolean(), z.number()]).optional(),
    access: z.array(z.object({ app: z.string(), admin: z.boolean() })).optional(),
  }),
});
const PATIENCE_MS = 15_000;

/** Asks the company's own API who the grant belongs to. The address comes from Pipedrive's answer and is checked before it is used. */
export async function identify(fetch: Fetch, config: Config, grant: Grant): Promise<Identity> {
  if (!isPipedrive(grant.apiDomain, config.standIn)) {
    throw new Problem(502, 'install-domain', 'Pipedrive named an address that is not its own.', 'Start again in a moment.');
  }
  const answer = USERS_ME.safeParse(await readMe(fetch, grant));
  if (!answer.success) throw new Problem(502, 'install-answer', 'Pipedrive did not say who you are.', 'Start again in a moment.');
  const { data } = answer.data;
  return {
    userId: data.id,
    userName: data.name,
    companyId: data.company_id,
    companyName: data.company_name,
    companyDomain: data.company_domain,
    admin: Boolean(data.is_admin) || (data.access ?? []).some((access) => access.app === 'global' && access.admin),
  };
}

/** Whether an address may be called with a company's token: https below pipedrive.com, or this machine where a stand-in is in use. */
export function isPipedrive(address: string, standIn: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  if (standIn && isLoopback(url.hostname)) return true;
  return url.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.pipedrive.com');
}

/** Whatever goes wrong between the two servers, the person can only start again; so every failure of this call is the same problem. */
async function readMe(fetch: Fetch, grant: Grant): Promise<unknown> {
  const address = `${new URL(grant.apiDomain).origin}/api/v1/users/me`;
  const headers = { Authorization: `Bearer ${grant.accessToken}`, Accept: 'application/json' };
  try {
    const answer = await fetch(address, { headers, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok ? await answer.json() : null;
  } catch {
    throw new Problem(502, 'install-unreachable', 'Pipedrive could not be reached.', 'Start again in a moment.');
  }
}
