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

  async #writeGroup(group: readonly Waiting<Entry>[]): Promise<void> {
    const failure = await this.#try(group);
    if (failure === null) return;
    if (group.length === 1) group[0]?.settle(failure);
    else await this.#writeSingly(group);
  }

  /**
   * A group that cannot be written is tried entry by entry, so that one that the database will not take fails alone. Where two in a
   * row fail it is the database that is in trouble, and the rest is not made to wait for it.
   */
  async #writeSingly(group: readonly Waiting<Entry>[]): Promise<void> {
    let failedBefore = false;
    for (const [index, waiting] of group.entries()) {
      const failure = await this.#try([waiting]);
      if (failure !== null) waiting.settle(failure);
      if (failure !== null && failedBefore) {
        for (const rest of group.slice(index + 1)) rest.settle(failure);
        return;
      }
      failedBefore = failure !== null;
    }
  }

  /** Writes and settles the group, or answers why it could not be written. */
  async #try(group: readonly Waiting<Entry>[]): Promise<Error | null> {
    try {
      const refusals = await this.#commit(group.map(({ entry }) => entry));
      group.forEach(({ settle }, index) => settle(refusals[index] ?? null));
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}
