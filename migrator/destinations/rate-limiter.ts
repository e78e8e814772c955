/** Time as the limiter needs it; passed in so that tests can run days in milliseconds. */
export interface LimiterTime {
  /** Milliseconds that never run backwards. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** A place in the window, taken before a request leaves; `replied` must be called once its answer (or failure) is in. */
export interface Slot {
  replied(): void;
}

/** Added to every wait: timers and clocks round, a server's window does not. */
const MARGIN_MS = 5;

interface Place {
  readonly sentAt: number;
  /** When the server has certainly forgotten the request; null while it is under way. */
  freeAt: number | null;
}

interface Lane {
  limit: number;
  places: Place[];
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
    for (const [name, limit] of Object.entries(limits)) this.#lanes.set(name, { limit, places: [], waiting: [], pumping: false });
  }

  /** Resolves when the lane has room. */
  acquire(lane: string): Promise<Slot> {
    const found = this.#lane(lane);
    return new Promise((resolve) => {
      found.waiting.push(resolve);
      void this.#pump(found);
    });
  }

  /** Takes over a limit that the server announced. */
  learn(lane: string, limit: number): void {
    const found = this.#lane(lane);
    if (Number.isInteger(limit) && limit > 0) found.limit = limit;
    void this.#pump(found);
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
    const place: Place = { sentAt: this.#time.now(), freeAt: null };
    lane.places.push(place);
    return {
      replied: () => {
        if (place.freeAt !== null) return;
        const now = this.#time.now();
        this.#shortestTrip = Math.min(this.#shortestTrip, now - place.sentAt);
        place.freeAt = now + this.#windowMs - this.#shortestTrip / 2 + MARGIN_MS;
        void this.#pump(lane);
      },
    };
  }
}
