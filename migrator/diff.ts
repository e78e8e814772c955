import type { Destination, FieldName, Image, Value, Vocabulary } from './destinations/define.js';
import { same } from './plan/decide.js';
import type { Journal, LinkRecord, Operation, OperationState, Run, RunStore } from './ports.js';
import type { DiffField, DiffPage, DiffRecord } from './reports.js';
import { bindLinks, listSchema } from './run/bind.js';

/** What the diff of a run needs. */
export interface DiffInput {
  readonly run: Run;
  readonly runs: RunStore;
  readonly journal: Journal;
  readonly to: Destination;
}

const PAGE = 400;
const READ_CHUNK = 100;
const ALL: readonly OperationState[] = ['pending', 'intent', 'applied', 'nothing', 'conflict', 'rejected', 'blocked'];

interface Shown {
  readonly operation: Operation;
  readonly link: LinkRecord | undefined;
}

/**
 * Records of a run field by field: what the export says, what is or will be written, what the CRM shows now. Everything is read back live before
 * anything is counted or filtered, so that an edit made in the CRM a minute ago is a difference too. Meant for samples: memory grows with the run.
 */
export async function diffOf(input: DiffInput): Promise<readonly DiffRecord[]> {
  const { run, to, journal } = input;
  const shown: Shown[] = [];
  for await (const operations of pagesOf(input)) {
    const records = operations.filter(({ object }) => to.vocabulary.objects[object]?.schema !== true);
    const links = await journal.links(run.accountId, records.map(({ externalId }) => externalId));
    shown.push(...records.map((operation) => ({ operation, link: links.get(operation.externalId) })));
  }
  const users = new Map((await to.users()).map(({ id, name }) => [id, name]));
  const live = await readBack(input, shown);
  return shown.map(({ operation, link }) =>
    named(record(operation, link, link === undefined ? null : (live.get(`${operation.object} ${link.targetId}`) ?? null), to.vocabulary), to.vocabulary, users));
}

/** One page of a diff, optionally of the records that differ only. */
export function pageOf(runId: string, records: readonly DiffRecord[], page: { readonly offset: number; readonly limit: number; readonly onlyDifferences: boolean }): DiffPage {
  const differing = records.filter(({ fields }) => fields.some(({ status }) => status !== 'equal' && status !== 'planned'));
  const listed = page.onlyDifferences ? differing : records;
  return { run: runId, total: listed.length, differing: differing.length, offset: page.offset, records: listed.slice(page.offset, page.offset + page.limit) };
}

async function* pagesOf({ run, runs }: DiffInput): AsyncIterable<readonly Operation[]> {
  let afterSeq = -1;
  for (;;) {
    const page = await runs.operations(run.id, { states: ALL, afterSeq, limit: PAGE });
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    afterSeq = page.at(-1)?.seq ?? afterSeq;
  }
}

async function readBack({ to, journal, run }: DiffInput, shown: readonly Shown[]): Promise<ReadonlyMap<string, Image>> {
  const live = new Map<string, Image>();
  const written = shown.flatMap(({ operation, link }) => (link === undefined ? [] : [{ object: operation.object, id: link.targetId }]));
  if (written.length === 0) return live;
  await listSchema(to);
  await bindLinks(to, journal, run.accountId);
  for (const object of new Set(written.map((each) => each.object))) {
    const ids = written.filter((each) => each.object === object).map(({ id }) => id);
    for (let from = 0; from < ids.length; from += READ_CHUNK) {
      for (const [id, { fields }] of await to.read(object, ids.slice(from, from + READ_CHUNK))) live.set(`${object} ${id}`, fields);
    }
  }
  return live;
}

/** Users by name: an id says nothing to the person who signs. */
function named(diff: DiffRecord, vocabulary: Vocabulary, users: ReadonlyMap<string, string>): DiffRecord {
  const specs = vocabulary.objects[diff.object]?.fields ?? {};
  const name = <V extends Value | undefined>(value: V): V | string => (typeof value === 'string' ? (users.get(value) ?? value) : value);
  return { ...diff, fields: diff.fields.map((field) => (specs[field.field]?.type === 'user' ? { ...field, wanted: name(field.wanted), readBack: name(field.readBack) } : field)) };
}

function record(operation: Operation, link: LinkRecord | undefined, image: Image, vocabulary: Vocabulary): DiffRecord {
  const names = Object.keys(operation.ours ?? {});
  const title = ['name', 'title', 'subject', 'content'].map((name) => operation.ours?.[name]).find((value) => typeof value === 'string');
  return {
    object: operation.object, label: vocabulary.objects[operation.object]?.label ?? operation.object, externalId: operation.externalId,
    id: link?.targetId ?? operation.targetId, title: typeof title === 'string' ? title : operation.externalId, forecast: operation.forecast,
    result: operation.state, reason: null, fields: names.map((name) => field(operation, name, link, image)),
  };
}

function field(operation: Operation, name: FieldName, link: LinkRecord | undefined, image: Image): DiffField {
  const because = operation.because[name] ?? null;
  const wanted: Value = link?.base.sent[name] ?? operation.ours?.[name] ?? null;
  const written = link !== undefined && operation.state !== 'pending' && operation.state !== 'intent';
  return {
    field: name, label: name, source: because?.source ?? null, wanted, because, readBack: written ? (image?.[name] ?? null) : undefined,
    status: written ? compare(wanted, image, name, link) : 'planned',
  };
}

function compare(wanted: Value, image: Image, name: FieldName, link: LinkRecord): DiffField['status'] {
  const shown = image?.[name] ?? null;
  if (same(wanted, shown)) return 'equal';
  if (shown !== null && same(link.base.seen[name], shown)) return 'normalised';
  return 'differs';
}
