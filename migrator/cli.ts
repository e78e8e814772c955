#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { account } from './cli/accounts.js';
import type { Command } from './cli/context.js';
import { audit, samplePractice } from './cli/exports.js';
import { pause, plan, resume, rollback, run, status, verify } from './cli/runs.js';
import { sandbox } from './cli/sandbox.js';
import { HELP, UsageError } from './cli/usage.js';
import { PauseRun, Refused } from './index.js';

const COMMANDS: Readonly<Record<string, (command: Command) => Promise<boolean | void>>> = {
  account, audit, pause, plan, resume, rollback, run, sandbox, 'sample-practice': samplePractice, status, verify,
};

const TEXT = [
  'account', 'answers', 'changed', 'control-port', 'data', 'latency', 'name', 'out', 'patients', 'plan', 'port', 'sample', 'seats', 'seed', 'seed-file',
  'settings', 'source', 'to', 'url',
] as const;
const FLAGS = ['help', 'households', 'json', 'preview', 'yes'] as const;

/** Parses the words, runs the command and answers with an exit code: 0 done, 1 refused or failed, 2 usage. */
async function main(args: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { interrupted.abort(); });
  const json = args.includes('--json');
  try {
    const { values, positionals } = parseArgs({
      args: [...args], allowPositionals: true,
      options: { ...Object.fromEntries(TEXT.map((name) => [name, { type: 'string' as const }])), ...Object.fromEntries(FLAGS.map((name) => [name, { type: 'boolean' as const }])) },
    });
    const [name, ...words] = positionals;
    if (name === undefined || name === 'help' || values['help'] === true) {
      process.stdout.write(HELP);
      return name === undefined && values['help'] !== true ? 2 : 0;
    }
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined) throw new UsageError(`There is no command “${name}”.`);
    // `parseArgs` types option names loosely when they are computed; every value is text or a flag by the table above.
    const options = values as Command['options'];
    const done = await command({
      words, options, env: process.env, interrupted: interrupted.signal,
      print: (document, text) => process.stdout.write(`${json || text === undefined ? JSON.stringify(document) : text}\n`),
      say: (sentence) => process.stderr.write(`${sentence}\n`),
    });
    return done === false ? 1 : 0;
  } catch (error) {
    return explain(error, json);
  }
}

function explain(error: unknown, json: boolean): number {
  if (error instanceof UsageError || (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) {
    process.stderr.write(`${error.message} Try “bridgework help”.\n`);
    return 2;
  }
  const refused = error instanceof Refused || error instanceof PauseRun;
  const message = error instanceof PauseRun ? `${error.cause} ${error.remedy}`
    : refused ? error.message : 'Something went wrong that this program does not know how to handle.';
  process.stderr.write(`${message}\n`);
  if (!refused && process.env['BRIDGEWORK_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: error instanceof Refused ? error.code : 'failed', message } })}\n`);
  return 1;
}

process.exitCode = await main(process.argv.slice(2));
