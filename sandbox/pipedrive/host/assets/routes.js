/**
 * @import { Resource } from '../contract.js'
 * @typedef {{ readonly view: 'settings', readonly clientId: string | null, readonly context: Readonly<Record<string, string>> }
 *   | { readonly view: 'list', readonly resource: Resource, readonly offset: number }
 *   | { readonly view: 'detail', readonly resource: Resource, readonly id: number }
 *   | { readonly view: 'absent', readonly name: string }} Route
 */

/** @type {Readonly<Record<Resource, { readonly list: string, readonly title: string, readonly one: string }>>} */
export const RESOURCES = {
  person: { list: '/persons', title: 'People', one: 'Person' },
  deal: { list: '/deals', title: 'Deals', one: 'Deal' },
  organization: { list: '/organizations', title: 'Organizations', one: 'Organization' },
};

/** @type {readonly Resource[]} */
const KINDS = ['person', 'deal', 'organization'];
const SETTINGS = /^\/settings\/marketplace\/app\/([^/]+)\/app-settings$/;
const DETAIL = /^\/(person|deal|organization)\/(\d{1,15})$/;

/**
 * @param {Resource} resource
 * @param {number} id
 */
export const detailPath = (resource, id) => `/${resource}/${id}`;

/** @param {string} clientId */
export const settingsPath = (clientId) => `/settings/marketplace/app/${encodeURIComponent(clientId)}/app-settings`;

/**
 * @param {URL} url an address of the host page
 * @returns {Route}
 */
export function routeOf(url) {
  const settings = SETTINGS.exec(url.pathname);
  if (settings) return { view: 'settings', clientId: decodeURIComponent(settings[1] ?? ''), context: Object.fromEntries(url.searchParams) };
  if (url.pathname === '/') return { view: 'settings', clientId: null, context: {} };
  const listed = KINDS.find((kind) => RESOURCES[kind].list === url.pathname);
  if (listed) return { view: 'list', resource: listed, offset: Math.max(0, Math.trunc(Number(url.searchParams.get('offset')) || 0)) };
  const detail = DETAIL.exec(url.pathname);
  const resource = KINDS.find((kind) => kind === detail?.[1]);
  if (resource) return { view: 'detail', resource, id: Number(detail?.[2]) };
  return { view: 'absent', name: url.pathname };
}

/**
 * Where REDIRECT_TO leads, or null where the SDK documents no such view.
 * @param {unknown} args
 * @param {string} clientId
 * @returns {string | null}
 */
export function redirectPath(args, clientId) {
  const { view, id, context } = Object(args);
  const number = /^\d{1,15}$/.test(String(id ?? '')) ? Number(id) : null;
  switch (view) {
    case 'contacts': return number === null ? '/persons' : detailPath('person', number);
    case 'deals': return number === null ? '/deals' : detailPath('deal', number);
    case 'organizations': return number === null ? '/organizations' : detailPath('organization', number);
    case 'leads': case 'campaigns': case 'projects': return `/${view}`;
    case 'settings': return `${settingsPath(clientId)}${contextQuery(context)}`;
    default: return null;
  }
}

/** @param {unknown} context */
function contextQuery(context) {
  const entries = Object.entries(Object(context)).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
  return entries.length > 0 ? `?${new URLSearchParams(entries)}` : '';
}
