import { requestFrame } from './api.js';
import { button, element } from './element.js';
import { CommandRefused } from './frames.js';
import { droppedNotice } from './notices.js';
import { currentTheme } from './theme.js';

/**
 * @import { FrameRequest } from '../contract.js'
 * @import { Frame, Frames } from './frames.js'
 * @typedef {{ readonly status: 'closed' }} ModalResult
 */

/** What OPEN_MODAL may ask for besides the app's own modal, with the words of its title. @type {Readonly<Record<string, string>>} */
const RECORD_MODALS = { deal: 'New deal', person: 'New person', organization: 'New organization', activity: 'New activity' };

/** The modals of the host page: the app's own one in a second iframe, and the account's forms. One is open at a time. */
export class ModalHost {
  /** @type {HTMLDialogElement | null} */
  #open = null;
  #frames;
  #appName;
  #actionId;

  /**
   * @param {Frames} frames
   * @param {{ readonly appName: string, readonly actionId: string | null }} app
   */
  constructor(frames, { appName, actionId }) {
    this.#frames = frames;
    this.#appName = appName;
    this.#actionId = actionId;
  }

  /**
   * OPEN_MODAL: resolves when the modal is closed, by the app in it or by the user.
   * @param {Frame} opener
   * @param {unknown} args
   * @returns {Promise<ModalResult>}
   */
  async openFor(opener, args) {
    const { type, action_id: actionId, data, prefill } = Object(args);
    if (opener.request.surface === 'modal') throw new CommandRefused('A modal cannot open a modal');
    if (type === 'custom_modal') {
      if (this.#actionId === null || actionId !== this.#actionId) throw new CommandRefused('This app has no modal of that action_id');
      const result = await this.openCustom(modalRequest(opener.request, data));
      window.setTimeout(() => this.#frames.emit(opener, 'close_custom_modal'), 0); // the answer goes first
      return result;
    }
    const title = typeof type === 'string' && Object.hasOwn(RECORD_MODALS, type) ? RECORD_MODALS[type] : undefined;
    if (title === undefined) throw new CommandRefused(type === 'json_modal' ? 'This app has no JSON modal' : 'Unknown type of modal');
    return this.#show(title, recordForm(prefill));
  }

  /**
   * The app's modal, from a panel or from the menu of a detail view.
   * @param {FrameRequest} request
   * @returns {Promise<ModalResult>}
   */
  async openCustom(request) {
    const grant = await requestFrame(request);
    const place = element('div', { class: 'modal-body' });
    const closed = this.#show(this.#appName, place);
    const frame = this.#frames.open(place, request, grant, { onDropped: () => place.append(droppedNotice('modal')) });
    return closed.finally(() => this.#frames.close(frame));
  }

  close() {
    this.#open?.close();
  }

  /**
   * @param {string} title
   * @param {Node} body
   * @returns {Promise<ModalResult>}
   */
  #show(title, body) {
    if (this.#open) throw new CommandRefused('A modal is already open');
    return new Promise((resolve) => {
      const dialog = element('dialog', { class: 'modal', 'aria-labelledby': 'modal-title' });
      const close = button('×', () => dialog.close(), { class: 'button bare close', 'aria-label': 'Close' });
      dialog.append(element('header', {}, element('h2', { id: 'modal-title' }, title), close), body);
      dialog.addEventListener('close', () => {
        this.#open = null;
        dialog.remove();
        resolve({ status: 'closed' });
      });
      this.#open = dialog;
      document.body.append(dialog);
      dialog.showModal();
    });
  }
}

/**
 * @param {FrameRequest} opener
 * @param {unknown} data strings only, as the SDK's types say
 * @returns {FrameRequest}
 */
function modalRequest(opener, data) {
  const { userId, record } = opener;
  const entries = Object.entries(Object(data));
  if (entries.some(([, value]) => typeof value !== 'string')) throw new CommandRefused('The data of a modal are strings');
  return { surface: 'modal', userId, theme: currentTheme(), ...(record && { record }), ...(data !== undefined && { data: Object.fromEntries(entries) }) };
}

/**
 * The account's own forms are shown with what the app filled in, but they save nothing: this page is for looking at the app.
 * @param {unknown} prefill
 */
function recordForm(prefill) {
  const rows = Object.entries(Object(prefill)).flatMap(([name, value]) => [
    element('dt', {}, name), element('dd', {}, String(value)),
  ]);
  return element('div', { class: 'modal-body record-form' },
    element('p', {}, 'Pipedrive shows its own form here. The stand-in shows what the app filled in and saves nothing.'),
    element('dl', {}, ...rows));
}
