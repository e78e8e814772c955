import type { Match } from './assign.js';

/** Just below what counts as high. */
const NOT_HIGH = 0.94;
const CLEAR_WORDS = 0.85;

/**
 * The confidence that a person is shown: the chance of the match times that of the kind of file. High needs two witnesses, since each alone
 * is wrong too often: a clear header, and values that speak for it.
 */
export function calibrated({ chance, words, fit }: Match, kindChance: number): number {
  const both = chance * kindChance;
  const agree = words >= CLEAR_WORDS && fit.says !== null && fit.score > 0;
  return agree ? both : Math.min(both, NOT_HIGH);
}
