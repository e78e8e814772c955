import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { INTAKE, SAMPLE } from './support/fixtures.js';
import { startSite, type Site } from './support/site.js';

const says = async (frame: Frame, ...sentences: readonly string[]): Promise<void> => {
  for (const sentence of sentences) await frame.getByRole('alert').getByText(sentence).waitFor();
};

describe('what the interface says when something is refused', () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => { [browser, site] = await Promise.all([openBrowser(), startSite()]); });
  afterAll(async () => { await browser?.close(); await site?.close(); });

  it('shows the server’s sentence and remedy, and offers another try', async () => {
    const world = site.play({ refusals: new Map([['GET /api/me', { status: 503, code: 'busy', message: 'The server is being updated.', remedy: 'Come back in a minute.' }]]) });
    const { page, frame } = await site.panel(browser);
    await says(frame, 'The server is being updated.', 'Come back in a minute.');
    world.refusals.clear();
    await frame.getByRole('button', { name: 'Try again' }).click();
    await frame.getByRole('heading', { name: 'Export files' }).waitFor();
    await page.close();
  });

  it('keeps the chosen files when the server refuses an upload', async () => {
    site.play({ refusals: new Map([['POST /api/intakes', { status: 422, code: 'not-recognised', message: '“scan.pdf” is not an export.', remedy: 'Remove it from the list.' }]]) });
    const { page, frame } = await site.panel(browser);
    await frame.locator('input[type=file]').setInputFiles([{ name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') }]);
    await frame.getByRole('button', { name: 'Upload 1 file' }).click();
    await says(frame, '“scan.pdf” is not an export.', 'Remove it from the list.');
    await frame.getByRole('button', { name: 'Remove scan.pdf' }).waitFor();
    await page.close();
  });

  it('has a sentence of its own for a request that never arrived', async () => {
    site.play({ intakes: [INTAKE], runs: [SAMPLE] });
    const { page, frame } = await site.panel(browser);
    await frame.getByRole('button', { name: 'Sign the sample' }).waitFor();
    await page.route(/\/api\/runs\/run-s\/sign/, (route) => route.abort());
    await frame.getByRole('button', { name: 'Sign the sample' }).click();
    await says(frame, 'The server could not be reached.', 'A run that was started goes on without this page.');
    await page.close();
  });

  it('does not show the page of a proxy, but says that the answer was strange', async () => {
    site.play({ intakes: [INTAKE], runs: [SAMPLE] });
    const { page, frame } = await site.panel(browser);
    await frame.getByRole('button', { name: 'Sign the sample' }).waitFor();
    await page.route(/\/api\/runs\/run-s\/sign/, (route) => route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }));
    await frame.getByRole('button', { name: 'Sign the sample' }).click();
    await says(frame, 'does not understand (status 502)', 'Wait a minute, then try again.');
    expect(await frame.getByText('Bad gateway').count()).toBe(0);
    await page.close();
  });

  it('explains itself when opened outside Pipedrive', async () => {
    site.play();
    for (const path of ['/panel', '/modal', '/settings']) {
      const page = await site.alone(browser, path);
      await page.getByText('This page works inside Pipedrive only.').waitFor();
      await page.close();
    }
  });

  it('says within ten seconds that nobody answers, instead of loading for ever', async () => {
    const world = site.play();
    const page = await site.alone(browser, '/panel?id=a-host-that-is-not-there');
    await page.getByText('Pipedrive did not answer this page.').waitFor({ timeout: 10_000 });
    expect(world.calls).toEqual([]);
    await page.close();
  });
});
