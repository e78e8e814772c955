import { BELIEFS, BOTH_IN_ONE_HOUSEHOLD, RELATIONS, type Relation } from './beliefs.js';
import { LEVELS, type Comparison, type Field } from './compare.js';

const FIELDS = ['last', 'middle', 'gender', 'phone', 'email', 'address', 'chart', 'family'] as const satisfies readonly Field[];
const FIRSTS = LEVELS.first;
const BIRTHS = LEVELS.birth;
/** The comparisons of an export as numbers: one digit per field in a mixed base. */
const ORDER = ['first', 'birth', ...FIELDS] as const satisfies readonly Field[];

type Table = Float64Array;
type Tables = { readonly [F in (typeof FIELDS)[number]]: Table };

/** The shares of one relation. Given name and birthday are one joint table: within a household they depend on each other. */
export interface RelationShares {
  readonly tables: Tables;
  readonly identity: Table;
}

/** The Fellegi–Sunter model with three classes. `share` is that of each relation among all pairs of an export. */
export interface Model {
  readonly share: Readonly<Record<Relation, number>>;
  readonly of: Readonly<Record<Relation, RelationShares>>;
}

/** How probable each relation is, adding up to 1. */
export type Posterior = Readonly<Record<Relation, number>>;

/** The number of a comparison, so that equal ones are counted together. */
export function encode(comparison: Comparison): number {
  let code = 0;
  for (const field of ORDER) code = code * LEVELS[field].length + levelOf(field, comparison);
  return code;
}

/** The comparison behind a number. */
export function decode(code: number): Comparison {
  const levels: Partial<Record<Field, string>> = {};
  let rest = code;
  for (const field of ORDER.toReversed()) {
    levels[field] = LEVELS[field][rest % LEVELS[field].length] ?? 'missing';
    rest = Math.floor(rest / LEVELS[field].length);
  }
  return levels as Comparison; // every field of ORDER, which holds all fields, was given one of its own levels
}

/** Probabilities of the three relations. `rarity` says per field how much rarer (below 1) or commoner the agreeing values are than most. */
export function posterior(model: Model, comparison: Comparison, rarity: Readonly<Partial<Record<Field, number>>> = {}): Posterior {
  let coincidence = 1;
  for (const factor of Object.values(rarity)) coincidence *= factor;
  const weight = (relation: Relation): number =>
    model.share[relation] * likelihood(model.of[relation], comparison) * (relation === 'stranger' ? coincidence : 1);
  const [match, household, stranger] = [weight('match'), weight('household'), weight('stranger')];
  const sum = match + household + stranger;
  return { match: match / sum, household: household / sum, stranger: stranger / sum };
}

function likelihood({ tables, identity }: RelationShares, comparison: Comparison): number {
  let product = identity[levelOf('first', comparison) * BIRTHS.length + levelOf('birth', comparison)] ?? 1;
  for (const field of FIELDS) product *= tables[field][levelOf(field, comparison)] ?? 1;
  return product;
}

/** The model as it is believed in before it has seen an export of `people` patients. */
export function believedModel(people: number, believed: Readonly<{ match: number; household: number }>): Model {
  const pairs = Math.max(1, (people * (people - 1)) / 2);
  // In an export of a handful of rows, nearly all pairs would be believed to be housemates.
  const match = Math.min(0.02, (believed.match * people) / pairs);
  const household = Math.min(0.2, (believed.household * people) / pairs);
  const of = Object.fromEntries(RELATIONS.map((relation) => [relation, believedShares(relation)])) as Model['of']; // RELATIONS lists them all
  return { share: { match, household, stranger: 1 - match - household }, of };
}

/** Sums up comparisons, weighted, into shares; `pull` is the number of pairs that the beliefs count for. */
export class Tally {
  readonly #tables: Tables = emptyTables();
  readonly #identity = new Float64Array(FIRSTS.length * BIRTHS.length);

  add(comparison: Comparison, weight: number): void {
    for (const field of FIELDS) bump(this.#tables[field], levelOf(field, comparison), weight);
    bump(this.#identity, levelOf('first', comparison) * BIRTHS.length + levelOf('birth', comparison), weight);
  }

  shares(relation: Relation, pull: number): RelationShares {
    const believed = believedShares(relation);
    const tables = emptyTables();
    for (const field of FIELDS) tables[field].set(blend(this.#tables[field], believed.tables[field], pull));
    // Charts are numbered by hand: that two agree is too seldom to be learned from one export.
    tables.chart.set(believed.tables.chart);
    const seen = this.#identity.map((count, cell) => (isComplete(cell) ? count : 0));
    const core = believed.identity.map((share, cell) => (isComplete(cell) ? share : 0));
    return { tables, identity: withMargins(blend(seen, core, pull)) };
  }
}

function blend(seen: Table, believed: Table, pull: number): Table {
  let total = pull;
  for (let level = 1; level < seen.length; level += 1) total += seen[level] ?? 0;
  // Level 0 means that a record lacks the value, which says nothing about any relation.
  return seen.map((count, level) => (level === 0 ? 1 : (count + (believed[level] ?? 0) * pull) / total));
}

function believedShares(relation: Relation): RelationShares {
  const beliefs = BELIEFS[relation];
  const tables = emptyTables();
  for (const field of FIELDS) {
    const shares: Readonly<Partial<Record<string, number>>> = beliefs[field];
    tables[field].set(LEVELS[field].map((level) => (level === 'missing' ? 1 : shares[level] ?? 0)));
  }
  const identity = new Float64Array(FIRSTS.length * BIRTHS.length);
  for (const [row, first] of FIRSTS.entries()) {
    for (const [column, birth] of BIRTHS.entries()) {
      if (first === 'missing' || birth === 'missing') continue;
      const both = relation === 'household' && (first === 'same' || first === 'other-name') && birth !== 'different';
      identity[row * BIRTHS.length + column] = beliefs.first[first] * beliefs.birth[birth] * (both ? BOTH_IN_ONE_HOUSEHOLD : 1);
    }
  }
  return { tables, identity: withMargins(identity) };
}

/** Fills the cells in which name or birthday is missing with the sums of those in which it is there. */
function withMargins(core: Table): Table {
  const all = core.map((share, cell) => (isComplete(cell) ? share : 0));
  const whole = all.reduce((sum, share) => sum + share, 0);
  const cells = all.map((share) => share / whole);
  for (let row = 1; row < FIRSTS.length; row += 1) {
    for (let column = 1; column < BIRTHS.length; column += 1) {
      const share = cells[row * BIRTHS.length + column] ?? 0;
      bump(cells, row * BIRTHS.length, share);
      bump(cells, column, share);
    }
  }
  cells[0] = 1;
  return cells;
}

function isComplete(cell: number): boolean {
  return cell >= BIRTHS.length && cell % BIRTHS.length !== 0;
}

function emptyTables(): Tables {
  return Object.fromEntries(FIELDS.map((field) => [field, new Float64Array(LEVELS[field].length)])) as Tables; // FIELDS lists them all
}

function bump(table: Table, index: number, by: number): void {
  table[index] = (table[index] ?? 0) + by;
}

function levelOf(field: Field, comparison: Comparison): number {
  const levels: readonly string[] = LEVELS[field];
  return levels.indexOf(comparison[field]);
}
