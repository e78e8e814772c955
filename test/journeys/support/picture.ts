/** README's pictures, taken on the way while PICTURES=1 is set. */
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { launchOptions } from '../../support/browser.js';
import { modalOf, panelOf, press, step } from './panel.js';
import type { Site } from './site.js';

const FOLDER = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const PLACES = { system: '/usr/bin/chromium', unpackUnder: tmpdir() };

/** Takes a picture of the bill beside a person of the account. */
export const pictureThePrice = (site: Site, person: number): Promise<void> =>
  picture('panel', '1080,984', site, person, async (page) => {
    await step(panelOf(page), 'Price');
    await panelOf(page).getByRole('button', { name: 'Go to the sample' }).waitFor();
  });

/** Takes a picture of the review of a sample, at the first person in it. */
export const pictureTheReview = (site: Site, person: number): Promise<void> =>
  picture('review', '1280,860', site, person, async (page) => {
    await press(panelOf(page), 'Review the differences');
    await modalOf(page).getByRole('article').first().waitFor();
    const persons = modalOf(page).getByRole('article').filter({ hasText: 'Date of birth' });
    while (await persons.count() === 0) await turn(page);
    await persons.first().evaluate((article) => {
      const list = article.closest('main');
      list?.scrollBy({ top: article.getBoundingClientRect().top - list.getBoundingClientRect().top - 16 });
    });
    await page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); });
  });

async function turn(page: Page): Promise<void> {
  const first = await modalOf(page).getByRole('article').first().innerText();
  await press(modalOf(page), 'Next');
  await modalOf(page).getByRole('article').filter({ hasText: first }).waitFor({ state: 'detached' });
}

async function picture(name: string, size: string, site: Site, person: number, arrange: (page: Page) => Promise<void>): Promise<void> {
  if (process.env['PICTURES'] !== '1') return;
  const browser = await photographer(site.folder, size);
  const page = await (await browser.newContext({ viewport: null })).newPage();
  await page.goto(`${site.standIn.url}/person/${person}`);
  await arrange(page);
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: `${FOLDER}${name}.png` });
  await browser.close();
}

/** A browser with twice as many dots: emulating them leaves frames of other sites blurred. Signs that the packaged font lacks come from the system's. */
async function photographer(folder: string, size: string): Promise<Browser> {
  const { args = [], env = {}, ...options } = await launchOptions(PLACES);
  const packaged = env['FONTCONFIG_FILE'];
  const fonts = join(folder, 'fonts.conf');
  await writeFile(fonts, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include>${String(packaged)}</include>
    <dir>/usr/share/fonts</dir><match target="pattern"><edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match></fontconfig>`);
  return chromium.launch({
    ...options, args: [...args, '--force-device-scale-factor=2', `--window-size=${size}`], env: packaged === undefined ? env : { ...env, FONTCONFIG_FILE: fonts },
  });
}
