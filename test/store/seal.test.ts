import { describe, expect, it } from 'vitest';
import { newKey, SealBroken, Sealer } from '../../migrator/store/seal.js';

describe('sealed values', () => {
  const sealer = new Sealer(newKey());

  it.each([[null], ['text'], [42], [[1, 'two', { three: null }]], [{ name: 'Zoë 🦷', nested: { list: [] } }], ['x'.repeat(100_000)]])(
    'open to what was sealed (case %#)', (value) => {
      expect(sealer.open('place', sealer.seal('place', value))).toEqual(value);
    });

  it('show nothing of their content, not even that two of them are equal', () => {
    const value = { lastName: 'Zwickelmann' };
    const [one, two] = [sealer.seal('place', value), sealer.seal('place', value)];
    expect(one.includes('Zwickelmann')).toBe(false);
    expect(one.equals(two)).toBe(false);
  });

  it('are packed where that pays', () => {
    expect(sealer.seal('place', 'repeat '.repeat(2000)).length).toBeLessThan(1000);
  });

  it('open at no other place', () => {
    const sealed = sealer.seal('links|1', 'secret');
    expect(() => sealer.open('links|2', sealed)).toThrow(SealBroken);
    expect(() => sealer.open('operations|1', sealed)).toThrow(SealBroken);
  });

  it('open with no other key', () => {
    expect(() => new Sealer(newKey()).open('place', sealer.seal('place', 'secret'))).toThrow(SealBroken);
  });

  it('do not open when any one byte was changed', () => {
    const sealed = sealer.seal('place', 'secret');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => sealer.open('place', changed), `byte ${at}`).toThrow(SealBroken);
    }
  });

  it('do not open when cut short, and their error names the place only', () => {
    const sealed = sealer.seal('links|1', 'secret');
    for (let length = 0; length < sealed.length; length += 1) expect(() => sealer.open('links|1', sealed.subarray(0, length))).toThrow(/at links\|1:/);
  });
});

describe('keyed hashes', () => {
  const sealer = new Sealer(newKey());

  it('are equal for equal parts only', () => {
    expect(sealer.hash('a', 'b')).toBe(sealer.hash('a', 'b'));
    expect(sealer.hash('a', 'b')).not.toBe(sealer.hash('ab'));
    expect(sealer.hash('a', 'b')).not.toBe(sealer.hash('b', 'a'));
    expect(sealer.hash('a","b')).not.toBe(sealer.hash('a', 'b'));
  });

  it('differ between accounts', () => {
    expect(new Sealer(newKey()).hash('a')).not.toBe(sealer.hash('a'));
  });
});
