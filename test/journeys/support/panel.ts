/** The places of the app as a person finds them on the host page. Locators, so that they outlive a reload of the page. */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { Site } from './site.js';

/** How long anything may take to appear: less than a test may take, so that a failure says what was missing. */
const WITHIN_MS = 25_000;

/** The panel beside a record. */
export const panelOf = (page: Page): FrameLocator => page.frameLocator('iframe.app-frame-panel:not([data-waiting])');

/** The review over the whole window. */
export const modalOf = (page: Page): FrameLocator => page.frameLocator('iframe.app-frame-modal:not([data-waiting])');

/** Presses a button by its whole name, or by a pattern where the name holds a number, as soon as it can be pressed. */
export async function press(place: FrameLocator, name: string | RegExp): Promise<void> {
  const button = place.getByRole('button', { name, exact: true });
  await button.and(place.locator(':enabled')).waitFor();
  await place.locator('html').evaluate(untilFitted);
  await button.click();
}

/** Resolves when the host has given the panel the height that it asked for: while the frame changes its height, a click lands beside it. */
const untilFitted = (): Promise<void> => new Promise((resolve) => {
  const look = (): void => {
    const parts = [...document.querySelectorAll<HTMLElement>('[data-fit]')];
    const wanted = Math.min(parts.reduce((height, part) => height + part.offsetHeight, 0), 750);
    if (parts.length === 0 || Math.abs(innerHeight - wanted) <= 1) resolve();
    else setTimeout(look, 20);
  };
  look();
});

/** Waits until the panel shows a step. */
export const step = (panel: FrameLocator, title: string): Promise<void> => panel.getByRole('heading', { level: 2, name: title, exact: true }).waitFor();

/** A person who looks at the stand-in account. What the browser complains about is kept in `complaints`. */
export interface Visitor {
  readonly page: Page;
  readonly panel: FrameLocator;
  readonly modal: FrameLocator;
  readonly complaints: readonly string[];
}

/** Opens the account's start page in a browser of its own, as far as cookies and storage go. */
export async function visit(browser: Browser, site: Site, path = '/'): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(WITHIN_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  await page.goto(site.standIn.url + path);
  return { page, panel: panelOf(page), modal: modalOf(page), complaints };
}

/** Installs the app as the first user and opens its panel beside a person who is not saved yet. */
export async function install({ page, panel }: Visitor): Promise<void> {
  await page.getByRole('link', { name: 'Install' }).click();
  await page.getByRole('button', { name: 'Allow and install' }).click();
  await page.getByRole('button', { name: 'Uninstall' }).waitFor();
  await page.goto(new URL('/person/0', page.url()).href);
  await step(panel, 'Export files');
}

/** Chooses files through the browser's own picker. */
export async function choose({ page, panel }: Visitor, paths: readonly string[]): Promise<void> {
  const picker = page.waitForEvent('filechooser');
  await press(panel, 'Choose files');
  await (await picker).setFiles(paths);
}

/** Drops files from the desktop onto the panel, as the operating system would. */
export async function drop({ page, panel }: Visitor, paths: readonly string[]): Promise<void> {
  const zone = await panel.getByText('Drop files here').boundingBox();
  if (zone === null) throw new Error('There is no place to drop files on.');
  const desktop = await page.context().newCDPSession(page);
  const at = { x: zone.x + zone.width / 2, y: zone.y + zone.height / 2, data: { items: [], files: [...paths], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await desktop.send('Input.dispatchDragEvent', { type, ...at });
  await desktop.detach();
}

/** Goes to a step by the stepper. */
export const goTo = (panel: FrameLocator, name: string): Promise<void> =>
  panel.getByRole('navigation', { name: 'Steps of the migration' }).getByRole('button', { name }).click();

/** Looks at what a rollback of the proposed run, which must be of this kind, would do. */
export async function previewRollback({ panel }: Visitor, kind: string): Promise<void> {
  await panel.getByText(new RegExp(`^${kind} of `)).waitFor();
  await press(panel, 'Preview the rollback');
  await panel.getByRole('button', { name: 'Roll back now' }).waitFor();
}

/** Rolls back what was previewed; resolves when it is done. */
export async function confirmRollback({ page, panel }: Visitor): Promise<void> {
  await press(panel, 'Roll back now');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Roll back' }).click();
  await panel.getByText('The rollback is finished.').waitFor();
}

/** How bright the ground of a place is: 0 for black, 255 for white. */
export const brightness = (place: FrameLocator): Promise<number> => place.locator('body').evaluate((body) => {
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(body).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
  return (red + green + blue) / 3;
});
