import { HostSilent } from './host.js';
import { copy } from './copy.js';

/** A refusal that a person can read: what happened and what to do next. Thrown by every call of the API. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly code: string,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Turns anything that was thrown into a sentence and a remedy; internals are never shown. */
export const problemOf = (thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof HostSilent) return new Problem('host-silent', copy.problems.host.message, copy.problems.host.remedy);
  return new Problem('unexpected', copy.problems.unexpected.message, copy.problems.unexpected.remedy);
};

/** The sentence for a request that never reached the server. */
export const networkProblem = (): Problem => new Problem('network', copy.problems.network.message, copy.problems.network.remedy);

const text = (body: unknown, key: string): string | null => {
  if (typeof body !== 'object' || body === null || !(key in body)) return null;
  const value: unknown = Reflect.get(body, key);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Reads a refusal of the server; a body of another shape (a proxy's page) gets our own sentence. */
export const problemFrom = (status: number, body: unknown): Problem => {
  const message = text(body, 'message');
  if (message === null) return new Problem(`http-${status}`, copy.problems.strange(status).message, copy.problems.strange(status).remedy);
  return new Problem(text(body, 'code') ?? `http-${status}`, message, text(body, 'remedy') ?? copy.problems.unexpected.remedy);
};
