/** Where the office stands, derived from the server's answers alone: a reload at any moment lands on the right step. */
import type { IntakeReport, Me, PlanReport, RunReport } from '../../server/contract.js';

/** The steps in their order; `delta` and `rollback` follow the numbered ones. */
export const STEPS = ['connect', 'files', 'audit', 'mapping', 'questions', 'price', 'sample', 'run', 'verify', 'delta', 'rollback'] as const;

export type StepId = (typeof STEPS)[number];

/** What the server said last. Lists are newest first. */
export interface Situation {
  readonly me: Me;
  readonly intakes: readonly IntakeReport[];
  readonly runs: readonly RunReport[];
}

/** The situation, sorted out: the runs that matter, and which steps are done, open and current. */
export interface Journey {
  readonly intake: IntakeReport | null;
  /** The run that is being written or waits in the middle. */
  readonly active: RunReport | null;
  /** Newest run of the current export whose plan holds questions and price of the whole. */
  readonly estimate: RunReport | null;
  /** The run whose questions are to be answered: a planned one that waits for answers, else the estimate. */
  readonly asking: RunReport | null;
  readonly sample: RunReport | null;
  /** The full run (or delta) of the current export, once it was planned after a signed sample. */
  readonly full: RunReport | null;
  /** Newest finished full run or delta that still stands. */
  readonly moved: RunReport | null;
  /** Whether the current export is newer than one that was moved already. */
  readonly isDelta: boolean;
  /** Newest run that wrote something and was not taken back. */
  readonly undoable: RunReport | null;
  readonly rollback: RunReport | null;
  readonly current: StepId;
  readonly open: ReadonlySet<StepId>;
  readonly done: ReadonlySet<StepId>;
}

type Findings = Omit<Journey, 'current' | 'open' | 'done'>;

/** Blocking questions of a plan that nobody has answered. */
export const openQuestions = (plan: PlanReport): number => plan.questions.filter((question) => question.blocking && question.answer === null).length;

/** Whether the run needs watching: it is being written now. */
export const isMoving = (run: RunReport): boolean => run.state === 'approved' || run.state === 'running';

const isMove = (run: RunReport): boolean => run.kind === 'full' || run.kind === 'delta';
const isActive = (run: RunReport): boolean => isMoving(run) || run.state === 'paused';

const findings = ({ intakes, runs }: Situation): Findings => {
  const intake = intakes[0] ?? null;
  const standing = runs.filter((run) => !run.rolledBack);
  const ofIntake = intake === null ? [] : standing.filter((run) => run.intake === intake.id);
  const isDelta = standing.some((run) => isMove(run) && run.state === 'finished' && run.intake !== intake?.id);
  const sample = ofIntake.find((run) => run.kind === 'sample') ?? null;
  const planned = ofIntake.find(isMove) ?? null;
  const followsSample = planned !== null && sample !== null && sample.signed !== null && planned.createdAt >= sample.createdAt;
  return {
    intake, sample, isDelta,
    active: runs.find(isActive) ?? null,
    estimate: planned ?? sample,
    asking: ofIntake.find((run) => run.state === 'planned' && openQuestions(run.plan) > 0) ?? planned ?? sample,
    full: planned !== null && (isDelta || followsSample || planned.state !== 'planned') ? planned : null,
    moved: standing.find((run) => isMove(run) && run.state === 'finished') ?? null,
    undoable: standing.find((run) => run.kind !== 'rollback' && run.startedAt !== null && !isMoving(run)) ?? null,
    rollback: runs.find((run) => run.kind === 'rollback') ?? null,
  };
};

const stepOfActive = (run: RunReport, isDelta: boolean): StepId => {
  if (run.kind === 'sample' || run.kind === 'rollback') return run.kind;
  return isDelta ? 'delta' : 'run';
};

const stepOfPlan = ({ estimate, sample, full }: Findings): StepId => {
  if (full !== null) return full.state === 'finished' ? 'verify' : 'run';
  if (sample !== null) return sample.state === 'finished' && sample.signed !== null ? 'run' : 'sample';
  if (estimate === null) return 'audit';
  return openQuestions(estimate.plan) > 0 ? 'questions' : 'price';
};

const currentStep = ({ me, runs }: Situation, found: Findings): StepId => {
  const { intake, active, rollback, full, isDelta } = found;
  if (!me.installed) return 'connect';
  if (active !== null) return stepOfActive(active, isDelta);
  if (intake === null) return me.admin === false ? 'connect' : 'files';
  if (rollback !== null && rollback === runs[0] && rollback.createdAt > intake.createdAt) return 'rollback';
  if (isDelta) return full?.state === 'finished' ? 'verify' : 'delta';
  return stepOfPlan(found);
};

const openSteps = ({ me }: Situation, found: Findings): ReadonlySet<StepId> => {
  const open = new Set<StepId>(['connect']);
  const add = (when: boolean, ...steps: readonly StepId[]): void => {
    if (when) for (const step of steps) open.add(step);
  };
  const { intake, estimate, sample, full, moved, undoable, rollback, isDelta } = found;
  if (!me.installed) return open;
  add(true, 'files');
  add(intake !== null, 'audit', 'mapping');
  add(estimate !== null, 'questions', 'price');
  add(!isDelta && estimate !== null && (sample !== null || openQuestions(estimate.plan) === 0), 'sample');
  add(!isDelta && (sample?.signed != null || full !== null), 'run');
  add(moved !== null, 'verify', 'delta');
  add(undoable !== null || rollback !== null, 'rollback');
  return open;
};

const doneSteps = ({ me }: Situation, found: Findings): ReadonlySet<StepId> => {
  const { intake, estimate, sample, moved, isDelta, rollback } = found;
  const planned = estimate !== null;
  const moveDone = moved !== null;
  const facts: readonly (readonly [StepId, boolean])[] = [
    ['connect', me.installed], ['files', intake !== null], ['audit', planned], ['mapping', planned],
    ['questions', planned && openQuestions(estimate.plan) === 0], ['price', sample !== null || moveDone],
    ['sample', sample?.signed != null || moveDone], ['run', moveDone], ['verify', moved !== null && moved.verification !== null],
    ['delta', isDelta && moved !== null && moved.intake === intake?.id], ['rollback', rollback?.state === 'finished'],
  ];
  return new Set(facts.filter(([, done]) => done).map(([step]) => step));
};

/** Sorts out a situation. Pure: the same answers of the server always give the same step. */
export const journeyOf = (situation: Situation): Journey => {
  const found = findings(situation);
  const current = currentStep(situation, found);
  return { ...found, current, open: new Set([...openSteps(situation, found), current]), done: doneSteps(situation, found) };
};

/** The answers that people have given so far, from the newest plan that carries them. */
export const answersOf = (journey: Journey): Readonly<Record<string, string>> =>
  Object.fromEntries((journey.estimate?.plan.questions ?? []).flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer]])));
