import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountState } from '../../sandbox/pipedrive/index.js';
import { openBrowser } from '../support/browser.js';
import { belongings, headcount, LIVED_IN, newLedger, onlyIn, rewritten, SUPPLIER, writes } from './support/account.js';
import { brightness, choose, confirmRollback, drop, goTo, install, press, previewRollback, step, visit } from './support/panel.js';
import type { Visitor } from './support/panel.js';
import { pictureThePrice, pictureTheReview } from './support/picture.js';
import { exportOf } from './support/practice.js';
import type { Exported } from './support/practice.js';
import { openSite } from './support/site.js';
import type { Site } from './support/site.js';
import { AGREEMENT } from './support/way.js';

const PATIENTS = 40;
/** Which records the rows of a file become. */
const STREAMS: Readonly<Record<string, string>> = { 'v_patient.csv': 'patient', 'v_appt.csv': 'appointment', 'v_patient_recall.csv': 'recall', 'treatment_plans.csv': 'treatmentPlan' };

/** One office from the first click to the last; each step stands on the one before. */
describe('an office moves into its account and out again', { timeout: 60_000 }, () => {
  let site: Site;
  let browser: Browser;
  let visitor: Visitor;
  let practice: Exported;
  let before: AccountState;
  let moved: AccountState;
  /** Somebody whom the full run brought; the sample did not. */
  const keptPerson = (): number => Number(moved.persons.at(-1)?.['id']);

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite({ standIn: { seed: LIVED_IN } }), openBrowser()]);
    practice = await exportOf(site.folder, PATIENTS);
    before = site.standIn.state();
    visitor = await visit(browser, site);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it('installs the app and audits files that were picked and dropped', async () => {
    const { panel } = visitor;
    await install(visitor);
    const paths = practice.files.map(({ path }) => path);
    await choose(visitor, paths.slice(0, -3));
    await drop(visitor, paths.slice(-3));
    await press(panel, `Upload ${paths.length} files`);
    await step(panel, 'Audit');
    await panel.getByText('What the Dentrix export holds').waitFor();
    const rows = Object.values(practice.truth.files).reduce((sum, count) => sum + count, 0);
    expect(await panel.locator('.figure__number').innerText()).toBe(`${rows} rows read`);
  });

  it('shows the mapping, asks what only a person can decide, and tells the price before anything is written', async () => {
    const { panel } = visitor;
    await press(panel, 'See the mapping');
    await panel.getByText('Treatment Plan', { exact: true }).waitFor();
    await press(panel, 'Plan the migration');
    await step(panel, 'Questions');
    expect(await panel.getByRole('button', { name: 'Save answers' }).isDisabled()).toBe(true);
    await press(panel, /^Use \d+ proposals$/);
    await press(panel, 'Save answers');
    await step(panel, 'Price');
    expect(await panel.locator('.figure__number').innerText()).toMatch(/^[\d,]+ tokens$/);
    await pictureThePrice(site, SUPPLIER);
    expect(await writes(site)).toEqual([]);
    expect(belongings(site.standIn.state())).toEqual(belongings(before));
  });

  it('writes a sample once somebody has named the agreement that covers the data', async () => {
    const { panel } = visitor;
    await press(panel, 'Go to the sample');
    await panel.getByLabel('Patients in the sample').fill('20');
    await press(panel, 'Plan the sample');
    await press(panel, 'Approve and write the sample');
    await panel.getByText('Say which agreement covers the data and who confirms it.').waitFor();
    expect(await writes(site)).toEqual([]);
    await panel.getByLabel('Which agreement with Pipedrive covers this data').fill(AGREEMENT);
    await press(panel, 'Approve and write the sample');
    await panel.getByRole('button', { name: 'Review the differences' }).waitFor();
    const sampled = headcount(site.standIn.state());
    expect(sampled['persons']).toBeGreaterThan(20);
    expect(sampled['persons']).toBeLessThan(PATIENTS);
  });

  it('wears the account’s dark theme in the panel and in the review', async () => {
    const { page, panel, modal } = visitor;
    expect(await brightness(panel)).toBeGreaterThan(200);
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await expect.poll(() => brightness(panel)).toBeLessThan(60);
    await press(panel, 'Review the differences');
    await modal.getByRole('article').first().waitFor();
    expect(await brightness(modal)).toBeLessThan(60);
    await press(modal, 'Close');
    await page.getByRole('button', { name: 'Light theme' }).click();
    await expect.poll(() => brightness(panel)).toBeGreaterThan(200);
  });

  it('shows every field of the sample: what the export says, what was written, what the account shows now, and why', async () => {
    const { panel, modal } = visitor;
    await pictureTheReview(site, SUPPLIER);
    const family = site.standIn.state().organizations.find(({ id }) => id !== LIVED_IN.organizations?.[0]?.['id'])!;
    await site.control('edit', { object: 'organization', id: family['id'], fields: { name: 'Renamed by a person' } });
    await press(panel, 'Review the differences');
    const record = modal.getByRole('article').filter({ has: modal.getByRole('heading', { name: String(family['name']), exact: true }) });
    await record.waitFor();
    const cells = (field: string): Promise<readonly string[]> => record.getByRole('row', { name: new RegExp(`^${field}`) }).getByRole('cell').allInnerTexts();
    expect(await cells('Name')).toEqual([family['name'], family['name'], 'Renamed by a person', 'Differs', expect.stringMatching(/^row “.+”\s+from name$/)]);
    expect((await cells('Address')).slice(3)).toEqual(['Equal', expect.stringMatching(/from address/)]);
    await site.control('edit', { object: 'organization', id: family['id'], fields: { name: family['name'] } });
    await modal.getByLabel('Differences only').check();
    await modal.getByText('0–0 of 0').waitFor();
    expect(await modal.getByRole('main').innerText()).toBe('No field differs.');
  });

  it('takes a signature in the review and goes on to the full run', async () => {
    const { page, panel, modal } = visitor;
    await press(modal, 'Sign the sample');
    await modal.getByText(/^Signed by Ana Torres/).waitFor();
    await press(modal, 'Close');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await step(panel, 'Full run');
  });

  it('moves everything, and every field is read back as it was meant to be', async () => {
    const { panel } = visitor;
    await press(panel, 'Plan and price the full run');
    await panel.getByText('The full run would write').waitFor();
    await press(panel, 'Approve and start');
    await step(panel, 'Verify');
    await press(panel, 'Read everything back');
    await panel.getByText('0 fields differ').waitFor();
    expect(headcount(site.standIn.state())).toMatchObject({ persons: PATIENTS + 1 });
  });

  it('writes of a newer export exactly what changed in it', async () => {
    const { panel } = visitor;
    const newer = await exportOf(site.folder, PATIENTS, 0.05);
    moved = site.standIn.state();
    await goTo(panel, 'Delta');
    await choose(visitor, newer.files.map(({ path }) => path));
    await press(panel, `Upload ${newer.files.length} files`);
    await newLedger(site);
    await press(panel, 'Compare with the account');
    await panel.getByText('The delta would write').waitFor();
    await press(panel, 'Approve the delta');
    await step(panel, 'Verify');
    expect(await rewritten(site)).toEqual(newer.truth.changed.map(({ file, key }) => `dentrix:${STREAMS[file]}:${key}`).toSorted());
  });

  it('takes the delta back to the last letter', async () => {
    await goTo(visitor.panel, 'Roll back');
    await previewRollback(visitor, 'Delta');
    await confirmRollback(visitor);
    expect(belongings(site.standIn.state())).toEqual(belongings(moved));
  });

  it('says in the preview of a rollback what it will keep, because a person has edited it', async () => {
    const { panel } = visitor;
    await site.control('edit', { object: 'person', id: keptPerson(), fields: { name: 'Edited by a person' } });
    await press(panel, 'Roll back the run before');
    await previewRollback(visitor, 'Full run');
    await panel.getByText(`Person ${keptPerson()}`, { exact: true }).waitFor();
    await panel.getByText('Somebody changed “name” since.').waitFor();
    await confirmRollback(visitor);
    expect(site.standIn.state().persons.map(({ name }) => name)).toContain('Edited by a person');
  });

  it('leaves the account as it was found, but for the person whom somebody edited', async () => {
    await press(visitor.panel, 'Roll back the run before');
    await previewRollback(visitor, 'Sample');
    await confirmRollback(visitor);
    const after = site.standIn.state();
    expect(onlyIn(before, after)).toEqual({});
    // What a person who stays needs stays too: the fields that hold its values and the organization it belongs to.
    const { persons = [], personFields: _fields, organizations = [], organizationFields: _more, ...others } = onlyIn(after, before);
    expect(others).toEqual({});
    expect(persons).toEqual([expect.objectContaining({ id: keptPerson(), name: 'Edited by a person', phones: [expect.anything()] })]);
    const named = JSON.stringify(persons);
    expect(organizations.length).toBeGreaterThan(0);
    for (const { id } of organizations) expect(named).toContain(String(id));
  });

  it('gives the browser nothing to complain about', () => {
    expect(visitor.complaints).toEqual([]);
  });
});
