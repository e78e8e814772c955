import type { Migrator, RecordId, RunReport } from '../index.js';
import { Refused } from '../index.js';
import { carryOut } from './carry-out.js';
import type { Command } from './command.js';
import { word } from './command.js';
import { withMigrator } from './door.js';
import { planned, questionText } from './plans.js';
import { statusJson, statusText } from './run-report.js';
import { pausedElsewhere } from './waiting.js';

/** `run PATH…`: plans, passes the gates and carries out. Exit 1 unless it finished. */
export async function run(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    const yes = command.options['yes'] === true;
    const { plan: id, questions } = await planned(command, migrator, true);
    const open = questions.filter(({ blocking, answer }) => blocking && answer === null);
    for (const question of open) command.say(questionText(question));
    if (open.length > 0) {
      const example = JSON.stringify(Object.fromEntries(open.slice(0, 1).map(({ id: asked, options }) => [asked, options[0]?.value ?? '…'])));
      const how = yes ? 'No proposal is safe enough to take unseen.' : 'Take the proposals with --yes, or answer for yourself.';
      throw new Refused(`${open.length} ${open.length === 1 ? 'question is' : 'questions are'} open. ${how} Answers go into a JSON file for --answers, such as ${example}.`, 'open-questions');
    }
    if (!yes) throw new Refused('A run on the command line needs --yes: it confirms the patient-data gate and goes without a signed sample, in your name.', 'gates-not-confirmed');
    await migrator.approve(id, { by: command.user(), agreement: `Confirmed on the command line by ${command.user()}`, waiveSample: true });
    return carryOut(command, migrator, id);
  });
}

/** `status [RUN]`: one run, or the newest of all accounts. */
export async function status(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    const named = command.words[0];
    const report = named === undefined ? await newest(migrator) : await migrator.run(named);
    command.print(statusJson(report), statusText(report));
    return true;
  });
}

async function newest(migrator: Migrator): Promise<RunReport> {
  const all: RunReport[] = [];
  for (const { id } of await migrator.accounts.list()) all.push(...(await migrator.runs(id)).slice(0, 1));
  const [first] = all.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  if (first === undefined) throw new Refused('There is no run yet.', 'no-run');
  return first;
}

/** `pause RUN`: in whatever process it runs. Exit 1 when there was nothing to pause. */
export async function pause(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    const report = await pausedElsewhere(migrator, word(command, 0, 'The run'));
    command.print(statusJson(report), statusText(report));
    return report.state === 'paused';
  });
}

/** `resume RUN`: carries it on in this process. */
export function resume(command: Command): Promise<boolean> {
  return withMigrator(command, (migrator) => carryOut(command, migrator, word(command, 0, 'The run')));
}

/** `rollback RUN`: previews, then takes the run back. */
export async function rollback(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    command.line.show('Comparing with the account…');
    const preview = await migrator.planRollback(word(command, 0, 'The run'));
    const text = [
      `Deletes ${preview.delete}, restores ${preview.restore}, keeps ${preview.keep.length}; ${preview.tokens} tokens.`,
      ...preview.keep.map(({ object, id, reason }) => `- keeps ${object} ${id}: ${reason}`),
    ].join('\n');
    if (command.options['preview'] === true) {
      command.print(preview, text);
      return true;
    }
    if (command.options['yes'] !== true) throw new Refused(`${text}\nSay --yes to go on, or --preview to look only.`, 'not-confirmed');
    await migrator.approve(preview.run, { by: command.user(), agreement: 'Rollback of our own writes' });
    return carryOut(command, migrator, preview.run);
  });
}

const SHOWN = 20;

/** `verify RUN`: exit 1 when anything differs. */
export async function verify(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    command.line.show('Reading everything back…');
    const { run: id, records, fields, normalised, differing, totals, tokens } = await migrator.verify(word(command, 0, 'The run'));
    // The values stand in the JSON only: a terminal keeps what it shows for longer than anybody thinks.
    const shown = differing.slice(0, SHOWN).map(({ object, id: target, field, kind }) => `- ${object} ${target}, “${field}”: ${kind}`);
    const rest = differing.length > SHOWN ? [`- ${differing.length - SHOWN} more: see --json`] : [];
    command.print(
      { run: id, records, fields, normalised, differing, totals, tokens },
      [`${records} records with ${fields} fields read back; ${differing.length} differ, ${normalised} are written in the CRM's own way.`, ...shown, ...rest].join('\n'),
    );
    return differing.length === 0;
  });
}

/** `ids RUN`: every record of a run that stands in the CRM. */
export async function ids(command: Command): Promise<boolean> {
  return withMigrator(command, async (migrator) => {
    const run = word(command, 0, 'The run');
    const found: RecordId[] = [];
    for await (const page of migrator.ids(run)) found.push(...page);
    command.print({ run, ids: found }, found.map(({ object, externalId, id }) => `${externalId}\t${object}\t${id}`).join('\n'));
    return true;
  });
}
