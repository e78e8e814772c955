import express from 'express';
import type { Router } from 'express';
import type { Migrator } from '../migrator/index.js';
import type { Config } from './config.js';
import type { Me } from './contract.js';
import { findMember, memberOf, viewerOf } from './extension/viewer.js';
import { read, sourceQuery } from './runs/bodies.js';

/** The calls about the office itself: who is looking, which dental systems can be read, and what goes where. */
export function officeRoutes(config: Config, migrator: Migrator): Router {
  const router = express.Router();
  router.get('/me', async (request, response) => {
    const member = await findMember(migrator, viewerOf(request));
    const me: Me = {
      installed: member !== null,
      admin: member?.admin ?? null,
      company: member?.company ?? null,
      user: member?.name ?? null,
      installUrl: `${config.publicUrl}/install`,
      standIn: config.standIn,
      limits: { fileBytes: config.uploads.bytes, files: config.uploads.files },
    };
    response.json(me);
  });
  router.get('/sources', async (request, response) => {
    await memberOf(migrator, request);
    response.json(await migrator.sources());
  });
  router.get('/mapping', async (request, response) => {
    await memberOf(migrator, request);
    const { source } = read(sourceQuery, request.query);
    response.json(await migrator.mapping(source, 'pipedrive'));
  });
  return router;
}
