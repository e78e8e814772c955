import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beginAudit } from './audit/audit.js';
import type { ExportFile } from './door.js';
import type { IntakeStore, StagedRow } from './ports.js';
import { PatientIds } from './identity.js';
import { DEFAULT_EXPAND_LIMITS, expand, readExport } from './read/index.js';
import type { ReadRow, UnknownTable } from './read/index.js';
import { sourceNames, sourceProfile } from './registry.js';
import type { AuditReport, IntakeReport } from './reports.js';
import { proposeLayouts } from './propose/index.js';
import { Refused } from './run/errors.js';

/** What reading an export gave, and who it is from. */
interface Read {
  readonly report: AuditReport;
  readonly source: string | null;
  readonly layoutHash: string;
}

/** Where files may be unpacked for a moment, and the day it is. */
export interface Reading {
  readonly workRoot: string;
  readonly now: Date;
}

type OnRow = (row: ReadRow) => Promise<void> | void;

/** Reads an export once, row by row; every row passes the audit and then `onRow`. Unpacked files are deleted in the end, whatever happens. */
async function read(files: readonly ExportFile[], source: string, { workRoot, now }: Reading, begin: (source: string | null) => Promise<OnRow>): Promise<Read> {
  const workDir = await mkdtemp(join(workRoot, 'unpacked-'));
  try {
    const expanded = await expand(files, DEFAULT_EXPAND_LIMITS, workDir);
    const profiles = await Promise.all((await sourceNames()).map(sourceProfile));
    const opened = await readExport(expanded.files, source === 'auto' ? 'auto' : await sourceProfile(source), profiles);
    const onRow = await begin(opened.source?.name ?? null);
    const audit = beginAudit();
    const ids = new PatientIds();
    for (const file of opened.files) {
      for await (const read of file.rows) {
        const row = apart(read, ids);
        audit.add(row);
        await onRow(row);
      }
    }
    const issues = [...expanded.issues, ...opened.issues];
    const unknown = opened.files.flatMap((file) => file.sample() ?? []);
    return { report: withProposals(audit.report({ ...opened, issues }), unknown, now), source: opened.source?.name ?? null, layoutHash: opened.layoutHash };
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Says of files that fit no layout what their columns may be. A proposal carries reasons and no cell. */
function withProposals(report: AuditReport, unknown: readonly UnknownTable[], now: Date): AuditReport {
  if (unknown.length === 0) return report;
  const proposed = new Map(proposeLayouts(unknown, [], now.toISOString().slice(0, 10)).map((proposal) => [proposal.file, proposal]));
  return {
    ...report,
    files: report.files.map((file) => ({
      ...file,
      columns: proposed.get(file.file)?.columns.map(({ header, proposal, confidence, reasons, alternatives }) => ({ header, proposal, confidence, reasons, alternatives })) ?? file.columns,
    })),
  };
}

/** A row that names another person under an id already taken is left out and said so; joining the two would make one patient of two people. */
function apart(row: ReadRow, ids: PatientIds): ReadRow {
  if (!row.records.some((record) => ids.isSomebodyElse(record))) return row;
  const { file, line } = row.origin;
  return {
    ...row, records: [], skipped: { reason: 'same-id-other-person', stream: 'patient' },
    issues: [...row.issues, {
      code: 'same-id-other-person', severity: 'warning', message: `${file}, row ${line}: another person stands under this patient id in an earlier row.`,
      remedy: 'Correct the id in the practice-management system and export again; the row was left out.', origin: { file, line },
    }],
  };
}

/** The data-quality report of an export: no account, no network, no database. */
export async function auditFiles(files: readonly ExportFile[], source: string, reading: Reading): Promise<AuditReport> {
  return (await read(files, source, reading, async () => () => {})).report;
}

const BATCH = 500;

/** Reads an export and stages every row, sealed, for an account. `Refused` when its source cannot be told: nothing could be done with it. */
export async function stageFiles(
  intakes: IntakeStore, accountId: string, files: readonly ExportFile[], source: string, reading: Reading,
): Promise<IntakeReport> {
  const staging = { id: '', waiting: [] as Omit<StagedRow, 'id'>[] };
  const flush = async (): Promise<void> => {
    if (staging.waiting.length > 0) await intakes.addRows(staging.id, staging.waiting.splice(0));
  };
  const { report, layoutHash } = await read(files, source, reading, async (found) => {
    if (found === null) throw new Refused('None of these files looks like an export of a dental system that can be read. Check the files, or choose the source yourself.', 'unknown-source');
    staging.id = await intakes.create({ accountId, source: found });
    return async ({ origin, records, skipped }) => {
      staging.waiting.push({ file: origin.file, line: origin.line, records, skipped });
      if (staging.waiting.length >= BATCH) await flush();
    };
  });
  await flush();
  const intake = await intakes.finish(staging.id, { layoutHash, report });
  return { id: intake.id, createdAt: intake.createdAt, audit: report };
}
