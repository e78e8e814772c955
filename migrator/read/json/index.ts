import { filledUp, type CellTable, type LateProblem, type TableSet } from '../cells.js';
import type { TextFile } from '../lines.js';
import type { RawRecord } from '../records.js';
import { flatten } from './flatten.js';
import { JsonObjects, type JsonForm } from './objects.js';

const MOST_COLUMNS = 2_000;
const MOST_LISTS = 100;

interface List { readonly columns: Map<string, number>; hasMoreColumns: boolean }

/** Takes a JSON file apart into its lists of objects; each becomes a table whose header names all paths that occur in it. */
export async function openJson(text: TextFile, bytes: number): Promise<TableSet> {
  const form = await formOf(text);
  const lists = new Map<string | null, List>();
  const objects = new JsonObjects(form);
  for await (const piece of text.pieces()) for (const { list, text: object } of objects.push(piece)) note(lists, list, object);
  const tables = [...lists].map(([name, list]) => ({
    name: lists.size === 1 ? null : name, table: new JsonTable(text, bytes, form, name, list),
  }));
  return { tables, problems: objects.isOpen ? ['cut-off-json'] : [] };
}

/** One object per line, or lists: told by the first lines. An object alone on its line that holds lists and has no id is an envelope. */
async function formOf(text: TextFile): Promise<JsonForm> {
  for await (const batch of text.lines()) {
    const [first, second] = batch.filter((line) => line.text.trim() !== '');
    const names = [...flatten(first?.text ?? '')?.keys() ?? []];
    if (names.length === 0 || names.some((name) => /^data(?:\.|$)/.test(name))) return 'lists';
    return second === undefined && !names.includes('id') && names.some((name) => /^[^.]+\.0\./.test(name)) ? 'lists' : 'lines';
  }
  return 'lists';
}

function note(lists: Map<string | null, List>, name: string | null, object: string | null): void {
  const list = lists.get(name) ?? { columns: new Map<string, number>(), hasMoreColumns: false };
  if (lists.size >= MOST_LISTS && !lists.has(name)) return;
  lists.set(name, list);
  for (const path of object === null ? [] : flatten(object)?.keys() ?? []) {
    if (list.columns.has(path)) continue;
    if (list.columns.size < MOST_COLUMNS) list.columns.set(path, list.columns.size);
    else list.hasMoreColumns = true;
  }
}

/** The objects of one list. The header is row 0, so that `line` counts the objects from 1. */
class JsonTable implements CellTable {
  readonly format = 'json';
  readonly epoch = 1900;

  constructor(
    readonly text: TextFile, readonly bytes: number, readonly form: JsonForm, readonly name: string | null, readonly list: List,
  ) {}

  readonly encoding = (): string => this.text.encoding;

  readonly late = (): readonly LateProblem[] => [
    ...(this.list.hasMoreColumns ? [{ code: 'too-many-columns' } as const] : []), ...(this.text.mixedFrom === null ? [] : [{ code: 'mixed-encodings' } as const]),
  ];

  async *rows(width: number): AsyncGenerator<readonly RawRecord[]> {
    yield [{ cells: [...this.list.columns.keys()], line: 0, broken: false }];
    const objects = new JsonObjects(this.form);
    let line = 0;
    for await (const piece of this.text.pieces()) {
      const rows: RawRecord[] = [];
      for (const object of objects.push(piece)) {
        if (object.list !== this.name) continue;
        line += 1;
        rows.push(this.#row(object.text, line, width));
      }
      if (rows.length > 0) yield rows;
    }
  }

  #row(text: string | null, line: number, width: number): RawRecord {
    const values = text === null ? null : flatten(text);
    if (values === null) return { cells: [], line, broken: true };
    const cells = Array.from(this.list.columns.keys(), (path) => values.get(path) ?? '');
    return { cells: filledUp(cells, width), line, broken: false };
  }
}
