import type { Abilities, AccountFacts, Cap } from '../destinations/define.js';
import type { CapReport, Price } from '../reports.js';

interface Line {
  readonly records: number;
  readonly created: number;
  readonly requests: number;
  readonly tokens: number;
  readonly removal: number;
}

/** Counts requests while a plan is made; a batch counts as the one request that it is. */
export class PriceBook {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly abilities: Abilities) {}

  /** `records` records of `object` created in `requests` requests. */
  create(object: string, records: number, requests: number): void {
    const price = this.abilities.price[object];
    this.add(object, { records, created: records, requests, tokens: requests * (price?.create ?? 0), removal: records * (price?.remove ?? 0) });
  }

  update(object: string): void {
    const price = this.abilities.price[object];
    this.add(object, { records: 1, created: 0, requests: 1, tokens: price?.update ?? 0, removal: price?.update ?? 0 });
  }

  remove(object: string): void {
    const price = this.abilities.price[object];
    this.add(object, { records: 1, created: 0, requests: 1, tokens: price?.remove ?? 0, removal: price?.create ?? 0 });
  }

  private add(object: string, more: Line): void {
    const line = this.lines.get(object) ?? { records: 0, created: 0, requests: 0, tokens: 0, removal: 0 };
    this.lines.set(object, {
      records: line.records + more.records, created: line.created + more.created, requests: line.requests + more.requests,
      tokens: line.tokens + more.tokens, removal: line.removal + more.removal,
    });
  }

  /** Records of an object that the plan creates. */
  created(object: string): number {
    return this.lines.get(object)?.created ?? 0;
  }

  /** The bill: writes counted here plus the reads that planning measured. */
  bill(reads: { readonly tokens: number; readonly requests: number }, verifyTokens: number, account: AccountFacts): Price {
    const lines = [...this.lines.values()];
    const tokens = reads.tokens + lines.reduce((sum, line) => sum + line.tokens, 0);
    return {
      tokens, requests: reads.requests + lines.reduce((sum, line) => sum + line.requests, 0),
      byObject: {
        ...Object.fromEntries([...this.lines].map(([object, line]) => [object, { records: line.records, tokens: line.tokens }])),
        ...(reads.tokens === 0 ? {} : { reading: { records: 0, tokens: reads.tokens } }),
      },
      rollbackTokens: lines.reduce((sum, line) => sum + line.removal, 0), verifyTokens,
      dailyTokens: account.dailyTokens, days: account.dailyTokens === null ? null : tokens / account.dailyTokens,
    };
  }
}

/** What a read-back of every record costs by list pages. */
export function verifyPrice(counts: ReadonlyMap<string, number>, abilities: Abilities): number {
  let tokens = 0;
  for (const [object, count] of counts) {
    const page = abilities.price[object]?.page;
    if (page !== undefined && count > 0) tokens += Math.ceil(count / page.size) * page.tokens;
  }
  return tokens;
}

/** The plan's caps with what this run adds to them. */
export function capReports(caps: readonly Cap[], book: PriceBook): readonly CapReport[] {
  return caps.map(({ cap, label, limit, used, objects }) =>
    ({ cap, label, limit, used, needed: objects.reduce((sum, object) => sum + book.created(object), 0) }));
}

/** One sentence per cap that the run would break. */
export const brokenCaps = (caps: readonly CapReport[]): readonly string[] => caps
  .filter(({ limit, used, needed }) => limit !== null && used + needed > limit)
  .map(({ label, limit, used, needed }) => `${label}: the account's plan allows ${limit}, ${used} are in use and this run needs ${needed} more.`);
