import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Refused, auditPage } from '../index.js';
import type { AuditReport } from '../index.js';
import type { Command } from './command.js';
import { needed, numberOption, option, paths } from './command.js';
import { withoutDatabase } from './door.js';
import { UsageError } from './usage.js';

/** `audit PATH…`: the data-quality report. Exit 1 when no row could be read as a record. */
export async function audit(command: Command): Promise<boolean> {
  const files = await paths(command);
  command.line.show('Reading the export…');
  const report = await withoutDatabase(command, (migrator) => migrator.audit(files, option(command, 'source') ?? 'auto'));
  const page = option(command, 'html');
  if (page !== undefined) await writeFile(resolve(command.cwd, page), auditPage(report), { mode: 0o600 });
  command.print(report, auditText(report));
  return Object.values(report.streams).some(({ rows }) => rows > 0);
}

function auditText({ source, streams, issues, rows, duplicates, orphans }: AuditReport): string {
  const counts = Object.entries(streams).map(([stream, { rows: read }]) => `  ${stream.padEnd(20)}${String(read).padStart(9)}`);
  const told = issues.filter(({ severity }) => severity !== 'info').map(({ severity, message, remedy }) => `${severity === 'blocking' ? '!' : '-'} ${message} ${remedy}`);
  return [
    `Source: ${source}. ${rows.read} rows read, ${rows.skipped} of them skipped; ${duplicates.length} pairs look alike, ${orphans.length} links lead nowhere.`,
    ...counts, ...told,
  ].join('\n');
}

/** `sample-practice`: a generated export with known truth. */
export async function samplePractice(command: Command): Promise<boolean> {
  const out = resolve(command.cwd, needed(command, 'out'));
  const source = needed(command, 'source');
  const patients = numberOption(command, 'patients');
  if (patients === undefined || patients < 1) throw new UsageError('--patients takes a number from 1 up.', 'sample-practice');
  const share = option(command, 'changed');
  if (share !== undefined && !/^(?:0|1|0?\.\d+)$/.test(share)) throw new Refused('--changed takes a share between 0 and 1, such as 0.05.', 'bad-share');
  const seed = numberOption(command, 'seed') ?? 1;
  command.line.show('Writing the practice…');
  const files = await withoutDatabase(command, (migrator) => migrator.samplePractice({
    source, patients, seed, households: command.options['households'] === true, out, ...(share === undefined ? {} : { changed: Number(share) }),
  }));
  command.print({ out, files: files.map(({ name }) => name), truth: `${out}/truth.json` }, `Wrote ${files.length} files to ${out}.`);
  return true;
}
