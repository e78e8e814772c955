import { Refused } from '../index.js';
import type { Command } from './command.js';
import { numberOption, option, readJson, word } from './command.js';
import { UsageError } from './usage.js';

const PLANS = ['lite', 'growth', 'premium', 'ultimate'] as const;

/** `sandbox CRM`: starts a stand-in account and runs until ended. Its first line on stdout says where it is, with `--json` and without. */
export async function sandbox(command: Command): Promise<boolean> {
  const crm = word(command, 0, 'The CRM');
  if (crm !== 'pipedrive') throw new UsageError('There is a stand-in for: pipedrive.', 'sandbox');
  const plan = PLANS.find((each) => each === (option(command, 'plan') ?? 'growth'));
  if (plan === undefined) throw new UsageError(`--plan is one of ${PLANS.join(', ')}.`, 'sandbox');
  const seedFile = option(command, 'seed-file');
  const seed = seedFile === undefined ? undefined : await readJson(command, seedFile, 'seed-file');
  // Only this command needs the stand-in; a migration must never load it.
  const { startPipedriveSandbox } = await import('../../sandbox/pipedrive/index.js');
  const { Refusal } = await import('../../sandbox/pipedrive/refusals.js');
  const ended = new Promise<void>((resolve) => { command.interrupts.take(resolve); });
  const running = await startPipedriveSandbox({
    plan, port: port(command, 'port'), controlPort: port(command, 'control-port'),
    seats: numberOption(command, 'seats') ?? 5, latencyMs: numberOption(command, 'latency') ?? 0,
    // The stand-in parses its seed itself and refuses what it does not know.
    ...(seed === undefined ? {} : { seed: seed as NonNullable<Parameters<typeof startPipedriveSandbox>[0]>['seed'] & object }),
  }).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    throw new Refused(`${seedFile ?? 'The seed'} does not describe an account: ${String(error.body['error'])}.`, 'bad-file');
  });
  const where = { url: running.url, control: running.control };
  command.print(where, JSON.stringify(where));
  await ended;
  await running.close();
  return true;
}

function port(command: Command, name: string): number {
  const number = numberOption(command, name) ?? 0;
  if (number > 65_535) throw new UsageError(`--${name} is at most 65535.`, 'sandbox');
  return number;
}
