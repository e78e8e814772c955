import type { ObjectPrice } from '../define.js';

/** A request as Pipedrive bills it. */
export interface Billed {
  readonly version: 'v1' | 'v2';
  readonly method: string;
  /** Path below the version, `/persons/7`. */
  readonly path: string;
}

/** Uniform rates in tokens, as published with each operation; v1 costs twice as much. */
const RATES = {
  v1: { one: 2, list: 20, write: 10, remove: 6 },
  v2: { one: 1, list: 10, write: 5, remove: 3 },
} as const;

/** Operations of ours that do not follow the uniform rates. */
const EXCEPTIONS: Readonly<Record<string, number>> = {
  'GET v2 /pipelines': 5,
  'GET v2 /stages': 5,
  'POST v2 /deals/:id/products/bulk': 25,
  'GET v1 /users/me': 2,
};

/** Second path segments that name a collection or an action, not a record. */
const WORDS = new Set(['products', 'me']);

/** Tokens that one request costs. */
export function tokensFor(request: Billed): number {
  const { version, method } = request;
  const template = templateOf(request.path);
  const exception = EXCEPTIONS[`${method} ${version} ${template}`];
  if (exception !== undefined) return exception;
  const rates = RATES[version];
  if (method === 'GET') return template.endsWith('/:id') ? rates.one : rates.list;
  return method === 'DELETE' ? rates.remove : rates.write;
}

/** Replaces ids by `:id`: every second segment is one, unless it is a word of Pipedrive's. */
function templateOf(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return `/${segments.map((segment, at) => {
    const isId = at === 1 ? !WORDS.has(segment) : at === 3 && segments[2] === 'products' && segment !== 'bulk';
    return isId ? ':id' : segment;
  }).join('/')}`;
}

/** Whether Pipedrive bills a request that ended like this. Refusals at the door (sign-in, rate) cost nothing. */
export function isCharged(status: number): boolean {
  return status !== 401 && status !== 429;
}

const PAGE_SIZE = 500;
const v2: ObjectPrice = { page: { tokens: RATES.v2.list, size: PAGE_SIZE }, create: RATES.v2.write, update: RATES.v2.write, remove: RATES.v2.remove };
const v1: ObjectPrice = { page: { tokens: RATES.v1.list, size: PAGE_SIZE }, create: RATES.v1.write, update: RATES.v1.write, remove: RATES.v1.remove };
const inOnePage: ObjectPrice = { ...v2, page: { tokens: 5, size: PAGE_SIZE } };

/** Tokens per request and object, for the plan's price. A batch of deal products is one request, and their lists go by 100 deals. */
export const PRICE: Readonly<Record<string, ObjectPrice>> = {
  personField: v2, organizationField: v2, dealField: v2, productField: v2, pipeline: inOnePage, stage: inOnePage, activityType: v1,
  organization: v2, person: v2, product: v2, deal: v2, lead: v1, activity: v2, note: v1,
  dealProduct: { ...v2, page: { tokens: RATES.v2.list, size: 100 }, create: 25 },
};
