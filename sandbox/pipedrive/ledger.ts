/** One exchange as the ledger keeps it. `status` 0 means that no answer was sent; `by` is the user whose token was used. */
export interface LedgerEntry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly tokens: number;
  readonly status: number;
  readonly by: number | null;
  /** The fault that was injected into this exchange, if any. */
  readonly fault?: string;
}

/** The long part of an exchange, as JSON texts; a body is empty where there was none. */
export interface Bodies {
  readonly query: string;
  readonly request: string;
  readonly response: string;
}

function lengthOf(bodies: Bodies | undefined): number {
  return bodies === undefined ? 0 : bodies.query.length + bodies.request.length + bodies.response.length;
}

/** Characters of bodies kept; beyond it the oldest exchanges keep their entry and lose their bodies. */
const MOST_CHARACTERS = 256 * 1024 * 1024;

/** Every exchange with the API since the start or the last clearing, in order. */
export class Ledger {
  private entries: LedgerEntry[] = [];
  private readonly bodies = new Map<number, Bodies>();
  private characters = 0;
  private oldest = 0;

  /** Adds an exchange. */
  add(entry: LedgerEntry, bodies: Bodies): void {
    this.bodies.set(this.entries.length, bodies);
    this.entries.push(entry);
    this.characters += lengthOf(bodies);
    while (this.characters > MOST_CHARACTERS && this.oldest < this.entries.length) this.forgetOldest();
  }

  private forgetOldest(): void {
    this.characters -= lengthOf(this.bodies.get(this.oldest));
    this.bodies.delete(this.oldest);
    this.oldest += 1;
  }

  clear(): void {
    this.entries = [];
    this.bodies.clear();
    this.characters = 0;
    this.oldest = 0;
  }

  /** The ledger as JSON, in pieces: it can be longer than one string may be. */
  *json(detail: 'entries' | 'with-bodies'): Generator<string> {
    yield '[';
    for (const [at, entry] of this.entries.entries()) {
      const text = JSON.stringify(entry);
      const bodies = detail === 'with-bodies' ? this.bodies.get(at) : undefined;
      const shown = bodies === undefined ? text
        : `${text.slice(0, -1)},"query":${bodies.query},"request":${bodies.request || 'null'},"response":${bodies.response || 'null'}}`;
      yield at === 0 ? shown : `,${shown}`;
    }
    yield ']';
  }
}
