import { BELIEVED_PER_PATIENT, RELATIONS, type Relation } from './beliefs.js';
import { compare } from './compare.js';
import { believedModel, decode, posterior, Tally, type Model } from './model.js';
import type { People } from './people.js';

/** Rounds of expectation and maximisation; the shares change by less than a hundredth after about half of them. */
const ROUNDS = 12;
const SAMPLED_PAIRS = 40_000;
/** How many observed pairs the beliefs about each relation weigh as much as. */
const PULL: Readonly<Record<Relation, number>> = { match: 100, household: 200, stranger: 20_000 };

/**
 * Learns the model of one export: how strangers agree from pairs taken evenly out of all, how matches and households agree by expectation
 * and maximisation over the candidate pairs. `patterns` counts the candidates by encoded comparison.
 */
export function learn(people: People, patterns: ReadonlyMap<number, number>): Model {
  const seen = [...patterns].map(([code, count]) => ({ comparison: decode(code), count }));
  const start = believedModel(people.size, BELIEVED_PER_PATIENT);
  const strangers = sampleStrangers(people).shares('stranger', PULL.stranger);
  let model: Model = { ...start, of: { ...start.of, stranger: strangers } };
  const allPairs = Math.max(1, (people.size * (people.size - 1)) / 2);
  for (let round = 0; round < ROUNDS; round += 1) {
    const tallies = { match: new Tally(), household: new Tally() };
    const sums = { match: 0, household: 0 };
    for (const { comparison, count } of seen) {
      const probable = posterior(model, comparison);
      for (const relation of RELATIONS) {
        if (relation === 'stranger') continue;
        tallies[relation].add(comparison, probable[relation] * count);
        sums[relation] += probable[relation] * count;
      }
    }
    // The belief in how many there are weighs as much as what was counted: an export without any duplicates must not conjure them up.
    const match = (sums.match / allPairs + start.share.match) / 2;
    const household = (sums.household / allPairs + start.share.household) / 2;
    model = {
      share: { match, household, stranger: 1 - match - household },
      of: { match: tallies.match.shares('match', PULL.match), household: tallies.household.shares('household', PULL.household), stranger: strangers },
    };
  }
  return model;
}

/** Pairs spread evenly over all pairs; the step is prime, so it meets patients in every distance from each other. */
function sampleStrangers(people: People): Tally {
  const tally = new Tally();
  const { size } = people;
  const pairs = Math.min(SAMPLED_PAIRS, (size * (size - 1)) / 2);
  for (let index = 0; index < pairs; index += 1) {
    const a = (index * 7919) % size;
    const b = (a + 1 + ((index * 104_729 + Math.floor(index / size)) % (size - 1))) % size;
    tally.add(compare(people, a, b), 1);
  }
  return tally;
}
