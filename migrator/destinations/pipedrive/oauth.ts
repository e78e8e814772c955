import { z } from 'zod';
import { PauseRun, Refused } from '../../run/errors.js';
import type { Credentials } from '../define.js';

/** Where Pipedrive itself issues tokens. */
export const TOKEN_URL = 'https://oauth.pipedrive.com/oauth/token';

/** The stand-in's app, known to everybody; it opens nothing but the stand-in. */
const STAND_IN = { clientId: 'bridgework-dev', clientSecret: 'bridgework-dev-secret', redirectUri: 'http://127.0.0.1/bridgework-cli' };

const credentialsSchema = z.object({
  accessToken: z.string().min(1), refreshToken: z.string().min(1), expiresAt: z.iso.datetime(), apiDomain: z.string(),
  clientId: z.string().min(1), clientSecret: z.string().min(1), tokenUrl: z.string(), companyId: z.string(), userId: z.string(), scope: z.string(),
});

/** What is stored per (company, user). `companyId` and `userId` are empty until `identify` has filled them. */
export type PipedriveCredentials = z.output<typeof credentialsSchema>;

const tokenAnswer = z.looseObject({
  access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.number().positive(), scope: z.string(), api_domain: z.string(),
});

const meAnswer = z.object({
  data: z.looseObject({
    id: z.number(), name: z.string(), company_id: z.number(), company_name: z.string(), company_domain: z.string(),
  }),
});

/** Who a set of credentials belongs to. */
export interface Identity {
  readonly companyId: string;
  readonly userId: string;
  readonly company: string;
  readonly domain: string;
  readonly user: string;
}

/** The token endpoint said `invalid_grant`: this code or refresh token is used up. */
export class RefreshRefused extends Error {
  override readonly name = 'RefreshRefused';
}

/** What an exchange needs beside the code. */
export interface ExchangeRequest {
  readonly code: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly tokenUrl: string;
  readonly clock: () => Date;
  readonly fetch: typeof fetch;
}

/** Checks stored credentials; throws `Refused` when they are not Pipedrive's. */
export function parseCredentials(raw: Credentials): PipedriveCredentials {
  const parsed = credentialsSchema.safeParse(raw);
  if (!parsed.success) throw new Refused('The stored Pipedrive credentials are incomplete. Connect Pipedrive again.', 'bad-credentials');
  return { ...parsed.data, apiDomain: trustedOrigin(parsed.data.apiDomain), tokenUrl: trustedUrl(parsed.data.tokenUrl).href };
}

/** Credentials together with who they belong to. */
export interface Authorized {
  readonly credentials: PipedriveCredentials;
  readonly identity: Identity;
}

/** Trades an authorization code for tokens; whose they are is asked of the account itself. */
export async function exchangeCode(request: ExchangeRequest): Promise<Authorized> {
  const { clientId, clientSecret, redirectUri, tokenUrl, code } = request;
  const answer = await askForTokens(request, { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
  const credentials = { ...fromAnswer(answer, request.clock), clientId, clientSecret, tokenUrl, companyId: '', userId: '' };
  const identity = await identify(credentials, request.fetch);
  return { credentials: { ...credentials, companyId: identity.companyId, userId: identity.userId }, identity };
}

/** Gets a new access token. The returned refresh token replaces the old one, whether or not Pipedrive rotates them. */
export async function refreshTokens(current: PipedriveCredentials, clock: () => Date, fetcher: typeof fetch): Promise<PipedriveCredentials> {
  const answer = await askForTokens({ ...current, fetch: fetcher }, { grant_type: 'refresh_token', refresh_token: current.refreshToken });
  return { ...current, ...fromAnswer(answer, clock) };
}

/** Asks Pipedrive whose credentials these are. */
export async function identify(credentials: PipedriveCredentials, fetcher: typeof fetch): Promise<Identity> {
  const response = await fetcher(`${trustedOrigin(credentials.apiDomain)}/api/v1/users/me`, {
    headers: { authorization: `Bearer ${credentials.accessToken}`, accept: 'application/json' }, redirect: 'manual',
  });
  const parsed = meAnswer.safeParse(await json(response));
  if (!parsed.success) throw new Refused(`Pipedrive did not say who is connected (${response.status}). Try to connect again.`, 'not-identified');
  const { id, name, company_id, company_name, company_domain } = parsed.data.data;
  return { companyId: String(company_id), userId: String(id), company: company_name, domain: company_domain, user: name };
}

/** Connects to a stand-in account by its own OAuth pages, pressing "Allow" for the user. Loopback only. */
export async function connectWithoutBrowser(standInUrl: string, clock: () => Date, fetcher: typeof fetch): Promise<Authorized> {
  const base = URL.canParse(standInUrl) ? new URL(standInUrl) : null;
  if (base === null || !isLoopback(base)) throw new Refused('Only a stand-in on this machine can be connected without a browser.', 'not-a-stand-in');
  const { clientId, clientSecret, redirectUri } = STAND_IN;
  const consent = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, state: 'command-line', decision: 'allow' });
  const response = await fetcher(new URL('/oauth/authorize', base), { method: 'POST', body: consent, redirect: 'manual' });
  const code = new URL(response.headers.get('location') ?? base.href, base).searchParams.get('code');
  if (code === null) throw new Refused(`The stand-in did not allow the connection (${response.status}).`, 'not-connected');
  return exchangeCode({ code, clientId, clientSecret, redirectUri, tokenUrl: new URL('/oauth/token', base).href, clock, fetch: fetcher });
}

/** The origin of an API domain that may see our tokens: Pipedrive's own, or this machine. Throws `Refused` for any other. */
export function trustedOrigin(text: string): string {
  return trustedUrl(text).origin;
}

function trustedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPipedrive = url !== null && url.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.pipedrive.com');
  if (url === null || url.username !== '' || !(isPipedrive || isLoopback(url))) {
    throw new Refused('The address of the Pipedrive account is not one of Pipedrive\'s.', 'foreign-address');
  }
  return url;
}

function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

async function askForTokens(
  app: Pick<ExchangeRequest, 'clientId' | 'clientSecret' | 'tokenUrl' | 'fetch'>, form: Record<string, string>,
): Promise<z.output<typeof tokenAnswer>> {
  const basic = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64');
  const response = await app.fetch(trustedUrl(app.tokenUrl), {
    method: 'POST', headers: { authorization: `Basic ${basic}`, accept: 'application/json' }, body: new URLSearchParams(form), redirect: 'manual',
  }).catch(() => {
    throw new PauseRun('Pipedrive\'s sign-in service cannot be reached', 'Resume in a few minutes.');
  });
  const answer = await json(response);
  if (z.looseObject({ error: z.literal('invalid_grant') }).safeParse(answer).success) throw new RefreshRefused('Pipedrive refused the grant.');
  const parsed = tokenAnswer.safeParse(answer);
  if (!parsed.success) throw new PauseRun(`Pipedrive's sign-in service answered ${response.status}`, 'Resume in a few minutes.');
  return parsed.data;
}

function fromAnswer(answer: z.output<typeof tokenAnswer>, clock: () => Date) {
  return {
    accessToken: answer.access_token, refreshToken: answer.refresh_token, scope: answer.scope, apiDomain: trustedOrigin(answer.api_domain),
    expiresAt: new Date(clock().getTime() + answer.expires_in * 1000).toISOString(),
  };
}

/** The body as JSON, null where it is something else: the schemas above refuse that with the status. */
async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}
