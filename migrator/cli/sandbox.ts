import { readFile } from 'node:fs/promises';
import type { Command } from './context.js';
import { numberOption, option, word } from './context.js';
import { UsageError } from './usage.js';

const PLANS = ['lite', 'growth', 'premium', 'ultimate'] as const;

/** `sandbox CRM`: starts a stand-in account and runs until ended. Its first line on stdout says where it is. */
export async function sandbox(command: Command): Promise<void> {
  const crm = word(command, 0, 'The CRM');
  if (crm !== 'pipedrive') throw new UsageError('There is a stand-in for: pipedrive.');
  const plan = PLANS.find((each) => each === (option(command, 'plan') ?? 'growth'));
  if (plan === undefined) throw new UsageError(`--plan is one of ${PLANS.join(', ')}.`);
  const seedFile = option(command, 'seed-file');
  const seed: unknown = seedFile === undefined ? undefined : JSON.parse(await readFile(seedFile, 'utf8'));
  // Only this command needs the stand-in; a migration must never load it.
  const { startPipedriveSandbox } = await import('../../sandbox/pipedrive/index.js');
  const running = await startPipedriveSandbox({
    plan, port: numberOption(command, 'port') ?? 0, controlPort: numberOption(command, 'control-port') ?? 0,
    seats: numberOption(command, 'seats') ?? 5, latencyMs: numberOption(command, 'latency') ?? 0,
    // The stand-in parses its seed itself and refuses what it does not know.
    ...(seed === undefined ? {} : { seed: seed as NonNullable<Parameters<typeof startPipedriveSandbox>[0]>['seed'] & object }),
  });
  process.stdout.write(`${JSON.stringify({ url: running.url, control: running.control })}\n`);
  await new Promise<void>((resolve) => { command.interrupted.addEventListener('abort', () => { resolve(); }, { once: true }); });
  await running.close();
}
