import type { Column, People } from './people.js';
import { Words } from './words.js';

/** Pairs worth comparing. `pairs` holds `a * size + b` with a < b, ascending, each pair once. */
export interface Candidates {
  readonly pairs: Float64Array;
  /** Blocks in which people were compared with their closest neighbours only, and the size of the largest. */
  readonly cutBlocks: number;
  readonly largestBlock: number;
  /** True when there were more pairs than are compared at all. */
  readonly stopped: boolean;
}

/** Every pair of a block is compared up to this many people, so that 100,000 patients stay a matter of seconds. */
const FULL_BLOCK = 50;
/** In a larger block, sorted by name, each is compared with this many that follow. */
const WINDOW = 8;
const MOST_PAIRS = 8_000_000;
const SHIFT = 2 ** 26;
const HEAD = 3;

type KeysOf = (person: number) => readonly number[];

/** Finds the pairs that share at least one key: birthday with part of the name, the whole name, a contact, a home or a chart. */
export function findCandidates(people: People): Candidates {
  const found = new PairList(people);
  for (const keysOf of blockings(people)) {
    const blocks = new Map<number, number[]>();
    for (let person = 0; person < people.size; person += 1) {
      for (const key of keysOf(person)) {
        const block = blocks.get(key);
        if (block === undefined) blocks.set(key, [person]);
        else block.push(person);
      }
    }
    for (const block of blocks.values()) found.addBlock(block);
  }
  return found.finish();
}

function blockings(people: People): readonly KeysOf[] {
  const heads = new Words();
  const names = new Words();
  const head = (text: string): number => heads.name(text.slice(0, HEAD));
  const lastHead = (person: number): number => head(people.last.text(people.at(person, 'last')));
  const firstHead = (person: number): number => head(people.first.text(people.at(person, 'first')));
  const column = (name: Column) => (person: number): number => people.at(person, name);
  // The two names in alphabetical order: last and first name are exchanged often enough.
  const bothNames = (person: number): number => {
    const both = [people.last.text(people.at(person, 'last')), people.first.text(people.at(person, 'first'))].sort();
    return both.includes('') ? 0 : names.name(both.join('|').replaceAll(' ', ''));
  };
  const areas = new Words();
  const namedArea = (person: number): number => {
    const [postal, last] = [people.at(person, 'postal'), people.at(person, 'last')];
    return postal === 0 || last === 0 ? 0 : areas.name(`${String(postal)} ${String(last)}`);
  };
  const joined = (one: (person: number) => number, other: (person: number) => number): KeysOf => (person) => {
    const [first, second] = [one(person), other(person)];
    return first === 0 || second === 0 ? [] : [first * SHIFT + second];
  };
  const each = (...columns: readonly Column[]): KeysOf => (person) => columns.map((name) => people.at(person, name)).filter((id) => id !== 0);
  return [
    joined(column('birth'), lastHead), joined(column('birth'), column('first')), joined(bothNames, () => 1), each('email1', 'email2'),
    each('phone1', 'phone2', 'phone3'), joined(column('street'), firstHead), each('chart'),
    joined(namedArea, firstHead),
  ];
}

/** Collects pairs in chunks of numbers; a set of millions of objects would cost ten times the memory. */
class PairList {
  readonly #people: People;
  readonly #order: Int32Array;
  #codes = new Float64Array(4096);
  #size = 0;
  #cut = 0;
  #largest = 0;
  #stopped = false;

  constructor(people: People) {
    this.#people = people;
    this.#order = alphabetical(people);
  }

  addBlock(block: number[]): void {
    this.#largest = Math.max(this.#largest, block.length);
    const cut = block.length > FULL_BLOCK;
    if (cut) {
      this.#cut += 1;
      block.sort((a, b) => (this.#order[a] ?? 0) - (this.#order[b] ?? 0));
    }
    const window = cut ? WINDOW : block.length;
    for (const [index, a] of block.entries()) for (const b of block.slice(index + 1, index + 1 + window)) this.#add(a, b);
  }

  finish(): Candidates {
    const sorted = this.#codes.subarray(0, this.#size).sort();
    let kept = 0;
    for (const code of sorted) {
      if (kept > 0 && sorted[kept - 1] === code) continue;
      sorted[kept] = code;
      kept += 1;
    }
    return { pairs: sorted.slice(0, kept), cutBlocks: this.#cut, largestBlock: this.#largest, stopped: this.#stopped };
  }

  #add(a: number, b: number): void {
    if (a === b) return;
    if (this.#size >= MOST_PAIRS) {
      this.#stopped = true;
      return;
    }
    if (this.#size === this.#codes.length) {
      const larger = new Float64Array(this.#codes.length * 2);
      larger.set(this.#codes);
      this.#codes = larger;
    }
    this.#codes[this.#size] = Math.min(a, b) * this.#people.size + Math.max(a, b);
    this.#size += 1;
  }
}

/** The rank of each patient when all are sorted by name and birthday. */
function alphabetical(people: People): Int32Array {
  const labels = Array.from({ length: people.size }, (_, person) =>
    `${people.last.text(people.at(person, 'last'))}|${people.first.text(people.at(person, 'first'))}|${String(people.at(person, 'birth'))}`);
  const sorted = labels.map((_, person) => person).sort((a, b) => ((labels[a] ?? '') < (labels[b] ?? '') ? -1 : 1));
  const ranks = new Int32Array(people.size);
  for (const [rank, person] of sorted.entries()) ranks[person] = rank;
  return ranks;
}
