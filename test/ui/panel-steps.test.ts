import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { run, RUNNING, INTAKE, SIGNED_SAMPLE, FINISHED } from './support/fixtures.js';
import { SCENES } from './support/scenes.js';
import { startSite, type Opened, type Site } from './support/site.js';

describe('the panel inside the host page', () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => { [browser, site] = await Promise.all([openBrowser(), startSite()]); });
  afterAll(async () => { await browser?.close(); await site?.close(); });

  it.each(SCENES.map((scene) => [scene.name, scene] as const))('shows the right step when %s', async (_name, scene) => {
    site.play(scene.world);
    const { page, frame, complaints } = await site.panel(browser);
    await frame.locator('nav').waitFor();
    if (scene.choose !== undefined) await frame.getByRole('navigation').getByRole('button', { name: scene.choose.replace(/^\d /, '') }).click();
    await frame.getByRole('heading', { level: 2, name: scene.heading, exact: true }).waitFor();
    for (const words of scene.shows) await frame.getByText(words).first().waitFor({ state: 'attached', timeout: 3000 });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('names all steps at all times and locks those that are not possible yet', async () => {
    site.play({ intakes: [INTAKE] });
    const { page, frame } = await site.panel(browser);
    const steps = frame.getByRole('navigation').getByRole('button');
    await steps.first().waitFor();
    expect(await frame.locator('.stepper__name').allInnerTexts())
      .toEqual(['Connect', 'Files', 'Audit', 'Mapping', 'Questions', 'Price', 'Sample', 'Full run', 'Verify', 'Delta', 'Roll back']);
    expect(await steps.nth(4).isDisabled()).toBe(true);
    expect(await steps.nth(2).getAttribute('aria-current')).toBe('step');
    await page.close();
  });

  it('asks once per second while a run moves, shows its end, and then asks no more', async () => {
    const world = site.play({ intakes: [INTAKE], runs: [run({ run: 'run-f', createdAt: '2026-11-20T10:55:00Z', ...RUNNING }), SIGNED_SAMPLE] });
    const { page, frame } = await site.panel(browser);
    await frame.getByText('3,120 of 10,528').waitFor();
    const asked = (): number => world.calls.filter(({ path }) => path === '/api/runs/run-f').length;
    await expect.poll(asked, { timeout: 5000 }).toBeGreaterThanOrEqual(2);
    world.runs = [run({ run: 'run-f', createdAt: '2026-11-20T10:55:00Z', ...FINISHED }), SIGNED_SAMPLE];
    await frame.getByRole('heading', { name: 'Verify' }).waitFor();
    const before = asked();
    await page.waitForTimeout(2500);
    expect(asked()).toBe(before);
    await page.close();
  });

  it('lands on the run again after a reload in the middle of it', async () => {
    site.play({ intakes: [INTAKE], runs: [run({ run: 'run-f', createdAt: '2026-11-20T10:55:00Z', ...RUNNING }), SIGNED_SAMPLE] });
    const opened: Opened = await site.panel(browser);
    await opened.frame.getByText('3,120 of 10,528').waitFor();
    await opened.page.close();
    const again = await site.panel(browser);
    await again.frame.getByRole('heading', { name: 'Full run' }).waitFor();
    await again.frame.getByText('3,120 of 10,528').waitFor();
    await again.page.close();
  });

  it('says that the connection is lost, and goes on when it is back', async () => {
    const world = site.play({ intakes: [INTAKE], runs: [run({ run: 'run-f', createdAt: '2026-11-20T10:55:00Z', ...RUNNING }), SIGNED_SAMPLE] });
    const { page, frame } = await site.panel(browser);
    await frame.getByText('3,120 of 10,528').waitFor();
    world.refusals.set('GET /api/runs/run-f', { status: 502, code: 'x', message: 'x', remedy: 'x' });
    await frame.getByText('Connection lost. The run goes on').waitFor();
    world.refusals.clear();
    await frame.getByText('Connection lost. The run goes on').waitFor({ state: 'detached' });
    await page.close();
  });
});
