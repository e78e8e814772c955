import { tidy } from '../read/cell.js';
import { headerKeys } from '../read/headers.js';
import { plainWord } from '../read/parsers.js';
import type { ConfirmedLayout } from './confirmed.js';
import type { ValueAnswers } from './layout.js';
import { fieldNamed } from './template.js';
import { templateNamed } from './templates/index.js';

/** Words of one column that no value map knows. For a person's eyes only: the words come from the export and belong into no log. */
export interface ValueReview {
  readonly field: string;
  readonly header: string;
  /** The words, most frequent first, and how many rows have each. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Rows with words beyond the listed ones: such a column is no closed list. */
  readonly unlisted: number;
  /** What a word may mean. */
  readonly meanings: readonly string[];
}

const LISTED = 100;

/**
 * Finds in the rows of a file the status and type words that nobody explained yet. `explain` gives the text of a code where another file of
 * the export lists the office's codes.
 */
export async function reviewValues(
  confirmed: ConfirmedLayout, headers: readonly string[], rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
  answers: ValueAnswers = {}, explain: (field: string, code: string) => string | null = () => null,
): Promise<readonly ValueReview[]> {
  const columns = choiceColumns(confirmed, headers, answers);
  if (columns.length === 0) return [];
  for await (const row of rows) {
    for (const column of columns) {
      const cell = tidy(row[column.index] ?? '');
      if (cell !== '' && !column.known.has(plainWord(explain(column.field, cell) ?? cell))) count(column, cell);
    }
  }
  return columns.filter(({ counts, unlisted }) => counts.size > 0 || unlisted > 0).map(({ field, header, counts, unlisted, meanings }) => ({
    field, header, unlisted, meanings, values: [...counts].map(([value, times]) => ({ value, count: times })).sort((a, b) => b.count - a.count),
  }));
}

interface ChoiceColumn {
  readonly field: string;
  readonly header: string;
  readonly index: number;
  readonly known: ReadonlySet<string>;
  readonly meanings: readonly string[];
  readonly counts: Map<string, number>;
  unlisted: number;
}

function choiceColumns(confirmed: ConfirmedLayout, headers: readonly string[], answers: ValueAnswers): readonly ChoiceColumn[] {
  const keys = headerKeys(headers);
  const template = templateNamed(confirmed.template);
  return confirmed.columns.flatMap(({ header, field }) => {
    const choices = template === null ? undefined : fieldNamed(template, field)?.choices;
    const index = keys.indexOf(header);
    if (choices === undefined || index < 0) return [];
    const known = new Set([...Object.keys(choices.known), ...Object.keys(answers[field] ?? {})].map(plainWord));
    return [{ field, header: headers[index] ?? header, index, known, meanings: choices.meanings, counts: new Map<string, number>(), unlisted: 0 }];
  });
}

function count(column: ChoiceColumn, cell: string): void {
  if (!column.counts.has(cell) && column.counts.size >= LISTED) column.unlisted += 1;
  else column.counts.set(cell, (column.counts.get(cell) ?? 0) + 1);
}
