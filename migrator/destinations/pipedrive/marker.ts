import type { ExternalId } from '../define.js';

const LABEL = 'Bridgework ref:';

/** Ids are written with percent escapes for everything else, so that no sanitiser changes them and a space ends them. */
const ID = '[A-Za-z0-9_#-]+:[A-Za-z0-9_#-]+:[A-Za-z0-9_#%:-]+';

/** What an editor may put between label and id, or around the line, without changing what people see. */
const GAP = '(?:\\s|&nbsp;|&#160;|<br ?/?>|</?(?:span|b|i|em|strong|u|font|a)(?: [^<>]*)?>)*';

/** The marker alone in its paragraph: the whole paragraph is ours. */
const PARAGRAPH = new RegExp(`<(p|div)(?: [^<>]*)?>${GAP}${LABEL}${GAP}(${ID})${GAP}</\\1>`, 'i');

/** The marker in running text: only it is ours, the rest was written by a person. */
const INLINE = new RegExp(`(?:<br ?/?>|\\n)?${LABEL}${GAP}(${ID})`, 'i');

/** A text taken apart into what people wrote and our marker. */
export interface Unmarked {
  readonly text: string | null;
  readonly externalId: ExternalId | null;
}

/** Adds the marker as the last paragraph of an HTML text. */
export function markHtml(html: string | null, externalId: ExternalId): string {
  return `${html ?? ''}<p>${LABEL} ${escapeId(externalId)}</p>`;
}

/** Adds the marker as the last line of a plain text. */
export function markText(text: string | null, externalId: ExternalId): string {
  return `${text === null ? '' : `${text}\n`}${LABEL} ${escapeId(externalId)}`;
}

/** Takes the marker out again, wherever editors and sanitisers have left it; what remains is null when empty. */
export function unmark(text: string | null): Unmarked {
  if (text === null) return { text: null, externalId: null };
  const paragraph = PARAGRAPH.exec(text);
  const found = paragraph ?? INLINE.exec(text);
  if (found === null) return { text: text === '' ? null : text, externalId: null };
  const rest = text.slice(0, found.index) + text.slice(found.index + found[0].length);
  return { text: rest.trim() === '' ? null : rest, externalId: parseId(unescapeId(found[paragraph === null ? 1 : 2] ?? '')) };
}

/** An external id as found in the CRM, null where it is not one. */
export function parseId(text: string): ExternalId | null {
  const [system, kind, ...key] = text.split(':');
  return system && kind && key.join(':') !== '' ? `${system}:${kind}:${key.join(':')}` : null;
}

function escapeId(externalId: ExternalId): string {
  return [...new TextEncoder().encode(externalId)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9_#:-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function unescapeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A person typed a lone percent sign into it: then it is the id as it stands.
  }
}
