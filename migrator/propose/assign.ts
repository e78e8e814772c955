import type { ColumnValues } from './column-values.js';
import type { Expectation } from './expectations.js';
import { fit, type Fit, type KnownIds } from './fit.js';
import { isForbidden, isStrange, likeness, type Header } from './headers.js';
import type { Template } from './template.js';

/** A column of a file: its header and what stands under it. */
export interface SampleColumn {
  readonly header: Header;
  readonly values: ColumnValues;
}

/** A column taken for a field. Scores are logarithms of odds against "no field at all". */
export interface Match {
  readonly column: number;
  readonly field: string;
  readonly score: number;
  readonly words: number;
  readonly fit: Fit;
  /** The chance that it is this field and no other one, and that no other column is it, given the kind of file. */
  readonly chance: number;
}

/** A kind of file held against the columns of a file. */
export interface Assignment {
  readonly template: Template;
  readonly matches: readonly Match[];
  /** For every column the fields that suit, best first. */
  readonly ranked: readonly (readonly Candidate[])[];
  readonly score: number;
  readonly missing: number;
}

interface Candidate {
  readonly field: string;
  readonly score: number;
  readonly words: number;
  readonly fit: Fit;
}

const WORDS_WEIGHT = 8;
/** A header this like a phrase is worth nothing by itself. */
const WORDS_NEUTRAL = 0.55;
const MISSING_NEED = 6;
const UNEXPLAINED = 0.4;
/** Values from here on can hardly be anything else than what the field expects. */
const DISTINCT = 1;
/** Ids point somewhere by chance, unless nearly all of them do and chance cannot explain it. */
const DISTINCT_IDS = 2.5;
/** Yes and no, times and ids are everywhere; a wrong "deleted" would even leave rows out. */
const COMMON = /^(?:flag|date-time|clock|key|chart)$/;
const ELIMINATED = 0.2;
const BY_ELIMINATION = 0.5;
const HARDNESS = 1;

/** Holds a kind of file against columns: each field gets one column at most, the best pairs first. */
export function assign(template: Template, columns: readonly SampleColumn[], ids: KnownIds): Assignment {
  const ranked = columns.map((column) => rank(template, column, ids));
  const pairs = ranked.flatMap((candidates, column) => candidates.filter(({ score }) => score > 0).map((candidate) => ({ ...candidate, column })))
    .sort((a, b) => b.score - a.score);
  const taken = new Map<string, number>();
  const done = new Set<number>();
  const chosen = pairs.filter(({ field, column }) => {
    const room = template.fields[field]?.many ?? 1;
    if (done.has(column) || (taken.get(field) ?? 0) >= room) return false;
    done.add(column);
    taken.set(field, (taken.get(field) ?? 0) + 1);
    return true;
  });
  const likely = chosen.map((pair) => ({ ...pair, chance: chance(template, ranked, pair.column, pair) }));
  const matches = [...likely, ...leftOver(template, columns, ranked, done, taken)];
  for (const { field, column } of matches.slice(likely.length)) {
    done.add(column);
    taken.set(field, 1);
  }
  const missing = template.needs.filter((group) => !group.some((field) => taken.has(field))).length;
  const unexplained = columns.filter(({ values }, column) => !done.has(column) && values.filled.length > 0).length;
  return { template, matches, ranked, missing, score: matches.reduce((sum, { score }) => sum + score, 0) - missing * MISSING_NEED - unexplained * UNEXPLAINED };
}

/**
 * Pairs by elimination: a column whose name says nothing, but whose values suit exactly one field that is still free, when no other free
 * column suits that field.
 */
function leftOver(
  template: Template, columns: readonly SampleColumn[], ranked: readonly (readonly Candidate[])[], done: ReadonlySet<number>,
  taken: ReadonlyMap<string, number>,
): readonly Match[] {
  const suits = ranked.flatMap((candidates, column) => {
    const header = columns[column]?.header;
    if (done.has(column) || header === undefined || isStrange(header)) return [];
    const free = candidates.filter(({ field, fit: judged }) => !taken.has(field) && isDistinct(template.fields[field]?.expects, judged));
    return free.map((candidate) => ({ ...candidate, column }));
  });
  return suits
    .filter((pair) => suits.filter(({ column }) => column === pair.column).length === 1 && suits.filter(({ field }) => field === pair.field).length === 1)
    .map((pair) => ({ ...pair, score: ELIMINATED, chance: BY_ELIMINATION }));
}

function isDistinct(expects: Expectation | undefined, { score }: Fit): boolean {
  if (expects === undefined || COMMON.test(expects)) return false;
  return score >= (expects.startsWith('ref:') ? DISTINCT_IDS : DISTINCT);
}

function rank(template: Template, { header, values }: SampleColumn, ids: KnownIds): readonly Candidate[] {
  if (header.text === '' || isForbidden(header)) return [];
  return Object.entries(template.fields).map(([field, spec]) => {
    const words = likeness(header, spec, template);
    const judged = fit(spec.expects, values, ids);
    return { field, words, fit: judged, score: WORDS_WEIGHT * (words - WORDS_NEUTRAL) + judged.score };
  }).sort((a, b) => b.score - a.score);
}

function chance(template: Template, ranked: readonly (readonly Candidate[])[], column: number, pair: Candidate): number {
  const odds = (score: number): number => Math.exp(score / HARDNESS);
  const mine = odds(pair.score);
  const otherFields = (ranked[column] ?? []).filter(({ field }) => field !== pair.field).reduce((sum, { score }) => sum + odds(score), 0);
  const shared = (template.fields[pair.field]?.many ?? 1) > 1;
  const otherColumns = shared ? 0 : ranked.reduce((sum, candidates, other) => {
    const rival = other === column ? undefined : candidates.find(({ field }) => field === pair.field);
    return rival === undefined ? sum : sum + odds(rival.score);
  }, 0);
  return Math.min(mine / (mine + 1 + otherFields), mine / (mine + 1 + otherColumns));
}
