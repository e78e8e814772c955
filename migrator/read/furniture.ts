import { plainHeader } from './headers.js';
import type { RawRecord } from './records.js';

/** Why a line that is not a row was left out. */
export type DropReason = 'title' | 'blank' | 'repeated-header' | 'page-header' | 'separator' | 'query-footer' | 'subtotal' | 'grand-total' | 'excel-delimiter';

const PAGE = /\bpage:?\s*\d+(?:\s*(?:of|\/)\s*\d+)?\b/i;
const TOTAL = /\b(?:sub-?)?totals?\b[^,]*:|^(?:grand|report|office|practice)\s+totals?\b|^totals?$/i;
const GRAND = /\b(?:grand|report|office|practice)\s+totals?\b/i;
const QUERY_FOOTER = /^\s*\(?\d+ rows? (?:affected|selected|returned)\)?\.?\s*$/i;

/** Tells rows from what printing and query tools put between them. */
export class Furniture {
  readonly #titles = new Set<string>();

  constructor(readonly headers: readonly string[], readonly printed: boolean) {}

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
    if (this.#isHeader(record)) return 'repeated-header';
    const [first = ''] = record.cells;
    if (/^[-=]{2}/.test(first) && record.cells.every((cell) => /^\s*(?:-{2,}|={2,})?\s*$/.test(cell))) return 'separator';
    if (QUERY_FOOTER.test(first) && record.cells.slice(1).every((cell) => cell.trim() === '')) return 'query-footer';
    return this.printed ? this.#printed(record, record.cells.map((cell) => cell.trim()).filter((cell) => cell !== '')) : null;
  }

  /** Looks at the first cell before all others: this runs for every row. */
  #isHeader({ cells }: RawRecord): boolean {
    return cells.length === this.headers.length && cells[0]?.trim().toLowerCase() === this.headers[0]?.toLowerCase()
      && cells.every((cell, index) => plainHeader(cell) === plainHeader(this.headers[index] ?? ''));
  }

  #printed(record: RawRecord, filled: readonly string[]): DropReason | null {
    const total = filled.find((cell) => TOTAL.test(cell));
    if (total !== undefined) return GRAND.test(total) ? 'grand-total' : 'subtotal';
    return (filled.length <= 3 && filled.some((cell) => PAGE.test(cell))) || this.#titles.has(titleOf(record)) ? 'page-header' : null;
  }
}

/** True for a record without a visible character; a Ctrl-Z is how old programs end a file. */
export function isBlank(record: RawRecord): boolean {
  return !record.broken && record.cells.every((cell) => cell.trim() === '' || cell === '\u001a');
}

/** A title without what changes from page to page: numbers and dates. */
function titleOf(record: RawRecord): string {
  return record.cells.join(' ').replaceAll(/[\d/:.\s]+/g, ' ').trim().toLowerCase();
}
