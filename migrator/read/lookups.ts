import type { Lookups } from '../sources/define.js';
import { tidy, unwrapFormulaText } from './cell.js';
import { Furniture } from './furniture.js';
import { repaired } from './garbled.js';
import { recordsOf, type Table } from './table.js';

type Entry = Readonly<Record<string, string>>;

/** Reads the look-up files that the export's other files use; their rows are small (codes, types, addresses) and stay in memory. */
export async function loadLookups(tables: readonly Table[], repairGarbled: boolean): Promise<Lookups> {
  const wanted = new Set(tables.flatMap((table) => table.shape?.binding?.layout.uses ?? []));
  const loaded = new Map<string, Map<string, Entry | null>>();
  for (const table of tables) {
    const spec = table.shape?.binding?.layout.lookup;
    if (spec === undefined || !wanted.has(spec.name)) continue;
    const entries = loaded.get(spec.name) ?? new Map<string, Entry | null>();
    loaded.set(spec.name, entries);
    await load(table, entries, repairGarbled ? repaired : (text) => text);
  }
  return {
    find: (name, key) => (key === null ? null : loaded.get(name)?.get(key) ?? null),
    has: (name) => loaded.has(name),
    isAmbiguous: (name, key) => loaded.get(name)?.get(key) === null,
  };
}

async function load(table: Table, entries: Map<string, Entry | null>, mend: (text: string) => string): Promise<void> {
  const spec = table.shape?.binding?.layout.lookup;
  if (table.shape?.binding == null || spec === undefined) return;
  const at = new Map(table.shape.binding.columns.map((column) => [column.name, column.indexes[0] ?? -1]));
  const furniture = new Furniture(table.shape.headers, false);
  for await (const batch of recordsOf(table).batches) {
    for (const record of batch) {
      if (record.line <= table.shape.headerLine || record.broken || furniture.afterHeader(record) !== null) continue;
      const key = cell(record.cells, at.get(spec.key));
      if (key === '') continue;
      const entry = Object.fromEntries(spec.gives.map((name) => [name, mend(cell(record.cells, at.get(name)))]));
      const known = entries.get(key);
      entries.set(key, known === undefined || same(known, entry) ? entry : null);
    }
  }
}

function cell(cells: readonly string[], index: number | undefined): string {
  return unwrapFormulaText(tidy(index === undefined ? '' : cells[index] ?? ''));
}

/** A key with two different answers answers nothing: which one is meant cannot be known. */
function same(known: Entry | null, entry: Entry): boolean {
  return known !== null && Object.entries(entry).every(([name, value]) => known[name] === value);
}
