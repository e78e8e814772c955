import { account } from './accounts.js';
import type { Command } from './command.js';
import { audit, samplePractice } from './exports.js';
import { failureOf } from './failures.js';
import { parse, wantsJson } from './parse.js';
import { ids, pause, resume, rollback, run, status, verify } from './runs.js';
import { plan } from './plans.js';
import { sandbox } from './sandbox.js';
import type { CommandName } from './usage.js';
import { help, helpOf } from './usage.js';

/** A command does its work and says whether that went well; what went wrong in a foreseen way it has told by then. */
const COMMANDS: Readonly<Record<CommandName, (command: Command) => Promise<boolean>>> = {
  account, audit, ids, pause, plan, resume, rollback, run, sandbox, 'sample-practice': samplePractice, status, verify,
};

/** The outside world of the command line, and where its words go. */
export type Outside = Omit<Command, 'words' | 'options' | 'print' | 'say'> & {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

/** Parses the words, runs the command and answers with an exit code: 0 done, 1 refused or failed, 2 usage. Does not throw. */
export async function main(args: readonly string[], { out, err, ...outside }: Outside): Promise<number> {
  const json = wantsJson(args);
  const { line } = outside;
  const print = (text: string): void => { line.clear(); out(`${text}\n`); };
  const say = (sentence: string): void => { line.clear(); err(`${sentence}\n`); };
  try {
    const typed = parse(args);
    if (typed.kind === 'help') {
      out(typed.about === null ? help() : helpOf(typed.about));
      return 0;
    }
    const { name, words, options } = typed;
    const done = await COMMANDS[name]({ ...outside, words, options, say, print: (document, text) => { print(json ? JSON.stringify(document) : text); } });
    line.clear();
    return done ? 0 : 1;
  } catch (error) {
    const { exit, code, message } = failureOf(error);
    say(message);
    if (json) print(JSON.stringify({ error: { code, message } }));
    return exit;
  }
}
