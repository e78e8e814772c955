import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { faintTexts } from './support/contrast.js';
import { DIFFERING, INTAKE, MOVED, PLAN, QUESTIONS, run, SAMPLE } from './support/fixtures.js';
import { SCENES } from './support/scenes.js';
import { frameOf, startSite, type Site } from './support/site.js';

const READABLE = 4.5;
const theme = (frame: Frame): Promise<string | undefined> => frame.evaluate(() => document.documentElement.dataset['theme']);
const turnDark = (page: Page): Promise<void> => page.getByRole('button', { name: 'Dark theme' }).click();
const frameSize = async (page: Page, place: string): Promise<{ readonly width: number; readonly height: number }> => {
  const box = await page.locator(`.app-frame-${place}`).boundingBox();
  if (box === null) throw new Error(`The ${place} is not visible.`);
  return box;
};
const setWidth = (page: Page, place: string, width: number): Promise<void> =>
  page.locator(`.app-frame-${place}`).evaluate((frame, pixels) => { frame.style.width = `${pixels}px`; }, width);
/** Words that stick out of the document to the right. */
const sticksOut = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() => [...document.querySelectorAll('body *')]
    .filter((element) => !element.closest('.unseen, thead') && element.checkVisibility() && element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map((element) => element.textContent ?? ''));

describe('how the interface looks', () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => { [browser, site] = await Promise.all([openBrowser(), startSite()]); });
  afterAll(async () => { await browser?.close(); await site?.close(); });

  it.each(SCENES.map((scene) => [scene.name, scene] as const))('is readable in both themes and fits 385 and 320 pixels when %s', async (_name, scene) => {
    site.play(scene.world);
    const { page, frame } = await site.panel(browser);
    await frame.locator('nav').waitFor();
    if (scene.choose !== undefined) await frame.getByRole('navigation').getByRole('button', { name: scene.choose.replace(/^\d /, '') }).click();
    await frame.getByText(scene.shows[0] ?? scene.heading).first().waitFor({ state: 'attached' });
    await frame.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
    expect(await faintTexts(frame, READABLE)).toEqual([]);
    expect(await sticksOut(frame)).toEqual([]);
    await setWidth(page, 'panel', 320);
    expect(await frame.evaluate(() => innerWidth)).toBe(320);
    expect(await sticksOut(frame)).toEqual([]);
    await turnDark(page);
    await frame.locator('html[data-theme="dark"]').waitFor();
    expect(await faintTexts(frame, READABLE)).toEqual([]);
    await page.close();
  });

  it('takes the theme of the address before anything is painted, and follows a change', async () => {
    site.play();
    const { page, frame } = await site.panel(browser);
    expect(await theme(frame)).toBe('light');
    await turnDark(page);
    await frame.locator('html[data-theme="dark"]').waitFor();
    expect(await frame.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
    await page.close();
    const alone = await browser.newPage();
    await alone.route('**/*.js', () => undefined); // no script ever arrives
    await alone.goto(`${site.appUrl}/panel?theme=dark`, { waitUntil: 'commit' });
    await alone.locator('#root').waitFor({ state: 'attached' });
    expect(await alone.evaluate(() => getComputedStyle(document.body).visibility)).toBe('hidden');
    await alone.close();
  });

  it('is readable in the review and the settings, in both themes', async () => {
    site.play({ intakes: [INTAKE], runs: [SAMPLE, { ...MOVED, verification: DIFFERING, createdAt: '2026-11-19T10:00:00Z', intake: 'intake-0', rolledBack: true }] });
    const { page, frame } = await site.panel(browser);
    await frame.getByRole('button', { name: 'Review the differences' }).click();
    const modal = await frameOf(page, 'modal');
    await modal.getByRole('article').first().waitFor();
    expect(await faintTexts(modal, READABLE)).toEqual([]);
    await modal.evaluate(() => { document.documentElement.dataset['theme'] = 'dark'; });
    expect(await faintTexts(modal, READABLE)).toEqual([]);
    await page.close();
    const settings = await site.settings(browser);
    await settings.frame.getByRole('table').waitFor();
    expect(await faintTexts(settings.frame, READABLE)).toEqual([]);
    await turnDark(settings.page);
    await settings.frame.locator('html[data-theme="dark"]').waitFor();
    expect(await faintTexts(settings.frame, READABLE)).toEqual([]);
    await settings.page.close();
  });

  it('turns the rows of the review into cards in a narrow window', async () => {
    site.play({ intakes: [INTAKE], runs: [SAMPLE] });
    const { page, frame } = await site.panel(browser);
    await frame.getByRole('button', { name: 'Review the differences' }).click();
    const modal = await frameOf(page, 'modal');
    await modal.getByRole('article').first().waitFor();
    await setWidth(page, 'modal', 320);
    await expect.poll(() => modal.evaluate(() => innerWidth)).toBe(320);
    expect(await sticksOut(modal)).toEqual([]);
    await page.close();
  });

  it('asks the host for the height of its content, and scrolls inside itself beyond 750 pixels', async () => {
    site.play({ intakes: [INTAKE], runs: [run({ run: 'run-1' })] });
    const small = await site.panel(browser);
    await small.frame.getByRole('button', { name: 'Go to the sample' }).click();
    await expect.poll(async () => (await frameSize(small.page, 'panel')).height).toBeLessThan(400);
    const { scroll, client } = await small.frame.locator('main').evaluate((main) => ({ scroll: main.scrollHeight, client: main.clientHeight }));
    expect(scroll).toBe(client);
    await small.page.close();
    site.play({ intakes: [INTAKE] });
    const large = await site.panel(browser);
    await large.frame.getByRole('heading', { name: 'Audit' }).waitFor();
    await expect.poll(async () => (await frameSize(large.page, 'panel')).height).toBeGreaterThanOrEqual(750);
    expect(await large.frame.evaluate(() => innerHeight)).toBe(750);
    expect(await large.frame.locator('main').evaluate((main) => main.scrollHeight > main.clientHeight)).toBe(true);
    expect(await large.frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
    await large.page.close();
  });

  it('can be worked by keyboard alone, with the focus always in sight', async () => {
    const world = site.play({ intakes: [INTAKE], runs: [run({ run: 'run-1', plan: { ...PLAN, questions: QUESTIONS } })] });
    const { page, frame } = await site.panel(browser);
    await frame.getByRole('navigation').getByRole('button').first().focus();
    const stops: string[] = [];
    for (let presses = 0; presses < 20 && stops.at(-1) !== 'Use 2 proposals'; presses += 1) {
      await page.keyboard.press('Tab');
      const stop = await frame.evaluate(() => {
        const focused = document.activeElement;
        return { name: focused?.textContent?.trim() ?? '', outline: focused === null ? '' : getComputedStyle(focused).outlineStyle };
      });
      expect(stop.outline).not.toBe('none');
      stops.push(stop.name);
    }
    expect(stops.at(-1)).toBe('Use 2 proposals');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await frame.getByRole('heading', { name: 'Price' }).waitFor();
    expect(world.calls.some(({ method }) => method === 'PUT')).toBe(true);
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe('Price');
    await page.close();
  });
});
