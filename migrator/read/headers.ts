import { createHash } from 'node:crypto';
import type { StreamName } from '../canonical/streams.js';
import type { Column, Layout, SourceProfile } from '../sources/define.js';
import type { ColumnReport } from '../reports.js';

/** Where a layout's column stands in a file. `header` is what the office calls it. */
export interface BoundColumn {
  readonly name: string;
  readonly header: string;
  readonly column: Column;
  /** Cell indexes; more than one only for numbered columns, where -1 marks a number the file lacks. */
  readonly indexes: readonly number[];
}

/** A layout held against a header row. */
export interface Binding {
  readonly layout: Layout;
  readonly columns: readonly BoundColumn[];
  readonly score: number;
}

/** A header without case, punctuation and spaces. */
export function plainHeader(header: string): string {
  return header.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Headers as keys: a header that stands twice gets its ordinal (`phone`, `phone2`). */
export function headerKeys(headers: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return headers.map((header) => {
    const key = plainHeader(header);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 || key === '' ? key : `${key}${String(count)}`;
  });
}

const HINT_SCORE = 3;

/** Holds a layout against a header row; null where a column that the layout needs is missing. */
export function bind(layout: Layout, headers: readonly string[], fileName: string): Binding | null {
  const keys = headerKeys(headers);
  const at = new Map<string, number>();
  for (const [index, key] of keys.entries()) if (key !== '' && !at.has(key)) at.set(key, index);
  const columns = Object.entries(layout.columns).flatMap(([name, column]) => bindColumn(name, column, at, headers));
  const found = new Set(columns.map((column) => column.name));
  if (!layout.needs.every((name) => found.has(name))) return null;
  const used = new Set(columns.flatMap((column) => column.indexes)).size;
  const unused = keys.filter((key) => key !== '').length - used;
  const hint = layout.files.some((file) => plainHeader(file) === baseName(fileName)) ? HINT_SCORE : 0;
  return { layout, columns, score: columns.length + hint - unused * 0.25 };
}

function bindColumn(name: string, column: Column, at: ReadonlyMap<string, number>, headers: readonly string[]): readonly BoundColumn[] {
  for (const alias of column.headers) {
    if (column.many === undefined) {
      const index = at.get(plainHeader(alias));
      if (index !== undefined) return [{ name, column, indexes: [index], header: headers[index] ?? alias }];
      continue;
    }
    // Lists in JSON count from 0 (`phones.0.number`), columns of a table from 1.
    const start = alias.includes('.#') ? 0 : 1;
    const indexes = Array.from({ length: column.many }, (_, number) => at.get(plainHeader(alias.replace('#', String(number + start)))) ?? -1);
    const first = indexes.find((index) => index >= 0);
    const last = indexes.findLastIndex((index) => index >= 0);
    if (first !== undefined) return [{ name, column, indexes: indexes.slice(0, last + 1), header: headers[first] ?? alias }];
  }
  return [];
}

function baseName(fileName: string): string {
  const sheet = fileName.split(' › ').slice(1).at(-1);
  const last = fileName.split('/').at(-1) ?? fileName;
  return plainHeader(sheet ?? last.replace(/\.[^.]*$/, ''));
}

/** The best of a source's layouts for this header row, null where none fits. */
export function bestBinding(profile: SourceProfile, headers: readonly string[], fileName: string): Binding | null {
  const fitting = profile.layouts.flatMap((layout) => bind(layout, headers, fileName) ?? []);
  return fitting.reduce<Binding | null>((best, next) => (best === null || next.score > best.score ? next : best), null);
}

/** What each column of a file was taken for, for the audit. */
export function columnReports(headers: readonly string[], binding: Binding | null, neverRead: ReadonlySet<string>): readonly ColumnReport[] {
  return headers.map((header, index): ColumnReport => {
    const bound = binding?.columns.find((column) => column.indexes.includes(index));
    if (neverRead.has(plainHeader(header))) return report(header, null, 0, 'social security, driving licence and tax numbers are never read');
    if (bound === undefined || binding === null) return report(header, null, 0, 'no known column has this name');
    return report(header, target(binding.layout.stream, bound.name), 1, `the source is known to use this header for ${bound.name}`);
  });
}

function target(stream: StreamName | null, name: string): string {
  return `${stream ?? 'lookup'}.${name}`;
}

function report(header: string, proposal: string | null, confidence: number, reason: string): ColumnReport {
  return { header, proposal, confidence, reasons: [reason], alternatives: [] };
}

/** Hash over what the files look like (formats, layouts, headers): it changes when the office exports differently, not when the data does. */
export function layoutHash(files: readonly { readonly format: string; readonly layout: string | null; readonly headers: readonly string[] }[]): string {
  // The first row of an unknown file may hold data, so only its width counts.
  const shapes = new Set(files.map(({ format, layout, headers }) => JSON.stringify([format, layout, layout === null ? headers.length : headers.map(plainHeader)])));
  return createHash('sha256').update([...shapes].sort().join('\n')).digest('hex');
}
