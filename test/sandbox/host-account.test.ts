import type { Browser, Page } from 'playwright-core';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { appFrame, startHostPage, type HostPage } from '../support/host-page.js';

let browser: Browser;
let host: HostPage;
const pages: Page[] = [];
const visit = async (pathname: string): Promise<Page> => {
  const page = await host.open(browser, pathname);
  pages.push(page);
  return page;
};

beforeAll(async () => {
  [browser, host] = await Promise.all([openBrowser(), startHostPage()]);
});
afterEach(() => Promise.all(pages.splice(0).map((page) => page.close())));
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

describe('the account around the app', () => {
  it('takes a user through install, settings and uninstall', async () => {
    const page = await visit('/');
    await page.getByLabel('User').selectOption({ label: 'Sam Frontdesk' });
    await page.getByRole('link', { name: 'Install' }).click();
    const settings = await appFrame(page, 'settings');
    expect(new URL(settings.url()).searchParams.get('userId')).toBe('12');
    expect(new URL(page.url()).pathname).toBe('/settings/marketplace/app/client-1/app-settings');
    await page.getByRole('button', { name: 'Uninstall' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Uninstall' }).click();
    await page.getByRole('link', { name: 'Install' }).waitFor();
    expect(host.installed.has(12)).toBe(false);
    expect(await page.locator('iframe').count()).toBe(0);
  });

  it('says plainly on every page what it is', async () => {
    for (const pathname of ['/', '/persons', '/person/0', '/leads', '/settings/marketplace/app/other/app-settings']) {
      const page = await visit(pathname);
      await page.getByText('Stand-in account. Not Pipedrive.').waitFor();
    }
  });

  it('leads from a list to a record and back without loading the page anew', async () => {
    const page = await visit('/persons');
    await page.evaluate(() => { document.documentElement.dataset['kept'] = 'yes'; });
    await page.getByRole('link', { name: 'Ada Example' }).click();
    await page.getByRole('heading', { name: 'Ada Example' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'People' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset['kept'])).toBe('yes');
  });

  it('pages through a long list', async () => {
    const page = await visit('/organizations');
    await page.getByText('1 to 50 of 60').waitFor();
    expect(await page.title()).toBe('Organizations · Stand-in account');
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByRole('link', { name: 'Practice 60' }).waitFor();
  });

  it('offers an empty view where the account has no record yet', async () => {
    const page = await visit('/deals');
    await page.getByRole('link', { name: 'Open an empty deal view' }).click();
    expect(new URL((await appFrame(page, 'panel')).url()).searchParams.get('selectedIds')).toBe('0');
  });

  it('shows hostile record content as text', async () => {
    const page = await visit('/person/2');
    await appFrame(page, 'panel');
    expect(await page.locator('h1').textContent()).toContain('<img src=x');
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    await page.goto(`${host.url}/persons`);
    await page.getByRole('link', { name: '<img src=x' }).waitFor();
  });

  it('raises no error in the console on its way through the pages', async () => {
    const page = await visit('/');
    const complaints: string[] = [];
    page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
    page.on('pageerror', (error) => complaints.push(error.message));
    for (const pathname of ['/', '/persons', '/person/1', '/deals']) await page.goto(host.url + pathname, { waitUntil: 'networkidle' });
    expect(complaints).toEqual([]);
  });
});

describe('the server of the host page', () => {
  it('lets the page load nothing but its own files and frame nothing but the app', async () => {
    const { headers } = await request(host.url).get('/person/1');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain(`frame-src ${host.appUrl};`);
  });

  it('signs no token for another site, another user\'s absence of an installation, or a form', async () => {
    const sent = request(host.url);
    expect((await sent.post('/host/api/token').set('Origin', host.appUrl).send({ userId: 11 })).status).toBe(403);
    expect((await sent.post('/host/api/token').send({ userId: 12 })).status).toBe(403);
    expect((await sent.post('/host/api/token').type('form').send({ userId: '11' })).status).toBe(415);
    expect((await sent.post('/host/api/token').send({ userId: 11 })).status).toBe(200);
  });

  it('answers a misshapen request with a refusal', async () => {
    const sent = request(host.url);
    expect((await sent.post('/host/api/frames').send({ surface: 'window', userId: 11 })).status).toBe(400);
    expect((await sent.get('/host/api/records/user')).status).toBe(404);
    expect((await sent.get('/host/api/records/person/abc')).status).toBe(404);
    expect((await sent.get('/host/assets/../index.ts')).status).toBe(404);
  });
});
