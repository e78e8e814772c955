import { once } from 'node:events';
import type { Bin, Working } from './bin.js';

/** A record as the control interface shows it. */
export type Shown = Readonly<Record<string, unknown>>;
/** Everything in the account, by kind; what was deleted stands apart. */
export type State = Readonly<Record<string, readonly Shown[]>> & { readonly deleted: Readonly<Record<string, readonly Shown[]>> };

/** One exchange in the ledger. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly tokens: number;
  readonly status: number;
  readonly fault?: string;
}

/** A fault as the control interface takes it. */
export interface Fault {
  readonly match: { readonly method?: string; readonly operation?: string; readonly nth?: number };
  readonly fault: 'timeout-after-commit' | 'timeout-before-commit' | 'reset-mid-body' | '429' | '503' | '500';
  readonly times?: number;
}

/** A stand-in account that `bridgework sandbox` started, driven through its control interface as outside scripts do. */
export class StandIn {
  private constructor(private readonly working: Working, readonly url: string, readonly control: string) {}

  static async start(bin: Bin, ...options: readonly string[]): Promise<StandIn> {
    const working = bin.start('sandbox', 'pipedrive', ...options);
    while (!working.said().includes('\n')) await once(working.child.stdout ?? working.child, 'data');
    const { url, control } = JSON.parse(working.said()) as { readonly url: string; readonly control: string }; // its first line, by contract
    return new StandIn(working, url, control);
  }

  state = (): Promise<State> => this.get('state');

  ledger = (): Promise<readonly Exchange[]> => this.get('ledger');

  /** Exchanges that could have changed something. */
  async writes(): Promise<readonly Exchange[]> {
    return (await this.ledger()).filter(({ method }) => method !== 'GET');
  }

  async clearLedger(): Promise<void> {
    await this.send('DELETE', 'ledger');
  }

  faults = (faults: readonly Fault[]): Promise<void> => this.send('POST', 'faults', faults);

  edit = (edit: object): Promise<void> => this.send('POST', 'edit', edit);

  reset = (): Promise<void> => this.send('POST', 'reset', {});

  async close(): Promise<void> {
    this.working.child.kill('SIGTERM');
    await this.working.ended;
  }

  private async get<T>(call: string): Promise<T> {
    return (await fetch(`${this.control}/${call}`)).json() as Promise<T>; // the control interface is ours, and so is the caller's type
  }

  private async send(method: string, call: string, body?: unknown): Promise<void> {
    const answer = await fetch(`${this.control}/${call}`, {
      method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(`The control interface refused ${method} ${call}: ${await answer.text()}`);
  }
}

/** What stands in an account, without what was deleted. */
export function alive({ deleted: _deleted, ...standing }: State): Readonly<Record<string, readonly Shown[]>> {
  return standing;
}
