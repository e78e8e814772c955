/** Longer stretches of the way through the panel, for journeys that begin further on. */
import { choose, press, step } from './panel.js';
import type { Visitor } from './panel.js';

/** What the office says at the patient-data gate. */
export const AGREEMENT = 'Data processing agreement of 3 May, confirmed by the office manager';

/** From the files to the price: uploads, plans, and accepts every proposal. */
export async function planMigration(visitor: Visitor, files: readonly { readonly path: string }[]): Promise<void> {
  const { panel } = visitor;
  await choose(visitor, files.map(({ path }) => path));
  await press(panel, `Upload ${files.length} files`);
  await press(panel, 'See the mapping');
  await press(panel, 'Plan the migration');
  await press(panel, /^Use \d+ proposals$/);
  await press(panel, 'Save answers');
  await step(panel, 'Price');
}

/** From the price to a sample of twenty patients that is being written. */
export async function startSample({ panel }: Visitor): Promise<void> {
  await press(panel, 'Go to the sample');
  await panel.getByLabel('Patients in the sample').fill('20');
  await press(panel, 'Plan the sample');
  await panel.getByLabel('Which agreement with Pipedrive covers this data').fill(AGREEMENT);
  await press(panel, 'Approve and write the sample');
  await panel.getByText('You may close this page; the run goes on.').waitFor();
}

/** From a sample that is being written, or is written, to a full run that is being written. */
export async function startFullRun({ panel }: Visitor): Promise<void> {
  await press(panel, 'Sign the sample');
  await press(panel, 'Plan and price the full run');
  await press(panel, 'Approve and start');
  await panel.getByText('You may close this page; the run goes on.').waitFor();
}
