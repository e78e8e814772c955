import type { Account } from './account.js';
import { invalid } from './refusals.js';
import type { User } from './rows.js';

/** A file that came in a multipart body. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

/** An authorized call as a handler sees it. `url` is the stand-in's own address. */
export interface Call {
  readonly account: Account;
  readonly user: User;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly upload: Upload | null;
  readonly url: string;
}

/** What a handler answers: JSON, or bytes for a download. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> | Uint8Array;
}

/** Answers one operation. Either throws a Refusal with nothing written, or has written everything. */
export type Handler = (call: Call) => Answer;

/** `{success: true, data}` with 200. */
export function ok(data: unknown, more: Readonly<Record<string, unknown>> = {}): Answer {
  return { status: 200, body: { success: true, data, ...more } };
}

/** `{success: true, data}` with 201, as products, deal products and leads answer. */
export function created(data: unknown): Answer {
  return { status: 201, body: { success: true, data } };
}

/** A numeric id from the path. */
export function pathId(call: Call, name = 'id'): number {
  const text = call.params[name] ?? '';
  if (!/^\d{1,15}$/.test(text)) {
    throw invalid([`${name}: Expected a number`]);
  }
  return Number(text);
}

/** The user a record goes to: the named one, who must exist and be active, or the caller. */
export function ownerId(account: Account, named: number | undefined, caller: User): number {
  if (named === undefined) return caller.id;
  const user = account.users.get(named);
  if (user === undefined || !user.active) throw invalid([`owner_id: User ${named} does not exist or is not active`]);
  return named;
}

/** The visibility of a record: the named one, which the plan must know, or the plan's widest. */
export function visibility(account: Account, named: number | undefined): number {
  const allowed = account.limits.visibilities;
  if (named === undefined) return allowed.at(-1) ?? 3;
  if (!allowed.includes(named)) throw invalid([`visible_to: Expected one of ${allowed.join(', ')}`]);
  return named;
}

/** Refuses a link to a record that is not there. */
export function requireLink(exists: boolean, key: string, target: number | string): void {
  if (!exists) throw invalid([`${key}: ${target} does not exist`]);
}

/** Refuses labels that are no option of the kind's label field. */
export function requireLabels(account: Account, owner: 'person' | 'organization' | 'deal', labels: readonly number[] | undefined): void {
  const known = account.fields[owner].get('label_ids')?.options ?? [];
  const missing = (labels ?? []).filter((label) => !known.some((option) => option.id === label));
  if (missing.length > 0) throw invalid(missing.map((label) => `label_ids: Label ${label} does not exist`));
}
