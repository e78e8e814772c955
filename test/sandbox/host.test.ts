import { jwtVerify } from 'jose';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { appFrame, CLIENT_SECRET, startHostPage, type HostPage } from '../support/host-page.js';

const SECRET = new TextEncoder().encode(CLIENT_SECRET);

/** What the app's page puts on its window; the functions given to `run` execute there. */
interface AppWindow {
  readonly sdk: { execute(command: string, args?: unknown): Promise<unknown> };
  readonly events: [string, unknown][];
  readonly ready: Promise<unknown>;
}

/** Executes one SDK command inside the app's frame; resolves to the answer or to the rejection's message. */
const run = (frame: Frame, command: string, args?: unknown): Promise<unknown> => frame.evaluate(
  ([name, given]) => (window as unknown as AppWindow).sdk.execute(name as string, given).catch((error: Error) => `rejected: ${error.message}`), // set by the app's page
  [command, args] as const,
);
/** Sends a command whose answer the frame may not live to see. */
const send = (frame: Frame, command: string, args?: unknown): Promise<void> => frame.evaluate(
  ([name, given]) => void (window as unknown as AppWindow).sdk.execute(name as string, given), // set by the app's page
  [command, args] as const,
);
const events = (frame: Frame): Promise<[string, unknown][]> => frame.evaluate(() => (window as unknown as AppWindow).events); // set by the app's page
const heightOf = (page: Page, selector: string): Promise<number> => page.locator(selector).evaluate((node) => node.getBoundingClientRect().height);

let browser: Browser;
let host: HostPage;
const pages: Page[] = [];
const visit = async (pathname: string, at: HostPage = host): Promise<Page> => {
  const page = await at.open(browser, pathname);
  pages.push(page);
  return page;
};

beforeAll(async () => {
  [browser, host] = await Promise.all([openBrowser(), startHostPage()]);
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()));
  host.installed.add(11);
});
afterAll(async () => {
  await browser?.close();
  await host?.close();
});

describe('the iframe of the app', () => {
  it('is loaded from another site with the parameters that Pipedrive sends', async () => {
    const page = await visit('/person/1');
    const frame = await appFrame(page, 'panel');
    const url = new URL(frame.url());
    expect(url.origin).toBe(host.appUrl);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      userId: '11', companyId: '77', resource: 'person', view: 'details', selectedIds: '1', theme: 'light',
    });
    const { payload } = await jwtVerify(url.searchParams.get('token') ?? '', SECRET, { algorithms: ['HS256'] });
    expect(payload).toMatchObject({ userId: 11, companyId: 77 });
    expect(await page.locator('iframe').getAttribute('sandbox')).not.toContain('top-navigation');
  });

  it('gets a new id with every load', async () => {
    const page = await visit('/person/1');
    const first = new URL((await appFrame(page, 'panel')).url()).searchParams.get('id');
    await page.reload();
    expect(new URL((await appFrame(page, 'panel')).url()).searchParams.get('id')).not.toBe(first);
  });

  it('is removed with a notice when it does not initialize in time, and can be loaded again', async () => {
    const strict = await startHostPage({ initializeWithinMs: 300, panelPage: 'silent' });
    try {
      const page = await visit('/person/1', strict);
      await page.getByText('The app did not initialize in time').waitFor();
      expect(await page.locator('iframe').count()).toBe(0);
      await page.getByRole('button', { name: 'Load again' }).click();
      await page.locator('iframe').waitFor({ state: 'attached' });
    } finally {
      await strict.close();
    }
  });

  it('cannot be imitated: a message with its id from another window is ignored', async () => {
    const page = await visit('/person/1');
    const frame = await appFrame(page, 'panel');
    const id = new URL(frame.url()).searchParams.get('id');
    const before = await heightOf(page, '.app-frame-panel');
    const answered = await page.evaluate((forged) => new Promise<boolean>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(true);
      window.postMessage({ id: forged, payload: { type: 'command', command: 'resize', args: { height: 200 } } }, '*', [port2]);
      setTimeout(() => resolve(false), 300);
    }), id);
    expect(answered).toBe(false);
    expect(await heightOf(page, '.app-frame-panel')).toBe(before);
  });

  it('cannot speak for another iframe of the same app', async () => {
    const page = await visit('/person/1');
    const panel = await appFrame(page, 'panel');
    await send(panel, 'open_modal', { type: 'custom_modal', action_id: 'preview' });
    const modal = await appFrame(page, 'modal');
    const answered = await modal.evaluate((forged) => new Promise<boolean>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(true);
      window.parent.postMessage({ id: forged, payload: { type: 'command', command: 'get_signed_token' } }, '*', [port2]);
      setTimeout(() => resolve(false), 300);
    }), new URL(panel.url()).searchParams.get('id'));
    expect(answered).toBe(false);
  });

  it('loses its voice when its window has gone to another site, even to one that the page may frame', async () => {
    const elsewhere = await startHostPage();
    const two = await startHostPage({ modalSite: elsewhere.appUrl });
    try {
      const page = await visit('/person/1', two);
      const id = new URL((await appFrame(page, 'panel')).url()).searchParams.get('id');
      const other = `${elsewhere.appUrl}/modal?id=${id}`;
      await page.evaluate((src) => document.querySelector('iframe')?.setAttribute('src', src), other);
      await expect.poll(() => page.frames().some((each) => each.url() === other)).toBe(true);
      const moved = page.frames().find((each) => each.url() === other);
      await moved?.waitForLoadState();
      const outcome = await moved?.evaluate(() => Promise.race([
        (window as unknown as AppWindow).ready.then(() => 'answered'), // set by the app's page
        new Promise((resolve) => { setTimeout(() => resolve('silence'), 300); }),
      ]));
      expect(outcome).toBe('silence');
    } finally {
      await Promise.all([two.close(), elsewhere.close()]);
    }
  });
});

describe('the commands of the SDK', () => {
  it('RESIZE keeps the panel between 100 and 750 pixels', async () => {
    const page = await visit('/person/1');
    const frame = await appFrame(page, 'panel');
    expect(await heightOf(page, '.app-frame-panel')).toBe(750); // the app asked for 5000 when it initialized
    await run(frame, 'resize', { height: 222 });
    expect(await heightOf(page, '.app-frame-panel')).toBe(222);
    await run(frame, 'resize', { height: 10, width: 900 });
    expect(await page.locator('.app-frame-panel').evaluate((node) => [node.clientHeight, node.clientWidth])).toEqual([100, 385]);
  });

  it('GET_SIGNED_TOKEN gives a token for five minutes that verifies, and a tampered one does not', async () => {
    const frame = await appFrame(await visit('/person/1'), 'panel');
    const { token } = await run(frame, 'get_signed_token') as { token: string }; // the command's documented result
    const { payload } = await jwtVerify(token, SECRET, { algorithms: ['HS256'] });
    expect(payload).toMatchObject({ userId: 11, companyId: 77 });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    const [head, , signature] = token.split('.');
    const other = Buffer.from(JSON.stringify({ ...payload, userId: 12 })).toString('base64url');
    await expect(jwtVerify(`${head}.${other}.${signature}`, SECRET)).rejects.toThrow('signature verification failed');
  });

  it('GET_SIGNED_TOKEN is refused once the user has uninstalled', async () => {
    const frame = await appFrame(await visit('/person/1'), 'panel');
    host.installed.delete(11);
    expect(await run(frame, 'get_signed_token')).toBe('rejected: This user has not installed the app.');
  });

  it('SHOW_CONFIRMATION answers what the user decides; Escape is no', async () => {
    const page = await visit('/person/1');
    const frame = await appFrame(page, 'panel');
    const question = { title: 'Roll back?', description: 'Everything returns.', okText: 'Roll back', cancelText: 'Keep' };
    const yes = run(frame, 'show_confirmation', question);
    await page.getByRole('alertdialog', { name: 'Roll back?' }).getByRole('button', { name: 'Roll back' }).click();
    expect(await yes).toEqual({ confirmed: true });
    const no = run(frame, 'show_confirmation', question);
    await page.getByRole('button', { name: 'Keep' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await no).toEqual({ confirmed: false });
  });

  it('SHOW_SNACKBAR shows the message as text and follows web addresses only', async () => {
    const page = await visit('/person/1');
    const frame = await appFrame(page, 'panel');
    await run(frame, 'show_snackbar', { message: '<b>Saved</b>', link: { url: 'javascript:alert(1)', label: 'Look' } });
    await page.getByText('<b>Saved</b>').waitFor();
    expect(await page.locator('.snackbar a').count()).toBe(0);
    await run(frame, 'show_snackbar', { message: 'Saved', link: { url: 'https://example.org/', label: 'Look' } });
    expect(await page.locator('.snackbar a').getAttribute('href')).toBe('https://example.org/');
    expect(await run(frame, 'show_snackbar', {})).toBe('rejected: show_snackbar needs a message');
  });

  it('GET_METADATA tells the size of the main window', async () => {
    const frame = await appFrame(await visit('/person/1'), 'panel');
    expect(await run(frame, 'get_metadata')).toEqual({ windowHeight: 860, windowWidth: 1280 });
  });

  it('REDIRECT_TO leads to a record, and to the settings page with a context that cannot pose as the host', async () => {
    const page = await visit('/person/1');
    await send(await appFrame(page, 'panel'), 'redirect_to', { view: 'contacts', id: 2 });
    await page.waitForURL(`${host.url}/person/2`);
    await page.waitForFunction(() => document.querySelector('iframe')?.src.includes('selectedIds=2'));
    await send(await appFrame(page, 'panel'), 'redirect_to', { view: 'settings', context: { run: 'r1', userId: '12' } });
    const settings = new URL((await appFrame(page, 'settings')).url());
    expect(Object.fromEntries(settings.searchParams)).toMatchObject({ run: 'r1', userId: '11' });
    expect(await run(await appFrame(page, 'settings'), 'redirect_to', { view: 'billing' })).toBe('rejected: redirect_to knows no such view');
  });

  it('commands of the floating window are refused, because the app has none; so is a command before initialize', async () => {
    const frame = await appFrame(await visit('/person/1'), 'panel');
    for (const command of ['show_floating_window', 'hide_floating_window', 'set_notification', 'set_focus_mode']) {
      expect(await run(frame, command)).toBe('rejected: This app has no floating window');
    }
    const raw = await startHostPage({ panelPage: 'silent' });
    try {
      const page = await visit('/person/1', raw);
      await page.waitForFunction(() => document.querySelector('iframe') !== null);
      const silent = await (await page.locator('iframe').elementHandle())?.contentFrame();
      const refusal = await silent?.evaluate(() => new Promise<unknown>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => resolve(event.data);
        window.parent.postMessage({ id: new URLSearchParams(location.search).get('id'), payload: { type: 'command', command: 'get_signed_token' } }, '*', [port2]);
      }));
      expect(refusal).toEqual({ error: 'The app has not initialized' });
    } finally {
      await raw.close();
    }
  });
});

describe('the modal', () => {
  it('opens with the data of its opener in an iframe of its own, and tells the opener when the app closes it', async () => {
    const page = await visit('/person/1');
    const panel = await appFrame(page, 'panel');
    const data = { run: 'r-1', words: 'Zürich "quoted"' };
    const opened = run(panel, 'open_modal', { type: 'custom_modal', action_id: 'preview', data });
    const modal = await appFrame(page, 'modal');
    const parameters = new URL(modal.url()).searchParams;
    expect(JSON.parse(parameters.get('data') ?? '')).toEqual(data);
    expect(parameters.get('id')).not.toBe(new URL(panel.url()).searchParams.get('id'));
    await send(modal, 'close_modal');
    expect(await opened).toEqual({ status: 'closed' });
    await expect.poll(() => events(panel)).toEqual([['close_custom_modal', null]]);
    expect(await page.locator('dialog').count()).toBe(0);
  });

  it('closes by its X and by Escape, too', async () => {
    const page = await visit('/person/1');
    const panel = await appFrame(page, 'panel');
    for (const close of [() => page.getByRole('button', { name: 'Close' }).click(), () => page.keyboard.press('Escape')]) {
      const opened = run(panel, 'open_modal', { type: 'custom_modal', action_id: 'preview' });
      await appFrame(page, 'modal');
      await close();
      expect(await opened).toEqual({ status: 'closed' });
    }
  });

  it('is never smaller than 320 by 120 and never larger than the window', async () => {
    const page = await visit('/person/1');
    const opened = run(await appFrame(page, 'panel'), 'open_modal', { type: 'custom_modal', action_id: 'preview' });
    const modal = await appFrame(page, 'modal');
    const size = (): Promise<number[]> => page.locator('.app-frame-modal').evaluate((node) => [node.clientWidth, node.clientHeight]);
    await run(modal, 'resize', { height: 50, width: 50 });
    expect(await size()).toEqual([320, 120]);
    await run(modal, 'resize', { height: 5000, width: 5000 });
    const box = await page.locator('dialog').boundingBox();
    expect(box?.width).toBeLessThanOrEqual(1280);
    expect(box?.height).toBeLessThanOrEqual(860);
    await page.keyboard.press('Escape');
    await opened;
  });

  it('holds the focus: what lies behind it cannot be reached', async () => {
    const page = await visit('/person/1');
    await send(await appFrame(page, 'panel'), 'open_modal', { type: 'custom_modal', action_id: 'preview' });
    await appFrame(page, 'modal');
    for (let press = 0; press < 6; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null)).toBe(true);
    }
  });

  it('is refused under an unknown action_id, as a JSON modal, with data that are no strings, and from within a modal', async () => {
    const page = await visit('/person/1');
    const panel = await appFrame(page, 'panel');
    expect(await run(panel, 'open_modal', { type: 'custom_modal', action_id: 'other' })).toBe('rejected: This app has no modal of that action_id');
    expect(await run(panel, 'open_modal', { type: 'json_modal', action_id: 'other' })).toBe('rejected: This app has no JSON modal');
    expect(await run(panel, 'open_modal', { type: 'custom_modal', action_id: 'preview', data: { n: 1 } })).toBe('rejected: The data of a modal are strings');
    expect(await run(panel, 'close_modal')).toBe('rejected: close_modal works in a custom modal only');
    await send(panel, 'open_modal', { type: 'custom_modal', action_id: 'preview' });
    const modal = await appFrame(page, 'modal');
    expect(await run(modal, 'open_modal', { type: 'custom_modal', action_id: 'preview' })).toBe('rejected: A modal cannot open a modal');
  });

  it('shows what the app would fill into the account\'s own form', async () => {
    const page = await visit('/person/1');
    const opened = run(await appFrame(page, 'panel'), 'open_modal', { type: 'deal', prefill: { title: 'Crown, upper left' } });
    await page.getByRole('dialog', { name: 'New deal' }).getByText('Crown, upper left').waitFor();
    await page.keyboard.press('Escape');
    expect(await opened).toEqual({ status: 'closed' });
  });

  it('opens from the menu of a record without an opener', async () => {
    const page = await visit('/person/1');
    await page.getByRole('button', { name: 'Open Bridgework' }).click();
    const parameters = new URL((await appFrame(page, 'modal')).url()).searchParams;
    expect(parameters.get('selectedIds')).toBe('1');
    expect(parameters.has('data')).toBe(false);
  });
});

describe('the events of the SDK', () => {
  it('USER_SETTINGS_CHANGE follows the theme switch, and the next load starts in the chosen theme', async () => {
    const page = await visit('/person/1');
    const frame = await appFrame(page, 'panel');
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await expect.poll(() => events(frame)).toEqual([['user_settings_change', { theme: 'dark' }]]);
    await page.reload();
    expect(new URL((await appFrame(page, 'panel')).url()).searchParams.get('theme')).toBe('dark');
  });

  it('VISIBILITY follows the panel being collapsed and expanded, by keyboard too', async () => {
    const page = await visit('/person/1');
    const frame = await appFrame(page, 'panel');
    const toggle = page.getByRole('button', { name: 'Bridgework', exact: true });
    await toggle.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => events(frame)).toEqual([['visibility', { is_visible: false }], ['visibility', { is_visible: true }]]);
  });
});
