/** Markup that is safe to put into a page: made by `html` only, which escapes whatever is not markup itself. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template. */
export type Part = Markup | string | number | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** A piece of a page; everything put in is escaped, for text and for attributes in quotes alike. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((string, index) => string + (index < parts.length ? written(parts[index] ?? '') : '')).join(''));
}

/** Nothing. */
export const NOTHING = new Markup('');

function written(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return part.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  if (typeof part === 'number') return String(part);
  return part.map(written).join('');
}
