import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import request from 'supertest';
import { z } from 'zod';
import { framedHeaders } from '../../server/headers.js';
import { aConfig, aStage, signedToken } from './support.js';
import type { Stage } from './support.js';

let stage: Stage;
beforeAll(async () => {
  stage = await aStage();
});
afterAll(() => stage.close());

const framed = ['/panel', '/modal', '/settings'];
const guarded = ['/page.css', '/assets/panel-0123abcd.js', '/api/me', '/callback?error=user_denied', '/install', '/no-such-page', '/'];

const policy = async (path: string): Promise<Readonly<Record<string, string>>> => {
  const header = (await request(stage.app).get(path)).headers['content-security-policy'] ?? '';
  return Object.fromEntries(header.split(';').map((part: string) => [part.split(' ')[0], part.split(' ').slice(1).join(' ')]));
};

test.each(framed)('%s may be framed by Pipedrive and by nobody else', async (path) => {
  const answer = await request(stage.app).get(`${path}?id=1&token=x`);
  expect(answer.status).toBe(200);
  expect(answer.text).toContain(`<title>${path.slice(1)}</title>`);
  expect((await policy(path))['frame-ancestors']).toBe('https://*.pipedrive.com');
  expect(answer.headers['cache-control']).toBe('no-store');
});

test.each(guarded)('%s may be framed by nobody', async (path) => {
  expect((await policy(path))['frame-ancestors']).toBe("'none'");
});

test.each([...framed, ...guarded])('%s gives its address to nobody and runs no foreign script', async (path) => {
  const { headers } = await request(stage.app).get(path);
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['x-frame-options']).toBeUndefined();
  expect(headers['x-powered-by']).toBeUndefined();
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['strict-transport-security']).toContain('max-age=31536000');
  expect(await policy(path)).toMatchObject({ 'default-src': "'self'", 'object-src': "'none'", 'base-uri': "'none'" });
});

test('on this machine nothing forces https', async () => {
  const local = await aStage({ publicUrl: 'http://localhost:3000' });
  const { headers } = await request(local.app).get('/panel');
  expect(headers['strict-transport-security']).toBeUndefined();
  expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  await local.close();
});

test('assets may be kept for good, folders are not listed', async () => {
  expect((await request(stage.app).get('/assets/panel-0123abcd.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await request(stage.app).get('/assets/')).status).toBe(404);
  expect((await request(stage.app).get('/assets/..%2f..%2fdata')).status).toBeGreaterThanOrEqual(400);
});

test('a server whose panel was not built says so', async () => {
  const { extensionPages } = await import('../../server/extension/pages.js');
  const express = (await import('express')).default;
  const { problemHandler } = await import('../../server/problems.js');
  const { pino } = await import('pino');
  const app = express().use(extensionPages(stage.config.dataDir, framedHeaders(aConfig()))).use(problemHandler(pino({ level: 'silent' })));
  const answer = await request(app).get('/panel');
  expect(answer.status).toBe(503);
  expect(answer.text).toContain('was not built');
});

test('a page for people is a page and a call’s answer is JSON', async () => {
  const page = await request(stage.app).get('/no-such-page');
  expect(page.status).toBe(404);
  expect(page.text).toMatch(/<html lang="en">[\s\S]*<main>\s*<h1>/);
  expect(page.text).not.toMatch(/<script|style=/);
  const call = await request(stage.app).get('/api/no-such-call').set('Authorization', `Bearer ${await signedToken()}`);
  expect(call.body).toEqual({ code: 'not-found', message: expect.any(String), remedy: expect.any(String) });
});

const MANIFEST = z.object({
  callbackUrl: z.string(), installationUrl: z.string(), scopes: z.record(z.string(), z.string().min(20)), framedBy: z.array(z.string()),
  extensions: z.array(z.object({ kind: z.string(), identifier: z.string(), name: z.string().max(30), description: z.string().max(150).optional(), url: z.string() })),
});
const manifest = MANIFEST.parse(JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8')));

describe('the manifest', () => {
  test('names routes that exist', async () => {
    for (const { url } of manifest.extensions) expect((await request(stage.app).get(url)).status, url).toBe(200);
    expect((await request(stage.app).get(manifest.installationUrl)).status).toBe(302);
    expect((await request(stage.app).get(manifest.callbackUrl)).headers['location']).toBe(manifest.installationUrl);
    expect((await request(stage.app).delete(manifest.callbackUrl)).status).toBe(401);
    expect((await request(stage.app).post(manifest.callbackUrl)).status).toBe(200);
  });

  test('allows exactly the ancestors that the pages allow', async () => {
    expect((await policy('/panel'))['frame-ancestors']?.split(' ')).toEqual(manifest.framedBy);
  });

  test('has the three extensions, and the panel opens the modal by its identifier', () => {
    expect(manifest.extensions.map(({ kind }) => kind)).toEqual(['custom-panel', 'custom-modal', 'app-settings']);
    const identifier = manifest.extensions[1]?.identifier ?? '';
    for (const file of ['extension-ui/shared/host.ts', 'server/demo.ts']) {
      expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'), file).toContain(`'${identifier}'`);
    }
  });

  test('asks for the least that a migration needs, each with its reason', () => {
    expect(Object.keys(manifest.scopes).sort()).toEqual([
      'activities:full', 'admin', 'base', 'contacts:full', 'deals:full', 'leads:full', 'products:full', 'recents:read', 'search:read', 'users:read',
    ]);
  });
});
