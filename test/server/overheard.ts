import type { Migrator } from '../../migrator/index.js';

/** A call that the server made to the migrator, with what it said. */
export interface Call {
  readonly method: string;
  readonly said: readonly unknown[];
}

/** The real migrator, and what the server says to it. */
export interface Overheard {
  readonly migrator: Migrator;
  readonly calls: readonly Call[];
  /** Runs something when the server next makes this call, before the migrator does; what it throws, the call throws. */
  before(method: keyof Migrator, work: (...said: readonly unknown[]) => void): void;
}

/** Listens at the migrator's door. Every call still reaches the migrator. */
export function overhear(real: Migrator): Overheard {
  const calls: Call[] = [];
  const works = new Map<string, (...said: readonly unknown[]) => void>();
  const migrator = new Proxy(real, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function' || typeof name !== 'string') return value;
      return (...said: readonly unknown[]): unknown => {
        calls.push({ method: name, said });
        const work = works.get(name);
        works.delete(name);
        work?.(...said);
        return Reflect.apply(value, target, said);
      };
    },
  });
  return { migrator, calls, before: (method, work) => void works.set(method, work) };
}
