import { access } from 'node:fs/promises';
import { join } from 'node:path';
import express from 'express';
import type { RequestHandler, Router } from 'express';
import { Problem } from '../problems.js';

const PAGES = ['panel', 'modal', 'settings'] as const;

/**
 * Serves the built user interface: `/panel`, `/modal`, `/settings` and their assets. The pages are the same for everybody
 * and hold no data; what they show they fetch with a signed token. `framed` sets the headers of pages that Pipedrive embeds.
 */
export function extensionPages(folder: string, framed: RequestHandler): Router {
  const router = express.Router();
  for (const page of PAGES) {
    router.get(`/${page}`, framed, async (_request, response) => {
      const file = await firstThere([join(folder, page, 'index.html'), join(folder, `${page}.html`)]);
      if (file === null) throw new Problem(503, 'not-built', 'The panel of this server was not built.', 'Run “npm run build” on the server, then reload.');
      response.set('Cache-Control', 'no-store').type('html').sendFile(file);
    });
  }
  // Names of assets contain a hash of their content, so a browser may keep them for good.
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }));
  return router;
}

async function firstThere(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    const there = await access(file).then(() => true, () => false);
    if (there) return file;
  }
  return null;
}
