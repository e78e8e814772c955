/** A server that plays one office: the API of `server/contract.ts` over a world that the test may change at any time. */
import express, { type Express, type Request, type Response } from 'express';
import type { IntakeReport, MappingReport, Me, ProblemBody, RunReport, SourceInfo, Verification } from '../../../server/contract.js';
import { diffPage } from './diff.js';
import { INTAKE, MAPPING, ME, NEWER_INTAKE, ROLLBACK, run, VERIFICATION } from './fixtures.js';

/** A request that the page made. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly token: string;
}

/** What the server knows; lists are newest first. */
export interface World {
  me: Me;
  sources: readonly SourceInfo[];
  intakes: readonly IntakeReport[];
  runs: readonly RunReport[];
  mapping: MappingReport;
  verification: Verification;
  /** Refusals by `METHOD /path`. */
  readonly refusals: Map<string, ProblemBody & { readonly status: number }>;
  /** Answers that wait until the test lets them go, by `METHOD /path`. */
  readonly held: Map<string, Promise<void>>;
  readonly calls: Call[];
}

/** An office that has just connected. */
export const newWorld = (): World => ({
  me: ME,
  sources: [{ name: 'dentrix', label: 'Dentrix', assumed: false }, { name: 'axium', label: 'axiUm', assumed: true }],
  intakes: [], runs: [], mapping: MAPPING, verification: VERIFICATION, refusals: new Map(), held: new Map(), calls: [],
});

const record = (world: World, request: Request): Call => {
  const call = { method: request.method, path: request.originalUrl.replace(/\?.*/, ''), body: request.body as unknown, token: request.get('authorization') ?? '' };
  world.calls.push(call);
  return call;
};

const runOf = (world: World, request: Request): RunReport => {
  const found = world.runs.find((one) => one.run === request.params['run']);
  if (found === undefined) throw new Error(`The test has no run ${String(request.params['run'])}`);
  return found;
};

/** Puts a changed run into the world and answers with it. */
const change = (world: World, request: Request, response: Response, part: Partial<RunReport>): void => {
  const changed = { ...runOf(world, request), ...part };
  world.runs = world.runs.map((one) => (one.run === changed.run ? changed : one));
  response.json(changed);
};

const guard = (world: World) => async (request: Request, response: Response, next: () => void): Promise<void> => {
  const { method, path, token } = record(world, request);
  const route = `${method} ${path}`;
  await world.held.get(route);
  const refusal = world.refusals.get(route);
  if (!token.startsWith('Bearer ')) response.status(401).json({ code: 'no-token', message: 'No token.', remedy: 'Send one.' });
  else if (refusal !== undefined) response.status(refusal.status).json({ code: refusal.code, message: refusal.message, remedy: refusal.remedy });
  else next();
};

const readCalls = (api: Express, world: World): void => {
  api.get('/api/me', (_request, response) => void response.json(world.me));
  api.get('/api/sources', (_request, response) => void response.json(world.sources));
  api.get('/api/intakes', (_request, response) => void response.json(world.intakes));
  api.get('/api/mapping', (_request, response) => void response.json(world.mapping));
  api.get('/api/runs', (_request, response) => void response.json(world.runs));
  api.get('/api/runs/:run', (request, response) => void response.json(runOf(world, request)));
  api.get('/api/runs/:run/results', (_request, response) => void response.type('csv').send('file,line,outcome\r\nPatient List.csv,2,created\r\n'));
  api.get('/api/runs/:run/diff', ({ query }, response) =>
    void response.json(diffPage({ offset: Number(query['offset']), limit: Number(query['limit']), differencesOnly: query['differences'] === '1' })));
};

const writeCalls = (api: Express, world: World): void => {
  const add = (intake: IntakeReport, response: Response): void => {
    world.intakes = [intake, ...world.intakes];
    response.json(intake);
  };
  api.post('/api/intakes', (_request, response) => add(INTAKE, response));
  api.post('/api/intakes/sample', (_request, response) => add(world.intakes.length === 0 ? INTAKE : NEWER_INTAKE, response));
  api.post('/api/runs', (request, response) => {
    const body = request.body as { readonly kind: 'sample' | 'full'; readonly intake: string }; // sent by the page under test, compiled against the contract
    const planned = run({ run: `run-${world.runs.length + 1}`, kind: body.kind, intake: body.intake, createdAt: `2026-11-20T1${world.runs.length}:59:00Z` });
    world.runs = [planned, ...world.runs];
    response.json(planned.plan);
  });
  api.put('/api/runs/:run/answers', (request, response) => {
    const { answers } = request.body as { readonly answers: Readonly<Record<string, string>> }; // as above
    const { plan } = runOf(world, request);
    const answered = { ...plan, questions: plan.questions.map((question) => ({ ...question, answer: answers[question.id] ?? null })) };
    world.runs = world.runs.map((one) => (one.run === plan.plan ? { ...one, plan: answered } : one));
    response.json(answered);
  });
  api.post('/api/runs/:run/verify', (request, response) => {
    world.runs = world.runs.map((one) => (one.run === request.params.run ? { ...one, verification: world.verification } : one));
    response.json(world.verification);
  });
  api.post('/api/runs/:run/rollback', (_request, response) => {
    world.runs = [ROLLBACK, ...world.runs];
    response.json(ROLLBACK.rollback);
  });
  api.post('/api/runs/:run/approve', (request, response) => change(world, request, response, { state: 'running', startedAt: '2026-11-20T11:00:00Z' }));
  api.post('/api/runs/:run/pause', (request, response) => change(world, request, response, { state: 'paused', cause: 'Paused by Robin Admin.', remedy: 'Resume when ready.' }));
  api.post('/api/runs/:run/resume', (request, response) => change(world, request, response, { state: 'running', cause: null, remedy: null, until: null }));
  api.post('/api/runs/:run/sign', (request, response) => change(world, request, response, { signed: { by: 'Robin Admin', at: '2026-11-20T10:40:00Z' } }));
};

/** Mounts the calls. Uploads are drained, not parsed: only their arrival matters here. */
export const mountOffice = (api: Express, world: World): void => {
  api.use('/api', express.json(), async (request, _response, next) => {
    if (request.is('multipart/form-data') !== false) for await (const chunk of request) void chunk;
    next();
  }, guard(world));
  readCalls(api, world);
  writeCalls(api, world);
};
