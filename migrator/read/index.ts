import { stat } from 'node:fs/promises';
import type { ExportFile } from '../door.js';
import type { IsoDate, Issue } from '../canonical/values.js';
import type { SourceProfile } from '../sources/define.js';
import { decideDateOrders } from './date-orders.js';
import { TableFile, type ReadFile } from './file.js';
import { layoutHash, plainHeader } from './headers.js';
import { loadLookups } from './lookups.js';
import { exportProblem, problem } from './problems.js';
import { RowParser, type RowReading } from './row.js';
import { openFile, shapeFile, type OpenedFile, type Table } from './table.js';

export { DEFAULT_EXPAND_LIMITS, expand, type ExpandLimits, type ExpandOptions } from './expand.js';
export type { ReadFile, ReadRow, UnknownTable } from './file.js';
export type { PrintedTotal } from './totals.js';

/** An export as it lies open: its files in the order in which their rows should be read. */
export interface ReadExport {
  readonly source: SourceProfile | null;
  readonly files: readonly ReadFile[];
  readonly issues: readonly Issue[];
  /** Changes when the office exports other columns or formats, not when the data changes. */
  readonly layoutHash: string;
}

/** `asOf` is the day the export was taken; without it, the newest modification date among its files. */
export interface ReadOptions {
  readonly asOf?: IsoDate;
  /** What a person has agreed to have put right: `garbled` is text such as `â€™`, which `ReadFile.garbled` counts. */
  readonly repairs?: { readonly garbled?: boolean };
}

/** Opens an export: finds out its source and layouts, loads its look-ups and decides how its dates are written. Rows are read when asked for. */
export async function readExport(
  files: readonly ExportFile[], source: SourceProfile | 'auto', profiles: readonly SourceProfile[], options: ReadOptions = {},
): Promise<ReadExport> {
  const opened: OpenedFile[] = [];
  for (const file of files) opened.push(...await openFile(file));
  const profile = source === 'auto' ? await recogniseSource(opened, profiles) : source;
  const tables: Table[] = [];
  for (const file of opened) tables.push(await shapeFile(file, profile));
  const ordered = inReadingOrder(tables, profile);
  const repairGarbled = options.repairs?.garbled ?? false;
  const lookups = await loadLookups(ordered, repairGarbled);
  const { orders, issues } = await decideDateOrders(ordered);
  const asOf = options.asOf ?? await newestDate(files);
  const neverRead = new Set((profile?.neverRead ?? []).map(plainHeader));
  const parserOf = (table: Table): RowParser | null => rowParser(table, profile, { orders: orders.get(table) ?? new Map(), asOf, repairGarbled });
  return {
    source: profile,
    files: ordered.map((table) => new TableFile({ table, parser: parserOf(table), lookups, neverRead })),
    issues: [...ordered.flatMap((table) => [...table.issues, ...droppedColumns(table, neverRead)]), ...issues, ...missing(ordered, profile)],
    layoutHash: layoutHash(ordered.map(({ format, shape }) => ({ format, layout: shape?.binding?.layout.name ?? null, headers: shape?.headers ?? [] }))),
  };
}

/** The source whose layouts fit the most files, null when none fits any. */
async function recogniseSource(opened: readonly OpenedFile[], profiles: readonly SourceProfile[]): Promise<SourceProfile | null> {
  let best: { readonly profile: SourceProfile | null; readonly score: number } = { profile: null, score: 0 };
  for (const profile of profiles) {
    let score = 0;
    for (const file of opened) score += (await shapeFile(file, profile)).shape?.binding?.score ?? 0;
    // Where two systems fit alike, the one whose layouts are known wins over one whose layouts are assumed.
    const wins = score > best.score || (score === best.score && score > 0 && best.profile?.assumed === true && profile.assumed !== true);
    if (wins) best = { profile, score };
  }
  return best.profile;
}

function inReadingOrder(tables: readonly Table[], profile: SourceProfile | null): readonly Table[] {
  const place = (table: Table): number => {
    const layout = table.shape?.binding?.layout;
    return layout === undefined || profile === null ? Infinity : profile.layouts.indexOf(layout);
  };
  return [...tables].sort((a, b) => {
    const [first, second] = [place(a), place(b)];
    return first === second ? (a.file.name < b.file.name ? -1 : 1) : first - second;
  });
}

function rowParser(
  { shape, content, file }: Table, profile: SourceProfile | null, reading: Pick<RowReading, 'orders' | 'asOf' | 'repairGarbled'>,
): RowParser | null {
  if (shape?.binding == null || profile === null) return null;
  const epoch = content?.kind === 'cells' ? content.cells.epoch : null;
  return new RowParser(shape.binding, file.name, shape.headers.length, { ...reading, currency: profile.currency, epoch });
}

async function newestDate(files: readonly ExportFile[]): Promise<IsoDate> {
  let newest = 0;
  for (const file of files) {
    // A file that is missing was reported when it was opened; it only has no date to give.
    const found = await stat(file.path).catch(() => null);
    newest = Math.max(newest, found?.mtimeMs ?? 0);
  }
  return new Date(newest).toISOString().slice(0, 10);
}

function droppedColumns(table: Table, neverRead: ReadonlySet<string>): readonly Issue[] {
  const headers = table.shape?.binding == null ? [] : table.shape.headers;
  return headers.filter((header) => neverRead.has(plainHeader(header))).map((column) => problem('ssn-column-dropped', { file: table.file.name, column }));
}

/** What the export as a whole lacks: a known source, patients, look-ups that its files ask for. */
function missing(tables: readonly Table[], profile: SourceProfile | null): readonly Issue[] {
  if (profile === null) return [exportProblem('unknown-source')];
  const layouts = tables.flatMap((table) => table.shape?.binding?.layout ?? []);
  if (layouts.length === 0) return [exportProblem('unknown-source')];
  const given = new Set(layouts.map((layout) => layout.lookup?.name));
  const lacking = tables.filter((table) => (table.shape?.binding?.layout.must ?? []).some((name) => !given.has(name)));
  const patients = layouts.some((layout) => layout.stream === 'patient');
  return [...(patients ? [] : [exportProblem('missing-file')]), ...lacking.map((table) => problem('missing-lookup', { file: table.file.name }))];
}
