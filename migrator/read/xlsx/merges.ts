import type { WorkbookArchive } from './archive.js';

/** A cell that reaches over several rows of one column. */
interface Merge {
  readonly top: number;
  readonly bottom: number;
}

/** The merged cells of a sheet by column, from top to bottom. */
export type Merges = ReadonlyMap<number, readonly Merge[]>;

const REFERENCE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g;
const LONGEST_TAG = 256;
const MOST_MERGES = 100_000;

/** Finds the cells that reach over several rows. They are listed behind the rows that need them, so the sheet is searched once before it is read. */
export async function findMerges(archive: WorkbookArchive, part: string): Promise<Merges> {
  const merges = new Map<number, Merge[]>();
  let rest = '';
  let found = 0;
  for await (const text of archive.text(part)) {
    const joined = rest + text;
    let end = 0;
    for (const match of joined.matchAll(REFERENCE)) {
      end = match.index + match[0].length;
      const [, letters = '', top = '', bottom = ''] = match;
      found += 1;
      if (top === bottom || found > MOST_MERGES) continue;
      const column = columnOf(letters);
      merges.set(column, [...merges.get(column) ?? [], { top: Number(top), bottom: Number(bottom) }]);
    }
    rest = joined.slice(Math.max(end, joined.length - LONGEST_TAG));
  }
  for (const list of merges.values()) list.sort((a, b) => a.top - b.top);
  return merges;
}

/** The index of a column by its letters: A is 0. */
export function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Repeats what stands in a merged cell in each row that it reaches over, as a person reads it. */
export class MergeFiller {
  readonly #open = new Map<number, { at: number; value: string }>();

  constructor(readonly merges: Merges) {}

  /** Fills the cells of this row; rows must come from top to bottom. */
  fill(line: number, cells: string[]): void {
    for (const [column, list] of this.merges) {
      const state = this.#open.get(column) ?? { at: 0, value: '' };
      this.#open.set(column, state);
      for (let merge = list[state.at]; merge !== undefined && merge.bottom < line; merge = list[state.at]) {
        state.at += 1;
        state.value = '';
      }
      const merge = list[state.at];
      if (merge === undefined || merge.top > line) continue;
      if (merge.top === line) state.value = cells[column] ?? '';
      else if (state.value !== '' && (cells[column] ?? '') === '') put(cells, column, state.value);
    }
  }
}

/** Puts a value at its place, with empty cells before it where there are none. */
export function put(cells: string[], column: number, value: string): void {
  while (cells.length < column) cells.push('');
  cells[column] = value;
}
