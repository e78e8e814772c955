import * as api from './api.js';
import { carryOut } from './commands.js';
import { detailView } from './detail-view.js';
import { snackbar } from './dialogs.js';
import { element } from './element.js';
import { Frames } from './frames.js';
import { headerParts } from './header.js';
import { listView } from './list-view.js';
import { ModalHost } from './modals.js';
import { emptyNotice } from './notices.js';
import { routeOf } from './routes.js';
import { settingsView } from './settings-view.js';
import { currentTheme, setTheme } from './theme.js';

/**
 * @import { HostState } from '../contract.js'
 * @typedef {object} Page what a view may use
 * @property {HostState} state
 * @property {Frames} frames
 * @property {ModalHost} modals
 * @property {(work: () => unknown) => void} afterShow runs once the view stands in the document; an iframe cannot load before
 * @property {(state: HostState) => void} show shows the same page in a new state of the account
 */

const header = part('header');
const main = part('main');
let state = await api.readState().catch((error) => {
  main.replaceChildren(emptyNotice('The stand-in account does not answer', 'Start it again and reload this page.'));
  throw error;
});
let shown = 0;

/** @type {Frames} */
const frames = new Frames((frame, command, args) => carryOut(frame, command, args, host), state.initializeWithinMs);
const modals = new ModalHost(frames, { appName: state.app.name, actionId: state.app.modalActionId });
const host = { frames: () => frames, modals: () => modals, clientId: () => state.app.clientId, navigate };

window.addEventListener('popstate', () => void render());
document.addEventListener('click', followPageLink);
await render();

/** @param {string} path */
function navigate(path) {
  history.pushState(null, '', path);
  void render().then(() => main.focus());
}

/** Shows the page of the current address; a page that was asked for later wins. */
async function render() {
  const turn = ++shown;
  const url = new URL(location.href);
  /** @type {(() => unknown)[]} */
  const later = [];
  const page = { state, frames, modals, afterShow: (/** @type {() => unknown} */ work) => { later.push(work); }, show };
  const content = await contentOf(page, url);
  if (turn !== shown) return;
  frames.closeAll();
  modals.close();
  showHeader(url.pathname);
  main.replaceChildren(...content);
  document.title = `${main.querySelector('h1')?.firstChild?.textContent ?? 'Page'} · Stand-in account`;
  window.scrollTo(0, 0);
  for (const work of later) work();
}

/**
 * @param {Page} page
 * @param {URL} url
 * @returns {Promise<readonly Node[]>}
 */
async function contentOf(page, url) {
  const route = routeOf(url);
  try {
    switch (route.view) {
      case 'settings': return settingsView(page, route);
      case 'list': return await listView(route.resource, route.offset);
      case 'detail': return await detailView(page, route);
      case 'absent': return [element('h1', {}, 'Not in the stand-in'), emptyNotice(route.name, 'Pipedrive has this page, the stand-in account does not.')];
    }
  } catch (error) {
    if (!(error instanceof api.Refused)) throw error;
    return [element('h1', {}, 'Not found'), emptyNotice('Nothing to show', error.message)];
  }
}

/** @param {string} path */
function showHeader(path) {
  header.replaceChildren(...headerParts(state, path, { onUser: (userId) => void switchUser(userId), onTheme: switchTheme }));
}

/** @param {HostState} next */
function show(next) {
  state = next;
  void render();
}

/** @param {number} userId */
async function switchUser(userId) {
  try {
    show(await api.chooseUser(userId));
  } catch (error) {
    if (!(error instanceof api.Refused)) throw error;
    snackbar(error.message);
  }
}

function switchTheme() {
  setTheme(currentTheme() === 'dark' ? 'light' : 'dark');
  frames.emitToAll('user_settings_change', { theme: currentTheme() });
  showHeader(location.pathname);
  document.getElementById('theme')?.focus();
}

/** @param {MouseEvent} event */
function followPageLink(event) {
  const link = event.target instanceof Element ? event.target.closest('a[data-page]') : null;
  if (!(link instanceof HTMLAnchorElement) || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  navigate(link.getAttribute('href') ?? '/');
}

/** @param {string} id */
function part(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}
