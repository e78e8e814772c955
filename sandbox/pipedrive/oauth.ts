import express, { type Express, type Request, type Response } from 'express';
import { z } from 'zod';
import { consentPage, refusedPage } from './consent-page.js';
import { COMMAND_LINE_REDIRECT } from './options.js';
import { scopesOf, type World } from './world.js';
import { writeGatewayFault } from './writing.js';

const questionSchema = z.object({ client_id: z.string(), redirect_uri: z.string(), state: z.string().optional() });
const consentSchema = questionSchema.extend({ user_id: z.coerce.number().optional(), decision: z.enum(['allow', 'deny']) });
const tokenSchema = z.object({
  grant_type: z.string(), code: z.string().optional(), redirect_uri: z.string().optional(), refresh_token: z.string().optional(),
  client_id: z.string().optional(), client_secret: z.string().optional(),
});
type Question = z.output<typeof questionSchema>;

function wrongWith(world: World, question: Question): string | null {
  if (question.client_id !== world.app.clientId) return 'No app with this client id is registered here.';
  const registered = [world.app.callbackUrl, COMMAND_LINE_REDIRECT];
  return registered.includes(question.redirect_uri) ? null : 'The redirect address is not the registered callback address.';
}

function answerAuthorize(world: World, request: Request, response: Response): void {
  const read = questionSchema.safeParse(request.query);
  const reason = read.success ? wrongWith(world, read.data) : 'client_id and redirect_uri are required.';
  if (!read.success || reason !== null) {
    response.status(400).send(refusedPage(reason ?? ''));
    return;
  }
  const users = [...world.account.users.values()].filter((user) => user.active);
  response.send(consentPage({
    clientId: read.data.client_id, redirectUri: read.data.redirect_uri, state: read.data.state ?? null, company: world.account.companyName,
    scopes: scopesOf(world.app), users,
  }));
}

function answerConsent(world: World, request: Request, response: Response): void {
  const read = consentSchema.safeParse(request.body);
  const reason = read.success ? wrongWith(world, read.data) : 'The form is not complete.';
  if (!read.success || reason !== null) {
    response.status(400).send(refusedPage(reason ?? ''));
    return;
  }
  const { redirect_uri, state, decision, user_id } = read.data;
  const active = [...world.account.users.values()].filter((user) => user.active);
  const user = user_id === undefined ? (active.find((entry) => entry.admin) ?? active[0]) : active.find((entry) => entry.id === user_id);
  if (user === undefined) {
    response.status(400).send(refusedPage('There is no such user.'));
    return;
  }
  const target = new URL(redirect_uri);
  if (decision === 'allow') target.searchParams.set('code', world.grants.issueCode(user.id, redirect_uri));
  else target.searchParams.set('error', 'user_denied');
  if (state !== undefined && !world.account.settings.switches.dropState) target.searchParams.set('state', state);
  response.redirect(302, target.href);
}

function isTheApp(world: World, request: Request, body: { client_id?: string | undefined; client_secret?: string | undefined }): boolean {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const given = basic === undefined ? `${body.client_id ?? ''}:${body.client_secret ?? ''}` : Buffer.from(basic, 'base64').toString('utf8');
  return given === `${world.app.clientId}:${world.app.clientSecret}`;
}

function refuseToken(response: Response, status: number, error: string, message: string): void {
  response.status(status).json({ success: false, message, error });
}

function answerToken(world: World, request: Request, response: Response): void {
  const fault = world.faults.take('POST', '/oauth/token', 'oauthToken');
  if (fault !== null && writeGatewayFault(response, fault)) return;
  const read = tokenSchema.safeParse(request.body);
  if (!read.success) return refuseToken(response, 400, 'invalid_request', 'Invalid request: `grant_type` is required');
  if (!isTheApp(world, request, read.data)) return refuseToken(response, 401, 'invalid_client', 'Invalid client: client is invalid');
  const { grant_type, code = '', redirect_uri = '', refresh_token = '' } = read.data;
  if (grant_type !== 'authorization_code' && grant_type !== 'refresh_token') {
    return refuseToken(response, 400, 'unsupported_grant_type', 'Unsupported grant type: `grant_type` is invalid');
  }
  const pair = grant_type === 'authorization_code' ? world.grants.exchange(code, redirect_uri) : world.grants.refresh(refresh_token);
  if (pair === null) {
    const what = grant_type === 'authorization_code' ? 'authorization code' : 'refresh token';
    return refuseToken(response, 400, 'invalid_grant', `Invalid grant: ${what} is invalid`);
  }
  response.set('cache-control', 'no-store').json({
    access_token: pair.accessToken, token_type: 'Bearer', refresh_token: pair.refreshToken, scope: scopesOf(world.app).join(','),
    expires_in: pair.expiresIn, api_domain: world.url,
  });
}

function answerRevoke(world: World, request: Request, response: Response): void {
  const read = z.object({ token: z.string(), client_id: z.string().optional(), client_secret: z.string().optional() }).safeParse(request.body);
  if (!read.success) return refuseToken(response, 400, 'invalid_request', 'Invalid request: `token` is required');
  if (!isTheApp(world, request, read.data)) return refuseToken(response, 401, 'invalid_client', 'Invalid client: client is invalid');
  world.grants.revoke(read.data.token);
  response.status(200).json({});
}

/** Adds the consent page, the token endpoint and revocation. */
export function mountOAuth(app: Express, world: World): void {
  const form = express.urlencoded({ extended: false });
  app.get('/oauth/authorize', (request, response) => answerAuthorize(world, request, response));
  app.post('/oauth/authorize', form, (request, response) => answerConsent(world, request, response));
  app.post(['/oauth/token', '/oauth/token/'], form, (request, response) => answerToken(world, request, response));
  app.post('/oauth/revoke', form, (request, response) => answerRevoke(world, request, response));
}
