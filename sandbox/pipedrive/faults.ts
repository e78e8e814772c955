import { z } from 'zod';

/** What can be made to go wrong with a call. */
export const FAULTS = [
  '429', '429-no-retry-after', 'budget-gone', '500', '502', '503', 'timeout-after-commit', 'timeout-before-commit', 'reset-mid-body', 'html-403',
  'token-expired', 'uninstalled',
] as const;
/** One kind of fault. */
export type FaultKind = (typeof FAULTS)[number];

/** The faults to inject, as the control interface takes them. `nth` counts matching calls from 1; `times` is how many in a row are hit. */
export const faultsSchema = z.array(z.strictObject({
  match: z.strictObject({
    method: z.string().optional(), operation: z.string().optional(), path: z.string().optional(), nth: z.int().positive().default(1),
  }).default({ nth: 1 }),
  fault: z.enum(FAULTS), times: z.int().positive().default(1),
}));
type Fault = z.output<typeof faultsSchema>[number];

/** The faults that wait for their call. */
export class FaultQueue {
  private waiting: { readonly fault: Fault; seen: number; fired: number }[] = [];

  /** Replaces everything that waits. */
  set(faults: readonly Fault[]): void {
    this.waiting = faults.map((fault) => ({ fault, seen: 0, fired: 0 }));
  }

  /** The fault for this call, if one waits for it: of several the first. Every waiting fault that matches counts the call. */
  take(method: string, path: string, operation: string | null): FaultKind | null {
    let taken: FaultKind | null = null;
    for (const entry of this.waiting) {
      if (!matches(entry.fault, method, path, operation)) continue;
      entry.seen += 1;
      if (taken !== null || entry.seen < entry.fault.match.nth) continue;
      entry.fired += 1;
      taken = entry.fault.fault;
    }
    this.waiting = this.waiting.filter((entry) => entry.fired < entry.fault.times);
    return taken;
  }
}

function matches({ match }: Fault, method: string, path: string, operation: string | null): boolean {
  return (match.method === undefined || match.method.toUpperCase() === method)
    && (match.operation === undefined || match.operation === operation)
    && (match.path === undefined || fits(match.path, path));
}

/** A path fits itself; `*` and `{id}` stand for one part. */
function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((part, at) => part === '*' || part.startsWith('{') || part === given[at]);
}
