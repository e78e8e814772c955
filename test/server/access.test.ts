import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import request from 'supertest';
import { Refused } from '../../migrator/index.js';
import type { Viewer } from '../../server/extension/signed-token.js';
import { install, neighbours } from './installing.js';
import type { Neighbours } from './installing.js';
import { aStage, connected, signedToken } from './support.js';
import type { Stage } from './support.js';

let all: Neighbours;
let stage: Stage;
/** Somebody who has installed the app, and somebody of another company who has, too. */
let viewer: Viewer;
const STRANGER: Viewer = { companyId: 999, userId: 12 };
/** A set of files and a planned run of the viewer's company. */
let ours: { readonly intake: string; readonly run: string } | undefined;
let token: string;

beforeAll(async () => {
  all = await neighbours();
  stage = all.stage;
  viewer = await install(stage);
  token = await signedToken(viewer);
  await connected(stage, STRANGER);
  const intake = await ask({ method: 'post', path: '/api/intakes/sample', body: { patients: 6, changed: 0 } }, token);
  const plan = await ask({ method: 'post', path: '/api/runs', body: { intake: intake.body.id, kind: 'sample', sampleSize: 2 } }, token);
  ours = { intake: intake.body.id, run: plan.body.plan };
});
afterAll(() => all.close());

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
  { method: 'post', path: '/api/runs', body: { intake: 'INTAKE', kind: 'full' } },
  { method: 'get', path: '/api/runs/RUN' },
  { method: 'put', path: '/api/runs/RUN/answers', body: { answers: {} } },
  { method: 'post', path: '/api/runs/RUN/approve', body: { agreement: 'Signed with the provider in May.' } },
  { method: 'post', path: '/api/runs/RUN/pause' },
  { method: 'post', path: '/api/runs/RUN/resume' },
  { method: 'post', path: '/api/runs/RUN/sign' },
  { method: 'post', path: '/api/runs/RUN/verify' },
  { method: 'post', path: '/api/runs/RUN/rollback' },
  { method: 'get', path: '/api/runs/RUN/diff' },
  { method: 'get', path: '/api/runs/RUN/results' },
];
const label = (route: Route): string => `${route.method.toUpperCase()} ${route.path}`;

/** Makes a call; `INTAKE` and `RUN` stand for the company's own. */
const ask = ({ method, path, body }: Route, bearer: string | null) => {
  const asked = request(stage.app)[method](path.replace('RUN', ours?.run ?? ''));
  if (bearer !== null) asked.set('Authorization', `Bearer ${bearer}`);
  return body === undefined ? asked : asked.type('json').send(JSON.stringify(body).replace('INTAKE', ours?.intake ?? ''));
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);

/** Every way in which a token can be wrong. */
const wrongTokens: Readonly<Record<string, () => Promise<string | null>>> = {
  'no token': async () => null,
  'a token signed by somebody else': () => signedToken(viewer, { secret: 'another-secret' }),
  'a token that was tampered with': async () => {
    const [header, , signature] = (await signedToken(viewer)).split('.');
    return [header, part({ ...STRANGER, exp: now() + 300 }), signature].join('.');
  },
  'an unsigned token': async () => `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...viewer, exp: now() + 300 })}.`,
  'an expired token': () => signedToken(viewer, { expires: '-11s' }),
  'a token without a company': () => signedToken({ userId: viewer.userId }),
  'a token with a company in words': () => signedToken({ userId: viewer.userId, companyId: String(viewer.companyId) }),
};

describe.each(Object.entries(wrongTokens))('%s', (_name, token) => {
  test.each(routes.map((route) => [label(route), route] as const))('opens nothing: %s', async (_label, route) => {
    const before = stage.calls.length;
    const answer = await ask(route, await token());
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ code: 'unauthorized', message: expect.any(String), remedy: expect.any(String) });
    expect(stage.calls).toHaveLength(before);
  });
});

test('a token in the address opens nothing', async () => {
  const answer = await request(stage.app).get(`/api/me?token=${token}`);
  expect(answer.status).toBe(401);
});

test('a clock that is ten seconds off does no harm', async () => {
  expect((await ask({ method: 'get', path: '/api/me' }, await signedToken(viewer, { expires: '-5s' }))).status).toBe(200);
});

describe('somebody of another company', () => {
  test.each(routes.filter((route) => route.path.includes('RUN')).map((route) => [label(route), route] as const))(
    'finds nothing at %s', async (_label, route) => {
      const before = stage.calls.length;
      const answer = await ask(route, await signedToken(STRANGER));
      expect(answer.status).toBe(404);
      expect(answer.body.code).toBe('not-found');
      expect(stage.calls.slice(before).map(({ method }) => method)).toEqual(['accountOf']);
    });

  test('cannot plan with our files', async () => {
    const answer = await ask({ method: 'post', path: '/api/runs', body: { intake: 'INTAKE', kind: 'full' } }, await signedToken(STRANGER));
    expect(answer.status).toBe(404);
  });

  test('sees no runs and no files of ours, whatever company the address names', async () => {
    const stranger = await signedToken(STRANGER);
    for (const list of ['runs', 'intakes']) {
      expect((await ask({ method: 'get', path: `/api/${list}?companyId=${viewer.companyId}` }, stranger)).body).toEqual([]);
      expect((await ask({ method: 'get', path: `/api/${list}` }, token)).body).toHaveLength(1);
    }
  });
});

test('a colleague of the same company who has not installed sees that and nothing else', async () => {
  const colleague = await signedToken({ companyId: viewer.companyId, userId: 78 });
  for (const route of routes.slice(1)) expect((await ask(route, colleague)).body, label(route)).toMatchObject({ code: 'not-installed' });
  expect((await ask({ method: 'get', path: '/api/me' }, colleague)).body).toMatchObject({ installed: false, admin: null, company: null, user: null });
});

describe('a member', () => {
  test('is greeted by name', async () => {
    expect((await ask({ method: 'get', path: '/api/me' }, token)).body).toEqual({
      installed: true, admin: true, company: expect.any(String), user: expect.any(String), installUrl: `${stage.config.publicUrl}/install`, standIn: true,
      limits: { fileBytes: 10_000_000, files: 30 },
    });
  });

  test.each(routes.filter(({ path }) => !path.includes('source=auto')).map((route) => [label(route), route] as const))('is let in: %s', async (_label, route) => {
    const answer = await ask(route, token);
    // Some calls make no sense for a run that has only been planned; those are refused with a sentence, after the door.
    expect([200, 409], answer.text).toContain(answer.status);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('plans as themselves, for their own account', async () => {
    const wish = { kind: 'sample', sampleSize: 1, settings: {}, answers: {} };
    await ask({ method: 'post', path: '/api/runs', body: { intake: 'INTAKE', ...wish } }, token);
    const account = await stage.migrator.accounts.byKey('pipedrive', String(viewer.companyId));
    const planned = stage.calls.filter(({ method }) => method === 'plan').at(-1);
    expect(planned?.said).toEqual([{ ...wish, intakeId: ours?.intake, accountId: account?.id, userKey: String(viewer.userId) }]);
  });

  test('cannot waive the sample through the panel', async () => {
    const before = stage.calls.length;
    const answer = await ask({ method: 'post', path: '/api/runs/RUN/approve', body: { agreement: 'x', waiveSample: true } }, token);
    expect(answer.status).toBe(400);
    expect(stage.calls).toHaveLength(before);
  });

  test.each([
    ['an unknown kind', { intake: 'INTAKE', kind: 'everything' }, 'kind'],
    ['a sample of a fraction', { intake: 'INTAKE', kind: 'sample', sampleSize: 1.5 }, 'sampleSize'],
    ['a nested answer', { intake: 'INTAKE', kind: 'full', answers: { q: { deep: 1 } } }, 'answers.q'],
  ])('is told which part of a plan cannot be used: %s', async (_name, body, field) => {
    const answer = await ask({ method: 'post', path: '/api/runs', body }, token);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(field);
  });

  test('gets the sentence of a refusal', async () => {
    stage.before('start', () => {
      throw new Refused('Another run is writing to this account.', 'busy-account');
    });
    const answer = await ask({ method: 'post', path: '/api/runs/RUN/resume' }, token);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'busy-account', message: 'Another run is writing to this account.' });
  });

  test('gets a refused download as an answer with a status, not as half a file', async () => {
    stage.before('results', () => {
      throw new Refused('The run has not begun.');
    });
    expect((await ask({ method: 'get', path: '/api/runs/RUN/results' }, token)).status).toBe(409);
  });

  test('learns nothing from an unexpected error, and neither does the log beyond kind and place', async () => {
    stage.before('verify', () => {
      throw new TypeError("insert into rows values ('Pat Patient', '555-0142')");
    });
    const answer = await ask({ method: 'post', path: '/api/runs/RUN/verify' }, token);
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
  await ask({ method: 'get', path: '/api/mapping?source=dentrix' }, token);
  await request(stage.app).get(`/panel?token=${token}&selectedIds=123456789`);
  expect(stage.logged()).toContain('"path":"/panel"');
  expect(stage.logged()).not.toContain(token);
  expect(stage.logged()).not.toMatch(/source=dentrix|123456789/);
});
