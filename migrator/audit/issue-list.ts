import type { Issue } from '../canonical/values.js';

/** Issues of one code that are told in full; the rest is counted. */
const TOLD_IN_FULL = 50;

/** Collects issues in bounded memory: the first of each kind in full, then only their number. */
export class IssueList {
  readonly #kinds = new Map<string, { readonly told: Issue[]; more: number }>();

  add(issues: readonly Issue[]): void {
    for (const issue of issues) {
      const kind = this.#kinds.get(issue.code) ?? { told: [], more: 0 };
      this.#kinds.set(issue.code, kind);
      if (kind.told.length < TOLD_IN_FULL) kind.told.push(issue);
      else kind.more += 1;
    }
  }

  /** How often each code occurred. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#kinds].map(([code, { told, more }]) => [code, told.length + more]));
  }

  /** All issues, the blocking ones first; kinds with more than are told end in one issue that says how many there are. */
  list(): readonly Issue[] {
    const kinds = [...this.#kinds].flatMap(([code, { told, more }]) => [...told, ...(more === 0 ? [] : [rest(code, told, more)])]);
    const weight = { blocking: 0, warning: 1, info: 2 } as const;
    return kinds.sort((a, b) => weight[a.severity] - weight[b.severity]);
  }
}

function rest(code: string, told: readonly Issue[], more: number): Issue {
  const [first] = told;
  return { code, severity: first?.severity ?? 'info', message: `… and ${String(more)} more of this kind.`, remedy: first?.remedy ?? '' };
}
