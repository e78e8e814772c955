import type { Line } from './lines.js';
import { CellSplitter } from './quotes.js';

/** The cells of one record and the line on which it begins. `broken` says that a stray quote made the line unreadable. */
export interface RawRecord {
  readonly cells: readonly string[];
  readonly line: number;
  readonly broken: boolean;
}

/** How many characters may be read a second time after stray quotes, and how long one record may be, before quotes stop spanning lines. */
const REPLAY_BUDGET = 67_108_864;
const LONGEST_RECORD = 8_388_608;

/**
 * Puts physical lines together to records. A stray quote swallows the lines after it. When the result has not the expected number of
 * cells but a swallowed line has, or when a swallowed line plainly is a row, the first line alone is given up and the others are read again.
 *
 * A parser library ends at, or silently joins, rows with a stray quote and does not say on which line a record began; hence this one.
 */
export class RecordReader {
  #budget = REPLAY_BUDGET;
  #pending: Line[] = [];
  #size = 0;
  #splitter: CellSplitter;
  /** The line from which on quotes no longer span lines, null while they do. */
  runawayFrom: number | null = null;

  constructor(readonly delimiter: string, readonly width: number | null, readonly isRow: (cells: readonly string[]) => boolean = () => false) {
    this.#splitter = new CellSplitter(delimiter);
  }

  /** The records of the lines, in batches. */
  async *records(batches: AsyncIterable<readonly Line[]>): AsyncGenerator<readonly RawRecord[]> {
    for await (const batch of batches) {
      const out: RawRecord[] = [];
      this.#consume(batch, out);
      if (out.length > 0) yield out;
    }
    const out: RawRecord[] = [];
    while (this.#pending.length > 0) this.#consume(this.#giveUp(out), out);
    yield out;
  }

  #consume(batch: readonly Line[], out: RawRecord[]): void {
    const todo = [...batch].reverse();
    for (let line = todo.pop(); line !== undefined; line = todo.pop()) {
      this.#pending.push(line);
      this.#size += line.text.length;
      const cells = this.#splitter.push(line.text);
      if (cells === null && this.#mayGoOn(line)) continue;
      if (cells !== null && !this.#swallowed(cells)) {
        out.push({ cells, line: this.#pending[0]?.number ?? line.number, broken: false });
        this.#reset();
      } else {
        for (const again of [...this.#giveUp(out)].reverse()) todo.push(again);
      }
    }
  }

  #reset(): void {
    this.#pending = [];
    this.#size = 0;
  }

  /** Gives up the first pending line; returns the others, to be read again. */
  #giveUp(out: RawRecord[]): readonly Line[] {
    const [first] = this.#pending;
    const others = this.#pending.slice(1);
    if (first !== undefined) {
      out.push({ cells: [], line: first.number, broken: true });
      this.#spend(this.#size - first.text.length, first.number);
    }
    this.#reset();
    this.#splitter = new CellSplitter(this.delimiter);
    return others;
  }

  #mayGoOn(line: Line): boolean {
    if (this.#size > LONGEST_RECORD) this.#spend(this.#size, line.number);
    return this.runawayFrom === null && this.#size <= LONGEST_RECORD;
  }

  /** True when one of the later lines of a record is a row by itself: by its width if the record's is wrong, by its cells in any case. */
  #swallowed(cells: readonly string[]): boolean {
    if (this.#pending.length < 2 || this.width === null) return false;
    return this.#pending.slice(1).some((line) => {
      const alone = new CellSplitter(this.delimiter).push(line.text);
      return alone?.length === this.width && (cells.length !== this.width || this.isRow(alone));
    });
  }

  #spend(characters: number, line: number): void {
    this.#budget -= characters;
    if (this.#budget < 0) this.runawayFrom ??= line;
  }
}
