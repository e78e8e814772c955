import type { Account } from './account.js';
import type { Clock } from './clock.js';
import { isSearch, type Operation } from './operations.js';
import { ABUSE, SEARCHES_PER_WINDOW, WINDOW_MS } from './plans.js';
import { tooMany, type Refusal } from './refusals.js';

const DAY_MS = 86_400_000;

/** Times of requests in a rolling window; counting costs no scan. */
class RollingWindow {
  private times: number[] = [];
  private first = 0;

  constructor(private readonly lengthMs: number) {}

  count(now: number): number {
    while ((this.times[this.first] ?? Number.POSITIVE_INFINITY) <= now - this.lengthMs) this.first += 1;
    if (this.first > 1_000) {
      this.times = this.times.slice(this.first);
      this.first = 0;
    }
    return this.times.length - this.first;
  }

  add(now: number): void {
    this.times.push(now);
  }

  /** Seconds until the oldest request leaves the window. */
  reset(now: number): number {
    const oldest = this.times[this.first] ?? now;
    return Math.max(1, Math.ceil((oldest + this.lengthMs - now) / 1000));
  }
}

interface TokenWindows {
  readonly requests: RollingWindow;
  readonly searches: RollingWindow;
  readonly refusals: RollingWindow;
  bannedUntil: number;
}

/** What the limits say to a request. */
export type Admission = { readonly admitted: true } | { readonly admitted: false; readonly refusal: Refusal | 'html-403' };

/** The two-second windows of each token, and the day's tokens that all users and apps of the company share. */
export class Limits {
  private readonly windows = new Map<string, TokenWindows>();
  private day = -1;
  private used = 0;

  constructor(private readonly clock: Clock, private readonly account: () => Account, private readonly enforceBurst: boolean) {}

  /** Counts a request and says whether it may go on. Nothing is charged yet. */
  admit(token: string, operation: Operation): Admission {
    const now = this.clock.now();
    const windows = this.windowsOf(token);
    if (now < windows.bannedUntil) return { admitted: false, refusal: 'html-403' };
    if (this.enforceBurst && this.isFull(windows, operation, now)) return { admitted: false, refusal: this.refuse(windows, now, 'Request over limit') };
    if (this.remaining() < operation.cost) return { admitted: false, refusal: this.refuse(windows, now, 'Daily request limit reached') };
    windows.requests.add(now);
    if (isSearch(operation)) windows.searches.add(now);
    return { admitted: true };
  }

  private isFull(windows: TokenWindows, operation: Operation, now: number): boolean {
    const searchedOut = isSearch(operation) && windows.searches.count(now) >= SEARCHES_PER_WINDOW;
    return searchedOut || windows.requests.count(now) >= this.burst();
  }

  private refuse(windows: TokenWindows, now: number, message: string): Refusal {
    windows.refusals.add(now);
    if (windows.refusals.count(now) > ABUSE.refusals) windows.bannedUntil = now + ABUSE.banMs;
    return tooMany(message);
  }

  private burst(): number {
    return this.account().limits.requestsPerWindow;
  }

  /** Takes an operation's tokens from the day's budget. */
  charge(operation: Operation): void {
    this.startDay();
    this.used += operation.cost;
  }

  /** Spends the rest of the day's budget at once. */
  exhaust(): void {
    this.startDay();
    this.used = this.account().dayBudget;
  }

  /** Tokens left today. The day starts at midnight UTC: our reading of "server time". */
  remaining(): number {
    this.startDay();
    return Math.max(0, this.account().dayBudget - this.used);
  }

  private startDay(): void {
    const today = Math.floor(this.clock.now() / DAY_MS);
    if (today === this.day) return;
    this.day = today;
    this.used = 0;
  }

  /** Forgets everything counted so far. */
  reset(): void {
    this.windows.clear();
    this.used = 0;
  }

  /** The headers that tell a client where it stands. */
  headers(token: string, operation: Operation | null): Readonly<Record<string, string>> {
    const now = this.clock.now();
    const windows = this.windowsOf(token);
    const searching = operation !== null && isSearch(operation);
    const limit = searching ? SEARCHES_PER_WINDOW : this.burst();
    const window = searching ? windows.searches : windows.requests;
    const daily = this.account().settings.switches.dailyHeaders
      ? { 'x-daily-ratelimit-token-limit': String(this.account().dayBudget), 'x-daily-ratelimit-token-remaining': String(this.remaining()) } : {};
    return {
      'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(Math.max(0, limit - window.count(now))),
      'x-ratelimit-reset': String(window.reset(now)), ...daily,
    };
  }

  private windowsOf(token: string): TokenWindows {
    const known = this.windows.get(token);
    if (known !== undefined) return known;
    const fresh = {
      requests: new RollingWindow(WINDOW_MS), searches: new RollingWindow(WINDOW_MS), refusals: new RollingWindow(ABUSE.withinMs), bannedUntil: 0,
    };
    this.windows.set(token, fresh);
    return fresh;
  }
}
