import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { Migrator, PlanReport, RunReport } from '../index.js';
import { Refused } from '../index.js';
import type { Command } from './context.js';
import { accountOption, jsonOption, needed, numberOption, option, paths, withMigrator, word } from './context.js';

/** Reads the files, stages them and plans; shared by `plan` and `run`. */
async function staged(command: Command, migrator: Migrator, acceptDefaults: boolean): Promise<PlanReport> {
  const { account, userKey } = await accountOption(command, migrator);
  const files = paths(command);
  const sample = numberOption(command, 'sample');
  const intake = await migrator.stage(account.id, files, needed(command, 'source'));
  for (const { message, remedy } of intake.audit.issues.filter(({ severity }) => severity === 'blocking')) command.say(`${message} ${remedy}`);
  if (Object.values(intake.audit.streams).every(({ rows }) => rows === 0)) {
    const [first] = intake.audit.issues;
    throw new Refused(first === undefined ? 'These files hold no rows.' : `${first.message} ${first.remedy}`, 'nothing-to-read');
  }
  const answers = Object.fromEntries(Object.entries(await jsonOption(command, 'answers')).map(([id, answer]) => [id, String(answer)]));
  return migrator.plan({
    accountId: account.id, userKey, intakeId: intake.id, kind: sample === undefined ? 'full' : 'sample', acceptDefaults, answers,
    settings: await jsonOption(command, 'settings'), ...(sample === undefined ? {} : { sampleSize: sample }),
  });
}

/** `plan PATH…`: what a run would do and cost. */
export async function plan(command: Command): Promise<void> {
  await withMigrator(command, async (migrator) => {
    const report = await staged(command, migrator, command.options['yes'] === true);
    command.print(report, planText(report));
  });
}

function planText({ plan: id, price, questions, refused, operations }: PlanReport): string {
  const counts = (['create', 'update', 'unchanged'] as const).map((what) =>
    `${what}: ${Object.entries(operations[what]).map(([object, count]) => `${count} ${object}`).join(', ') || 'nothing'}`);
  const open = questions.filter(({ answer }) => answer === null).map(({ id: question, asks }) => `? ${question}: ${asks}`);
  return [`Plan ${id}`, ...counts, `${price.tokens} tokens in ${price.requests} requests`, ...open, ...refused].join('\n');
}

/** `run PATH…`: plans, passes the gates and carries out. Exit 1 unless it finished. */
export async function run(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    const yes = command.options['yes'] === true;
    const { plan: id, questions } = await staged(command, migrator, yes);
    const open = questions.filter(({ blocking, answer }) => blocking && answer === null);
    if (open.length > 0 && !yes) {
      for (const { id: question, asks, default: proposal } of open) command.say(`? ${question}: ${asks} (proposal: ${proposal ?? 'none'})`);
      throw new Refused(`${open.length} questions are open. Answer them in a file with --answers, or take the proposals with --yes.`, 'open-questions');
    }
    if (!yes) throw new Refused('A run on the command line needs --yes: it confirms the patient-data gate and goes without a signed sample, in your name.', 'gates-not-confirmed');
    await migrator.approve(id, { by: person(), agreement: `Confirmed on the command line by ${person()}`, waiveSample: true });
    return carryOut(command, migrator, id);
  });
}

const person = (): string => userInfo().username;

/** Starts a run here and waits for its end; Ctrl-C pauses it. */
async function carryOut(command: Command, migrator: Migrator, id: string): Promise<boolean> {
  command.interrupted.addEventListener('abort', () => { void migrator.pause(id); }, { once: true });
  await migrator.start(id);
  const report = await migrator.settled(id);
  const results = report.kind === 'rollback' ? null : await writeResults(command, migrator, id);
  command.print(runJson(report, results), runText(report, results));
  if (report.state !== 'finished') command.say(`${report.cause ?? ''} ${report.remedy ?? ''}`);
  return report.state === 'finished';
}

const runJson = (report: RunReport, results: string | null): object => {
  const { run: id, kind, state, cause, remedy, until, rows, operations, progress, seconds, rollback: preview } = report;
  if (preview !== null) return { ...preview, state, cause, remedy, charged: progress.tokens.charged };
  return { run: id, kind, state, cause, remedy, until, rows, operations, tokens: progress.tokens, seconds, results };
};

function runText({ run: id, kind, state, rows, progress }: RunReport, results: string | null): string {
  return [
    `Run ${id} (${kind}): ${state}`,
    `rows read ${rows.read} = created ${rows.created} + updated ${rows.updated} + unchanged ${rows.unchanged} + skipped ${rows.skipped} + failed ${rows.failed}`,
    `tokens charged ${progress.tokens.charged}, predicted ${progress.tokens.predicted}`, ...(results === null ? [] : [`results ${results}`]),
  ].join('\n');
}

async function writeResults(command: Command, migrator: Migrator, id: string): Promise<string> {
  const folder = join(resolve(option(command, 'data') ?? './data'), 'results');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${id}.csv`);
  const out = createWriteStream(file, { mode: 0o600 });
  for await (const part of migrator.results(id)) if (!out.write(part)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  return file;
}

/** `status [RUN]`: one run, or the newest of all accounts. */
export async function status(command: Command): Promise<void> {
  await withMigrator(command, async (migrator) => {
    const named = command.words[0];
    const report = named === undefined ? await newest(migrator) : await migrator.run(named);
    command.print(statusJson(report), runText(report, null));
  });
}

async function newest(migrator: Migrator): Promise<RunReport> {
  const all: RunReport[] = [];
  for (const { id } of await migrator.accounts.list()) all.push(...(await migrator.runs(id)).slice(0, 1));
  const [first] = all.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  if (first === undefined) throw new Refused('There is no run yet.', 'no-run');
  return first;
}

const statusJson = ({ run: id, kind, state, cause, remedy, until, progress: { done, total, rate, tokens }, rows }: RunReport): object =>
  ({ run: id, kind, state, cause, remedy, until, progress: { done, total, rate, tokens }, rows });

/** `pause RUN`: in whatever process it runs. */
export async function pause(command: Command): Promise<void> {
  await withMigrator(command, async (migrator) => {
    const id = word(command, 0, 'The run');
    await migrator.pause(id);
    await migrator.settled(id);
    command.print(statusJson(await migrator.run(id)), 'Paused.');
  });
}

/** `resume RUN`: carries it on in this process. */
export function resume(command: Command): Promise<boolean> {
  return withMigrator(command, (migrator) => carryOut(command, migrator, word(command, 0, 'The run')));
}

/** `verify RUN`: exit 1 when anything differs. */
export async function verify(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    const { run: id, records, fields, normalised, differing, totals, tokens } = await migrator.verify(word(command, 0, 'The run'));
    command.print({ run: id, records, fields, normalised, differing, totals, tokens }, `${records} records, ${fields} fields read back, ${differing.length} differ.`);
    return differing.length === 0;
  });
}

/** `rollback RUN`: previews, then takes the run back. */
export async function rollback(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    const preview = await migrator.planRollback(word(command, 0, 'The run'));
    const text = `Will delete ${preview.delete}, restore ${preview.restore}, keep ${preview.keep.length}; ${preview.tokens} tokens.`;
    if (command.options['preview'] === true) {
      command.print(preview, text);
      return true;
    }
    if (command.options['yes'] !== true) throw new Refused(`${text} Say --yes to go on, or --preview to look only.`, 'not-confirmed');
    await migrator.approve(preview.run, { by: person(), agreement: 'Rollback of our own writes' });
    return carryOut(command, migrator, preview.run);
  });
}
