import { OutcomeUnknown, PauseRun, RecordRejected } from '../../run/errors.js';

/** The record is not in Pipedrive: a value for readers and removers, a rejection for everybody else. */
export class Gone extends RecordRejected {}

/** A request as far as errors may speak of it: no values, no query. */
export interface Call {
  readonly version: 'v1' | 'v2';
  readonly method: string;
  readonly path: string;
  /** Changes something at Pipedrive, so that a lost answer leaves doubt. */
  readonly write: boolean;
  /** Names of the fields that were sent. */
  readonly keys: readonly string[];
}

/** A reply of Pipedrive's, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; undefined where it is not JSON. */
  readonly json: unknown;
}

/** What turns a refusal into words. */
export interface Words {
  readonly now: Date;
  /** The visible label of a field's key, where we know it. */
  readonly labelOf: (key: string) => string;
}

const MINUTE = 60_000;

/** The recovery for a reply that is neither a success nor something the transport settles itself (401, 429, 5xx). */
export function refusal(call: Call, reply: Reply, words: Words): Error {
  switch (reply.status) {
    case 402:
      return new PauseRun('The Pipedrive company account is not open', 'Ask the account owner to settle the subscription, then resume.');
    case 403:
      return forbidden(call, reply, words);
    case 404:
    case 410:
      return new Gone(`Pipedrive has no such record (${reply.status} for ${nameOf(call)})`, 'It was removed in Pipedrive; decide whether to create it again.');
    case 405:
    case 415:
    case 501:
      return new PauseRun(`Pipedrive does not offer ${nameOf(call)} (${reply.status})`, 'Check that the feature is switched on in this account, then resume.');
    default:
      return reply.status >= 400 && reply.status < 500
        ? new RecordRejected(refusedFields(call, reply, words), 'Correct the record in the export or the mapping, then run the failed rows again.')
        : new PauseRun(`Pipedrive answered ${reply.status} to ${nameOf(call)}`, 'Resume in a few minutes.');
  }
}

function forbidden(call: Call, reply: Reply, words: Words): PauseRun {
  if (reply.json === undefined) {
    return new PauseRun('Pipedrive blocks our requests for the moment', 'Resume in ten minutes.', new Date(words.now.getTime() + 10 * MINUTE));
  }
  const cap = /^feature_capping_([a-z_]+)_limit$/.exec(codeOf(reply) ?? '')?.[1];
  if (cap !== undefined) {
    return new PauseRun(`The plan's limit for ${cap.replaceAll('_', ' ')} is reached`, 'Raise the plan in Pipedrive or remove what is not needed, then resume.');
  }
  return new PauseRun(`Pipedrive does not allow ${nameOf(call)} (403)`, 'Let an administrator of Pipedrive connect the app with all its permissions, then resume.');
}

/** Names the fields that Pipedrive's sentence is about, and its code. The sentence itself may quote patient data and is dropped. */
function refusedFields(call: Call, reply: Reply, words: Words): string {
  const code = codeOf(reply);
  const mentioned = call.keys.filter((key) => new RegExp(`(?<![A-Za-z0-9_])${key}(?![A-Za-z0-9_])`).test(sentenceOf(reply)));
  const fields = mentioned.map((key) => `"${words.labelOf(key)}"`).join(', ');
  return `Pipedrive refused ${nameOf(call)} (${reply.status}${code === null ? '' : ` ${code}`})${fields === '' ? '' : `: ${fields}`}`;
}

/** The error for a request of unknown end: doubt for a write, a pause for a read that went wrong too often. */
export function lost(call: Call, what: string): Error {
  return call.write
    ? new OutcomeUnknown(`${nameOf(call)}: ${what}`)
    : new PauseRun(`Pipedrive does not answer ${nameOf(call)}: ${what}`, 'Resume in a few minutes.');
}

/** The pause after which Pipedrive counts tokens anew. Its day is taken to end at midnight UTC. */
export function budgetGone(now: Date): PauseRun {
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  return new PauseRun('The account\'s daily budget of Pipedrive API tokens is spent', 'Resume after midnight UTC, or buy a token top-up in Pipedrive.', midnight);
}

/** The pause after which a person has to connect again. */
export function authorizationLost(): PauseRun {
  return new PauseRun('Pipedrive no longer accepts our authorization', 'Connect Pipedrive again in the app\'s settings, then resume.');
}

/** Method and collection, `POST persons`: enough to know what was tried, nothing of whom. */
export function nameOf(call: Call): string {
  const words = call.path.split('/').filter((segment) => /^[A-Za-z]+$/.test(segment));
  return `${call.method} ${words.join('/')}`;
}

function sentenceOf(reply: Reply): string {
  const error = property(reply.json, 'error');
  return typeof error === 'string' ? error : '';
}

/** Pipedrive's machine-readable code; anything that does not look like one could be a value and is dropped. */
function codeOf(reply: Reply): string | null {
  const code = property(reply.json, 'code');
  return typeof code === 'string' && /^[A-Za-z][A-Za-z0-9_]{2,59}$/.test(code) ? code : null;
}

function property(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null ? Object.entries(json).find(([key]) => key === name)?.[1] : undefined;
}
