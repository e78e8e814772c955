import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { duplicates, headcount, inTheMiddle, newLedger, writes } from './support/account.js';
import { install, press, step, visit } from './support/panel.js';
import type { Visitor } from './support/panel.js';
import { exportOf } from './support/practice.js';
import { openSite } from './support/site.js';
import type { Site } from './support/site.js';
import { planMigration, startFullRun, startSample } from './support/way.js';

const PATIENTS = 120;
const HOUR_SECONDS = 3600;

/** One office again, at an account that takes its time; each step stands on the one before. */
describe('a run survives what happens around it', { timeout: 60_000 }, () => {
  let site: Site;
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite({ standIn: { latencyMs: 100 } }), openBrowser()]);
    visitor = await visit(browser, site);
    await install(visitor);
    await planMigration(visitor, (await exportOf(site.folder, PATIENTS)).files);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it('goes on by itself when the access token expires in its middle', async () => {
    await startSample(visitor);
    await inTheMiddle(site);
    await site.control('clock', { advanceSeconds: HOUR_SECONDS + 1 });
    await visitor.panel.getByRole('button', { name: 'Sign the sample' }).waitFor();
    expect((await writes(site)).map(({ status }) => status)).toContain(401);
    expect(duplicates(site.standIn.state())).toEqual([]);
  });

  it('pauses within two seconds, writes nothing while it is paused, and says what to do', async () => {
    const { panel } = visitor;
    await newLedger(site);
    await startFullRun(visitor);
    await inTheMiddle(site);
    const asked = Date.now();
    await press(panel, 'Pause');
    await panel.getByText('Somebody paused it.').waitFor();
    expect(Date.now() - asked).toBeLessThan(2000);
    await panel.getByText('Resume it when you are ready.').waitFor();
    const { length } = await writes(site);
    await new Promise((resolve) => { setTimeout(resolve, 1000); });
    expect(await writes(site)).toHaveLength(length);
  });

  it('is found again by a page that is loaded anew, paused or running', async () => {
    const { page, panel } = visitor;
    await page.reload();
    await step(panel, 'Full run');
    await panel.getByText('Somebody paused it.').waitFor();
    await press(panel, 'Resume');
    await panel.getByText('You may close this page; the run goes on.').waitFor();
    await page.reload();
    await step(panel, 'Full run');
    await panel.getByText('You may close this page; the run goes on.').waitFor();
  });

  it('ends well when the browser is closed', async () => {
    await browser.close();
    const left = headcount(site.standIn.state());
    browser = await openBrowser();
    visitor = await visit(browser, site, '/person/0');
    await step(visitor.panel, 'Verify');
    expect(headcount(site.standIn.state())['notes']).toBeGreaterThan(left['notes'] ?? 0);
    await press(visitor.panel, 'Read everything back');
    await visitor.panel.getByText('0 fields differ').waitFor();
    expect(headcount(site.standIn.state())).toMatchObject({ persons: PATIENTS });
    expect(duplicates(site.standIn.state())).toEqual([]);
  });
});
