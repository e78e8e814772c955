import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchOptions, openBrowser } from './browser.js';

const NOWHERE = '/nowhere/chromium';

describe('opening a browser for the tests', () => {
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(path.join(os.tmpdir(), 'bridgework-browser-')); });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('unpacks the packaged Chromium once when two workers ask at the same time', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => launchOptions({ system: NOWHERE, unpackUnder: folder })));
    expect(first?.executablePath).toBe(second?.executablePath);
    expect(await readdir(folder)).toHaveLength(1);
    const browser = await openBrowser({ system: NOWHERE, unpackUnder: folder });
    try {
      const page = await browser.newPage();
      await page.setContent('<p id="text">Visible text</p>');
      expect((await page.locator('#text').boundingBox())?.height).toBeGreaterThan(0);
      expect(await page.evaluate(() => new Intl.NumberFormat(navigator.language).format(1234))).toBe('1,234');
    } finally {
      await browser.close();
    }
  });

  it('takes the Chromium of the system where there is one, and unpacks nothing', async () => {
    const packaged = await launchOptions({ system: NOWHERE, unpackUnder: folder });
    const system = path.join(folder, 'system-chromium');
    const own = path.dirname(packaged.executablePath ?? '');
    await writeFile(system, `#!/bin/sh\nLD_LIBRARY_PATH=${own}/al2023/lib exec ${own}/chromium --no-zygote --disable-gpu "$@"\n`, { mode: 0o755 });
    const untouched = path.join(folder, 'untouched');
    const browser = await openBrowser({ system, unpackUnder: untouched });
    expect(browser.isConnected()).toBe(true);
    await browser.close();
    await expect(readdir(untouched)).rejects.toThrow('ENOENT');
  });

  it('does not take a file for a browser that cannot be run', async () => {
    const plain = path.join(folder, 'plain-file');
    await writeFile(plain, '', { mode: 0o644 });
    await symlink(plain, `${plain}-link`);
    expect((await launchOptions({ system: `${plain}-link`, unpackUnder: folder })).executablePath).not.toBe(`${plain}-link`);
  });
});
