import { listRecords } from './api.js';
import { element, pageLink } from './element.js';
import { emptyNotice } from './notices.js';
import { detailPath, RESOURCES } from './routes.js';

/** @import { Resource } from '../contract.js' */

/**
 * The records of one kind, a page at a time.
 * @param {Resource} resource
 * @param {number} offset
 * @returns {Promise<readonly Node[]>}
 */
export async function listView(resource, offset) {
  const { list, title } = RESOURCES[resource];
  const { items, total, limit } = await listRecords(resource, offset);
  const heading = element('h1', {}, title, element('span', { class: 'count' }, total.toLocaleString('en')));
  if (total === 0) return [heading, emptyList(resource)];
  const rows = items.map(({ id, name }) => element('tr', {},
    element('td', {}, pageLink(detailPath(resource, id), name === '' ? '(no name)' : name)),
    element('td', { class: 'number' }, String(id))));
  const table = element('table', { class: 'records' },
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Name'), element('th', { scope: 'col', class: 'number' }, 'ID'))),
    element('tbody', {}, ...rows));
  return [heading, table, ...pager(list, offset, limit, total)];
}

/** @param {Resource} resource */
function emptyList(resource) {
  const { title, one } = RESOURCES[resource];
  return emptyNotice(`No ${title.toLowerCase()} yet`, 'The app can be opened beside an empty record until there are some.',
    pageLink(detailPath(resource, 0), `Open an empty ${one.toLowerCase()} view`, { class: 'button' }));
}

/**
 * @param {string} list
 * @param {number} offset
 * @param {number} limit
 * @param {number} total
 */
function pager(list, offset, limit, total) {
  if (total <= limit) return [];
  const link = (/** @type {number} */ to, /** @type {string} */ label) => pageLink(`${list}?offset=${to}`, label, { class: 'button quiet' });
  return [element('nav', { class: 'pager', 'aria-label': 'Pages' },
    ...(offset > 0 ? [link(Math.max(0, offset - limit), 'Previous')] : []),
    element('span', {}, `${offset + 1} to ${Math.min(offset + limit, total)} of ${total.toLocaleString('en')}`),
    ...(offset + limit < total ? [link(offset + limit, 'Next')] : []))];
}
