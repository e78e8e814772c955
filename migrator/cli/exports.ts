import { resolve } from 'node:path';
import { UsageError } from './usage.js';
import type { Command } from './context.js';
import { needed, numberOption, option, paths, withMigrator } from './context.js';
import { Refused } from '../index.js';

/** `audit PATH…`: the data-quality report. Exit 1 when nothing could be read. */
export async function audit(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    const report = await migrator.audit(paths(command), option(command, 'source') ?? 'auto');
    const counts = Object.entries(report.streams).map(([stream, { rows }]) => `${stream}\t${rows}`);
    const issues = report.issues.filter(({ severity }) => severity !== 'info').map(({ message, remedy }) => `${message} ${remedy}`);
    command.print(report, [`Source: ${report.source}`, ...counts, ...issues].join('\n'));
    if (!command.options['json']) return report.rows.read > 0;
    for (const issue of issues.slice(0, SAID)) command.say(issue);
    return report.rows.read > 0;
  });
}

/** With `--json` the report holds all issues; stderr gets the first few for the person who watches. */
const SAID = 10;

/** `sample-practice`: a generated export with known truth. */
export async function samplePractice(command: Command): Promise<void> {
  const out = resolve(needed(command, 'out'));
  const patients = numberOption(command, 'patients');
  if (patients === undefined || patients < 1) throw new UsageError('--patients takes a number from 1 up.');
  const changed = option(command, 'changed');
  if (changed !== undefined && !(Number(changed) >= 0 && Number(changed) <= 1)) throw new Refused('--changed takes a share between 0 and 1.', 'bad-share');
  await withMigrator(command, async (migrator) => {
    const files = await migrator.samplePractice({
      source: needed(command, 'source'), patients, seed: numberOption(command, 'seed') ?? 1, households: command.options['households'] === true, out,
      ...(changed === undefined ? {} : { changed: Number(changed) }),
    });
    command.print({ out, files: files.map(({ name }) => name), truth: `${out}/truth.json` }, `Wrote ${files.length} files to ${out}.`);
  });
}
