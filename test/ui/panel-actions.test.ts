import { readFile } from 'node:fs/promises';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.js';
import { FINISHED, INTAKE, MOVED, PLAN, QUESTIONS, ROLLBACK, run, RUNNING, SAMPLE, SIGNED_SAMPLE } from './support/fixtures.js';
import type { Call, World } from './support/office.js';
import { frameOf, startSite, type Site } from './support/site.js';

const estimate = run({ run: 'run-1' });
const waiting = run({ run: 'run-s', kind: 'sample', createdAt: '2026-11-20T10:30:00Z' });
const press = (frame: Frame, name: string): Promise<void> => frame.getByRole('button', { name, exact: true }).click();
const heading = (frame: Frame, name: string): Promise<void> => frame.getByRole('heading', { level: 2, name, exact: true }).waitFor();
const sent = (world: World, method: string, path: string): Call | undefined => world.calls.find((call) => call.method === method && call.path === path);

describe('working through the panel', () => {
  let browser: Browser;
  let site: Site;
  let page: Page;
  let frame: Frame;
  beforeAll(async () => { [browser, site] = await Promise.all([openBrowser(), startSite()]); });
  afterAll(async () => { await browser?.close(); await site?.close(); });
  const open = async (part: Partial<World>): Promise<World> => {
    const world = site.play(part);
    await page?.close();
    ({ page, frame } = await site.panel(browser));
    await frame.locator('h2').waitFor();
    return world;
  };

  it('tries a sample practice of 300 patients and lands on its audit', async () => {
    const world = await open({});
    await press(frame, 'Try with a sample practice (300 patients)');
    await heading(frame, 'Audit');
    expect(sent(world, 'POST', '/api/intakes/sample')?.body).toEqual({ patients: 300, changed: 0 });
  });

  it('sends every call with a signed token as Bearer, and never a cookie of ours', async () => {
    const world = await open({ intakes: [INTAKE] });
    await heading(frame, 'Audit');
    expect(world.calls.length).toBeGreaterThan(2);
    expect(world.calls.every(({ token }) => /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(token))).toBe(true);
    expect(await page.context().cookies(site.appUrl)).toEqual([]);
  });

  it('uploads several files together and lands on the audit', async () => {
    const world = await open({});
    await frame.locator('input[type=file]').setInputFiles([
      { name: 'Patient List.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') }, { name: 'Appointments.csv', mimeType: 'text/csv', buffer: Buffer.from('c\n3\n') },
    ]);
    await press(frame, 'Upload 2 files');
    await heading(frame, 'Audit');
    expect(sent(world, 'POST', '/api/intakes')).toBeDefined();
  });

  it('says beside a file why it cannot be taken, before anything is sent', async () => {
    const world = await open({});
    await frame.locator('input[type=file]').setInputFiles([{ name: 'empty.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) }]);
    await frame.getByText('The file is empty. Export it again and check that the report had rows.').waitFor();
    expect(await frame.getByRole('button', { name: 'Upload 1 file' }).isDisabled()).toBe(true);
    await press(frame, 'Remove empty.csv');
    await frame.getByText('The file is empty.').waitFor({ state: 'detached' });
    expect(sent(world, 'POST', '/api/intakes')).toBeUndefined();
  });

  it('plans the whole export with the office’s numbers', async () => {
    const world = await open({ intakes: [INTAKE] });
    await press(frame, 'See the mapping');
    await frame.getByLabel('Months without a visit').fill('18');
    await press(frame, 'Plan the migration');
    await heading(frame, 'Price');
    expect(sent(world, 'POST', '/api/runs')?.body).toMatchObject({ intake: 'intake-1', kind: 'full', settings: { months: 18 } });
  });

  it('takes no proposal as an answer before somebody accepts it', async () => {
    const world = await open({ intakes: [INTAKE], runs: [{ ...estimate, plan: { ...PLAN, questions: QUESTIONS } }] });
    const save = frame.getByRole('button', { name: 'Save answers' });
    expect(await frame.getByRole('radio', { name: /Robin Admin/ }).isChecked()).toBe(true);
    expect(await save.isDisabled()).toBe(true);
    await frame.getByRole('radio', { name: /Robin Admin/ }).click();
    await frame.getByText('1 question still without').waitFor();
    await press(frame, 'Use 1 proposal');
    await save.click();
    await heading(frame, 'Price');
    expect(sent(world, 'PUT', '/api/runs/run-1/answers')?.body).toEqual({ answers: { 'owner:DDS1': '11', sensitive: 'no' } });
  });

  it('lets somebody accept the proposal of a long list, although it is shown already', async () => {
    const zones = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'Pacific/Honolulu'];
    const zone = { id: 'zone', asks: 'In which time zone is the practice?', blocking: true, count: 1, default: zones[0] ?? null, answer: null, options: zones.map((value) => ({ value, label: value })) };
    const world = await open({ intakes: [INTAKE], runs: [{ ...estimate, plan: { ...PLAN, questions: [zone] } }] });
    await press(frame, 'Use it');
    await press(frame, 'Save answers');
    await heading(frame, 'Price');
    expect(sent(world, 'PUT', '/api/runs/run-1/answers')?.body).toEqual({ answers: { zone: 'America/New_York' } });
  });

  it('plans a sample of the chosen size, and none outside 20 to 500', async () => {
    const world = await open({ intakes: [INTAKE], runs: [estimate] });
    await press(frame, 'Go to the sample');
    await frame.getByLabel('Patients in the sample').fill('10');
    await frame.getByText('Choose between 20 and 500 patients.').waitFor();
    expect(await frame.getByRole('button', { name: 'Plan the sample' }).isDisabled()).toBe(true);
    await frame.getByLabel('Patients in the sample').fill('80');
    await press(frame, 'Plan the sample');
    await frame.getByText('The sample would write').waitFor();
    expect(sent(world, 'POST', '/api/runs')?.body).toMatchObject({ intake: 'intake-1', kind: 'sample', sampleSize: 80 });
  });

  it('writes nothing before somebody names the agreement that covers the patient data', async () => {
    const world = await open({ intakes: [INTAKE], runs: [waiting, estimate] });
    await press(frame, 'Approve and write the sample');
    await frame.getByText('Say which agreement covers the data and who confirms it.').waitFor();
    expect(sent(world, 'POST', '/api/runs/run-s/approve')).toBeUndefined();
    expect(await frame.locator('textarea').evaluate((element) => element === document.activeElement)).toBe(true);
    await frame.locator('textarea').fill('  DPA of 3 May, confirmed by the office manager ');
    await press(frame, 'Approve and write the sample');
    await frame.getByText('Running').waitFor();
    expect(sent(world, 'POST', '/api/runs/run-s/approve')?.body).toEqual({ agreement: 'DPA of 3 May, confirmed by the office manager' });
  });

  it('offers the words of the earlier agreement again at the full run', async () => {
    const world = await open({ intakes: [INTAKE], runs: [SIGNED_SAMPLE, estimate] });
    await press(frame, 'Plan and price the full run');
    await frame.getByText('The full run would write').waitFor();
    expect(await frame.locator('textarea').inputValue()).toBe(SAMPLE.approval?.agreement);
    await press(frame, 'Approve and start');
    await frame.getByText('You may close this page; the run goes on.').waitFor();
    expect(world.runs[0]).toMatchObject({ kind: 'full', state: 'running' });
  });

  it('pauses and resumes a run', async () => {
    await open({ intakes: [INTAKE], runs: [run({ ...RUNNING, run: 'run-f', createdAt: '2026-11-20T10:55:00Z' }), SIGNED_SAMPLE] });
    await press(frame, 'Pause');
    await frame.getByText('Paused by Robin Admin.').waitFor();
    await press(frame, 'Resume');
    await frame.getByText('Running', { exact: true }).waitFor();
  });

  it('reads everything back and downloads the results', async () => {
    await open({ intakes: [INTAKE], runs: [MOVED, SIGNED_SAMPLE] });
    await press(frame, 'Read everything back');
    await frame.getByText('0 fields differ').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), press(frame, 'Download the results (CSV)')]);
    expect(download.suggestedFilename()).toBe('bridgework-full-run-f.csv');
    expect(await readFile(await download.path(), 'utf8')).toContain('Patient List.csv,2,created');
  });

  it('brings a newer export as a delta, and ends at its verification', async () => {
    const world = await open({ intakes: [INTAKE], runs: [MOVED, SIGNED_SAMPLE] });
    await press(frame, 'Delta');
    await press(frame, 'Use the sample practice with 5 % changed');
    await press(frame, 'Compare with the account');
    await frame.getByText('The delta would write').waitFor();
    await frame.locator('textarea').fill('As before');
    await press(frame, 'Approve the delta');
    await frame.getByText('Running', { exact: true }).waitFor();
    world.runs = world.runs.map((one) => (one.state === 'running' ? { ...one, ...FINISHED } : one));
    await heading(frame, 'Verify');
    expect(sent(world, 'POST', '/api/intakes/sample')?.body).toEqual({ patients: 300, changed: 0.05 });
    expect(sent(world, 'POST', '/api/runs')?.body).toMatchObject({ intake: 'intake-2', kind: 'full' });
  });

  it('rolls back only after a preview and the host’s own confirmation', async () => {
    const world = await open({ intakes: [INTAKE], runs: [MOVED, SIGNED_SAMPLE] });
    await press(frame, 'Roll back');
    await press(frame, 'Preview the rollback');
    await press(frame, 'Roll back now');
    const question = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await question.getByText('10,512 records will be deleted and 12 records restored.').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(sent(world, 'POST', '/api/runs/run-r/approve')).toBeUndefined();
    await press(frame, 'Roll back now');
    await question.getByRole('button', { name: 'Roll back' }).click();
    await frame.getByText('Running', { exact: true }).waitFor();
    expect(sent(world, 'POST', '/api/runs/run-r/approve')?.body).toEqual({ agreement: FINISHED.approval?.agreement });
  });

  it('previews a rollback anew when somebody asks for it', async () => {
    const world = await open({ intakes: [INTAKE], runs: [ROLLBACK, MOVED, SIGNED_SAMPLE] });
    await press(frame, 'Preview again');
    await press(frame, 'Preview the rollback');
    await frame.getByRole('button', { name: 'Roll back now' }).waitFor();
    expect(sent(world, 'POST', '/api/runs/run-f/rollback')).toBeDefined();
  });

  it('opens the review over the window and looks anew when it is closed', async () => {
    const world = await open({ intakes: [INTAKE], runs: [SAMPLE, estimate] });
    await press(frame, 'Review the differences');
    const modal = await frameOf(page, 'modal');
    await modal.getByRole('button', { name: 'Sign the sample' }).click();
    await modal.getByText(/Signed by Robin Admin/).waitFor();
    await modal.getByRole('button', { name: 'Close' }).click();
    await heading(frame, 'Full run');
    expect(sent(world, 'POST', '/api/runs/run-s/sign')).toBeDefined();
  });
});
