import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../server/contract.js';
import { journeyOf, type StepId } from '../../extension-ui/panel/journey.js';
import { FINISHED, INTAKE, ME, MOVED, NEWER_INTAKE, PAUSED, PLAN, QUESTIONS, ROLLBACK, run, RUNNING, SAMPLE, SIGNED_SAMPLE } from './support/fixtures.js';

const at = (runs: readonly RunReport[], intakes = [INTAKE]) => journeyOf({ me: ME, intakes, runs });
const both = [NEWER_INTAKE, INTAKE];
const estimate = run({ run: 'run-1' });
const asking = run({ run: 'run-1', plan: { ...PLAN, questions: QUESTIONS } });
const sample = (part: Partial<RunReport>): RunReport => run({ run: 'run-s', kind: 'sample', createdAt: '2026-11-20T10:30:00Z', ...part });
const full = (part: Partial<RunReport>): RunReport => run({ run: 'run-f', createdAt: '2026-11-20T10:55:00Z', ...part });
const delta = (part: Partial<RunReport>): RunReport => run({ run: 'run-d', kind: 'delta', intake: 'intake-2', createdAt: '2026-11-24T10:55:00Z', ...part });

describe('where the office stands', () => {
  it.each<[string, StepId, readonly RunReport[], (typeof INTAKE)[]?]>([
    ['without an export the files come next', 'files', [], []],
    ['an export without a plan is audited', 'audit', []],
    ['a plan with open questions asks them', 'questions', [asking]],
    ['a plan without open questions shows its price', 'price', [estimate]],
    ['a planned sample waits for approval', 'sample', [sample({}), estimate]],
    ['a sample under way is watched', 'sample', [sample(RUNNING), estimate]],
    ['a written sample is reviewed', 'sample', [SAMPLE, estimate]],
    ['a signed sample leads to the full run', 'run', [SIGNED_SAMPLE, estimate]],
    ['a reload in the middle of a run lands on the run', 'run', [full(RUNNING), SIGNED_SAMPLE]],
    ['a paused run is shown with its cause', 'run', [full(PAUSED), SIGNED_SAMPLE]],
    ['a failed run stays in sight', 'run', [full({ state: 'failed', startedAt: '2026-11-20T11:00:00Z' }), SIGNED_SAMPLE]],
    ['a finished run is verified', 'verify', [MOVED, SIGNED_SAMPLE]],
    ['a newer export is a delta', 'delta', [MOVED, SIGNED_SAMPLE], both],
    ['a delta under way is watched', 'delta', [delta(RUNNING), MOVED, SIGNED_SAMPLE], both],
    ['a finished delta is verified', 'verify', [delta(FINISHED), MOVED, SIGNED_SAMPLE], both],
    ['a planned rollback waits for approval', 'rollback', [ROLLBACK, MOVED, SIGNED_SAMPLE]],
    ['a rollback under way is watched', 'rollback', [{ ...ROLLBACK, ...RUNNING }, MOVED, SIGNED_SAMPLE]],
    ['after a rollback a newer export is audited again', 'audit', [{ ...ROLLBACK, ...FINISHED }, { ...MOVED, rolledBack: true }, { ...SIGNED_SAMPLE, rolledBack: true }], both],
  ])('%s', (_sentence, step, runs, intakes) => {
    expect(at(runs, intakes).current).toBe(step);
  });

  it('asks to connect first, and shows a regular user what an administrator must do', () => {
    expect(journeyOf({ me: { ...ME, installed: false }, intakes: [], runs: [] }).current).toBe('connect');
    expect(journeyOf({ me: { ...ME, admin: false }, intakes: [], runs: [] }).current).toBe('connect');
  });

  it('opens no step before its time', () => {
    expect([...at([], []).open]).toEqual(['connect', 'files']);
    expect(at([asking]).open.has('sample')).toBe(false);
    expect(at([SAMPLE, estimate]).open.has('run')).toBe(false);
    expect(at([SIGNED_SAMPLE, estimate]).open.has('verify')).toBe(false);
    expect(at([estimate]).open.has('rollback')).toBe(false);
  });

  it('does not take the plan made before the sample for the full run', () => {
    expect(at([SIGNED_SAMPLE, estimate]).full).toBeNull();
    expect(at([full({}), SIGNED_SAMPLE, estimate]).full?.run).toBe('run-f');
  });

  it('offers the newest run that still stands for rolling back', () => {
    expect(at([MOVED, SIGNED_SAMPLE]).undoable?.run).toBe('run-f');
    expect(at([{ ...ROLLBACK, ...FINISHED }, { ...MOVED, rolledBack: true }, SIGNED_SAMPLE]).undoable?.run).toBe('run-s');
    expect(at([full(RUNNING), SIGNED_SAMPLE]).undoable?.run).toBe('run-s');
  });

  it('puts the questions of a planned sample before those already answered', () => {
    const unanswered = sample({ plan: { ...PLAN, plan: 'run-s', questions: QUESTIONS } });
    expect(at([unanswered, estimate]).asking?.run).toBe('run-s');
  });
});
