import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { step, visit } from './support/panel.js';
import { openSite } from './support/site.js';
import type { Site } from './support/site.js';

describe('installing', () => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => { [site, browser] = await Promise.all([openSite(), openBrowser()]); });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it('tells a person who did not agree that nothing was stored, and offers to try again', async () => {
    const { page } = await visit(browser, site);
    await page.getByRole('link', { name: 'Install' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Bridgework was not installed' }).waitFor();
    await page.getByText('You did not agree to the access that Bridgework asked for, so nothing was connected and nothing was stored.').waitFor();
    expect(await (await fetch(`${site.standIn.control}/grants`)).json()).toEqual([]);
    await page.getByRole('link', { name: 'Install Bridgework' }).click();
    await page.getByRole('button', { name: 'Allow and install' }).click();
    await page.getByText('Installed for Ana Torres').waitFor();
    await page.getByRole('button', { name: 'Uninstall' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Uninstall' }).click();
    await page.getByText('Not installed for Ana Torres').waitFor();
    await page.context().close();
  });

  it('can be done by keyboard alone, up to the audit of a sample practice', async () => {
    const { page, panel } = await visit(browser, site);
    await tabTo(page, 'Install');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Allow/ }).waitFor();
    await tabTo(page, 'Allow and install');
    await page.keyboard.press('Enter');
    await page.getByText('Installed for Ana Torres').waitFor();
    await page.goto(`${site.standIn.url}/person/0`);
    await step(panel, 'Export files');
    await tabTo(page, 'Try with a sample practice (300 patients)');
    await page.keyboard.press('Enter');
    await step(panel, 'Audit');
    await tabTo(page, 'See the mapping');
    await page.keyboard.press('Enter');
    await step(panel, 'Mapping');
    await page.context().close();
  });
});

/** Presses the tabulator until the focus is on something of this name, in the page or in a frame of it. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < 60) {
    await page.keyboard.press('Tab');
    const focused = await focusOf(page);
    if (focused === name) return;
    passed.push(focused);
  }
  throw new Error(`The keyboard does not reach “${name}”, only: ${passed.join(' · ')}`);
}

/** The name of what has the focus, wherever it is. */
async function focusOf(page: Page): Promise<string> {
  const active = (await page.evaluateHandle(() => document.activeElement)).asElement();
  const place = (await active?.contentFrame()) ?? page;
  return place.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? '');
}
