import express from 'express';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Migrator } from '../../migrator/index.js';
import { memberOf } from '../extension/viewer.js';
import type { Member } from '../extension/viewer.js';
import { answersBody, approveBody, diffQuery, pathPart, planBody, read } from './bodies.js';
import { sendCsv } from './results.js';
import type { RunService } from './run-service.js';

/** The calls about runs: read the request, ask the service, answer with what it says. */
export function runRoutes(migrator: Migrator, runs: RunService): Router {
  const router = express.Router();
  const json = express.json({ limit: '1mb' });
  const as = (work: (member: Member, request: Request, response: Response) => Promise<unknown>): RequestHandler =>
    async (request, response) => {
      response.json(await work(await memberOf(migrator, request), request, response));
    };
  const run = (request: Request): string => pathPart(request, 'run');

  router.get('/runs', as((member) => runs.list(member)));
  router.post('/runs', json, as((member, request) => runs.plan(member, read(planBody, request.body))));
  router.get('/runs/:run', as((member, request) => runs.report(member, run(request))));
  router.put('/runs/:run/answers', json, as((member, request) => runs.answer(member, run(request), read(answersBody, request.body))));
  router.post('/runs/:run/approve', json, as((member, request) => runs.approve(member, run(request), read(approveBody, request.body))));
  router.post('/runs/:run/pause', as((member, request) => runs.pause(member, run(request))));
  router.post('/runs/:run/resume', as((member, request) => runs.resume(member, run(request))));
  router.post('/runs/:run/sign', as((member, request) => runs.sign(member, run(request))));
  router.post('/runs/:run/verify', as((member, request) => runs.verify(member, run(request))));
  router.post('/runs/:run/rollback', as((member, request) => runs.planRollback(member, run(request))));
  router.get('/runs/:run/diff', as((member, request) => {
    const { offset, limit, differences } = read(diffQuery, request.query);
    return runs.diff(member, run(request), { offset, limit, onlyDifferences: differences === '1' });
  }));
  router.get('/runs/:run/results', async (request, response) => {
    const member = await memberOf(migrator, request);
    await sendCsv(response, await runs.results(member, run(request)), `results-${run(request)}.csv`);
  });
  return router;
}
