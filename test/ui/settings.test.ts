import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { DIFFERING, ME, MOVED, ROLLBACK, SIGNED_SAMPLE, VERIFICATION } from './support/fixtures.js';
import { startSite, type Site } from './support/site.js';

describe('the settings page', () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => { [browser, site] = await Promise.all([openBrowser(), startSite()]); });
  afterAll(async () => { await browser?.close(); await site?.close(); });

  it('lists every run with its rows, tokens and verification', async () => {
    site.play({ runs: [ROLLBACK, { ...MOVED, verification: DIFFERING }, { ...SIGNED_SAMPLE, verification: VERIFICATION, rolledBack: true }] });
    const { page, frame, complaints } = await site.settings(browser);
    const rows = frame.getByRole('table').getByRole('row');
    await rows.nth(3).waitFor();
    expect(await rows.nth(1).innerText()).toMatch(/Rollback\s+Planned/);
    expect(await rows.nth(2).innerText()).toMatch(/Full run\s+Finished\s+.*\s+12,950\s+60\s+90\s+18\s+9\s+52,840\s+1 difference/);
    expect(await rows.nth(3).innerText()).toMatch(/Sample rolled back\s+Finished[^]*no difference/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('downloads the results of a run', async () => {
    site.play({ runs: [MOVED] });
    const { page, frame } = await site.settings(browser);
    const [download] = await Promise.all([page.waitForEvent('download'), frame.getByRole('button', { name: /Download the results of the Full run/ }).click()]);
    expect(download.suggestedFilename()).toBe('bridgework-full-run-f.csv');
    await page.close();
  });

  it('says who is connected, whether the account is real, and how to leave', async () => {
    site.play({ me: { ...ME, admin: false, standIn: true } });
    const { page, frame } = await site.settings(browser);
    for (const words of ['Harbour Street Dental', 'Regular user', 'Stand-in account', 'No run yet.', 'Marketplace apps, choose Bridgework and uninstall it', 'Records in Pipedrive stay.']) {
      await frame.getByText(words).first().waitFor();
    }
    await page.close();
  });

  it('leads a person who is not connected to the installation in a new tab', async () => {
    site.play({ me: { ...ME, installed: false, admin: null, company: null, user: null } });
    const { page, frame } = await site.settings(browser);
    const link = frame.getByRole('link', { name: /Connect in a new tab/ });
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('href')).toBe(ME.installUrl);
    await page.close();
  });
});
