import type { Issue } from '../canonical/values.js';
import type { Destination, Meter, Vocabulary } from '../destinations/define.js';
import { factsOf, loadDirectory } from '../facts/index.js';
import type { FactsContext, FactsInput } from '../facts/index.js';
import type { DestinationRecord, Mapping } from '../map/define.js';
import { evaluator } from '../map/evaluate.js';
import type { IdentityFields } from '../map/schema.js';
import { schemaOf } from '../map/schema.js';
import type { Intake, IntakeStore, Journal, Run, RunStore } from '../ports.js';
import type { OperationReport, PlanReport, Question, SchemaReport } from '../reports.js';
import { Drafts } from './drafts.js';
import { Matching } from './matching.js';
import { ownersOf } from './owners.js';
import { PriceBook, brokenCaps, capReports, verifyPrice } from './price.js';
import { RowLedger } from './rows.js';
import { samplePatients } from './sample.js';
import { issueQuestions, missingQuestions, numberSetting, zoneQuestion } from './settings.js';
import type { MissingStream } from './settings.js';
import type { Survey } from './survey.js';
import { findOwn, spent, surveySchema } from './survey.js';

/** What making a plan needs. */
export interface PlanInput {
  readonly run: Run;
  readonly intake: Intake;
  /** What the audit found; blocking ones become questions. */
  readonly issues: readonly Issue[];
  /** What an earlier export had and this one lacks. */
  readonly missing: readonly MissingStream[];
  readonly mapping: Mapping;
  readonly identity: IdentityFields;
  readonly to: Destination;
  readonly intakes: IntakeStore;
  readonly journal: Journal;
  readonly runs: RunStore;
  /** Patients in a sample, null for everybody. */
  readonly sampleSize: number | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly acceptDefaults: boolean;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/** A plan's report, and the part of its price that planning itself has already spent. */
export interface Planned {
  readonly report: PlanReport;
  readonly planning: Meter;
}

/**
 * Freezes what a run will do: facts, mapping, comparison with what was written before, price and caps. Reads from the account, writes nothing to it.
 * Planning the same intake twice gives the same list.
 */
export async function planMigration(input: PlanInput): Promise<Planned> {
  const { to, run, mapping } = input;
  const start = to.meter();
  await input.runs.clearPlan(run.id);
  const account = await to.facts();
  const users = await to.users();
  const facts = boundInput(input.intakes, input.intake.id);
  const directory = await loadDirectory(facts);
  const owners = ownersOf(directory, users, account.user, input.answers, input.acceptDefaults);
  const zone = zoneQuestion(account.zone, input.answers, input.acceptDefaults);
  const survey = await surveySchema(to, schemaOf(mapping, to.vocabulary, input.identity), run.accountId, input.journal);
  const known = await input.journal.hasLinks(run.accountId, mapping.source);
  const own = known ? new Map() : await findOwn(to, mapping.source, survey);
  const book = new PriceBook(to.abilities);
  const matching = new Matching(to, input.answers, input.acceptDefaults);
  const drafts = new Drafts(run.id, run.accountId, to, input.journal, input.runs, book, own, matching);
  drafts.leaveFilled = input.missing.some(({ stream }) => input.answers[`missing:${stream}`] !== 'clear');
  if (known) await bindKnown(to, survey);
  const context: FactsContext = {
    zone: zone.zone, currency: account.currency ?? 'USD', today: input.intake.createdAt.slice(0, 10),
    recencyMonths: numberSetting(input.settings, mapping, 'recencyMonths'),
    slice: input.sampleSize === null ? null : await samplePatients(facts, input.sampleSize),
  };
  await addSchema(drafts, survey, to.vocabulary);
  const evaluate = evaluator(mapping, to.vocabulary, { source: mapping.source, currency: context.currency, owner: (provider) => owners.of(provider) });
  const ledger = new RowLedger();
  const seen = new RowLedger();
  for await (const page of factsOf(facts, directory, context)) {
    const records = inLoadOrder(page.subjects.flatMap((subject) => evaluate.records(subject)), to.vocabulary);
    for (const { subject } of page.subjects) for (const row of [...subject.rows, ...Object.values(subject.via ?? {}).flat()]) seen.mark(row);
    for (const { rows } of records) for (const row of rows) ledger.mark(row);
    await drafts.add(records);
    await input.runs.addSkipped(run.id, page.leftOut.filter(({ row }) => ledger.mark(row)));
  }
  const counts = await drafts.finish();
  await skipTheRest(input, ledger, seen);
  const planning = spent(start, to.meter());
  const reads = { tokens: planning.tokens + survey.cost.tokens, requests: planning.requests + survey.cost.requests };
  const rereads = drafts.reading();
  const caps = capReports(account.caps, book);
  const { zone: _zone, ...zoneAsked } = zone;
  const questions: readonly Question[] = [
    ...issueQuestions(input.issues, input.answers, input.acceptDefaults), ...missingQuestions(input.missing, input.answers, input.acceptDefaults), zoneAsked, ...matching.questions(),
    ...owners.questions(),
  ];
  return {
    planning,
    report: {
      plan: run.id, kind: run.kind, schema: survey.wanted.map(schemaReport), questions, caps,
      operations: await operationReport(input.runs, run.id),
      price: book.bill({ tokens: reads.tokens + rereads.tokens, requests: reads.requests + rereads.requests }, verifyPrice(counts, to.abilities), account),
      refused: [...brokenCaps(caps), ...(account.admin ? [] : ['The connected user is not an administrator of the account; fields and pipelines can only be made by one.'])],
    },
  };
}

/** The intake's records without their intake id: facts know one intake only. */
export const boundInput = (intakes: IntakeStore, intakeId: string): FactsInput => ({
  records: (stream) => intakes.records(intakeId, stream),
  ofPatients: (stream, keys) => intakes.ofPatients(intakeId, stream, keys),
  byKeys: (stream, keys) => intakes.byKeys(intakeId, stream, keys),
});

async function bindKnown(to: Destination, survey: Survey): Promise<void> {
  await to.bind(survey.wanted.flatMap(({ record, link }) =>
    (link === null ? [] : [{ object: record.object, externalId: record.externalId, id: link.targetId, fields: link.base.sent }])));
}

async function addSchema(drafts: Drafts, survey: Survey, vocabulary: Vocabulary): Promise<void> {
  for (const object of vocabulary.loadOrder) {
    const items = survey.wanted.filter(({ record }) => record.object === object);
    const records: DestinationRecord[] = [];
    for (const { record, link, match } of items) {
      const wanted = { ...record, because: {}, rows: [] };
      if (match !== null && link === null) drafts.change({ ...wanted, ours: record.fields, base: null, targetId: match.id });
      else records.push(wanted);
    }
    await drafts.add(records);
  }
}

function inLoadOrder(records: readonly DestinationRecord[], { loadOrder }: Vocabulary): readonly DestinationRecord[] {
  return [...records].sort((a, b) => loadOrder.indexOf(a.object) - loadOrder.indexOf(b.object));
}

/** Rows that became part of nothing: no mapping row uses what they say, they are outside the sample, or they point to a record that the export lacks. */
async function skipTheRest({ intakes, intake, run, runs, sampleSize }: PlanInput, used: RowLedger, seen: RowLedger): Promise<void> {
  const elsewhere = sampleSize === null ? 'points-to-nothing' : 'not-in-this-sample';
  for await (const page of intakes.rows(intake.id)) {
    const rest = page.filter(({ id, skipped }) => skipped === null && !used.has(id));
    await runs.addSkipped(run.id, rest.map(({ id }) => ({ row: id, reason: seen.has(id) ? 'no-row-in-the-mapping' : elsewhere })));
  }
}

const schemaReport = ({ record, link, match }: Survey['wanted'][number]): SchemaReport => {
  const { name, type } = record.fields;
  return { object: record.object, name: typeof name === 'string' ? name : record.externalId, type: typeof type === 'string' ? type : null, exists: link !== null || match !== null };
};

/** Operations by forecast and object, and the rows that are part of none by reason. */
export async function operationReport(runs: RunStore, runId: string): Promise<OperationReport> {
  const report = { create: {}, update: {}, unchanged: {}, remove: {}, conflict: {} } satisfies Record<string, Record<string, number>>;
  for (const { object, forecast, count } of await runs.counts(runId)) {
    const line: Record<string, number> = report[forecast];
    line[object] = (line[object] ?? 0) + count;
  }
  return { ...report, skipped: (await runs.rowCounts(runId)).skippedBy };
}
