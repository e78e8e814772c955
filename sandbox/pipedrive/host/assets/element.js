/**
 * Builds one element. A string child becomes a text node, so what a record contains can never become markup;
 * an attribute whose value is a function listens to the event of that name.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string | boolean | ((event: Event) => void)>>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children);
  return node;
}

/**
 * A link within the host page; `main.js` follows it without loading the page anew.
 * @param {string} href
 * @param {string} label
 * @param {Readonly<Record<string, string>>} [attributes]
 */
export function pageLink(href, label, attributes = {}) {
  return element('a', { ...attributes, href, 'data-page': true }, label);
}

/**
 * @param {string} label
 * @param {(event: Event) => void} onClick
 * @param {Readonly<Record<string, string>>} [attributes]
 */
export function button(label, onClick, attributes = {}) {
  return element('button', { type: 'button', class: 'button', ...attributes, click: onClick }, label);
}
