import { describe, expect, it } from 'vitest';
import { type LimiterTime, RateLimiter } from '../../migrator/destinations/rate-limiter.js';

/** Time that moves only when everybody waits, so that minutes pass in milliseconds. */
class VirtualTime implements LimiterTime {
  #now = 0;
  #sleepers: { at: number; wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ at: this.#now + milliseconds, wake });
    });
  }

  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers.shift();
      if (next === undefined) continue;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}

/** A server with a strict rolling window that counts each request at its arrival. */
class WindowedServer {
  refused = 0;
  readonly arrivals: number[] = [];
  #window: number[] = [];

  constructor(readonly time: VirtualTime, readonly limit: number, readonly latency: () => number) {}

  async request(): Promise<void> {
    await this.time.sleep(this.latency());
    const now = this.time.now();
    this.#window = this.#window.filter((at) => at > now - 2_000);
    if (this.#window.length >= this.limit) this.refused += 1;
    this.#window.push(now);
    this.arrivals.push(now);
    await this.time.sleep(this.latency());
  }
}

/** Sends from as many workers as asked, and tells how full the server's windows were on the whole. */
async function drive(limit: number, requests: number, workers: number, latency: () => number) {
  const time = new VirtualTime();
  const limiter = new RateLimiter({ main: limit }, 2_000, time);
  const server = new WindowedServer(time, limit, latency);
  let sent = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    while (sent < requests) {
      sent += 1;
      const slot = await limiter.acquire('main');
      await server.request();
      slot.replied();
      done += 1;
    }
  };
  const all = Promise.all(Array.from({ length: workers }, worker));
  await time.until(() => done === requests);
  await all;
  const windows = ((server.arrivals.at(-1) ?? 0) - (server.arrivals[0] ?? 0)) / 2_000;
  return { refused: server.refused, fullness: (requests - limit) / limit / windows };
}

/** The same numbers on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('the rate limiter', () => {
  it('fills at least 95 % of the window without one refusal when 64 workers share it over a jittery line', async () => {
    const random = seeded(7);
    const { refused, fullness } = await drive(80, 1_600, 64, () => 15 + 20 * random());
    expect(refused).toBe(0);
    expect(fullness).toBeGreaterThanOrEqual(0.95);
    expect(fullness).toBeLessThanOrEqual(1);
  });

  it('stays inside the window when the line is slow and uneven', async () => {
    const random = seeded(11);
    const { refused } = await drive(80, 800, 120, () => 5 + 400 * random() ** 3);
    expect(refused).toBe(0);
  });

  it('lets nothing leave on any lane while it is held', async () => {
    const time = new VirtualTime();
    const limiter = new RateLimiter({ main: 80, search: 10 }, 2_000, time);
    limiter.hold(5_000);
    const left: number[] = [];
    for (const lane of ['main', 'main', 'search']) void limiter.acquire(lane).then(() => left.push(time.now()));
    await time.until(() => left.length === 3);
    expect(left).toEqual([5_000, 5_000, 5_000]);
  });

  it('counts searches in a lane of their own', async () => {
    const time = new VirtualTime();
    const limiter = new RateLimiter({ main: 80, search: 2 }, 2_000, time);
    const left: string[] = [];
    for (const lane of ['search', 'search', 'search', 'main']) {
      void (async () => {
        const slot = await limiter.acquire(lane);
        left.push(`${lane} ${time.now()}`);
        slot.replied();
      })();
    }
    await time.until(() => left.length === 4);
    expect(left.slice(0, 3).toSorted()).toEqual(['main 0', 'search 0', 'search 0']);
    expect(left[3]).toBe('search 2005');
  });

  it('takes over the limit that the server announces', async () => {
    const time = new VirtualTime();
    const limiter = new RateLimiter({ main: 1 }, 2_000, time);
    const first = await limiter.acquire('main');
    let left = 0;
    for (let request = 0; request < 3; request += 1) void limiter.acquire('main').then(() => (left += 1));
    first.replied({ limit: 4, remaining: 3 });
    await time.until(() => left === 3);
    expect(time.now()).toBe(0);
  });

  it('leaves room for requests of another process that the server has counted', async () => {
    const time = new VirtualTime();
    const limiter = new RateLimiter({ main: 10 }, 2_000, time);
    const first = await limiter.acquire('main');
    first.replied({ limit: 10, remaining: 2 });
    const left: number[] = [];
    for (let request = 0; request < 9; request += 1) void limiter.acquire('main').then(() => left.push(time.now()));
    await time.until(() => left.length === 9);
    expect(left.filter((at) => at === 0)).toHaveLength(2);
    expect(left.filter((at) => at >= 2_000)).toHaveLength(7);
  });

  it('serves waiting requests in the order they came', async () => {
    const time = new VirtualTime();
    const limiter = new RateLimiter({ main: 1 }, 2_000, time);
    const order: number[] = [];
    for (const request of [1, 2, 3]) {
      void (async () => {
        const slot = await limiter.acquire('main');
        order.push(request);
        slot.replied();
      })();
    }
    await time.until(() => order.length === 3);
    expect(order).toEqual([1, 2, 3]);
  });
});
