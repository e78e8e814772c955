import express from 'express';
import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Migrator } from '../../migrator/index.js';
import { memberOf } from '../extension/viewer.js';
import { read, samplePracticeBody, sourceQuery } from '../runs/bodies.js';
import type { Quarantine } from './quarantine.js';
import { receiveFiles } from './receive.js';
import type { UploadLimits } from './receive.js';

/** What uploads need from outside. */
export interface UploadParts {
  readonly migrator: Migrator;
  readonly quarantine: Quarantine;
  readonly limits: UploadLimits;
  readonly log: Logger;
}

/** The generated practice is the same office every time, so that a changed one is its newer export. */
const SAMPLE_PRACTICE = { source: 'dentrix', seed: 1, households: true } as const;

/** The calls that bring files of an export in: uploaded by the office, or generated for a trial. Files are gone once they are staged or refused. */
export function uploadRoutes({ migrator, quarantine, limits, log }: UploadParts): Router {
  const router = express.Router();
  router.get('/intakes', async (request, response) => {
    const { account } = await memberOf(migrator, request);
    response.json(await migrator.intakes(account.id));
  });
  router.post('/intakes', async (request, response) => {
    const { account } = await memberOf(migrator, request);
    const { source } = read(sourceQuery, request.query);
    response.json(await quarantine.during(async (folder) => {
      const files = await receiveFiles(request, response, folder, limits);
      log.info({ account: account.id, files: files.map(({ bytes, sha256 }) => ({ bytes, sha256 })) }, 'upload.received');
      return migrator.stage(account.id, files.map(({ name, path }) => ({ name, path })), source);
    }));
  });
  router.post('/intakes/sample', express.json({ limit: '10kb' }), async (request, response) => {
    const { account } = await memberOf(migrator, request);
    const { patients, changed } = read(samplePracticeBody, request.body);
    response.json(await quarantine.during(async (folder) => {
      const files = await migrator.samplePractice({ ...SAMPLE_PRACTICE, patients, changed, out: folder });
      return migrator.stage(account.id, files, SAMPLE_PRACTICE.source);
    }));
  });
  return router;
}
