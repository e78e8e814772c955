import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditExport } from '../../migrator/audit/audit.js';
import { auditPage } from '../../migrator/audit/page.js';
import { samplePractice } from '../../migrator/practice/index.js';
import { readExport } from '../../migrator/read/index.js';
import type { AuditReport } from '../../migrator/reports.js';
import dentrix from '../../migrator/sources/dentrix/index.js';
import { openBrowser } from '../support/browser.js';

const EMPTY: AuditReport = {
  source: 'unknown', files: [], streams: {}, issues: [], duplicates: [], orphans: [], totals: [], rows: { read: 0, skipped: 0, skippedBy: {} },
};
const BAD = '<script>alert(1)</script>"\'&';

describe('the printable page of an audit', () => {
  let folder: string;
  let browser: Browser;
  let page: string;
  const cells: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-page-'));
    const files = await samplePractice({ source: 'dentrix', patients: 300, seed: 5, households: true, out: folder });
    const read = await readExport(files, dentrix, [dentrix]);
    page = auditPage(await auditExport(read), { practice: 'Maple Lane Dental', source: 'Dentrix', madeOn: '2026-03-09' });
    for (const file of read.files) {
      for await (const { records } of file.rows) {
        for (const record of records) if (record.stream === 'patient') cells.push(...record.data.emails.map(({ value }) => value), ...record.data.phones.map(({ value }) => value), record.data.birthDate ?? '');
      }
    }
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is one file that loads and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|\bon\w+=/i);
    expect(page).toContain('default-src \'none\'');
  });

  it('holds nothing that stands in a patient\'s cells', () => {
    const values = cells.filter((value) => value.length >= 8);
    expect(values.length).toBeGreaterThan(300);
    expect(values.filter((value) => page.includes(value))).toEqual([]);
  });

  it('shows markup in any name as text', async () => {
    const place = { file: BAD, line: 1, key: BAD };
    const report: AuditReport = {
      ...EMPTY, source: BAD, rows: { read: 1, skipped: 1, skippedBy: { [BAD]: 1 } },
      files: [{ file: BAD, bytes: 1, encoding: BAD, format: BAD, layout: BAD, rows: 1, stream: null, dropped: [], columns: [] }],
      issues: (['blocking', 'warning'] as const).map((severity) => ({ code: `${BAD}${severity}`, severity, message: BAD, remedy: BAD, origin: place })),
      duplicates: [{ a: place, b: place, score: 1, verdict: 'same', evidence: [BAD] }], totals: [{ what: BAD, ours: BAD, theirs: BAD, equal: false }],
      orphans: [{ stream: 'patient', key: BAD, pointsTo: `patient:${BAD}`, file: BAD, line: 1 }],
      findings: {
        missing: [{ stream: 'patient', field: BAD, label: BAD, records: 1, of: 1 }], staysBehind: [{ what: BAD, reason: BAD, kind: 'not-yet' }], issueCounts: {},
        found: [{ code: BAD, title: BAD, says: BAD, count: 1, where: [{ file: BAD, column: BAD, count: 1 }], places: [{ file: BAD, line: 1, column: BAD, key: BAD }] }],
      },
    };
    const text = auditPage(report, { practice: BAD });
    expect(text).not.toContain('<script');
    const tab = await browser.newPage();
    await tab.setContent(text);
    expect(await tab.locator('script').count()).toBe(0);
    expect((await tab.locator('body').innerText()).split('<script>alert(1)</script>"\'&').length).toBeGreaterThan(25);
    await tab.close();
  });

  it('says so when there is nothing', () => {
    expect(auditPage(EMPTY)).toContain('0 rows were read from 0 files');
    expect(auditPage(EMPTY)).not.toContain('<section>');
  });

  it('draws each kind of record, the months and the last visits', async () => {
    const tab = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    await tab.setContent(page);
    const headings = await tab.locator('h2').allInnerTexts();
    expect(headings).toEqual(expect.arrayContaining(['What the export holds', 'Records per month', 'When patients were last seen', 'Patients who may be one person', 'Totals', 'Files']));
    const widths = await tab.locator('.bars rect.main').evaluateAll((bars) => bars.map((rect) => rect.getBoundingClientRect().width));
    expect(widths.length).toBeGreaterThan(15);
    expect(widths.filter((width) => width <= 0)).toEqual([]);
    expect(await tab.locator('svg.columns').count()).toBeGreaterThanOrEqual(4);
    await tab.close();
  });

  it.each([[1000], [390]])('fits a window %i pixels wide', async (width) => {
    const tab = await browser.newPage({ viewport: { width, height: 800 } });
    await tab.setContent(page);
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await tab.close();
  });

  it('is dark for those who like it dark, and on paper always light', async () => {
    const tab = await browser.newPage({ colorScheme: 'dark' });
    await tab.setContent(page);
    const ground = (): Promise<unknown> => tab.evaluate('getComputedStyle(document.querySelector("main")).backgroundColor');
    expect(await ground()).toBe('rgb(26, 32, 41)');
    await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await ground()).toBe('rgb(255, 255, 255)');
    expect((await tab.pdf({ format: 'Letter' })).subarray(0, 5).toString()).toBe('%PDF-');
    await tab.close();
  });
});
