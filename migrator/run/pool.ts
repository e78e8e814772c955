/** A piece of work that the pool may run beside others. */
export type Task = () => Promise<void>;

/**
 * Runs tasks as they come, at most `limit` at a time. After the first failure, or when `signal` aborts, no further task starts; those in flight
 * finish, then the first failure is thrown. Returns true when all tasks ran, false when the signal stopped it.
 */
export async function runPool(tasks: AsyncIterable<Task>, limit: number, signal: AbortSignal): Promise<boolean> {
  const inFlight = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let complete = true;
  for await (const task of tasks) {
    if (signal.aborted || failures.length > 0) {
      complete = false;
      break;
    }
    const running: Promise<void> = task().catch((error: unknown) => { failures.push(error); }).finally(() => { inFlight.delete(running); });
    inFlight.add(running);
    if (inFlight.size >= limit) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
  if (failures.length > 0) throw failures[0];
  return complete && !signal.aborted;
}
