import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import request from 'supertest';
import { Refused } from '../../migrator/index.js';
import { aStage, signedToken, VIEWER } from './support.js';
import type { Stage } from './support.js';

let stage: Stage;

const connect = (companyId: number, userId: number) => stage.migrator.connect({
  destination: 'pipedrive', key: String(companyId), name: `company-${companyId}`, userKey: String(userId),
  credentials: { userName: 'Robin Reception', companyName: 'Sample Dental', admin: 'true' },
});

beforeAll(async () => {
  stage = await aStage();
  const ours = await connect(VIEWER.companyId, VIEWER.userId);
  const theirs = await connect(999, 12);
  stage.migrator.addRun('run-ours', ours.id);
  stage.migrator.addRun('run-theirs', theirs.id);
  stage.migrator.addIntake('intake-ours', ours.id);
  stage.migrator.addIntake('intake-theirs', theirs.id);
});
afterAll(() => stage.close());

type Method = 'get' | 'post' | 'put';
interface Route { readonly method: Method; readonly path: string; readonly body?: object }

const routes: readonly Route[] = [
  { method: 'get', path: '/api/me' },
  { method: 'get', path: '/api/sources' },
  { method: 'get', path: '/api/intakes' },
  { method: 'post', path: '/api/intakes?source=auto' },
  { method: 'post', path: '/api/intakes/sample', body: { patients: 10, changed: 0 } },
  { method: 'get', path: '/api/mapping?source=dentrix' },
  { method: 'get', path: '/api/runs' },
  { method: 'post', path: '/api/runs', body: { intake: 'intake-ours', kind: 'full' } },
  { method: 'get', path: '/api/runs/run-ours' },
  { method: 'put', path: '/api/runs/run-ours/answers', body: { answers: {} } },
  { method: 'post', path: '/api/runs/run-ours/approve', body: { agreement: 'Signed with the provider in May.' } },
  { method: 'post', path: '/api/runs/run-ours/pause' },
  { method: 'post', path: '/api/runs/run-ours/resume' },
  { method: 'post', path: '/api/runs/run-ours/sign' },
  { method: 'post', path: '/api/runs/run-ours/verify' },
  { method: 'post', path: '/api/runs/run-ours/rollback' },
  { method: 'get', path: '/api/runs/run-ours/diff' },
  { method: 'get', path: '/api/runs/run-ours/results' },
];
const label = (route: Route): string => `${route.method.toUpperCase()} ${route.path}`;

const ask = ({ method, path, body }: Route, token: string | null) => {
  const asked = request(stage.app)[method](path);
  if (token !== null) asked.set('Authorization', `Bearer ${token}`);
  return body === undefined ? asked : asked.send(body);
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);

/** Every way in which a token can be wrong. */
const wrongTokens: Readonly<Record<string, () => Promise<string | null>>> = {
  'no token': async () => null,
  'a token signed by somebody else': () => signedToken(VIEWER, { secret: 'another-secret' }),
  'a token that was tampered with': async () => {
    const [header, , signature] = (await signedToken()).split('.');
    return [header, part({ ...VIEWER, companyId: 999, exp: now() + 300 }), signature].join('.');
  },
  'an unsigned token': async () => `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...VIEWER, exp: now() + 300 })}.`,
  'an expired token': () => signedToken(VIEWER, { expires: '-11s' }),
  'a token without a company': () => signedToken({ userId: VIEWER.userId }),
  'a token with a company in words': () => signedToken({ userId: VIEWER.userId, companyId: '501' }),
};

describe.each(Object.entries(wrongTokens))('%s', (_name, token) => {
  test.each(routes.map((route) => [label(route), route] as const))('opens nothing: %s', async (_label, route) => {
    const before = stage.migrator.calls.length;
    const answer = await ask(route, await token());
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ code: 'unauthorized', message: expect.any(String), remedy: expect.any(String) });
    expect(stage.migrator.calls).toHaveLength(before);
  });
});

test('a token in the address opens nothing', async () => {
  const answer = await request(stage.app).get(`/api/me?token=${await signedToken()}`);
  expect(answer.status).toBe(401);
});

test('a clock that is ten seconds off does no harm', async () => {
  expect((await ask({ method: 'get', path: '/api/me' }, await signedToken(VIEWER, { expires: '-5s' }))).status).toBe(200);
});

describe('somebody of another company', () => {
  test.each(routes.filter((route) => route.path.includes('run-ours')).map((route) => [label(route), route] as const))(
    'finds nothing at %s', async (_label, route) => {
      const before = stage.migrator.calls.length;
      const answer = await ask(route, await signedToken({ companyId: 999, userId: 12 }));
      expect(answer.status).toBe(404);
      expect(answer.body.code).toBe('not-found');
      expect(stage.migrator.calls).toHaveLength(before);
    });

  test('cannot plan with our files', async () => {
    const answer = await ask({ method: 'post', path: '/api/runs', body: { intake: 'intake-ours', kind: 'full' } }, await signedToken({ companyId: 999, userId: 12 }));
    expect(answer.status).toBe(404);
  });

  test('sees only their own runs and files, whatever company the address names', async () => {
    const token = await signedToken({ companyId: 999, userId: 12 });
    const runs = await ask({ method: 'get', path: '/api/runs?companyId=501' }, token);
    expect(runs.body.map((run: { run: string }) => run.run)).toEqual(['run-theirs']);
    const intakes = await ask({ method: 'get', path: '/api/intakes?companyId=501' }, token);
    expect(intakes.body.map((intake: { id: string }) => intake.id)).toEqual(['intake-theirs']);
  });
});

test('a colleague of the same company who has not installed sees that and nothing else', async () => {
  const token = await signedToken({ companyId: VIEWER.companyId, userId: 78 });
  for (const route of routes.slice(1)) expect((await ask(route, token)).body, label(route)).toMatchObject({ code: 'not-installed' });
  expect((await ask({ method: 'get', path: '/api/me' }, token)).body).toMatchObject({ installed: false, admin: null, company: null, user: null });
});

describe('a member', () => {
  let token: string;
  beforeEach(async () => {
    token = await signedToken();
  });
  const lastCall = () => stage.migrator.calls.at(-1);

  test('is greeted by name', async () => {
    expect((await ask({ method: 'get', path: '/api/me' }, token)).body).toEqual({
      installed: true, admin: true, company: 'Sample Dental', user: 'Robin Reception', installUrl: 'https://app.example.com/install', standIn: false,
      limits: { fileBytes: 10_000, files: 3 },
    });
  });

  test.each(routes.filter(({ path }) => !path.includes('source=auto')).map((route) => [label(route), route] as const))('is let in: %s', async (_label, route) => {
    const answer = await ask(route, token);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('plans as themselves, for their own account', async () => {
    await ask({ method: 'post', path: '/api/runs', body: { intake: 'intake-ours', kind: 'sample', sampleSize: 30, settings: { months: 12 }, answers: { q: 'yes' } } }, token);
    expect(lastCall()).toEqual({ method: 'plan', said: [{ accountId: 'account-1', userKey: '77', intakeId: 'intake-ours', kind: 'sample', sampleSize: 30, settings: { months: 12 }, answers: { q: 'yes' } }] });
  });

  test('approves with their name, and the run starts', async () => {
    await ask({ method: 'post', path: '/api/runs/run-ours/approve', body: { agreement: 'Signed in May.' } }, token);
    expect(stage.migrator.calls.slice(-2)).toEqual([
      { method: 'approve', said: ['run-ours', { by: 'Robin Reception (Pipedrive user 77)', agreement: 'Signed in May.' }] },
      { method: 'start', said: ['run-ours'] },
    ]);
  });

  test('cannot waive the sample through the panel', async () => {
    const before = stage.migrator.calls.length;
    const answer = await ask({ method: 'post', path: '/api/runs/run-ours/approve', body: { agreement: 'x', waiveSample: true } }, token);
    expect(answer.status).toBe(400);
    expect(stage.migrator.calls).toHaveLength(before);
  });

  test('pages through the diff', async () => {
    await ask({ method: 'get', path: '/api/runs/run-ours/diff?offset=50&limit=10&differences=1' }, token);
    expect(lastCall()).toEqual({ method: 'diff', said: ['run-ours', { offset: 50, limit: 10, onlyDifferences: true }] });
  });

  test('downloads the results as a table', async () => {
    const answer = await ask({ method: 'get', path: '/api/runs/run-ours/results' }, token);
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(answer.headers['content-disposition']).toBe('attachment; filename=results-run-ours.csv');
    expect(answer.text).toBe('file,line,outcome\r\npatients.csv,2,created\r\n');
  });

  test.each([
    ['an unknown kind', { intake: 'intake-ours', kind: 'everything' }, 'kind'],
    ['a sample of a fraction', { intake: 'intake-ours', kind: 'sample', sampleSize: 1.5 }, 'sampleSize'],
    ['a nested answer', { intake: 'intake-ours', kind: 'full', answers: { q: { deep: 1 } } }, 'answers.q'],
  ])('is told which part of a plan cannot be used: %s', async (_name, body, field) => {
    const answer = await ask({ method: 'post', path: '/api/runs', body }, token);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(field);
  });

  test('gets the sentence of a refusal', async () => {
    stage.migrator.failNext('start', new Refused('Another run is writing to this account.', 'busy-account'));
    const answer = await ask({ method: 'post', path: '/api/runs/run-ours/resume' }, token);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'busy-account', message: 'Another run is writing to this account.' });
  });

  test('gets a refused download as an answer with a status, not as half a file', async () => {
    stage.migrator.failNext('results', new Refused('The run has not begun.'));
    expect((await ask({ method: 'get', path: '/api/runs/run-ours/results' }, token)).status).toBe(409);
  });

  test('learns nothing from an unexpected error, and neither does the log beyond kind and place', async () => {
    stage.migrator.failNext('verify', new TypeError("insert into rows values ('Pat Patient', '555-0142')"));
    const answer = await ask({ method: 'post', path: '/api/runs/run-ours/verify' }, token);
    expect(answer.status).toBe(500);
    expect(answer.body.code).toBe('unexpected');
    expect(answer.text).not.toMatch(/Patient|insert|555/);
    expect(stage.logged()).toContain('"kind":"TypeError"');
    expect(stage.logged()).toContain(answer.headers['x-request-id']);
    expect(stage.logged()).not.toMatch(/Pat Patient|555-0142/);
  });

  test('is told that a body is no JSON without hearing it again', async () => {
    const answer = await request(stage.app).post('/api/runs').set('Authorization', `Bearer ${token}`).set('Content-Type', 'application/json').send('{"Pat Patient"');
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('Patient');
  });

  test('is protected from a neighbour who calls more than 600 times a minute', async () => {
    const crowd = await aStage();
    let last = 0;
    for (let call = 0; call < 601; call += 1) last = (await request(crowd.app).get('/api/me')).status;
    expect(last).toBe(429);
    await crowd.close();
  });
});

test('neither queries nor tokens reach the log', async () => {
  const token = await signedToken();
  await ask({ method: 'get', path: '/api/mapping?source=dentrix' }, token);
  await request(stage.app).get(`/panel?token=${token}&selectedIds=123456789`);
  expect(stage.logged()).toContain('"path":"/panel"');
  expect(stage.logged()).not.toContain(token);
  expect(stage.logged()).not.toMatch(/source=dentrix|123456789/);
});
