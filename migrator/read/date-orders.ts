import type { Issue } from '../canonical/values.js';
import type { DateOrder } from './cell.js';
import { tidy } from './cell.js';
import { orderEvidence } from './dates.js';
import type { BoundColumn } from './headers.js';
import { problem } from './problems.js';
import { recordsOf, type Table } from './table.js';

/** How the dates of a table's columns are to be read, by column name. */
export type DateOrders = ReadonlyMap<string, DateOrder>;

interface Evidence { mdy: number; dmy: number; either: number }
type TableEvidence = ReadonlyMap<BoundColumn, Evidence>;

/** Rows looked at in any case, and at most when the order of a column stays open. */
const SAMPLE_ROWS = 2_000;
const SEARCH_ROWS = 200_000;
const STRAY_SHARE = 0.05;
const FEW_DATES = 6;

/**
 * Decides for every date column of an export whether the day or the month comes first: by the column's own values, else by its file,
 * else by the whole export. A column that contradicts itself by more than slips, or that nothing decides, is a blocking issue.
 */
export async function decideDateOrders(tables: readonly Table[]): Promise<{ readonly orders: ReadonlyMap<Table, DateOrders>; readonly issues: readonly Issue[] }> {
  const evidence = new Map<Table, TableEvidence>();
  for (const table of tables) evidence.set(table, await gather(table));
  const everywhere = clearOrder([...evidence.values()].flatMap((columns) => [...columns.values()]));
  const orders = new Map<Table, DateOrders>();
  const issues: Issue[] = [];
  for (const [table, columns] of evidence) {
    const nearby = clearOrder([...columns.values()]) ?? everywhere;
    const decided = new Map<string, DateOrder>();
    for (const [column, seen] of columns) {
      decided.set(column.name, majority(seen) ?? nearby ?? 'mdy');
      const place = { file: table.file.name, column: column.header };
      if (seen.mdy > 0 && seen.dmy > 0) issues.push(problem(isStray(seen) ? 'stray-date-order' : 'mixed-date-order', place));
      else if (seen.either > 0 && majority(seen) === null && nearby === null) issues.push(problem('ambiguous-date-order', place));
    }
    orders.set(table, decided);
  }
  return { orders, issues };
}

async function gather(table: Table): Promise<TableEvidence> {
  const columns = (table.shape?.binding?.columns ?? []).filter((bound) => bound.column.parser.kind === 'date');
  const evidence = new Map<BoundColumn, Evidence>(columns.map((column) => [column, { mdy: 0, dmy: 0, either: 0 }]));
  if (columns.length === 0) return evidence;
  let rows = 0;
  for await (const batch of recordsOf(table).batches) {
    for (const record of batch) {
      rows += 1;
      for (const [column, seen] of evidence) weigh(record.cells[column.indexes[0] ?? -1] ?? '', seen);
    }
    const open = [...evidence.values()].some((seen) => seen.either > 0 && seen.mdy + seen.dmy === 0);
    if (rows >= SEARCH_ROWS || (rows >= SAMPLE_ROWS && !open)) break;
  }
  return evidence;
}

function weigh(cell: string, seen: Evidence): void {
  const says = orderEvidence(tidy(cell));
  if (says !== null) seen[says] += 1;
}

/** True when so few dates go against the others that they are slips, not a second habit; in a short column one slip among many is one. */
function isStray(seen: Evidence): boolean {
  const against = Math.min(seen.mdy, seen.dmy);
  return against <= (seen.mdy + seen.dmy) * STRAY_SHARE || (against === 1 && seen.mdy + seen.dmy >= FEW_DATES);
}

function majority(seen: Evidence): DateOrder | null {
  if (seen.mdy === 0 && seen.dmy === 0) return null;
  return seen.mdy >= seen.dmy ? 'mdy' : 'dmy';
}

/** The order that all decided columns agree on, null when they do not or none is decided. */
function clearOrder(columns: readonly Evidence[]): DateOrder | null {
  const decided = new Set(columns.map(majority).filter((order) => order !== null));
  return decided.size === 1 ? [...decided][0] ?? null : null;
}
