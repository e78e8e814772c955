import type { Journal, OperationState, Run, RunStore } from './ports.js';
import type { RecordId } from './reports.js';

/** What telling a run's ids needs. */
export interface RecordIdsInput {
  readonly run: Run;
  readonly runs: RunStore;
  readonly journal: Journal;
}

const PAGE = 400;
const ENDED: readonly OperationState[] = ['applied', 'nothing', 'conflict'];

/** Every record of a run that stands in the CRM by what we know, page by page: our external id and the CRM's own. */
export async function* recordIds({ run, runs, journal }: RecordIdsInput): AsyncIterable<readonly RecordId[]> {
  let afterSeq = -1;
  for (;;) {
    const page = await runs.operations(run.id, { states: ENDED, afterSeq, limit: PAGE });
    const links = await journal.links(run.accountId, page.map(({ externalId }) => externalId));
    yield page.flatMap(({ object, externalId }) => {
      const link = links.get(externalId);
      return link === undefined ? [] : [{ object, externalId, id: link.targetId }];
    });
    if (page.length < PAGE) return;
    afterSeq = page.at(-1)?.seq ?? afterSeq;
  }
}
