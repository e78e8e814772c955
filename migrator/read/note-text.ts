import iconv from 'iconv-lite';

/** Groups of an RTF document that hold no text of the note. */
const SILENT_GROUPS = new Set(['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'generator', 'listtable', 'header', 'footer', 'themedata', 'datastore']);
const TOKEN = /\\'([0-9a-f]{2})|\\u(-?\d+)\??|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|([^\\{}]+)/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ' };

/** The plain text of a clinical note, whatever it was written in. Line breaks survive; scripts, styles and control characters do not. */
export function noteText(cell: string): { readonly text: string; readonly formatted: boolean } {
  if (cell.startsWith('{\\rtf')) return { text: clean(fromRtf(cell)), formatted: true };
  if (/<(?:html|body|div|p|br|span|font|b|i|table|script)\b[^>]*>/i.test(cell)) return { text: clean(fromHtml(cell)), formatted: true };
  return { text: clean(cell), formatted: false };
}

function fromRtf(rtf: string): string {
  let text = '';
  let depth = 0;
  let silentFrom = Infinity;
  for (const token of rtf.matchAll(TOKEN)) {
    const [, hex, unicode, word, , symbol, brace, plain] = token;
    if (brace === '{') depth += 1;
    else if (brace === '}') {
      depth -= 1;
      if (depth < silentFrom) silentFrom = Infinity;
    } else if ((word !== undefined && SILENT_GROUPS.has(word)) || symbol === '*') silentFrom = Math.min(silentFrom, depth);
    else if (depth < silentFrom) text += visible(hex, unicode, word, symbol, plain);
  }
  return text;
}

function visible(hex: string | undefined, unicode: string | undefined, word: string | undefined, symbol: string | undefined, plain: string | undefined): string {
  if (hex !== undefined) return iconv.decode(Buffer.from(hex, 'hex'), 'windows-1252');
  if (unicode !== undefined) return String.fromCharCode((Number(unicode) + 65_536) % 65_536);
  if (word !== undefined) return word === 'par' || word === 'line' ? '\n' : word === 'tab' ? '\t' : '';
  if (symbol !== undefined) return symbol === '~' ? ' ' : '\\{}'.includes(symbol) ? symbol : '';
  return (plain ?? '').replaceAll(/[\r\n]/g, '');
}

function fromHtml(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replaceAll(/<(?:br|\/p|\/div|\/tr|\/li)\b[^>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(?:#(\d{1,7})|([a-z]+));/gi, (whole, code: string | undefined, name: string | undefined) =>
      code !== undefined ? characterOf(Number(code)) : ENTITIES[(name ?? '').toLowerCase()] ?? whole);
}

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** Tabs and line breaks stay exactly; other control characters would be invisible in a CRM and break its search. */
function clean(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n\r]/gu, '').trim();
}
