import { expanded } from '../xlsx/numbers.js';

const DEEPEST = 6;
const LONGEST_LIST = 20;

/**
 * The values of an object by the path to them: `primaryGuarantor.id`, `phones.0.number`. Numbers keep their digits as they are written.
 * Lists of plain values stand in one cell, separated by `; `; what is too deep or too long for columns stays JSON. Null where the text is not an object.
 */
export function flatten(text: string): ReadonlyMap<string, string> | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(withNumbersAsText(text));
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(parsed)) add(found, name, value, 1);
  return found;
}

function add(found: Map<string, string>, path: string, value: unknown, depth: number): void {
  if (typeof value === 'string') found.set(path, value);
  else if (typeof value === 'boolean') found.set(path, String(value));
  else if (value === null || typeof value !== 'object') found.set(path, '');
  else if (depth >= DEEPEST) found.set(path, JSON.stringify(value));
  else if (Array.isArray(value)) addList(found, path, value, depth);
  else for (const [name, inner] of Object.entries(value)) add(found, `${path}.${name}`, inner, depth + 1);
}

function addList(found: Map<string, string>, path: string, list: readonly unknown[], depth: number): void {
  if (list.every((item) => typeof item !== 'object' || item === null)) {
    found.set(path, list.filter((item) => item !== null).map(String).join('; '));
    return;
  }
  for (const [index, item] of list.slice(0, LONGEST_LIST).entries()) add(found, `${path}.${String(index)}`, item, depth + 1);
  if (list.length > LONGEST_LIST) found.set(`${path}.others`, JSON.stringify(list.slice(LONGEST_LIST)));
}

/** Puts numbers in quotes, so that parsing cannot round an id. */
function withNumbersAsText(json: string): string {
  const start = /["\d-]/g;
  let out = '';
  let copied = 0;
  for (let found = start.exec(json); found !== null; found = start.exec(json)) {
    if (found[0] === '"') {
      start.lastIndex = stringEnd(json, found.index + 1);
      continue;
    }
    const number = /[-\d.eE+]+/y;
    number.lastIndex = found.index;
    const digits = number.exec(json)?.[0] ?? found[0];
    out += `${json.slice(copied, found.index)}"${/e/i.test(digits) ? expanded(digits) : digits}"`;
    copied = found.index + digits.length;
    start.lastIndex = copied;
  }
  return out + json.slice(copied);
}

/** Where the string that began before `from` is over. */
function stringEnd(json: string, from: number): number {
  for (let quote = json.indexOf('"', from); quote >= 0; quote = json.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (json.charAt(quote - 1 - slashes) === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return json.length;
}
