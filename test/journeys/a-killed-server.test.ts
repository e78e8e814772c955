import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { duplicates, headcount, inTheMiddle, newLedger } from './support/account.js';
import { install, press, step, visit } from './support/panel.js';
import type { Visitor } from './support/panel.js';
import { exportOf } from './support/practice.js';
import { openSite } from './support/site.js';
import type { Site } from './support/site.js';
import { planMigration, startFullRun, startSample } from './support/way.js';

const PATIENTS = 60;
/** A killed server's account stays reserved for half a minute, and the new server looks every ten seconds. */
const TAKEN_UP_WITHIN_MS = 90_000;

let site: Site;
let browser: Browser;
let visitor: Visitor;

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite({ standIn: { latencyMs: 60 } }), openBrowser()]);
  visitor = await visit(browser, site);
  await install(visitor);
  await planMigration(visitor, (await exportOf(site.folder, PATIENTS)).files);
  await startSample(visitor);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

it('a full run whose server is killed goes on with the next one, before the eyes of whoever watches, and writes nothing twice', { timeout: 150_000 }, async () => {
  const { panel } = visitor;
  await newLedger(site);
  await startFullRun(visitor);
  await inTheMiddle(site);
  await site.kill();
  await panel.getByText('Connection lost. The run goes on; this page keeps asking for news.').waitFor();
  const atDeath = headcount(site.standIn.state());

  await site.start();
  await panel.getByText('Connection lost.').waitFor({ state: 'detached' });
  await panel.getByRole('heading', { level: 2, name: 'Verify' }).waitFor({ timeout: TAKEN_UP_WITHIN_MS });
  expect(headcount(site.standIn.state())['notes']).toBeGreaterThan(atDeath['notes'] ?? 0);
  expect(headcount(site.standIn.state())['persons']).toBe(PATIENTS);
  expect(duplicates(site.standIn.state())).toEqual([]);
  await step(panel, 'Verify');
  await press(panel, 'Read everything back');
  await panel.getByText('0 fields differ').waitFor();
});
