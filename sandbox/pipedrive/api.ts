import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultKind } from './faults.js';
import { HANDLERS } from './handlers.js';
import { matchOperation, type Matched, type Operation } from './operations.js';
import { forbidden, plain, Refusal, unauthorized } from './refusals.js';
import { understandBody } from './request-body.js';
import type { User } from './rows.js';
import { scopesOf, uninstall, type World } from './world.js';
import { gatewayWire, HTML_403, jsonWire, writeHalf, writeWire, type Wire } from './writing.js';

/** One call on its way through the API, gathering what the ledger will say of it. */
interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly matched: Matched;
  readonly operation: Operation | null;
  readonly token: string | null;
  readonly contentType: string;
  readonly bytes: Buffer;
  by: number | null;
  tokens: number;
  request: string;
}

/** Whether a path belongs to the API; `/v1` is the older spelling of `/api/v1`. */
export function isApiPath(url: string): boolean {
  return url.startsWith('/api/') || url.startsWith('/v1/');
}

/** Answers a call of the API from the first byte to the ledger entry, faults included. */
export async function answerApi(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = open(request, await buffer(request));
  const fault = world.faults.take(exchange.method, exchange.path, exchange.operation?.name ?? null);
  if (fault !== null) strikeFirst(world, exchange, fault);
  const replaced = fault === null ? null : gatewayWire(fault);
  if (fault === 'timeout-before-commit') return note(world, exchange, fault, null);
  const wire = replaced ?? await answerCall(world, exchange);
  if (world.latencyMs > 0) await pause(world.latencyMs);
  if (fault === 'timeout-after-commit') return note(world, exchange, fault, null);
  note(world, exchange, fault, wire);
  if (fault === 'reset-mid-body') writeHalf(response, wire);
  else writeWire(response, wire);
}

function open(request: IncomingMessage, bytes: Buffer): Exchange {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const path = url.pathname.startsWith('/v1/') ? `/api${url.pathname}` : url.pathname;
  const method = request.method ?? 'GET';
  const matched = matchOperation(method, path);
  return {
    method, path, query: url.searchParams, matched, operation: typeof matched === 'string' ? null : matched.operation,
    token: /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null, contentType: request.headers['content-type'] ?? '', bytes,
    by: null, tokens: 0, request: '',
  };
}

/** Faults that change the account's state before the call is looked at; what the call then meets follows by itself. */
function strikeFirst(world: World, exchange: Exchange, fault: FaultKind): void {
  if (fault === 'budget-gone') world.limits.exhaust();
  if (exchange.token === null) return;
  const userId = world.grants.userOf(exchange.token);
  if (fault === 'token-expired') world.grants.expire(exchange.token);
  if (fault === 'uninstalled' && userId !== null) void uninstall(world, userId);
}

async function answerCall(world: World, exchange: Exchange): Promise<Wire> {
  let headers: Readonly<Record<string, string>> = {};
  try {
    const user = authorize(world, exchange);
    if (exchange.matched === 'unknown') throw plain(404, 'Unknown method .');
    if (exchange.matched === 'wrong-method') throw plain(405, 'Method not allowed');
    const { operation, params } = exchange.matched;
    const bucket = `user ${user.id}`;
    const admission = world.limits.admit(bucket, operation);
    headers = world.limits.headers(bucket, operation);
    if (!admission.admitted) {
      if (admission.refusal === 'html-403') return HTML_403;
      throw admission.refusal;
    }
    requireRights(world, operation, user);
    world.limits.charge(operation);
    exchange.tokens = operation.cost;
    headers = world.limits.headers(bucket, operation);
    const { body, upload, described } = await understandBody(exchange.bytes, exchange.contentType);
    exchange.request = described;
    const handler = HANDLERS[operation.name];
    if (handler === undefined) throw plain(501, 'Not implemented');
    const answer = handler({ account: world.account, user, params, query: exchange.query, body, upload, url: world.url });
    return answer.body instanceof Uint8Array
      ? { status: answer.status, headers: { ...headers, 'content-type': 'application/octet-stream' }, payload: answer.body }
      : jsonWire(answer.status, answer.body, headers);
  } catch (error) {
    if (error instanceof Refusal) return jsonWire(error.status, error.body, headers);
    throw error;
  }
}

function authorize(world: World, exchange: Exchange): User {
  const userId = exchange.token === null ? null : world.grants.userOf(exchange.token);
  const user = userId === null ? undefined : world.account.users.get(userId);
  if (user === undefined || !user.active) throw unauthorized();
  exchange.by = user.id;
  return user;
}

/** Scopes of the app, and the rights of the user behind the token: the smaller of both counts. */
function requireRights(world: World, operation: Operation, user: User): void {
  const granted = scopesOf(world.app);
  if (!operation.scopes.some((scope) => granted.includes(scope))) throw forbidden('Scope and URL mismatch');
  const administers = operation.method !== 'GET' && operation.scopes.includes('admin');
  if (administers && !user.admin) throw forbidden('You do not have permissions to do this');
}

function note(world: World, exchange: Exchange, fault: FaultKind | null, wire: Wire | null): void {
  const described = wire === null ? '' : typeof wire.payload === 'string' ? wire.payload : JSON.stringify({ bytes: wire.payload.byteLength });
  world.ledger.add({
    at: world.account.preciseNow(), method: exchange.method, path: exchange.path, operation: exchange.operation?.name ?? null, tokens: exchange.tokens,
    status: wire?.status ?? 0, by: exchange.by, ...(fault === null ? {} : { fault }),
  }, { query: JSON.stringify(Object.fromEntries(exchange.query)), request: exchange.request, response: described });
}
