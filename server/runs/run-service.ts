import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../../migrator/index.js';
import type { Migrator, PlanReport, RollbackPreview, RunReport, Verification } from '../../migrator/index.js';
import type { AnswersBody, ApproveBody, DiffPage, PlanBody } from '../contract.js';
import type { Member } from '../extension/viewer.js';
import { notFound } from '../problems.js';

/** What a member may do with the runs of their own company. Everything that belongs to another company is simply not there. */
export interface RunService {
  list(member: Member): Promise<readonly RunReport[]>;
  plan(member: Member, body: PlanBody): Promise<PlanReport>;
  report(member: Member, run: string): Promise<RunReport>;
  answer(member: Member, run: string, body: AnswersBody): Promise<PlanReport>;
  /** Records who confirmed which agreement, and starts. */
  approve(member: Member, run: string, body: ApproveBody): Promise<RunReport>;
  pause(member: Member, run: string): Promise<RunReport>;
  resume(member: Member, run: string): Promise<RunReport>;
  sign(member: Member, run: string): Promise<RunReport>;
  verify(member: Member, run: string): Promise<Verification>;
  planRollback(member: Member, run: string): Promise<RollbackPreview>;
  diff(member: Member, run: string, page: { readonly offset: number; readonly limit: number; readonly onlyDifferences: boolean }): Promise<DiffPage>;
  results(member: Member, run: string): Promise<AsyncIterable<string>>;
}

/** Puts the company's boundary around the migrator's runs. */
export function runService(migrator: Migrator): RunService {
  const own = async (member: Member, run: string): Promise<string> => {
    if ((await migrator.accountOf(run)) !== member.account.id) throw notFound('run');
    return run;
  };
  return {
    list: (member) => migrator.runs(member.account.id),
    async plan(member, { intake, ...wish }) {
      const intakes = await migrator.intakes(member.account.id);
      if (!intakes.some(({ id }) => id === intake)) throw notFound('set of files');
      return migrator.plan({ ...wish, intakeId: intake, accountId: member.account.id, userKey: member.userKey });
    },
    report: async (member, run) => migrator.run(await own(member, run)),
    answer: async (member, run, { answers }) => migrator.answer(await own(member, run), answers),
    async approve(member, run, { agreement }) {
      await migrator.approve(await own(member, run), { by: signature(member), agreement });
      await startSoon(migrator, run);
      return migrator.run(run);
    },
    async pause(member, run) {
      await migrator.pause(await own(member, run));
      return migrator.run(run);
    },
    async resume(member, run) {
      await startSoon(migrator, await own(member, run));
      return migrator.run(run);
    },
    async sign(member, run) {
      await migrator.sign(await own(member, run), signature(member));
      return migrator.run(run);
    },
    verify: async (member, run) => migrator.verify(await own(member, run)),
    planRollback: async (member, run) => migrator.planRollback(await own(member, run)),
    diff: async (member, run, page) => migrator.diff(await own(member, run), page),
    results: async (member, run) => migrator.results(await own(member, run)),
  };
}

const TRIES = 8;
const BETWEEN_TRIES_MS = 250;

/** Starts a run. A run that has just ended reserves the account for another moment, which must not look like a refusal to whoever goes on at once. */
async function startSoon(migrator: Migrator, run: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await migrator.start(run);
      return;
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'account-busy' || tries === TRIES) throw error;
    }
    await sleep(BETWEEN_TRIES_MS);
  }
}

/** How a member signs: the name for people, the number because names change. */
const signature = (member: Member): string => `${member.name} (Pipedrive user ${member.userKey})`;
