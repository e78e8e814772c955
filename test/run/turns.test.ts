import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Run } from '../../migrator/ports.js';
import { refuseOutOfTurn } from '../../migrator/run/turn.js';
import { EngineBench } from '../support/engine.js';
import { aPatient, anAppointment } from '../store/builders.js';

function aRun(id: string, more: Partial<Run> = {}): Run {
  return {
    id, accountId: 'a', userKey: 'u', source: 'dentrix', kind: 'full', intakeId: null, undoes: null, state: 'approved', cause: null, remedy: null,
    until: null, hash: '', createdAt: '', startedAt: null, finishedAt: null, document: {}, ...more,
  };
}
const begun = { startedAt: '2026-01-01T00:00:00.000Z' };

it.each<readonly [string, Partial<Run>, readonly Run[], string | null]>([
  ['alone', {}, [], null],
  ['beside one that is only planned', {}, [aRun('2', { state: 'planned' })], null],
  ['after one that is finished', {}, [aRun('1', { ...begun, state: 'finished' })], null],
  ['after one that is paused', {}, [aRun('1', { ...begun, state: 'paused' })], 'unfinished-run'],
  ['after one whose process was killed', {}, [aRun('1', { ...begun, state: 'running' })], 'unfinished-run'],
  ['after one that was paused and rolled back', {}, [aRun('2', { ...begun, kind: 'rollback', undoes: '1', state: 'finished' }), aRun('1', { ...begun, state: 'paused' })], null],
  ['beside a rollback that is paused', {}, [aRun('2', { ...begun, kind: 'rollback', undoes: '1', state: 'paused' }), aRun('1', { ...begun, state: 'finished' })], 'unfinished-run'],
  ['after its own rollback', { ...begun, state: 'paused' }, [aRun('2', { ...begun, kind: 'rollback', undoes: 'this', state: 'finished' })], 'rolled-back'],
  ['as a rollback, of one that is paused', { kind: 'rollback', undoes: '1' }, [aRun('1', { ...begun, state: 'paused' })], null],
])('a run that starts %s', (_when, more, others, code) => {
  const run = aRun('this', more);
  const start = (): void => { refuseOutOfTurn(run, [...others.filter(({ id }) => id === '2'), run, ...others.filter(({ id }) => id === '1')]); };
  if (code === null) expect(start).not.toThrow();
  else expect(start).toThrow(expect.objectContaining({ code }));
});

it('a run that was planned before one that has written since is refused, and told to plan again', () => {
  const run = aRun('this');
  expect(() => { refuseOutOfTurn(run, [aRun('newer', { ...begun, state: 'finished' }), run]); }).toThrow(expect.objectContaining({ code: 'later-run' }));
});

it('two plans made before either ran write every record once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'turns-'));
  const bench = await EngineBench.on(join(folder, 'turns.sqlite'));
  const office = [aPatient('1', { firstName: 'Mara', lastName: 'Quill' }), anAppointment('10', '1')];
  const first = await bench.plan(office);
  const second = await bench.plan(office);
  await bench.apply(first.run);
  await bench.apply(second.run);
  expect(bench.crm.all('contact')).toHaveLength(1);
  expect(bench.crm.all('visit')).toHaveLength(1);
  expect((await bench.verify(second.run)).differing).toEqual([]);
  await bench.stores.close();
  await rm(folder, { recursive: true, force: true });
});
