/** Time as the limiter needs it; passed in so that tests can run days in milliseconds. */
export interface LimiterTime {
  /** Milliseconds that never run backwards. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** A place in the window, taken before a request leaves; `replied` must be called once its answer (or failure) is in. */
export interface Slot {
  /** Gives the place back. What the server said about its window, if anything, teaches the limit and shows who else uses the token. */
  replied(said?: ServerWindow): void;
}

/** A server's own window as it stood when it answered. */
export interface ServerWindow {
  readonly limit: number;
  readonly remaining: number;
}

/** Added to every wait: timers and clocks round, a server's window does not. */
const MARGIN_MS = 5;

interface Place {
  readonly sentAt: number;
  /** How long the answer took; null while it is under way. */
  trip: number | null;
  /** When the server has certainly forgotten the request; null while it is under way. */
  freeAt: number | null;
  /** Taken by somebody else. */
  readonly foreign?: true;
}

interface Lane {
  limit: number;
  places: Place[];
  /** Our latest requests, answered or not, for telling them from those of others. */
  recent: Place[];
  readonly waiting: ((slot: Slot) => void)[];
  pumping: boolean;
}

/**
 * Keeps an account's requests inside a rolling window per lane, first come, first served, and lets everybody wait together
 * when the server asks for it. The server counts a request somewhere between its departure and its answer, so a place stays
 * taken until a window after the answer, less half of the shortest round trip seen: safe, and within a few per cent of the limit.
 */
export class RateLimiter {
  readonly #lanes = new Map<string, Lane>();
  readonly #windowMs: number;
  readonly #time: LimiterTime;
  #shortestTrip = Number.POSITIVE_INFINITY;
  #heldUntil = 0;

  /** `limits` gives the requests per window for each lane, as known before the first answer. */
  constructor(limits: Readonly<Record<string, number>>, windowMs: number, time: LimiterTime) {
    this.#windowMs = windowMs;
    this.#time = time;
    for (const [name, limit] of Object.entries(limits)) this.#lanes.set(name, { limit, places: [], recent: [], waiting: [], pumping: false });
  }

  /** Resolves when the lane has room. */
  acquire(lane: string): Promise<Slot> {
    const found = this.#lane(lane);
    return new Promise((resolve) => {
      found.waiting.push(resolve);
      void this.#pump(found);
    });
  }

  /** Lets nothing leave on any lane for this long: the one clock that all workers share after a refusal. */
  hold(milliseconds: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#time.now() + milliseconds);
  }

  #lane(name: string): Lane {
    const lane = this.#lanes.get(name);
    if (lane === undefined) throw new Error(`The rate limiter has no lane called ${name}.`);
    return lane;
  }

  async #pump(lane: Lane): Promise<void> {
    if (lane.pumping) return;
    lane.pumping = true;
    while (lane.waiting.length > 0) {
      const wait = this.#wait(lane);
      if (wait === null) break;
      if (wait > 0) await this.#time.sleep(wait);
      else lane.waiting.shift()?.(this.#take(lane));
    }
    lane.pumping = false;
  }

  /** Milliseconds until the lane has room; null when that depends on answers still under way. */
  #wait(lane: Lane): number | null {
    const now = this.#time.now();
    if (this.#heldUntil > now) return this.#heldUntil - now;
    lane.places = lane.places.filter((place) => place.freeAt === null || place.freeAt > now);
    if (lane.places.length < lane.limit) return 0;
    const free = lane.places.flatMap((place) => (place.freeAt === null ? [] : [place.freeAt]));
    return free.length === 0 ? null : Math.min(...free) - now;
  }

  #take(lane: Lane): Slot {
    const place: Place = { sentAt: this.#time.now(), trip: null, freeAt: null };
    lane.places.push(place);
    lane.recent.push(place);
    return {
      replied: (said) => {
        if (place.freeAt !== null) return;
        const now = this.#time.now();
        place.trip = now - place.sentAt;
        this.#shortestTrip = Math.min(this.#shortestTrip, place.trip);
        place.freeAt = now + this.#windowMs - this.#shortestTrip / 2 + MARGIN_MS;
        if (said !== undefined) this.#heed(lane, place, said);
        void this.#pump(lane);
      },
    };
  }

  /** Takes over the server's limit, and leaves room for requests that it has counted and we have not sent: another process with the same token. */
  #heed(lane: Lane, place: Place, { limit, remaining }: ServerWindow): void {
    const now = this.#time.now();
    lane.limit = limit;
    lane.recent = lane.recent.filter(({ sentAt }) => sentAt >= now - 3 * this.#windowMs);
    // What the server's window holds of ours arrived within the window before this request did, and left at most one long trip earlier.
    const earliest = place.sentAt - this.#windowMs - Math.max(...lane.recent.map(({ trip }) => trip ?? 0));
    const ours = lane.recent.filter(({ sentAt }) => sentAt >= earliest).length;
    const known = lane.places.filter((each) => each.foreign === true).length;
    for (let others = limit - remaining - ours - known; others > 0; others -= 1) {
      lane.places.push({ sentAt: now, trip: 0, freeAt: now + this.#windowMs, foreign: true });
    }
  }
}
