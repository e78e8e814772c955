import { readRecord } from './api.js';
import { loadApp } from './app-place.js';
import { snackbar } from './dialogs.js';
import { button, element, pageLink } from './element.js';
import { emptyNotice } from './notices.js';
import { recordFields } from './record-fields.js';
import { RESOURCES, settingsPath } from './routes.js';
import { currentTheme } from './theme.js';

/**
 * @import { FrameRequest, Resource, Surface } from '../contract.js'
 * @import { Frame } from './frames.js'
 * @import { Page } from './main.js'
 * @typedef {{ readonly resource: Resource, readonly id: number }} RecordRef
 */

/**
 * One record: the app's panel in the sidebar, the record's fields beside it. Id 0 is the empty view of an empty account.
 * @param {Page} page
 * @param {RecordRef} record
 * @returns {Promise<readonly Node[]>}
 */
export async function detailView(page, record) {
  const { list, title, one } = RESOURCES[record.resource];
  const fields = record.id === 0 ? {} : await readRecord(record.resource, record.id);
  const name = [fields['name'], fields['title']].find(isText);
  return [
    element('div', { class: 'record-head' },
      element('div', {}, pageLink(list, title, { class: 'crumb' }),
        element('h1', {}, record.id === 0 ? `New ${one.toLowerCase()}` : name ?? `${one} ${record.id}`)),
      ...modalButton(page, record)),
    element('div', { class: 'record' },
      element('aside', { class: 'sidebar', 'aria-label': 'Sidebar' }, ...panel(page, record)),
      element('section', { class: 'fields', 'aria-labelledby': 'fields' },
        element('h2', { id: 'fields' }, 'Fields'),
        record.id === 0 ? element('p', { class: 'meta' }, 'This view stands for a record that is not saved yet.') : recordFields(fields))),
  ];
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isText = (value) => typeof value === 'string' && value !== '';

/**
 * @param {Page} page
 * @param {Surface} surface
 * @param {RecordRef} record
 * @returns {FrameRequest}
 */
const requestFor = (page, surface, { resource, id }) => ({ surface, userId: page.state.userId, theme: currentTheme(), record: { resource, id } });

/**
 * The entry of the app's modal in the actions menu of a detail view; a modal opened here has no opener.
 * @param {Page} page
 * @param {RecordRef} record
 */
function modalButton(page, record) {
  const { app, installed } = page.state;
  if (!installed || !app.surfaces.includes('modal')) return [];
  return [button(`Open ${app.name}`, () => {
    page.modals.openCustom(requestFor(page, 'modal', record)).catch((error) => snackbar(String(error.message)));
  }, { id: 'open-modal' })];
}

/**
 * @param {Page} page
 * @param {RecordRef} record
 * @returns {readonly Node[]}
 */
function panel(page, record) {
  const { app, installed } = page.state;
  if (!app.surfaces.includes('panel')) return [emptyNotice('No panel', 'The app has registered no panel.')];
  if (!installed) {
    return [emptyNotice('Not installed', `${app.name} appears here once the chosen user has installed it.`,
      pageLink(settingsPath(app.clientId), 'Go to the app', { class: 'button' }))];
  }
  /** @type {Frame | undefined} */
  let frame;
  const place = element('div', { class: 'panel-body', id: 'panel-body' });
  const toggle = element('button', { type: 'button', class: 'panel-toggle', 'aria-expanded': 'true', 'aria-controls': 'panel-body', click: () => {
    place.hidden = !place.hidden;
    toggle.setAttribute('aria-expanded', String(!place.hidden));
    if (frame) page.frames.emit(frame, 'visibility', { is_visible: !place.hidden });
  } }, app.name);
  page.afterShow(() => loadApp(page.frames, place, requestFor(page, 'panel', record), (opened) => { frame = opened; }));
  return [element('section', { class: 'panel', 'aria-label': `${app.name} panel` }, element('h2', {}, toggle), place)];
}
