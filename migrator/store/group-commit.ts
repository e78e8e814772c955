interface Waiting<Entry> {
  readonly entry: Entry;
  readonly settle: (refusal: Error | null) => void;
}

/** Entries written by one transaction at most. */
const GROUP = 250;

/**
 * Collects entries that arrive while others are being made durable and writes them together: one commit serves all that wait.
 * Order is kept. `commit` writes a group in one transaction and answers, per entry, null or why this one was refused.
 */
export class GroupCommit<Entry> {
  readonly #commit: (group: readonly Entry[]) => Promise<readonly (Error | null)[]>;
  #waiting: Waiting<Entry>[] = [];
  #writing: Promise<void> | null = null;

  constructor(commit: (group: readonly Entry[]) => Promise<readonly (Error | null)[]>) {
    this.#commit = commit;
  }

  /** Resolves when the entry is durable; rejects when it was refused or could not be written. */
  append(entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, settle: (refusal) => (refusal === null ? resolve() : reject(refusal)) });
      this.#writing ??= this.#write();
    });
  }

  /** Resolves when everything appended so far is settled. */
  async drain(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // Let callers of the same turn join the first group.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting.slice(0, GROUP);
      this.#waiting = this.#waiting.slice(GROUP);
      await this.#writeGroup(group);
    }
    // In the same turn as the check above: an entry that arrives a moment later must find nobody writing, or it would wait for ever.
    this.#writing = null;
  }

  /** A group that cannot be written is tried entry by entry, so that one that the database will not take fails alone. */
  async #writeGroup(group: readonly Waiting<Entry>[]): Promise<void> {
    try {
      const refusals = await this.#commit(group.map(({ entry }) => entry));
      group.forEach(({ settle }, index) => settle(refusals[index] ?? null));
    } catch (error) {
      const [only] = group;
      if (group.length === 1 && only !== undefined) return only.settle(error instanceof Error ? error : new Error(String(error)));
      for (const waiting of group) await this.#writeGroup([waiting]);
    }
  }
}
