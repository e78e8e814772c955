import type { CellTable, Epoch, LateProblem, TableSet } from '../cells.js';
import { StopReading } from '../cells.js';
import type { ProblemCode } from '../problems.js';
import type { RawRecord } from '../records.js';
import { WorkbookArchive } from './archive.js';
import { findMerges, type Merges } from './merges.js';
import { SheetRows } from './sheet-rows.js';
import type { SharedStrings } from './strings.js';
import { sharedStrings, workbookParts, type SheetPart, type WorkbookParts } from './workbook.js';

/** Takes a workbook apart into its sheets, hidden ones too. What keeps it from being read is a problem, never an exception. */
export async function openWorkbook(path: string): Promise<TableSet> {
  let archive: WorkbookArchive | null = null;
  try {
    archive = await WorkbookArchive.open(path);
    const parts = await workbookParts(archive);
    if (parts.sheets.length === 0) return { tables: [], problems: ['not-a-table'] };
    const workbook = new Workbook(path, parts);
    const tables: { readonly name: string; readonly table: CellTable }[] = [];
    for (const sheet of parts.sheets) {
      const merges = await findMerges(archive, sheet.part);
      tables.push({ name: sheet.name, table: new Sheet(workbook, sheet, merges, archive.sizeOf(sheet.part) ?? 0) });
    }
    return { tables, problems: [] };
  } catch (error) {
    return { tables: [], problems: [codeOf(error)] };
  } finally {
    archive?.close();
  }
}

/** A full disk or a vanished file is not the workbook's fault and goes on as it came. */
function codeOf(error: unknown): ProblemCode {
  if (error instanceof Error && 'syscall' in error) throw error;
  return error instanceof StopReading ? error.code : 'broken-workbook';
}

/** The texts that sheets share are held only while one of them is read. */
class Workbook {
  #strings: Promise<SharedStrings> | null = null;
  #readers = 0;

  constructor(readonly path: string, readonly parts: WorkbookParts) {}

  hold(): void {
    this.#readers += 1;
  }

  strings(archive: WorkbookArchive): Promise<SharedStrings> {
    this.#strings ??= sharedStrings(archive, this.parts.strings);
    return this.#strings;
  }

  release(): void {
    this.#readers -= 1;
    if (this.#readers === 0) this.#strings = null;
  }
}

class Sheet implements CellTable {
  readonly format = 'xlsx';
  readonly epoch: Epoch;
  #late: readonly LateProblem[] = [];

  constructor(readonly workbook: Workbook, readonly sheet: SheetPart, readonly merges: Merges, readonly bytes: number) {
    this.epoch = workbook.parts.epoch;
  }

  readonly encoding = (): string => 'utf-8';

  readonly late = (): readonly LateProblem[] => this.#late;

  async *rows(width: number): AsyncGenerator<readonly RawRecord[]> {
    this.#late = [];
    let archive: WorkbookArchive | null = null;
    let line = 0;
    this.workbook.hold();
    try {
      archive = await WorkbookArchive.open(this.workbook.path);
      const strings = await this.workbook.strings(archive);
      const sheet = new SheetRows({ strings, formats: this.workbook.parts.formats, merges: this.merges }, width);
      for await (const piece of archive.text(this.sheet.part)) {
        const rows = sheet.write(piece);
        line = rows.at(-1)?.line ?? line;
        if (rows.length > 0) yield rows;
      }
      sheet.end();
      if (sheet.formulaWithoutValue !== null) this.#late = [{ code: 'formula-without-value', line: sheet.formulaWithoutValue }];
    } catch (error) {
      this.#late = [{ code: codeOf(error), line: line + 1 }];
    } finally {
      this.workbook.release();
      archive?.close();
    }
  }
}
