import type { IntakeReport, Migrator, PlanReport, Question } from '../index.js';
import { Refused } from '../index.js';
import type { Command } from './command.js';
import { jsonOption, numberOption, option, paths } from './command.js';
import { accountOption, withMigrator } from './door.js';
import { duration } from './status-line.js';
import { refuseBeside } from './waiting.js';

/** An export that lies staged for an account, and who plans with it. */
interface Staged {
  readonly accountId: string;
  readonly userKey: string;
  readonly intakeId: string;
}

/** Reads the files, stages them and plans. `toWrite` says that a run follows, which must not begin beside another. */
export async function planned(command: Command, migrator: Migrator, toWrite: boolean): Promise<PlanReport> {
  const sample = numberOption(command, 'sample');
  const settings = await jsonOption(command, 'settings');
  const answers = Object.fromEntries(Object.entries(await jsonOption(command, 'answers')).map(([id, answer]) => [id, String(answer)]));
  const again = option(command, 'only-failed');
  const staged = again === undefined || command.words.length > 0 ? await stage(command, migrator, toWrite) : await failedOf(command, migrator, again);
  command.line.show('Planning…');
  const report = await migrator.plan({
    ...staged, kind: sample === undefined ? 'full' : 'sample', acceptDefaults: command.options['yes'] === true, answers, settings, ...(sample === undefined ? {} : { sampleSize: sample }),
  });
  command.line.clear();
  return report;
}

async function stage(command: Command, migrator: Migrator, toWrite: boolean): Promise<Staged> {
  const { account, userKey } = await accountOption(command, migrator);
  if (toWrite) await refuseBeside(command, migrator, account.id);
  const files = await paths(command);
  command.line.show('Reading the export…');
  const intake = await migrator.stage(account.id, files, option(command, 'source') ?? 'auto');
  command.line.clear();
  tellIssues(command, intake);
  return { accountId: account.id, userKey, intakeId: intake.id };
}

const TOLD = 10;

/** Tells what stands in the way, and why files gave nothing: what concerns single rows stands in the audit and in the results. */
function tellIssues(command: Command, { audit }: IntakeReport): void {
  const silent = new Set(audit.files.filter(({ layout, rows }) => layout === null || rows === 0).map(({ file }) => file));
  const grave = audit.issues.filter(({ severity, origin }) => severity === 'blocking' || (severity === 'warning' && silent.has(origin?.file ?? '')));
  // The general ("there is no patient file") follows from the particular ("this file is empty").
  const told = [...grave.filter(({ origin }) => origin !== undefined), ...grave.filter(({ origin }) => origin === undefined)];
  for (const { message, remedy } of told.slice(0, TOLD)) command.say(`${message} ${remedy}`);
  if (told.length > TOLD) command.say(`${told.length - TOLD} more like these: see “bridgework audit”.`);
  if (Object.values(audit.streams).every(({ rows }) => rows === 0)) {
    throw new Refused('There is nothing to move: no row of these files can be used. “bridgework audit” says why, file by file.', 'nothing-to-read');
  }
}

/**
 * The files that a run read, once more. What it wrote stands unchanged in the account, so that a plan over the same rows writes only what failed.
 */
async function failedOf(command: Command, migrator: Migrator, runId: string): Promise<Staged> {
  const { intake, rows } = await migrator.run(runId);
  const accountId = await migrator.accountOf(runId);
  await refuseBeside(command, migrator, accountId);
  if (intake === null || accountId === null) throw new Refused('This run read no export; name the run that did.', 'no-intake');
  if (rows.failed === 0) throw new Refused(`Run ${runId} has no failed rows.`, 'nothing-failed');
  const [userKey] = await migrator.accounts.credentialUsers(accountId);
  if (userKey === undefined) throw new Refused('Nobody is connected to the account of this run any more. Add it again with “bridgework account add”.', 'not-connected');
  return { accountId, userKey, intakeId: intake };
}

/** `plan PATH…`: what a run would do and cost. */
export async function plan(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    const report = await planned(command, migrator, false);
    command.print(report, planText(report));
    return true;
  });
}

function planText({ plan: id, price, questions, refused, operations }: PlanReport): string {
  const counts = (['create', 'update', 'conflict', 'unchanged'] as const)
    .filter((what) => Object.keys(operations[what]).length > 0)
    .map((what) => `${what.padEnd(10)}${Object.entries(operations[what]).map(([object, count]) => `${count} ${object}`).join(', ')}`);
  const days = price.days === null ? '' : `, ${duration(price.days * SECONDS_A_DAY)} of the account's budget`;
  return [
    `Plan ${id}`, ...counts, `${'price'.padEnd(10)}${price.tokens} tokens in ${price.requests} requests${days}`,
    ...questions.filter(({ answer }) => answer === null).map(questionText), ...refused.map((why) => `! ${why}`),
  ].join('\n');
}

const SECONDS_A_DAY = 86_400;

/** A question with its proposal, as one line. */
export const questionText = ({ id, asks, default: proposal }: Question): string => `? ${id}: ${asks} (${proposal === null ? 'no proposal' : `proposal: ${proposal}`})`;
