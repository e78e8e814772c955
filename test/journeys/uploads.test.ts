import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { choose, install, press, step, visit } from './support/panel.js';
import type { Visitor } from './support/panel.js';
import { openSite } from './support/site.js';
import type { Site } from './support/site.js';

const LIMIT = 20_000;

describe('a file that is no part of an export is refused in a sentence, and nothing of it is kept', () => {
  let site: Site;
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite({ environment: { MAX_UPLOAD_BYTES: String(LIMIT) } }), openBrowser()]);
    visitor = await visit(browser, site);
    await install(visitor);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    expect(await readdir(join(site.folder, 'data', 'quarantine'))).toEqual([]);
    await visitor.page.reload();
    await step(visitor.panel, 'Export files');
    expect(await visitor.panel.getByText('Current export').count()).toBe(0);
  });

  const file = async (name: string, content: string | Buffer): Promise<string> => {
    const path = join(site.folder, name);
    await writeFile(path, content);
    return path;
  };

  it('says of an empty file that it is empty, and sends nothing', async () => {
    const { panel } = visitor;
    await choose(visitor, [await file('v_patient.csv', '')]);
    await panel.getByText('The file is empty. Export it again and check that the report had rows.').waitFor();
    expect(await panel.getByRole('button', { name: 'Upload 1 file' }).isDisabled()).toBe(true);
  });

  it('says what a PDF is that calls itself a table', async () => {
    const { panel } = visitor;
    await choose(visitor, [await file('v_appt.csv', `%PDF-1.7\n${'Aging report\n'.repeat(200)}`)]);
    await press(panel, 'Upload 1 file');
    const refusal = panel.getByRole('alert');
    await refusal.getByText('“v_appt.csv” is really a PDF document.').waitFor();
    await refusal.getByText('Leave it out; only the tables of the export are read.').waitFor();
    await panel.getByText('v_appt.csv', { exact: true }).waitFor();
  });

  it('says of a file over the limit how much is allowed, and sends nothing', async () => {
    const { panel } = visitor;
    await choose(visitor, [await file('v_ledger.csv', Buffer.alloc(LIMIT + 1, 'a'))]);
    await panel.getByText('Larger than 20 KB. Export a shorter period, or split the file by year.').waitFor();
    expect(await panel.getByRole('button', { name: 'Upload 1 file' }).isDisabled()).toBe(true);
  });

  it('says of files that are over the limit together what else can be done', async () => {
    const { panel } = visitor;
    const half = `patient_id,last_name\n${'1,Sample\n'.repeat(1500)}`;
    await choose(visitor, [await file('a.csv', half), await file('b.csv', half)]);
    await press(panel, 'Upload 2 files');
    await panel.getByRole('alert').getByText(/^With “[ab]\.csv” the upload is larger than/).waitFor();
  });
});
