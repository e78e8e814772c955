import { allowedSize } from './surface-size.js';

/**
 * @import { FrameGrant, FrameRequest, Surface } from '../contract.js'
 * @import { Size } from './surface-size.js'
 * @typedef {'visibility' | 'close_custom_modal' | 'user_settings_change'} WireEvent
 * @typedef {object} Frame one load of one iframe
 * @property {string} id
 * @property {string} origin
 * @property {FrameRequest} request what it was opened for
 * @property {HTMLIFrameElement} iframe
 * @property {boolean} initialized
 * @property {Map<WireEvent, MessagePort[]>} listeners
 * @property {number} deadline the timer that removes a frame which never initializes
 * @property {FrameHooks} hooks
 * @typedef {object} FrameHooks
 * @property {() => void} [onReady] the app has initialized
 * @property {() => void} onDropped the app did not initialize in time; the iframe is gone
 * @typedef {(frame: Frame, command: string, args: unknown) => Promise<object | void>} Answer
 */

/** A command that the host does not carry out; the SDK rejects with the message. */
export class CommandRefused extends Error {}

/** What a real embedding grants, and no more: no top navigation, no modals of the browser. */
const SANDBOX = 'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads';
/** @type {readonly string[]} */
const WIRE_EVENTS = ['visibility', 'close_custom_modal', 'user_settings_change'];

/** The host's half of the SDK's wire protocol: which iframes live, what they may say, who listens to what. */
export class Frames {
  /** @type {Map<string, Frame>} */
  #frames = new Map();
  #answer;
  #initializeWithinMs;

  /**
   * @param {Answer} answer carries out a command
   * @param {number} initializeWithinMs
   */
  constructor(answer, initializeWithinMs) {
    this.#answer = answer;
    this.#initializeWithinMs = initializeWithinMs;
    window.addEventListener('message', (event) => this.#receive(event));
  }

  /**
   * Loads the app into a place. The iframe stays hidden until the app initializes and is removed if it does not in time.
   * @param {HTMLElement} place
   * @param {FrameRequest} request
   * @param {FrameGrant} grant
   * @param {FrameHooks} hooks
   * @returns {Frame}
   */
  open(place, request, grant, hooks) {
    const iframe = document.createElement('iframe');
    iframe.setAttribute('sandbox', SANDBOX);
    iframe.className = `app-frame app-frame-${request.surface}`;
    iframe.title = titles[request.surface];
    iframe.dataset.waiting = '';
    iframe.src = grant.src;
    /** @type {Frame} */
    const frame = {
      id: grant.id, origin: new URL(grant.src).origin, request, iframe, initialized: false, listeners: new Map(), hooks,
      deadline: window.setTimeout(() => { this.close(frame); hooks.onDropped(); }, this.#initializeWithinMs),
    };
    this.#frames.set(frame.id, frame);
    place.append(iframe);
    return frame;
  }

  /** @param {Frame} frame */
  close(frame) {
    window.clearTimeout(frame.deadline);
    this.#frames.delete(frame.id);
    for (const port of [...frame.listeners.values()].flat()) port.close();
    frame.iframe.remove();
  }

  closeAll() {
    for (const frame of this.#frames.values()) this.close(frame);
  }

  /**
   * The app is ready: it is shown, and its deadline no longer counts.
   * @param {Frame} frame
   */
  ready(frame) {
    window.clearTimeout(frame.deadline);
    frame.initialized = true;
    delete frame.iframe.dataset.waiting;
    frame.hooks.onReady?.();
  }

  /**
   * @param {Frame} frame
   * @param {Size} wanted
   */
  resize(frame, wanted) {
    const { height, width } = allowedSize(frame.request.surface, wanted, window);
    if (height !== undefined) frame.iframe.style.height = `${height}px`;
    if (width !== undefined) frame.iframe.style.width = `${width}px`;
  }

  /**
   * @param {Frame} frame
   * @param {WireEvent} event
   * @param {object} [data]
   */
  emit(frame, event, data) {
    for (const port of frame.listeners.get(event) ?? []) port.postMessage(data ? { data } : {});
  }

  /**
   * @param {WireEvent} event
   * @param {object} data
   */
  emitToAll(event, data) {
    for (const frame of this.#frames.values()) this.emit(frame, event, data);
  }

  /** @param {MessageEvent} event */
  #receive(event) {
    const { id, payload } = Object(event.data);
    const frame = this.#frames.get(id);
    // The id alone proves nothing: another frame may have seen it. The browser vouches for window and origin.
    if (!frame || event.source !== frame.iframe.contentWindow || event.origin !== frame.origin) return;
    const port = event.ports[0];
    const { type, event: name, command, args } = Object(payload);
    if (!port) return; // tracking carries no port and asks for nothing
    if (type === 'listener') this.#listen(frame, name, port);
    else if (type === 'command') void this.#reply(frame, String(command), args, port);
    else port.postMessage({ error: 'Unknown message type' });
  }

  /**
   * @param {Frame} frame
   * @param {unknown} name
   * @param {MessagePort} port
   */
  #listen(frame, name, port) {
    if (!isWireEvent(name)) return port.postMessage({ error: 'Invalid event' });
    frame.listeners.set(name, [...(frame.listeners.get(name) ?? []), port]);
  }

  /**
   * @param {Frame} frame
   * @param {string} command
   * @param {unknown} args
   * @param {MessagePort} port
   */
  async #reply(frame, command, args, port) {
    try {
      const data = await this.#answer(frame, command, args);
      port.postMessage(data ? { data } : {}); // never undefined: the SDK would throw on it and hang
    } catch (error) {
      port.postMessage({ error: error instanceof Error ? error.message : 'The host failed' });
    }
  }
}

/** @type {Readonly<Record<Surface, string>>} */
const titles = { panel: 'App panel', modal: 'App modal', settings: 'App settings' };

/**
 * @param {unknown} name
 * @returns {name is WireEvent}
 */
const isWireEvent = (name) => typeof name === 'string' && WIRE_EVENTS.includes(name);
