import type { CellParser } from '../read/cell.js';
import { choice, plainWord } from '../read/parsers.js';
import type { Columns, Layout, Lookups, RowResult, SourceProfile } from '../sources/define.js';
import { objections, type ConfirmedLayout } from './confirmed.js';
import { fieldNamed, type Field, type Template } from './template.js';
import { TEMPLATES, templateNamed } from './templates/index.js';

/** What an office said its own words mean: by field, then by word, one of the field's meanings. */
export type ValueAnswers = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A layout of the reading code made from a confirmed one, or why it cannot be made. */
export type MadeLayout = { readonly layout: Layout } | { readonly refused: readonly string[] };

/** Makes the reading code's layout from what a person confirmed; `answers` explain words that the field's list lacks. */
export function layoutFromProposal(confirmed: ConfirmedLayout, answers: ValueAnswers = {}): MadeLayout {
  const refused = objections(confirmed);
  const template = templateNamed(confirmed.template);
  if (template === null || refused.length > 0) return { refused };
  const columns: Record<string, Columns[string]> = {};
  for (const { header, field } of confirmed.columns) {
    const spec = fieldNamed(template, field);
    if (spec !== null) columns[freeName(field, columns)] = { headers: [header], parser: parserOf(spec, answers[field] ?? {}) };
  }
  const has = (field: string): boolean => columns[field] !== undefined;
  const keys = template.keys.find((group) => group.every(has)) ?? [];
  const { lookup, uses, stream } = template;
  const [key] = keys;
  return {
    layout: {
      name: `${template.name} (${confirmed.fingerprint.slice(0, 8)})`, files: [], stream, columns, needs: Object.keys(columns), keys,
        requires: template.requires.filter(has),
      ...(has('deleted') ? { deletedBy: 'deleted' } : {}), ...(uses === undefined ? {} : { uses }),
      ...(lookup === undefined || key === undefined ? {} : { lookup: { name: lookup.name, key, gives: lookup.gives.filter(has) } }),
      read: (values, lookups) => readRow(template, keys, values, lookups),
    },
  };
}

/** Column names of a layout are unique: the second column of a field that may have several is `codes#2`. */
function freeName(field: string, columns: Columns): string {
  let number = 1;
  const name = (): string => (number === 1 ? field : `${field}#${String(number)}`);
  while (columns[name()] !== undefined) number += 1;
  return name();
}

function parserOf({ parser, choices }: Field, answers: Readonly<Record<string, string>>): CellParser<unknown> {
  if (choices === undefined || Object.keys(answers).length === 0) return parser;
  const meanings = new Map(Object.values(choices.known).map((meaning) => [String(meaning), meaning]));
  const explained = Object.entries(answers).flatMap(([word, meaning]) => (meanings.has(meaning) ? [[word, meanings.get(meaning)] as const] : []));
  if (parser.kind === 'choice') return choice({ ...choices.known, ...Object.fromEntries(explained) }, choices.otherwise);
  // The field keeps the office's word and understands it later, so the word is replaced by one that everybody understands.
  const known = new Map(explained.map(([word, meaning]) => [plainWord(word), meaning]));
  return { kind: parser.kind, parse: (cell, context) => (known.has(plainWord(cell)) ? { value: known.get(plainWord(cell)) } : parser.parse(cell, context)) };
}

function readRow(template: Template, keys: readonly string[], values: Readonly<Record<string, unknown>>, lookups: Lookups): RowResult {
  const row: Record<string, unknown> = {};
  for (const [field, { many }] of Object.entries(template.fields)) row[field] = many === undefined ? values[field] ?? null : cellsOf(field, values);
  return template.read(row, keys.map((key) => String(values[key])).join(':'), lookups);
}

function cellsOf(field: string, values: Readonly<Record<string, unknown>>): readonly unknown[] | null {
  const cells = Object.entries(values).filter(([name, value]) => value !== null && (name === field || name.startsWith(`${field}#`))).map(([, value]) => value);
  return cells.length === 0 ? null : cells;
}

/** A source made of confirmed layouts only, for a dental system that nobody knows. Layouts stand in the order in which files should be read. */
export function profileOfLayouts(layouts: readonly Layout[], { name, label, currency }: Pick<SourceProfile, 'name' | 'label' | 'currency'>): SourceProfile {
  const order = TEMPLATES.map((template) => template.name);
  const place = (layout: Layout): number => order.indexOf(layout.name.replace(/ \(.*$/, ''));
  return { name, label, currency, assumed: true, neverRead: NEVER_READ, layouts: [...layouts].sort((a, b) => place(a) - place(b)) };
}

const NEVER_READ = ['ssn', 'ss#', 'Social Security', 'Social Security Number', 'Soc Sec', 'social_sec_num', 'Tax ID', 'Driver License',
  "Driver's License", 'Drivers License Number', 'sin'];
