import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields, Image } from '../../migrator/destinations/define.js';
import type { Base, Verdict } from '../../migrator/plan/decide.js';
import { GONE, decide, same } from '../../migrator/plan/decide.js';
import { nextBase } from '../../migrator/run/base.js';

const sentA: Base = { sent: { email: 'A@example.com' }, seen: { email: 'a@example.com' } };

describe('decide, case by case', () => {
  const cases: readonly [says: string, base: Base | null, ours: Image, theirs: Image, verdict: Verdict][] = [
    ['creates what is not there', null, { name: 'Ann' }, null, { kind: 'create', fields: { name: 'Ann' }, conflicts: [] }],
    ['does not create again what somebody deleted', sentA, { email: 'b@example.com' }, null, { kind: 'conflict', conflicts: [GONE] }],
    ['leaves alone what is already so', null, { name: 'Ann' }, { name: 'Ann', other: 1 }, { kind: 'nothing', conflicts: [] }],
    ['overwrites a matched record that we never wrote', null, { name: 'Ann' }, { name: 'Anna' }, { kind: 'update', fields: { name: 'Ann' }, conflicts: [] }],
    ['keeps an edit where we want no change', sentA, { email: 'A@example.com' }, { email: 'user@example.com' }, { kind: 'nothing', conflicts: [] }],
    ['does not take normalisation for an edit', sentA, { email: 'A@example.com' }, { email: 'a@example.com' }, { kind: 'nothing', conflicts: [] }],
    ['updates a field that nobody touched', sentA, { email: 'b@example.com' }, { email: 'a@example.com' }, { kind: 'update', fields: { email: 'b@example.com' }, conflicts: [] }],
    ['keeps a field that a user edited and reports it', sentA, { email: 'b@example.com' }, { email: 'user@example.com' }, { kind: 'conflict', conflicts: ['email'] }],
    ['updates the untouched fields beside an edited one', { sent: { a: 1, b: 1 }, seen: { a: 1, b: 1 } }, { a: 2, b: 2 }, { a: 1, b: 9 }, { kind: 'update', fields: { a: 2 }, conflicts: ['b'] }],
    ['writes a field that the mapping has gained', sentA, { email: 'A@example.com', chart: '7' }, { email: 'a@example.com', chart: null }, { kind: 'update', fields: { chart: '7' }, conflicts: [] }],
    ['keeps what a user put where the mapping gains a field', sentA, { email: 'A@example.com', chart: '7' }, { email: 'a@example.com', chart: 'mine' }, { kind: 'conflict', conflicts: ['chart'] }],
    ['removes what nobody touched', sentA, null, { email: 'a@example.com' }, { kind: 'remove', conflicts: [] }],
    ['keeps a record edited since', sentA, null, { email: 'user@example.com' }, { kind: 'conflict', conflicts: ['email'] }],
    ['removes nothing that we did not write', null, null, { email: 'x@example.com' }, { kind: 'conflict', conflicts: ['email'] }],
    ['has nothing to remove where nothing is', sentA, null, null, { kind: 'nothing', conflicts: [] }],
  ];
  it.each(cases)('%s', (_says, base, ours, theirs, verdict) => {
    expect(decide(base, ours, theirs)).toEqual(verdict);
  });

  it('compares by content: key order and absent parts do not matter, list order does', () => {
    expect(same({ street: '1 A St', city: 'B' }, { city: 'B', street: '1 A St' })).toBe(true);
    expect(same({ street: '1 A St' }, { street: '1 A St', city: undefined as never })).toBe(true);
    expect(same(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(same(undefined, null)).toBe(true);
    expect(same(0, null)).toBe(false);
    expect(same('1', 1)).toBe(false);
  });
});

const NAMES = ['name', 'email', 'phone'] as const;
const value = fc.oneof(fc.constantFrom('x', 'X', 'y', 'Y '), fc.integer({ min: 0, max: 2 }), fc.constant(null));
const fields: fc.Arbitrary<Fields> = fc.record({ name: value, email: value, phone: value });
/** A CRM that lower-cases text, as real ones normalise. */
const shown = (sent: Fields): Fields => Object.fromEntries(Object.entries(sent).map(([name, each]) => [name, typeof each === 'string' ? each.toLowerCase() : each]));
const carriedOut = (theirs: Image, verdict: Verdict): Image => {
  switch (verdict.kind) {
    case 'create': return shown(verdict.fields);
    case 'update': return { ...theirs, ...shown(verdict.fields) };
    case 'remove': return null;
    case 'nothing':
    case 'conflict': return theirs;
  }
};

describe('decide, for every history', () => {
  it('applied twice changes nothing the second time', () => {
    fc.assert(fc.property(fc.option(fields), fields, fc.option(fields), (written, ours, edited) => {
      const base = written === null ? null : nextBase(written, shown(written), [], null);
      const theirs = edited ?? (written === null ? null : shown(written));
      const verdict = decide(base, ours, theirs);
      const after = carriedOut(theirs, verdict);
      if (after === null) return;
      const again = decide(nextBase(ours, after, verdict.conflicts, base), ours, after);
      expect(again.kind === 'nothing' || again.kind === 'conflict').toBe(true);
      expect(carriedOut(after, again)).toEqual(after);
    }));
  });

  it('a rollback of a run gives back what was there', () => {
    fc.assert(fc.property(fc.option(fields), fields, fields, (before, first, second) => {
      const start = before === null ? null : shown(before);
      const run = decide(null, first, start);
      const afterRun = carriedOut(start, run);
      const base = nextBase(first, afterRun ?? {}, run.conflicts, null);
      const delta = decide(base, second, afterRun);
      const afterDelta = carriedOut(afterRun, delta);
      const undo = (verdict: Verdict, was: Image, now: Image): Image => {
        if (verdict.kind !== 'create' && verdict.kind !== 'update') return now;
        const ours = verdict.kind === 'create' ? null : Object.fromEntries(Object.keys(verdict.fields).map((name) => [name, was?.[name] ?? null]));
        return carriedOut(now, decide({ sent: verdict.fields, seen: now ?? {} }, ours, now));
      };
      const back = undo(delta, afterRun, afterDelta);
      expect(back).toEqual(afterRun);
      expect(undo(run, start, back)).toEqual(start);
    }));
  });

  it('a field that a user edited survives every later run and every rollback', () => {
    fc.assert(fc.property(fields, fields, fc.constantFrom(...NAMES), (first, second, edited) => {
      const created = shown(first);
      const theirs = { ...created, [edited]: 'edited by hand' };
      const base = nextBase(first, created, [], null);
      expect(carriedOut(theirs, decide(base, second, theirs))?.[edited]).toBe('edited by hand');
      expect(carriedOut(theirs, decide(base, null, theirs))?.[edited]).toBe('edited by hand');
    }));
  });
});
