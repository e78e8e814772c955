import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { openMigrator } from '../migrator/index.js';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import type { Config, Reading } from './config.js';
import { watchOverRuns } from './runs/watch.js';
import { openQuarantine } from './uploads/quarantine.js';

/** A way in which the process was told to run, with what has to be closed at its end. */
interface Undertaking {
  readonly config: Config;
  /** What a person opens in the browser. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

const PATIENCE_MS = 5000;
/** A large export takes its time over an office's line; Node's own five minutes would cut it off. */
const LONGEST_UPLOAD_MS = 2 * 60 * 60_000;
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const reading = readConfig(process.env);
if (reading.kind === 'refused') {
  say(['Bridgework cannot start:', ...reading.problems.map((problem) => `  - ${problem}`), 'The file .env.example explains each variable.'].join('\n'));
  process.exitCode = 1;
} else {
  await serve(await undertake(reading));
}

async function undertake(wish: Exclude<Reading, { kind: 'refused' }>): Promise<Undertaking> {
  if (wish.kind === 'ready') return { config: wish.config, address: wish.config.publicUrl, close: async () => {} };
  // Imported here because a server that talks to Pipedrive has no use for the stand-in.
  const { startDemo } = await import('./demo.js');
  return startDemo(wish.house, { random: randomBytes, warn: say });
}

async function serve({ config, address, close }: Undertaking): Promise<void> {
  const log = pino({ level: config.logLevel });
  const now = (): Date => new Date();
  const quarantine = openQuarantine(config.dataDir, () => randomBytes(16).toString('hex'));
  await quarantine.empty();
  const migrator = await openMigrator({
    database: config.database, masterKey: config.masterKey, dataDir: config.dataDir, clock: now,
    log: (event, fields) => log.info(fields, event),
  });
  const pages = fileURLToPath(new URL('../extension-ui', import.meta.url));
  const server = createServer(createApp({ config, migrator, quarantine, log, pages, fetch, now, random: randomBytes }));
  server.requestTimeout = LONGEST_UPLOAD_MS;
  // The demonstration has no locks on its doors, so nobody else on the network gets in.
  server.listen(config.port, config.standIn ? '127.0.0.1' : undefined);
  await once(server, 'listening');
  const watch = watchOverRuns(migrator, log);
  endOnSignal(async () => {
    await watch.stop();
    await stop(server);
    await migrator.close();
    await close();
  });
  process.stdout.write(config.standIn ? `Open ${address}\n` : `Serving ${address} on port ${config.port}\n`);
}

/** Ends the process in order at the first signal and at once at the second. Runs need no care: they are resumed at the next start. */
function endOnSignal(end: () => Promise<void>): void {
  let ending = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      void end().then(() => process.exit(0), () => process.exit(1));
    });
  }
}

/** Lets requests in flight finish for a while, then cuts them off. */
async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await closed;
  clearTimeout(cut);
}
