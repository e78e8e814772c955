import type { DuplicatePair } from '../reports.js';
import { findCandidates } from './blocks.js';
import { compare } from './compare.js';
import { judge, type Weighed } from './judge.js';
import { learn } from './learn.js';
import { decode, encode, posterior } from './model.js';
import type { People } from './people.js';
import { rarityOf } from './rarity.js';

export { People } from './people.js';

/** What comparing the patients of an export with each other gave. */
export interface Linkage {
  /** Best scores first within each verdict; the verdicts in the order of how much they matter. */
  readonly pairs: readonly DuplicatePair[];
  /** How many pairs have each verdict, listed or not. */
  readonly counts: Readonly<Record<DuplicatePair['verdict'], number>>;
  readonly compared: number;
  /** Groups of people too large to compare everybody with everybody, and whether pairs were left out altogether. */
  readonly cutBlocks: number;
  readonly stopped: boolean;
}

/** Pairs listed one by one, per verdict. Households are told as a caution, not as work to do. */
const LISTED: Readonly<Record<DuplicatePair['verdict'], number>> = { same: 5_000, probable: 5_000, different: 500, household: 2_000 };

/**
 * Finds patients of one export who may be one human, with a Fellegi–Sunter model that learns its weights from the export itself. It
 * proposes and never joins; members of one household are told as such and are never proposed.
 */
export function linkPatients(people: People): Linkage {
  const { pairs, cutBlocks, stopped } = findCandidates(people);
  const patterns = new Map<number, number>();
  const codes = new Int32Array(pairs.length);
  for (const [index, pair] of pairs.entries()) {
    const code = encode(compare(people, Math.floor(pair / people.size), pair % people.size));
    codes[index] = code;
    patterns.set(code, (patterns.get(code) ?? 0) + 1);
  }
  const model = learn(people, patterns);
  const comparisons = new Map([...patterns.keys()].map((code) => [code, decode(code)]));
  const found: Readonly<Record<DuplicatePair['verdict'], DuplicatePair[]>> = { same: [], probable: [], different: [], household: [] };
  const counts = { same: 0, probable: 0, different: 0, household: 0 };
  for (const [index, pair] of pairs.entries()) {
    const [a, b] = [Math.floor(pair / people.size), pair % people.size];
    const comparison = comparisons.get(codes[index] ?? 0) ?? decode(codes[index] ?? 0);
    const weighed: Weighed = { a, b, comparison, probable: posterior(model, comparison, rarityOf(people, model, comparison, a, b)) };
    const judgement = judge(people, weighed);
    if (judgement === null) continue;
    counts[judgement.verdict] += 1;
    keep(found[judgement.verdict], { a: people.place(a), b: people.place(b), ...judgement }, LISTED[judgement.verdict]);
  }
  const listed = (['same', 'probable', 'different', 'household'] as const)
    .flatMap((verdict) => found[verdict].sort((x, y) => y.score - x.score).slice(0, LISTED[verdict]));
  return { pairs: listed, counts, compared: pairs.length, cutBlocks, stopped };
}

/** Keeps the best `most` of a list that may grow to twice that before it is cut. */
function keep(list: DuplicatePair[], pair: DuplicatePair, most: number): void {
  list.push(pair);
  if (list.length >= most * 2) list.sort((x, y) => y.score - x.score).splice(most);
}
