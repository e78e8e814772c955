import type { Comparison, Field } from './compare.js';

/** What two records can be to each other: one human, members of one household, or strangers. */
export const RELATIONS = ['match', 'household', 'stranger'] as const;

/** One of them. */
export type Relation = (typeof RELATIONS)[number];

type Shares = { readonly [F in Field]: { readonly [L in Exclude<Comparison[F], 'missing'>]: number } };

/**
 * How often records of each relation agree, as believed before an export is seen. The export then teaches the model its own habits; the
 * less it has to teach, the more of these beliefs remain. Shares of a field add up to 1, but for charts, where only agreement says something.
 */
export const BELIEFS: Readonly<Record<Relation, Shares>> = {
  match: {
    last: { same: 0.9, near: 0.06, different: 0.04 },
    first: { same: 0.85, 'other-name': 0.07, near: 0.05, initial: 0.02, different: 0.01 },
    middle: { same: 0.9, different: 0.1 },
    birth: { same: 0.92, swapped: 0.02, 'one-digit': 0.04, different: 0.02 },
    gender: { same: 0.98, different: 0.02 },
    phone: { same: 0.7, different: 0.3 },
    email: { same: 0.75, different: 0.25 },
    address: { same: 0.6, 'same-area': 0.2, different: 0.2 },
    chart: { same: 0.2 },
    family: { linked: 0.2, separate: 0.8 },
  },
  household: {
    last: { same: 0.85, near: 0.03, different: 0.12 },
    first: { same: 0.01, 'other-name': 0.005, near: 0.015, initial: 0.01, different: 0.96 },
    middle: { same: 0.15, different: 0.85 },
    birth: { same: 0.03, swapped: 0.0005, 'one-digit': 0.0045, different: 0.965 },
    gender: { same: 0.5, different: 0.5 },
    phone: { same: 0.75, different: 0.25 },
    email: { same: 0.4, different: 0.6 },
    address: { same: 0.9, 'same-area': 0.05, different: 0.05 },
    chart: { same: 0.1 },
    family: { linked: 0.8, separate: 0.2 },
  },
  stranger: {
    last: { same: 0.002, near: 0.005, different: 0.993 },
    first: { same: 0.01, 'other-name': 0.002, near: 0.005, initial: 0.003, different: 0.98 },
    middle: { same: 0.1, different: 0.9 },
    birth: { same: 0.000_04, swapped: 0.000_03, 'one-digit': 0.001, different: 0.998_93 },
    gender: { same: 0.5, different: 0.5 },
    phone: { same: 0.0005, different: 0.9995 },
    email: { same: 0.0001, different: 0.9999 },
    address: { same: 0.0003, 'same-area': 0.1, different: 0.8997 },
    chart: { same: 0.0005 },
    family: { linked: 0.0005, separate: 0.9995 },
  },
};

/** Members of one household have a given name or a birthday in common, never both: this is how much rarer both together are than chance. */
export const BOTH_IN_ONE_HOUSEHOLD = 0.001;

/** Of a hundred patients, this many are believed to stand there a second time, and to live with this many others of the practice. */
export const BELIEVED_PER_PATIENT = { match: 0.02, household: 0.8 } as const;
