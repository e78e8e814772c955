import type { Meter } from '../define.js';
import type { RateLimiter, ServerWindow } from '../rate-limiter.js';
import { isCharged, tokensFor } from './costs.js';
import { authorizationLost, budgetGone, type Call, lost, refusal, type Reply } from './errors.js';
import type { AccessTokens } from './tokens.js';

/** What the adapter takes from the machine it runs on. */
export interface Machine {
  readonly fetch: typeof fetch;
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds that never run backwards. */
  now(): number;
  random(): number;
  readonly timeoutMs: number;
}

/** The part of the official client's request that its axios hands to an adapter. */
export interface ClientRequest {
  readonly url?: string;
  readonly method?: string;
  readonly data?: unknown;
  readonly headers?: unknown;
}

/** What axios wants back. */
export interface ClientReply {
  readonly data: unknown;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly config: ClientRequest;
}

/** What the reply headers told about the account's plan. */
export interface Learned {
  readonly burst: number | null;
  readonly dailyTokens: number | null;
}

export interface TransportParts {
  readonly origin: string;
  readonly limiter: RateLimiter;
  readonly tokens: AccessTokens;
  readonly machine: Machine;
  readonly clock: () => Date;
  /** The visible label of a field's key, for error messages. */
  readonly labelOf: (key: string) => string;
}

interface Outgoing extends Call {
  readonly url: string;
  readonly body: string | null;
}

/** How one attempt ended: with a reply, before anything left, or with silence. */
type Attempt =
  | { readonly end: 'reply'; readonly reply: Reply }
  | { readonly end: 'unsent' | 'silence'; readonly why: string };

/** Stands for the status of a request whose answer never came: Pipedrive may have done and billed it. */
const LOST = 0;
/** Searches have a window of their own. */
type Lane = 'main' | 'search';

const READ_ATTEMPTS = 4;
const PATIENCE_MS = 60_000;
/** Failures that happen before a byte of the request has left. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * The one seam under the official client: every request passes through `adapter`, which signs it, keeps the rate, counts its
 * price, repeats what is safe to repeat, and turns every other ending into a recovery error. The client itself would drop
 * status and headers.
 */
export class Transport {
  readonly #parts: TransportParts;
  #meter = { tokens: 0, requests: 0, writes: 0 };
  #learned: Learned = { burst: null, dailyTokens: null };

  constructor(parts: TransportParts) {
    this.#parts = parts;
  }

  readonly adapter = async (request: ClientRequest): Promise<ClientReply> => {
    const reply = await this.#settle(this.#outgoing(request));
    return { data: reply.json, status: reply.status, statusText: '', headers: reply.headers, config: request };
  };

  meter(): Meter {
    return { ...this.#meter };
  }

  learned(): Learned {
    return this.#learned;
  }

  #outgoing(request: ClientRequest): Outgoing {
    const url = new URL(request.url ?? '');
    const [, version, path] = /^\/api\/(v[12])(\/.*)$/.exec(url.pathname) ?? [];
    if (url.origin !== this.#parts.origin || (version !== 'v1' && version !== 'v2') || path === undefined) {
      throw new Error(`The Pipedrive client asked for an address outside the account's API: ${url.origin}`);
    }
    const method = (request.method ?? 'get').toUpperCase();
    const body = typeof request.data === 'string' && request.data !== '' ? request.data : null;
    return { version, method, path, write: method !== 'GET', keys: keysIn(body), url: url.href, body };
  }

  /** Repeats attempts until there is an answer to hand over or an error to throw. */
  async #settle(call: Outgoing): Promise<Reply> {
    const started = this.#parts.machine.now();
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const token = await this.#parts.tokens.current();
      const ended = await this.#attempt(call, token);
      if (ended.end !== 'reply') {
        await this.#again(call, ended.why, attempt, ended.end === 'silence' && call.write);
      } else if (ended.reply.status === 401) {
        if (renewed) throw authorizationLost();
        renewed = true;
        await this.#parts.tokens.renew(token);
      } else if (ended.reply.status === 429) {
        this.#holdBack(ended.reply, attempt, started);
      } else if (ended.reply.status >= 500 && ended.reply.status !== 501) {
        await this.#again(call, `status ${ended.reply.status}`, attempt, call.write);
      } else if (ended.reply.status >= 200 && ended.reply.status < 300) {
        if (ended.reply.json !== undefined) return ended.reply;
        await this.#again(call, 'the answer is not JSON', attempt, call.write);
      } else {
        throw refusal(call, ended.reply, { now: this.#parts.clock(), labelOf: this.#parts.labelOf });
      }
    }
  }

  /** Waits before another attempt; throws when there must not be one. */
  async #again(call: Call, why: string, attempt: number, inDoubt: boolean): Promise<void> {
    if (inDoubt) throw lost(call, why);
    if (attempt >= READ_ATTEMPTS) throw lost({ ...call, write: false }, why);
    await this.#parts.machine.sleep(this.#backOff(attempt));
  }

  /** A refusal for rate did nothing: everybody waits, then the request goes out again. A day's budget ends the run for today. */
  #holdBack(reply: Reply, attempt: number, started: number): void {
    const { machine, limiter, clock } = this.#parts;
    const wait = waitOf(reply, clock()) ?? this.#backOff(attempt);
    const spent = reply.headers['x-daily-ratelimit-token-remaining'] === '0';
    if (spent || machine.now() - started + wait > PATIENCE_MS) throw budgetGone(clock());
    limiter.hold(wait);
  }

  /** Doubles from half a second, with up to as much again by chance, so that workers do not come back in step. */
  #backOff(attempt: number): number {
    return Math.min(500 * 2 ** (attempt - 1), 16_000) * (1 + this.#parts.machine.random());
  }

  async #attempt(call: Outgoing, token: string): Promise<Attempt> {
    const lane: Lane = call.path.endsWith('/search') ? 'search' : 'main';
    const slot = await this.#parts.limiter.acquire(lane);
    let status: number | null = null;
    let said: ServerWindow | undefined;
    try {
      const response = await this.#parts.machine.fetch(call.url, {
        method: call.method,
        headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...(call.body === null ? {} : { 'content-type': 'application/json' }) },
        body: call.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#parts.machine.timeoutMs),
      });
      status = response.status;
      said = this.#learn(lane, response.headers);
      const text = await response.text();
      return { end: 'reply', reply: { status, headers: Object.fromEntries(response.headers), json: parse(text) } };
    } catch (error) {
      const why = failureOf(error);
      if (NEVER_LEFT.has(why)) return { end: 'unsent', why };
      status ??= LOST;
      return { end: 'silence', why };
    } finally {
      slot.replied(said);
      if (status !== null) this.#count(call, status);
    }
  }

  #count(call: Call, status: number): void {
    if (!isCharged(status)) return;
    this.#meter.tokens += tokensFor(call);
    this.#meter.requests += 1;
    if (call.write) this.#meter.writes += 1;
  }

  /** Takes from the headers what the plan allows, and hands back what they say about the window. */
  #learn(lane: Lane, headers: Headers): ServerWindow | undefined {
    const limit = positive(headers.get('x-ratelimit-limit'));
    const remaining = headers.get('x-ratelimit-remaining');
    const dailyTokens = positive(headers.get('x-daily-ratelimit-token-limit'));
    this.#learned = { burst: lane === 'main' ? limit ?? this.#learned.burst : this.#learned.burst, dailyTokens: dailyTokens ?? this.#learned.dailyTokens };
    return limit === null ? undefined : { limit, remaining: remaining === null ? limit : positive(remaining) ?? 0 };
  }
}

/** What Pipedrive asks us to wait, in milliseconds; null where it does not say. */
function waitOf(reply: Reply, now: Date): number | null {
  const after = reply.headers['retry-after'];
  const date = after === undefined ? Number.NaN : Date.parse(after);
  const seconds = positive(after ?? null) ?? positive(reply.headers['x-ratelimit-reset'] ?? null);
  if (seconds !== null) return seconds * 1000;
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

function positive(header: string | null): number | null {
  const number = header === null || header.trim() === '' ? Number.NaN : Number(header);
  return Number.isFinite(number) && number > 0 ? number : null;
}

/** The parsed text, undefined where it is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The caller tells "no JSON" from every JSON value by this.
  }
}

/** Names of the fields in a request body, two levels deep: enough for custom fields and prices. */
function keysIn(body: string | null): string[] {
  const json = body === null ? null : parse(body);
  return [...new Set(namesIn(json).flatMap(([name, value]) => [name, ...namesIn(value).map(([inner]) => inner)]))].filter((key) => /^\w+$/.test(key) && key !== 'custom_fields');
}

function namesIn(json: unknown): [string, unknown][] {
  if (Array.isArray(json)) return json.slice(0, 1).flatMap(namesIn);
  return typeof json === 'object' && json !== null ? Object.entries(json) : [];
}

/** The system's code for a failed request, never its message: that holds the address. */
function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'timeout';
  const cause = error.cause instanceof Error ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : 'failed';
}
