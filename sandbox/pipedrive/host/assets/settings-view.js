import * as api from './api.js';
import { loadApp } from './app-place.js';
import { confirmation, snackbar } from './dialogs.js';
import { button, element } from './element.js';
import { emptyNotice } from './notices.js';
import { currentTheme } from './theme.js';

/** @import { Page } from './main.js' */

/**
 * The app's page among the account's settings: install it, use its settings, uninstall it.
 * @param {Page} page
 * @param {{ readonly clientId: string | null, readonly context: Readonly<Record<string, string>> }} route
 * @returns {readonly Node[]}
 */
export function settingsView(page, { clientId, context }) {
  const { state } = page;
  const heading = element('h1', {}, 'Apps');
  if (clientId !== null && clientId !== state.app.clientId) {
    return [heading, emptyNotice('No such app', 'The stand-in account knows only the app that it was started with.')];
  }
  if (!state.installed) return [heading, appCard(page), firstSteps()];
  const place = element('section', { class: 'settings-place', 'aria-label': `Settings of ${state.app.name}` });
  if (state.app.surfaces.includes('settings')) {
    const request = { surface: /** @type {const} */ ('settings'), userId: state.userId, theme: currentTheme(), context };
    page.afterShow(() => loadApp(page.frames, place, request));
  } else {
    place.append(emptyNotice('No settings page', 'The app has registered no settings page.'));
  }
  return [heading, appCard(page), place];
}

/** @param {Page} page */
function appCard(page) {
  const { app, installed, users, userId } = page.state;
  const who = users.find(({ id }) => id === userId)?.name ?? 'this user';
  const action = installed
    ? button('Uninstall', () => void askToUninstall(page), { class: 'button quiet' })
    : element('a', { class: 'button primary', href: app.installUrl }, 'Install');
  return element('section', { class: 'app-card', 'aria-labelledby': 'app-name' },
    element('span', { class: 'app-mark', 'aria-hidden': 'true' }, app.name.slice(0, 1).toUpperCase()),
    element('div', {},
      element('h2', { id: 'app-name' }, app.name),
      element('p', {}, installed ? `Installed for ${who}` : `Not installed for ${who}`, element('span', { class: 'meta' }, `Client ID ${app.clientId}`))),
    action);
}

function firstSteps() {
  return element('section', { class: 'first-steps', 'aria-labelledby': 'first-steps' },
    element('h2', { id: 'first-steps' }, 'What happens when you install'),
    element('ol', {},
      element('li', {}, 'The app sends you to the consent page of this account.'),
      element('li', {}, 'You allow it, and the app receives its tokens.'),
      element('li', {}, 'You come back here, and the app appears on this page and beside every record.')),
    element('p', {}, 'Every user installs for themselves: choose another user above to see the account through other eyes.'));
}

/** @param {Page} page */
async function askToUninstall(page) {
  const { app, userId } = page.state;
  const sure = await confirmation({
    title: `Uninstall ${app.name}?`,
    description: 'The app loses its access to this account for you. What it has written into the account stays.',
    okText: 'Uninstall', cancelText: 'Cancel', okColor: 'negative',
  });
  if (!sure) return;
  try {
    page.show(await api.uninstall(userId));
    snackbar(`${app.name} is uninstalled`);
  } catch (error) {
    if (!(error instanceof api.Refused)) throw error;
    snackbar(error.message);
  }
}
