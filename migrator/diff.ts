import type { Destination, FieldName, Image, Value, Vocabulary } from './destinations/define.js';
import { same } from './plan/decide.js';
import type { Journal, LinkRecord, Operation, OperationState, Run, RunStore } from './ports.js';
import type { DiffField, DiffPage, DiffRecord } from './reports.js';
import { bindLinks, listSchema } from './run/bind.js';

/** What the diff of a run needs; `to` null gives the diff without reading back. */
export interface DiffInput {
  readonly run: Run;
  readonly runs: RunStore;
  readonly journal: Journal;
  readonly to: Destination;
}

const PAGE = 400;
const ALL: readonly OperationState[] = ['pending', 'intent', 'applied', 'nothing', 'conflict', 'rejected', 'blocked'];

/** Records of a run field by field: what the export says, what is or will be written, what the CRM shows. Read back live for the page that is shown. */
export async function diffOf(input: DiffInput, page: { readonly offset: number; readonly limit: number; readonly onlyDifferences: boolean }): Promise<DiffPage> {
  const { run, to, journal } = input;
  const shown: { readonly operation: Operation; readonly link: LinkRecord | undefined }[] = [];
  let total = 0;
  let differing = 0;
  for await (const operations of pagesOf(input)) {
    const records = operations.filter(({ object }) => to.vocabulary.objects[object]?.schema !== true);
    const links = await journal.links(run.accountId, records.map(({ externalId }) => externalId));
    for (const operation of records) {
      const link = links.get(operation.externalId);
      const differs = record(operation, link, link?.base.seen ?? null, to.vocabulary).fields.some(({ status }) => status !== 'equal' && status !== 'planned');
      if (differs) differing += 1;
      if (page.onlyDifferences && !differs) continue;
      if (total >= page.offset && shown.length < page.limit) shown.push({ operation, link });
      total += 1;
    }
  }
  return { run: run.id, total, differing, offset: page.offset, records: await readBack(input, shown) };
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

async function readBack(
  { to, journal, run }: DiffInput, shown: readonly { readonly operation: Operation; readonly link: LinkRecord | undefined }[],
): Promise<readonly DiffRecord[]> {
  const written = shown.filter(({ link }) => link !== undefined);
  const live = new Map<string, Image>();
  if (written.length > 0) {
    await listSchema(to);
    await bindLinks(to, journal, run.accountId);
  }
  for (const object of new Set(written.map(({ operation }) => operation.object))) {
    const ids = written.flatMap(({ operation, link }) => (operation.object === object && link !== undefined ? [link.targetId] : []));
    const found = await to.read(object, ids);
    for (const id of ids) live.set(`${object} ${id}`, found.get(id)?.fields ?? null);
  }
  return shown.map(({ operation, link }) =>
    record(operation, link, link === undefined ? null : (live.get(`${operation.object} ${link.targetId}`) ?? null), to.vocabulary));
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
