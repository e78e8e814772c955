import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { applyEdit } from './edits.js';
import { faultsSchema } from './faults.js';
import type { AppRegistration } from './options.js';
import { notFound, Refusal } from './refusals.js';
import { understandBody } from './request-body.js';
import { readV2 } from './schema.js';
import { accountFrom } from './seed.js';
import { stateJson } from './state.js';
import { replaceAccount, uninstall, type World } from './world.js';
import { jsonWire, writeWire } from './writing.js';

const appSchema = z.strictObject({
  clientId: z.string().min(1), clientSecret: z.string().min(1), callbackUrl: z.url(), installUrl: z.url().exactOptional(),
  panelUrl: z.url().exactOptional(),
  modalUrl: z.url().exactOptional(), settingsUrl: z.url().exactOptional(), modalActionId: z.string().exactOptional(),
  scopes: z.array(z.string()).exactOptional(),
});
const clockSchema = z.strictObject({ advanceSeconds: z.number().min(0) });
const userSchema = z.strictObject({ user: z.int() });

/** What a control call answers: an object, or a long JSON text in pieces. */
type ControlAnswer = { readonly json: unknown } | { readonly pieces: Iterable<string> };

function registerApp(world: World, given: unknown): void {
  const app: AppRegistration = readV2(appSchema, given);
  if (app.clientId !== world.app.clientId) world.grants.keepOnly(new Set());
  world.app = app;
}

async function answer(world: World, call: string, query: URLSearchParams, body: unknown): Promise<ControlAnswer> {
  switch (call) {
    case 'GET state': return { pieces: stateJson(world.account, world.url) };
    case 'GET ledger': return { pieces: world.ledger.json(query.get('bodies') === '1' ? 'with-bodies' : 'entries') };
    case 'DELETE ledger': world.ledger.clear(); return done;
    case 'POST reset': replaceAccount(world, accountFrom(body, world.clock, world.account.settings)); return done;
    case 'POST faults': world.faults.set(readV2(faultsSchema, body)); return done;
    case 'POST edit': applyEdit(world.account, body); return done;
    case 'POST clock':
      world.clock.advance(readV2(clockSchema, body).advanceSeconds);
      return { json: { success: true, now: world.account.preciseNow() } };
    case 'GET app': return { json: { ...world.app, clientSecret: undefined } };
    case 'POST app': registerApp(world, body); return done;
    case 'GET grants': return { json: world.grants.list() };
    case 'POST uninstall': await uninstall(world, readV2(userSchema, body).user); return done;
    default: throw notFound('Control call');
  }
}

const done: ControlAnswer = { json: { success: true } };

/** Answers the control interface. It is not part of Pipedrive and listens on a port of its own. */
export async function answerControl(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://control');
  const call = `${request.method ?? 'GET'} ${url.pathname.replace(/^\/__control\/?/, '')}`;
  try {
    const { body } = await understandBody(await buffer(request), request.headers['content-type'] ?? '');
    const result = await answer(world, call, url.searchParams, body);
    if ('json' in result) return writeWire(response, jsonWire(200, result.json));
    await writePieces(response, result.pieces);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    writeWire(response, jsonWire(error.status, error.body));
  }
}

/** Blocks that are worth a write each, out of pieces of any size. */
function* inBlocks(pieces: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < 65_536) continue;
    yield waiting;
    waiting = '';
  }
  yield waiting;
}

async function writePieces(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  await pipeline(Readable.from(inBlocks(pieces)), response);
}
