import { createHash } from 'node:crypto';
import { familiesOf } from '../facts/families.js';
import type { FactsInput } from '../facts/index.js';

/**
 * Chooses the patients of a sample: spread over the whole export by a hash of their keys, so that the same export gives the same sample, and
 * together with the guarantors of their families. `size` counts patients before guarantors are added.
 */
export async function samplePatients(input: FactsInput, size: number): Promise<ReadonlySet<string>> {
  let best: { readonly rank: string; readonly key: string }[] = [];
  for await (const page of input.records('patient')) {
    const ranked = page.map(({ record: { key } }) => ({ key, rank: createHash('sha256').update(key).digest('hex') }));
    best = [...best, ...ranked].sort((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, size);
  }
  const families = await familiesOf(input);
  const chosen = new Set(best.map(({ key }) => key));
  for (const { key } of best) {
    const family = families.of(key);
    if (family !== null) chosen.add(family.head);
  }
  return chosen;
}
