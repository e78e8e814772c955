import { Refused, requestFrame } from './api.js';
import { element } from './element.js';
import { droppedNotice, emptyNotice } from './notices.js';

/**
 * @import { FrameRequest } from '../contract.js'
 * @import { Frame, Frames } from './frames.js'
 */

/**
 * Loads the app into a place of a page, with a notice where it loads too long or is refused.
 * @param {Frames} frames
 * @param {HTMLElement} place
 * @param {FrameRequest} request
 * @param {(frame: Frame) => void} [onOpen]
 */
export async function loadApp(frames, place, request, onOpen) {
  const waiting = element('p', { class: 'loading', role: 'status' }, 'Waiting for the app…');
  place.replaceChildren(waiting);
  try {
    const grant = await requestFrame(request);
    if (!place.isConnected) return; // the user has gone to another page meanwhile
    const frame = frames.open(place, request, grant, {
      onReady: () => waiting.remove(),
      onDropped: () => place.replaceChildren(droppedNotice(request.surface, () => void loadApp(frames, place, request, onOpen))),
    });
    onOpen?.(frame);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    place.replaceChildren(emptyNotice('The app is not shown', error.message));
  }
}
