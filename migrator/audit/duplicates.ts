import type { CanonicalRecord } from '../canonical/streams.js';
import type { Issue } from '../canonical/values.js';
import { linkPatients, People } from '../linkage/index.js';
import type { DuplicatePair } from '../reports.js';

/** The same id twice in one file is listed one by one up to here. */
const LISTED = 1_000;

/** Takes in patients as they pass, and in the end tells which of them may be one human. */
export class Duplicates {
  readonly #people = new People();
  readonly #repeated: DuplicatePair[] = [];

  add({ key, data, origin }: CanonicalRecord<'patient'>): void {
    const place = { file: origin.file, line: origin.line, key };
    const before = this.#people.find(key);
    if (before === null) {
      this.#people.add(place, data);
      return;
    }
    // Files complete each other: a printed list repeats the patients of the database.
    if (before.file !== place.file || this.#repeated.length >= LISTED) return;
    this.#repeated.push({ a: before, b: place, score: 1, verdict: 'same', evidence: ['the same id'] });
  }

  /** All pairs, those that matter most first, and what a reader should know about how they were found. */
  report(): { readonly pairs: readonly DuplicatePair[]; readonly issues: readonly Issue[] } {
    const { pairs, counts, cutBlocks, stopped } = linkPatients(this.#people);
    const issues: Issue[] = [];
    const found = counts.same + counts.probable;
    if (found > 0) issues.push(lookAlike(found));
    if (cutBlocks > 0 || stopped) issues.push(notAllCompared(cutBlocks));
    return { pairs: [...this.#repeated, ...pairs], issues };
  }
}

function lookAlike(found: number): Issue {
  return {
    code: 'possible-duplicates', severity: 'info', message: `${String(found)} pairs of patients may be one human each. Nothing is joined without your word.`,
    remedy: 'See the list of possible duplicates; merge them in the source before the final export if they are one.',
  };
}

function notAllCompared(cutBlocks: number): Issue {
  return {
    code: 'large-groups-cut', severity: 'info',
    message: `${String(cutBlocks)} groups of patients share a name or a telephone number with so many that each was compared with the closest others only.`,
    remedy: 'Nothing to do; a duplicate inside such a group may go unnoticed.',
  };
}
