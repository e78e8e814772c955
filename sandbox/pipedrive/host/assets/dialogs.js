import { button, element } from './element.js';

/**
 * @typedef {object} Confirmation
 * @property {string} title
 * @property {string} description empty for none
 * @property {string} okText
 * @property {string} cancelText
 * @property {'primary' | 'secondary' | 'negative'} okColor
 */

const SNACKBAR_MS = 8_000;

/**
 * Asks a question on top of everything. Resolves to false on Cancel and on Escape.
 * @param {Confirmation} question
 * @returns {Promise<boolean>}
 */
export function confirmation({ title, description, okText, cancelText, okColor }) {
  return new Promise((resolve) => {
    const dialog = element('dialog', { class: 'confirmation', role: 'alertdialog', 'aria-labelledby': 'confirmation-title' });
    const cancel = button(cancelText, () => dialog.close(), { class: 'button quiet' });
    const accept = button(okText, () => dialog.close('ok'), { class: `button ${okColor}` });
    dialog.append(
      element('h2', { id: 'confirmation-title' }, title),
      ...(description ? [element('p', {}, description)] : []),
      element('div', { class: 'actions' }, cancel, accept),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'ok');
    });
    document.body.append(dialog);
    dialog.showModal();
    cancel.focus(); // the harmless answer is the one under the finger
  });
}

/**
 * Shows a short message for a few seconds, above an open dialog too.
 * @param {string} message
 * @param {{ readonly url: string, readonly label: string }} [link]
 */
export function snackbar(message, link) {
  document.querySelector('.snackbar')?.remove();
  const bar = element('div', { class: 'snackbar', role: 'status', popover: 'manual' }, element('span', {}, message));
  if (link) bar.append(element('a', { href: link.url, target: '_blank', rel: 'noopener noreferrer' }, link.label));
  bar.append(button('Dismiss', () => bar.remove(), { class: 'button bare' }));
  document.body.append(bar);
  bar.showPopover(); // the top layer is the only place above a modal dialog; while one is open the bar can be read, not clicked
  window.setTimeout(() => bar.remove(), SNACKBAR_MS);
}
