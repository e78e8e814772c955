/** Every situation that an office can be in, with the step and the words that belong to it. */
import type { World } from './office.js';
import {
  DIFFERING, FINISHED, INTAKE, ME, MOVED, NEWER_INTAKE, PAUSED, PLAN, PRICE, QUESTIONS, ROLLBACK, run, RUNNING, SAMPLE, SIGNED_SAMPLE, VERIFICATION,
} from './fixtures.js';

/** A situation, the heading it must lead to, and some text that must be on the page. */
export interface Scene {
  readonly name: string;
  readonly world: Partial<World>;
  /** A step to choose first, where the situation itself leads elsewhere. */
  readonly choose?: string;
  readonly heading: string;
  readonly shows: readonly string[];
}

const intakes = [INTAKE];
const estimate = run({ run: 'run-1' });
const asking = run({ run: 'run-1', plan: { ...PLAN, questions: QUESTIONS } });
const refused = run({
  run: 'run-1',
  plan: {
    ...PLAN, refused: ['The account has room for 8 more custom fields; this plan needs 14.'], price: { ...PRICE, days: 2.4 },
    caps: [{ cap: 'customFields', label: 'Custom fields', limit: 30, used: 22, needed: 14 }],
  },
});
const fullPlan = run({ run: 'run-f', createdAt: '2026-11-20T10:55:00Z' });
const deltaPlan = run({
  run: 'run-d', kind: 'delta', intake: 'intake-2', createdAt: '2026-11-24T10:55:00Z',
  plan: {
    ...PLAN, plan: 'run-d', kind: 'delta',
    operations: { create: { person: 12 }, update: { person: 40, activity: 31 }, unchanged: { person: 1152, activity: 8000 }, remove: {}, conflict: { person: 2 }, skipped: {} },
  },
});

/** In the order of the steps. */
export const SCENES: readonly Scene[] = [
  { name: 'nobody has connected', world: { me: { ...ME, installed: false, admin: null, company: null, user: null } }, heading: 'Connect to Pipedrive', shows: ['Connect in a new tab'] },
  { name: 'a regular user has connected', world: { me: { ...ME, admin: false, standIn: true } }, heading: 'Connected', shows: ['Regular user', 'Ask an administrator', 'stand-in account'] },
  { name: 'there is no export yet', world: {}, heading: 'Export files', shows: ['Choose files', 'Try with a sample practice (300 patients)', 'Up to 40 files, 50 MB each'] },
  { name: 'an export was read', world: { intakes }, heading: 'Audit',
    shows: ['rows read 13,127 = 13,109 taken + 18 skipped', 'Birth date in future', 'Patient List.csv, row 88, column “Birthdate”', 'Same person', 'windows-1252', 'Appointment A-991 points to patient 99999', 'differs'] },
  { name: 'the mapping is looked at', world: { intakes }, choose: '4 Mapping', heading: 'Mapping', shows: ['In Dentrix', 'Treatment Plan', 'Not Migrated', 'Months without a visit'] },
  { name: 'questions are open', world: { intakes, runs: [asking] }, heading: 'Questions', shows: ['412 records', 'Must be answered', 'Proposal', 'Use 2 proposals'] },
  { name: 'the plan is priced', world: { intakes, runs: [estimate] }, heading: 'Price',
    shows: ['52,840', '59 % of one day’s budget', '31,548', '6 used + 14 needed of 30', 'Person field (1)', '1 already there'] },
  { name: 'the plan breaks a limit', world: { intakes, runs: [refused] }, heading: 'Price', shows: ['This plan may not start', 'this plan needs 14', '2.4 days of your whole budget', 'over the limit'] },
  { name: 'a sample is to be planned', world: { intakes, runs: [estimate] }, choose: '7 Sample', heading: 'Sample', shows: ['20 to 500'] },
  { name: 'a sample waits for approval', world: { intakes, runs: [run({ run: 'run-s', kind: 'sample', createdAt: '2026-11-20T10:30:00Z' }), estimate] }, heading: 'Sample',
    shows: ['The sample would write', 'Which agreement with Pipedrive covers this data'] },
  { name: 'a sample is to be reviewed', world: { intakes, runs: [SAMPLE, estimate] }, heading: 'Sample', shows: ['Review the differences', 'Sign the sample', 'adds up to 13,127 rows read'] },
  { name: 'the sample was signed', world: { intakes, runs: [SIGNED_SAMPLE, estimate] }, heading: 'Full run', shows: ['Plan and price the full run'] },
  { name: 'the full run waits for approval', world: { intakes, runs: [fullPlan, SIGNED_SAMPLE, estimate] }, heading: 'Full run', shows: ['The full run would write', '18 rows of the export left out, by reason', 'Approve and start'] },
  { name: 'the full run is under way', world: { intakes, runs: [{ ...fullPlan, ...RUNNING }, SIGNED_SAMPLE] }, heading: 'Full run',
    shows: ['Running', '3,120 of 10,528', '11.8 a second', '10 min 28 s', '15,600 of 52,840', 'You may close this page; the run goes on.', 'Pause'] },
  { name: 'the full run waits for tokens', world: { intakes, runs: [{ ...fullPlan, ...PAUSED }, SIGNED_SAMPLE] }, heading: 'Full run',
    shows: ['Paused', 'token budget of the account is used up', 'Nothing to do.', 'Continues by itself on', 'Resume'] },
  { name: 'everything was written', world: { intakes, runs: [MOVED, SIGNED_SAMPLE] }, heading: 'Verify', shows: ['Read everything back', 'Download the results (CSV)', 'Costs 240 tokens.'] },
  { name: 'everything was read back and is equal', world: { intakes, runs: [{ ...MOVED, verification: VERIFICATION }, SIGNED_SAMPLE] }, heading: 'Verify', shows: ['0 fields differ', '84,128'] },
  { name: 'a field differs', world: { intakes, runs: [{ ...MOVED, verification: DIFFERING }, SIGNED_SAMPLE] }, heading: 'Verify', shows: ['1 field differs', 'Person 4711: Phones', 'Changed since', '(415) 555-0142 (home)'] },
  { name: 'a newer export is to be brought', world: { intakes, runs: [MOVED, SIGNED_SAMPLE] }, choose: 'Delta', heading: 'Delta', shows: ['Use the sample practice with 5 % changed'] },
  { name: 'a newer export was read', world: { intakes: [NEWER_INTAKE, INTAKE], runs: [MOVED, SIGNED_SAMPLE] }, heading: 'Delta', shows: ['Compare with the account', 'reported, never removed'] },
  { name: 'a delta waits for approval', world: { intakes: [NEWER_INTAKE, INTAKE], runs: [deltaPlan, MOVED, SIGNED_SAMPLE] }, heading: 'Delta', shows: ['The delta would write', 'Keep a person’s edit'] },
  { name: 'a rollback is to be previewed', world: { intakes, runs: [MOVED, SIGNED_SAMPLE] }, choose: 'Roll back', heading: 'Roll back', shows: ['Preview the rollback'] },
  { name: 'a rollback waits for approval', world: { intakes, runs: [ROLLBACK, MOVED, SIGNED_SAMPLE] }, heading: 'Roll back', shows: ['10,512', 'Will delete', 'Will restore', 'Sam Frontdesk changed the phone', 'until Dec 20, 2026'] },
  { name: 'a rollback has ended', world: { intakes, runs: [{ ...ROLLBACK, ...FINISHED }, { ...MOVED, rolledBack: true }, SIGNED_SAMPLE] }, heading: 'Roll back', shows: ['The rollback is finished.', 'Deleted', 'Roll back the run before'] },
];
