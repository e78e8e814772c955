import { element } from './element.js';

const CUSTOM_FIELD_KEY = /^[0-9a-f]{40}$/;

/**
 * Every field of a record that has a value, in the order of the API. Values are text to this page, whatever they contain.
 * @param {Readonly<Record<string, unknown>>} record
 */
export function recordFields(record) {
  return element('dl', { class: 'field-list' }, ...Object.entries(record).flatMap(([name, value]) => rows(name, value)));
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {readonly Node[]}
 */
function rows(name, value) {
  if (isEmpty(value)) return [];
  if (name === 'custom_fields' && isPlainObject(value)) return Object.entries(value).flatMap(([key, held]) => rows(key, held));
  return [element('dt', CUSTOM_FIELD_KEY.test(name) ? { title: name } : {}, label(name)), element('dd', {}, shown(value))];
}

/** @param {string} name */
function label(name) {
  if (CUSTOM_FIELD_KEY.test(name)) return `Custom field ${name.slice(0, 6)}…`;
  const words = name.replaceAll('_', ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/**
 * @param {unknown} value
 * @returns {string | Node}
 */
function shown(value) {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return element('ul', {}, ...value.filter((item) => !isEmpty(item)).map((item) => element('li', {}, shown(item))));
  if (!isPlainObject(value)) return '';
  const { value: held, label: kind, currency } = value;
  if (held !== undefined) return [held, currency ?? kind].filter((part) => !isEmpty(part)).map(String).join(' · ');
  return JSON.stringify(value);
}

/** @param {unknown} value */
const isEmpty = (value) => value === null || value === undefined || value === ''
  || (Array.isArray(value) && value.length === 0) || (isPlainObject(value) && Object.values(value).every(isEmpty));

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isPlainObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
