import { afterAll, beforeAll, expect, test } from 'vitest';
import request from 'supertest';
import type { IntakeReport, PlanReport, RollbackPreview, RunReport } from '../../server/contract.js';
import { install, neighbours } from './installing.js';
import type { Neighbours } from './installing.js';
import { signedToken } from './support.js';

let all: Neighbours;
let token: string;
beforeAll(async () => {
  all = await neighbours();
  token = await signedToken(await install(all.stage));
});
afterAll(() => all.close());

async function call<T>(method: 'get' | 'post' | 'put', path: string, body?: object): Promise<T> {
  const asked = request(all.stage.app)[method](path).set('Authorization', `Bearer ${token}`);
  const answer = await (body === undefined ? asked : asked.send(body));
  expect(answer.status, `${method} ${path}: ${answer.text.slice(0, 300)}`).toBe(200);
  return answer.body as T; // both sides compile against the contract
}

/** Plans and answers every question with its safe default. */
async function plan(body: object): Promise<PlanReport> {
  const made = await call<PlanReport>('post', '/api/runs', body);
  const open = made.questions.filter((question) => question.answer === null);
  const answers = Object.fromEntries(open.map(({ id, default: safe, options }) => [id, safe ?? options[0]?.value ?? '']));
  return open.length === 0 ? made : call<PlanReport>('put', `/api/runs/${made.plan}/answers`, { answers });
}

/** Approves a run and follows it, as the panel does, until it stops. */
async function carryOut(run: string): Promise<RunReport> {
  await call<RunReport>('post', `/api/runs/${run}/approve`, { agreement: 'Agreement with the provider, signed in May.' });
  await expect.poll(async () => (await call<RunReport>('get', `/api/runs/${run}`)).state, { timeout: 60_000, interval: 100 }).not.toBe('running');
  return call<RunReport>('get', `/api/runs/${run}`);
}

test('an office goes all the way through the panel’s calls: files, sample, signature, run, proof, and back again', { timeout: 120_000 }, async () => {
  const intake = await call<IntakeReport>('post', '/api/intakes/sample', { patients: 12, changed: 0 });

  const sample = await carryOut((await plan({ intake: intake.id, kind: 'sample', sampleSize: 3 })).plan);
  expect(sample).toMatchObject({ kind: 'sample', state: 'finished', signed: null, approval: { by: expect.stringContaining('Pipedrive user') } });
  const diff = await call<{ total: number; records: readonly unknown[] }>('get', `/api/runs/${sample.run}/diff?offset=0&limit=5`);
  expect(diff.total).toBeGreaterThan(0);
  expect(diff.records.length).toBeLessThanOrEqual(5);
  const signed = await call<RunReport>('post', `/api/runs/${sample.run}/sign`);
  expect(signed.signed?.by).toMatch(/\(Pipedrive user \d+\)$/);

  const full = await carryOut((await plan({ intake: intake.id, kind: 'full' })).plan);
  expect(full).toMatchObject({ state: 'finished', approval: { sample: 'signed' } });
  expect(all.standIn.state().persons.length).toBeGreaterThan(0);
  expect(await call('post', `/api/runs/${full.run}/verify`)).toMatchObject({ differing: [] });
  const results = await request(all.stage.app).get(`/api/runs/${full.run}/results`).set('Authorization', `Bearer ${token}`);
  expect(results.text.trim().split('\n')).toHaveLength(full.rows.read + 1);

  for (const run of [full.run, sample.run]) {
    const back = await call<RollbackPreview>('post', `/api/runs/${run}/rollback`);
    expect(await carryOut(back.run)).toMatchObject({ kind: 'rollback', state: 'finished' });
  }
  expect(all.standIn.state().persons).toEqual([]);
});

test('nothing of a patient was logged on the way', async () => {
  expect(all.stage.logged()).toContain('"path":"/api/runs"');
  for (const word of ['555-01', '@example', 'first_name']) expect(all.stage.logged()).not.toContain(word);
});
