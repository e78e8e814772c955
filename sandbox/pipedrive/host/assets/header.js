import { button, element, pageLink } from './element.js';
import { RESOURCES } from './routes.js';
import { currentTheme } from './theme.js';

/**
 * @import { HostState } from '../contract.js'
 * @typedef {object} HeaderActions
 * @property {(userId: number) => void} onUser
 * @property {() => void} onTheme
 */

/**
 * The header of every page: what this is, where one can go, whose eyes one looks through.
 * @param {HostState} state
 * @param {string} path the page being shown
 * @param {HeaderActions} actions
 * @returns {readonly Node[]}
 */
export function headerParts(state, path, actions) {
  return [
    element('p', { class: 'stand-in' }, element('strong', {}, 'Stand-in account. Not Pipedrive.'), element('span', {}, state.companyDomain)),
    element('div', { class: 'bar' }, navigation(path), userSwitcher(state, actions.onUser), themeToggle(actions.onTheme)),
  ];
}

/** @param {string} path */
function navigation(path) {
  const places = [
    { href: '/', label: 'Apps', here: path === '/' || path.startsWith('/settings/') },
    ...Object.entries(RESOURCES).map(([resource, { list, title }]) => (
      { href: list, label: title, here: path === list || path.startsWith(`/${resource}/`) }
    )),
  ];
  return element('nav', { 'aria-label': 'Account' }, ...places.map(({ href, label, here }) => (
    pageLink(href, label, here ? { 'aria-current': 'page' } : {})
  )));
}

/**
 * @param {HostState} state
 * @param {(userId: number) => void} onUser
 */
function userSwitcher(state, onUser) {
  const options = state.users.map(({ id, name }) => element('option', { value: String(id), selected: id === state.userId }, name));
  const select = element('select', { id: 'user', change: () => onUser(Number(select.value)) }, ...options);
  return element('label', { class: 'user' }, element('span', {}, 'User'), select);
}

/** @param {() => void} onTheme */
function themeToggle(onTheme) {
  return button(currentTheme() === 'dark' ? 'Light theme' : 'Dark theme', onTheme, { class: 'button quiet', id: 'theme' });
}
