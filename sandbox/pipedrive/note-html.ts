/** Longest note of a record or an activity. */
export const MOST_HTML_BYTES = 100_000;

const KEPT_TAGS = new Set([
  'a', 'b', 'blockquote', 'br', 'code', 'div', 'em', 'h1', 'h2', 'h3', 'h4', 'hr', 'i', 'img', 'li', 'ol', 'p', 'pre', 's', 'small', 'span', 'strong',
  'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul',
]);
const KEPT_ATTRIBUTES = new Set(['href', 'title', 'src', 'alt', 'style', 'class', 'target', 'rel', 'colspan', 'rowspan']);
const ATTRIBUTE = /([a-z][\w-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/gi;

/**
 * Note HTML as Pipedrive keeps it: text and plain markup stay, comments, scripts, styles and event handlers go.
 * The exact rules are not published; this is our reading, and it takes away more rather than less.
 */
export function cleanHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|iframe|object|noscript|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<\/?([a-z][a-z0-9]*)\b([^>]*)>/gi, (whole, name: string, rest: string) => cleanTag(whole.startsWith('</'), name.toLowerCase(), rest));
}

function cleanTag(closing: boolean, name: string, rest: string): string {
  if (!KEPT_TAGS.has(name)) return '';
  if (closing) return `</${name}>`;
  const attributes = [...rest.matchAll(ATTRIBUTE)].filter(([, key = '', value = '']) => {
    const target = value.replace(/^["']/, '').replace(/[\s\p{Cc}]/gu, '').toLowerCase();
    return KEPT_ATTRIBUTES.has(key.toLowerCase()) && !/^(javascript|vbscript|data):/.test(target);
  });
  return `<${[name, ...attributes.map(([, key = '', value = '']) => `${key.toLowerCase()}=${value}`)].join(' ')}>`;
}
