import { plainHeader } from './headers.js';
import type { RawRecord } from './records.js';

/** Why a line that is not a row was left out. */
export type DropReason = 'title' | 'blank' | 'repeated-header' | 'page-header' | 'separator' | 'query-footer' | 'subtotal' | 'grand-total' | 'excel-delimiter';

const PAGE = /\bpage:?\s*\d+(?:\s*(?:of|\/)\s*\d+)?\b/i;
const TOTAL = /\b(?:sub-?)?totals?\b[^,]*:|^(?:grand|report|office|practice)\s+totals?\b|^totals?$/i;
const GRAND = /\b(?:grand|report|office|practice)\s+totals?\b/i;
const QUERY_FOOTER = /^\(?\d+ rows? (?:affected|selected|returned)\)?\.?$/i;

/** Tells rows from what printing and query tools put between them. */
export class Furniture {
  readonly #header: string;
  readonly #titles = new Set<string>();

  constructor(headers: readonly string[], readonly printed: boolean) {
    this.#header = headers.map(plainHeader).join('|');
  }

  /** What a line before the header is; remembered, since page headers repeat it. */
  beforeHeader(record: RawRecord): DropReason {
    if (isBlank(record)) return 'blank';
    const [only = ''] = record.cells;
    if (/^sep=.?$/i.test(only.trim())) return 'excel-delimiter';
    const title = titleOf(record);
    if (title !== '') this.#titles.add(title);
    return 'title';
  }

  /** Why a line after the header is not a row, null where it is one. */
  afterHeader(record: RawRecord): DropReason | null {
    if (record.broken) return null;
    if (isBlank(record)) return 'blank';
    const filled = record.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    if (filled.every((cell) => /^-{2,}$|^={2,}$/.test(cell))) return 'separator';
    if (record.cells.map(plainHeader).join('|') === this.#header) return 'repeated-header';
    if (filled.length === 1 && QUERY_FOOTER.test(filled[0] ?? '')) return 'query-footer';
    return this.printed ? this.#printed(record, filled) : null;
  }

  #printed(record: RawRecord, filled: readonly string[]): DropReason | null {
    const total = filled.find((cell) => TOTAL.test(cell));
    if (total !== undefined) return GRAND.test(total) ? 'grand-total' : 'subtotal';
    return (filled.length <= 3 && filled.some((cell) => PAGE.test(cell))) || this.#titles.has(titleOf(record)) ? 'page-header' : null;
  }
}

function isBlank(record: RawRecord): boolean {
  return !record.broken && record.cells.every((cell) => cell.trim() === '' || cell === '\u001a');
}

/** A title without what changes from page to page: numbers and dates. */
function titleOf(record: RawRecord): string {
  return record.cells.join(' ').replaceAll(/[\d/:.\s]+/g, ' ').trim().toLowerCase();
}
