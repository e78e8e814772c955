import * as api from './api.js';
import { confirmation, snackbar } from './dialogs.js';
import { CommandRefused } from './frames.js';
import { redirectPath } from './routes.js';
import { wantedSize } from './surface-size.js';

/**
 * @import { Frame, Frames } from './frames.js'
 * @import { ModalHost } from './modals.js'
 * @typedef {object} Host what the commands act upon
 * @property {() => Frames} frames
 * @property {() => ModalHost} modals
 * @property {() => string} clientId
 * @property {(path: string) => void} navigate
 * @typedef {(frame: Frame, args: unknown, host: Host) => Promise<object | void> | object | void} Command
 */

/** @type {Command} */
function initialize(frame, args, host) {
  host.frames().resize(frame, wantedSize(Object(args).size));
  host.frames().ready(frame);
}

/** @type {Command} */
function showSnackbar(_frame, args) {
  const { message, link } = Object(args);
  if (typeof message !== 'string' || message === '') throw new CommandRefused('show_snackbar needs a message');
  const { url, label } = Object(link);
  snackbar(message, isWebAddress(url) && typeof label === 'string' ? { url, label } : undefined);
}

/** @type {Command} */
async function showConfirmation(_frame, args) {
  const { title, description, okText, cancelText, okColor } = Object(args);
  if (typeof title !== 'string' || title === '') throw new CommandRefused('show_confirmation needs a title');
  const confirmed = await confirmation({
    title, description: text(description, ''), okText: text(okText, 'OK'), cancelText: text(cancelText, 'Cancel'),
    okColor: okColor === 'primary' || okColor === 'secondary' ? okColor : 'negative',
  });
  return { confirmed };
}

/** @type {Command} */
const resize = (frame, args, host) => host.frames().resize(frame, wantedSize(args));

/** @type {Command} */
const openModal = (frame, args, host) => host.modals().openFor(frame, args);

/** @type {Command} */
function closeModal(frame, _args, host) {
  if (frame.request.surface !== 'modal') throw new CommandRefused('close_modal works in a custom modal only');
  // After the answer is on its way; closing first would take the port's other end away with the frame.
  window.setTimeout(() => host.modals().close(), 0);
}

/** @type {Command} */
const getSignedToken = (frame) => api.signToken(frame.request.userId);

/** @type {Command} */
function redirectTo(_frame, args, host) {
  const path = redirectPath(args, host.clientId());
  if (path === null) throw new CommandRefused('redirect_to knows no such view');
  window.setTimeout(() => host.navigate(path), 0);
}

/** @type {Command} */
const getMetadata = () => ({ windowHeight: window.innerHeight, windowWidth: window.innerWidth });

/** @type {Command} */
const floatingWindow = () => { // the stand-in's registration has no place for one
  throw new CommandRefused('This app has no floating window');
};

/** @type {ReadonlyMap<string, Command>} */
const COMMANDS = new Map([
  ['initialize', initialize],
  ['show_snackbar', showSnackbar],
  ['show_confirmation', showConfirmation],
  ['resize', resize],
  ['open_modal', openModal],
  ['close_modal', closeModal],
  ['get_signed_token', getSignedToken],
  ['redirect_to', redirectTo],
  ['show_floating_window', floatingWindow],
  ['hide_floating_window', floatingWindow],
  ['set_notification', floatingWindow],
  ['set_focus_mode', floatingWindow],
  ['get_metadata', getMetadata],
]);

/**
 * Carries out one command of the SDK for the frame that sent it.
 * @param {Frame} frame
 * @param {string} name
 * @param {unknown} args
 * @param {Host} host
 * @returns {Promise<object | void>}
 */
export async function carryOut(frame, name, args, host) {
  const command = COMMANDS.get(name);
  if (!command) throw new CommandRefused('Invalid command');
  if (!frame.initialized && name !== 'initialize') throw new CommandRefused('The app has not initialized');
  return command(frame, args, host);
}

/**
 * @param {unknown} value
 * @param {string} otherwise
 */
const text = (value, otherwise) => (typeof value === 'string' && value !== '' ? value : otherwise);

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isWebAddress = (value) => typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);
