import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { INTAKE, run, SAMPLE } from './support/fixtures.js';
import type { World } from './support/office.js';
import { frameOf, startSite, type Site } from './support/site.js';

describe('the review of a sample', () => {
  let browser: Browser;
  let site: Site;
  let world: World;
  let page: Page;
  let modal: Frame;
  beforeAll(async () => { [browser, site] = await Promise.all([openBrowser(), startSite()]); });
  afterAll(async () => { await browser?.close(); await site?.close(); });
  beforeEach(async () => {
    await page?.close();
    world = site.play({ intakes: [INTAKE], runs: [SAMPLE, run({ run: 'run-1' })] });
    const panel = await site.panel(browser);
    page = panel.page;
    await panel.frame.getByRole('button', { name: 'Review the differences' }).click();
    modal = await frameOf(page, 'modal');
    await modal.getByRole('article').first().waitFor();
  });

  it('shows for each field the export, what was written, what was read back, a status in words, and why', async () => {
    const rows = modal.getByRole('article').first().getByRole('row');
    expect(await rows.first().innerText()).toMatch(/Field\s+In the export\s+As written\s+Read back\s+Status\s+Why/);
    const birth = rows.filter({ hasText: 'Date of birth' });
    expect(await birth.innerText()).toMatch(/02\/03\/1980\s+1980-02-03\s+1980-03-02\s+Differs\s+row “Patient”\s+from birth date/);
    const statuses = await modal.getByRole('article').first().locator('.chip').allInnerTexts();
    expect(statuses).toEqual(['Person', 'Equal', 'Written differently', 'Differs', 'Kept as found', 'Planned']);
    expect(await rows.filter({ hasText: 'Chart number' }).innerText()).toContain('not read back');
  });

  it('turns pages and says which records are shown', async () => {
    await modal.getByText('1–25 of 60').waitFor();
    expect(await modal.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true);
    await modal.getByRole('button', { name: 'Next' }).click();
    await modal.getByText('26–50 of 60').waitFor();
    await modal.getByRole('heading', { name: 'Patient number 26' }).waitFor();
    await modal.getByRole('button', { name: 'Next' }).click();
    await modal.getByText('51–60 of 60').waitFor();
    expect(await modal.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
  });

  it('leaves only what differs when asked to', async () => {
    await modal.getByLabel('Differences only').check();
    await modal.getByText('1–3 of 3').waitFor();
    expect(await modal.getByRole('article').count()).toBe(3);
    expect(await modal.getByText('Equal').count()).toBe(0);
    await modal.getByText('60 records, 3 with differences').waitFor();
  });

  it('signs a finished sample once, and says who signed', async () => {
    await modal.getByRole('button', { name: 'Sign the sample' }).click();
    await modal.getByText('Signed by Robin Admin').waitFor();
    expect(await modal.getByRole('button', { name: 'Sign the sample' }).count()).toBe(0);
    expect(world.calls.filter(({ path }) => path === '/api/runs/run-s/sign')).toHaveLength(1);
  });

  it('can be worked by keyboard alone', async () => {
    await modal.getByLabel('Differences only').focus();
    await page.keyboard.press('Space');
    await modal.getByText('1–3 of 3').waitFor();
    const stops: string[] = [];
    for (let press = 0; press < 3; press += 1) {
      await page.keyboard.press('Tab');
      stops.push(await modal.evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.getAttribute('aria-label') || ''));
    }
    expect(stops.slice(1)).toEqual(['Sign the sample', 'Close']);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.app-frame-modal', { state: 'detached' });
  });

  it('says so when it was opened without a run', async () => {
    const alone = await site.alone(browser, '/modal?id=x&data=%7Bnot-json');
    await alone.getByText('This window was opened without a run to review.').waitFor();
    await alone.close();
  });
});
