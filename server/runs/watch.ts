import type { Logger } from 'pino';
import type { Migrator } from '../../migrator/index.js';
import { Refused } from '../../migrator/index.js';
import { anatomy } from '../problems.js';

/** A watch over runs whose process ended. */
export interface Watch {
  /** Ends the watch; resolves when it touches nothing any more. */
  stop(): Promise<void>;
}

const EVERY_MS = 10_000;

/**
 * Goes on with runs whose process ended before they did: at once, and then every ten seconds, because the account of a killed
 * process stays reserved for half a minute, and because another server of this database may die at any time.
 */
export function watchOverRuns(migrator: Migrator, log: Logger): Watch {
  let round = Promise.resolve();
  const begin = (): void => {
    round = round.then(() => goOn(migrator, log));
  };
  begin();
  const timer = setInterval(begin, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await round;
    },
  };
}

/** Starts every run that says it is running. One that runs already, here or elsewhere, does not mind. */
async function goOn(migrator: Migrator, log: Logger): Promise<void> {
  try {
    for (const run of await migrator.interrupted()) {
      // Starting the runs before this one takes a while, in which somebody may have paused it.
      if (!(await migrator.interrupted()).includes(run)) continue;
      await migrator.start(run).catch((error: unknown) => {
        if (!(error instanceof Refused)) log.error({ run, ...anatomy(error) }, 'run.not-resumed');
      });
    }
  } catch (error) {
    log.error(anatomy(error), 'runs.not-watched');
  }
}
