import { button, element } from './element.js';

/** @import { Surface } from '../contract.js' */

/**
 * What stands where an iframe was removed because the app did not initialize in time.
 * @param {Surface} surface
 * @param {() => void} [reload] loads the app once more
 */
export function droppedNotice(surface, reload) {
  return element('div', { class: 'notice dropped', role: 'alert' },
    element('strong', {}, 'The app did not initialize in time'),
    element('p', {}, `Its ${surface} was removed, as Pipedrive removes it after 10 seconds. Call initialize() of the SDK first and load data afterwards.`),
    ...(reload ? [button('Load again', reload)] : []));
}

/**
 * @param {string} title
 * @param {string} sentence
 * @param {...Node} rest
 */
export function emptyNotice(title, sentence, ...rest) {
  return element('div', { class: 'notice' }, element('strong', {}, title), element('p', {}, sentence), ...rest);
}
