/**
 * Splits one delimited record into cells, line by line, so that the reader knows at every line break whether a quote is open.
 * Follows RFC 4180; a quote in the middle of an unquoted cell, and one followed by more text, is taken as a character of the cell.
 */
export class CellSplitter {
  #cells: string[] = [];
  #open: string | null = null;

  constructor(readonly delimiter: string) {}

  /** Takes the next physical line; returns the record's cells when it is complete, null while a quote is open. */
  push(line: string): readonly string[] | null {
    const end = contentEnd(line);
    if (this.#open === null && !line.includes('"')) {
      this.#cells = line.slice(0, end).split(this.delimiter);
      return this.#finish();
    }
    let at = this.#open === null ? 0 : this.#quoted(line, 0, end);
    while (at >= 0 && at <= end) {
      const start = this.#skipSpaces(line, at, end);
      at = line.charAt(start) === '"' && start < end ? this.#begin(line, start + 1, end) : this.#plain(line, at, end);
    }
    return this.#open === null ? this.#finish() : null;
  }

  #finish(): readonly string[] {
    const cells = this.#cells;
    this.#cells = [];
    return cells;
  }

  #plain(line: string, at: number, end: number): number {
    const next = line.indexOf(this.delimiter, at);
    const stop = next < 0 || next > end ? end : next;
    this.#cells.push(line.slice(at, stop));
    return stop === end ? end + 1 : stop + this.delimiter.length;
  }

  #begin(line: string, at: number, end: number): number {
    this.#open = '';
    return this.#quoted(line, at, end);
  }

  /** Reads on inside quotes; returns where the next cell starts, past the end when the record is over, -1 when the quote stays open. */
  #quoted(line: string, from: number, end: number): number {
    let at = from;
    for (;;) {
      const quote = line.indexOf('"', at);
      if (quote < 0 || quote >= end) {
        this.#open = (this.#open ?? '') + line.slice(at);
        return -1;
      }
      this.#open = (this.#open ?? '') + line.slice(at, quote);
      if (line.charAt(quote + 1) === '"' && quote + 1 < end) {
        this.#open += '"';
        at = quote + 2;
        continue;
      }
      const after = this.#skipSpaces(line, quote + 1, end);
      if (after < end && !line.startsWith(this.delimiter, after)) {
        this.#open += '"';
        at = quote + 1;
        continue;
      }
      this.#cells.push(this.#open);
      this.#open = null;
      return after >= end ? end + 1 : after + this.delimiter.length;
    }
  }

  #skipSpaces(line: string, from: number, end: number): number {
    let at = from;
    while (at < end && line.charAt(at) === ' ') at += 1;
    return at;
  }
}

/** Where a line's content ends and its terminator begins. */
function contentEnd(line: string): number {
  let end = line.length;
  if (end > 0 && line.charAt(end - 1) === '\n') end -= 1;
  if (end > 0 && line.charAt(end - 1) === '\r') end -= 1;
  return end;
}
