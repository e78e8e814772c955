import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawRecord } from '../../../migrator/read/records.js';
import { openFile, recordsOf, shapeFile, type Table } from '../../../migrator/read/table.js';

/** What the tables of a file hold: rows by the table's name, with the issues about it and what showed while it was read. */
export interface ReadTables {
  readonly tables: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly records: Readonly<Record<string, readonly RawRecord[]>>;
  readonly codes: readonly string[];
}

/** Reads each table of a file through the reader's own seam, without a source. */
export async function tablesOf(folder: string, name: string, bytes: Buffer | string): Promise<ReadTables> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const tables: Record<string, readonly (readonly string[])[]> = {};
  const found: Record<string, readonly RawRecord[]> = {};
  const codes: string[] = [];
  for (const opened of await openFile({ name, path })) {
    const table: Table = await shapeFile(opened, null);
    codes.push(...table.issues.map((issue) => issue.code).filter((code) => code !== 'unknown-layout'));
    if (table.content === null) continue;
    const { batches, late } = recordsOf(table);
    const records: RawRecord[] = [];
    for await (const batch of batches) records.push(...batch);
    codes.push(...late().map(({ code }) => code));
    tables[table.file.name] = records.map((record) => record.cells);
    found[table.file.name] = records;
  }
  return { tables, records: found, codes };
}
