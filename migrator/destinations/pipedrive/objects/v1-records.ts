import { RecordRejected } from '../../../run/errors.js';
import type { Located } from '../../define.js';
import { pageOfRows, type Row, understood } from '../replies.js';
import { PAGE, wholeSeconds } from './handler.js';
import { present } from './v2-records.js';

/** What a page of v1 is asked by. */
export interface PageQueryV1 {
  readonly start: number;
  readonly limit: number;
  readonly updated_since?: string;
}

/** Reading a v1 collection: pages by position, single records by id, no list of ids. */
export interface Readable {
  page(query: PageQueryV1): Promise<unknown>;
  one(id: string): Promise<unknown>;
  located(row: Row): Located;
  /** Whether a row stands for a record that is still there. */
  isLive(row: Row): boolean;
}

/** From here on a page (20 tokens for 500 records) is cheaper than single reads (2 each). */
const SINGLES = 10;

/** Pages through a v1 collection, until a page says or shows that it is the last. */
export async function* pagesOf(records: Readable, since: Date | null): AsyncGenerator<readonly Located[]> {
  const changed = since === null ? {} : { updated_since: wholeSeconds(since) };
  for (let start = 0; ; start += PAGE) {
    const { data, additional_data: more } = await understood(pageOfRows, records.page({ start, limit: PAGE, ...changed }), 'a list');
    yield data.filter((row) => records.isLive(row)).map((row) => records.located(row));
    // Leads come without a word on further pages: there a short page is the last one.
    if (!(more?.pagination?.more_items_in_collection ?? data.length === PAGE)) return;
  }
}

/** Reads records by id the cheaper way: one by one when they are few, else by pages; what pages leave out is looked at singly. */
export async function readV1(records: Readable, ids: readonly string[]): Promise<readonly Located[]> {
  const missing = new Set(ids);
  const found: Located[] = [];
  if (ids.length >= SINGLES) {
    for await (const page of pagesOf(records, null)) {
      found.push(...page.filter(({ id }) => missing.delete(id)));
      if (missing.size === 0) break;
    }
  }
  const singles = await Promise.all([...missing].map((id) => present(records.one(id))));
  return [...found, ...singles.flat().filter((row) => records.isLive(row)).map((row) => records.located(row))];
}

/** The answer to a change of a record that somebody has removed meanwhile. */
export function refuseRemoved(records: Pick<Readable, 'isLive'>, row: Row, what: string): Row {
  if (records.isLive(row)) return row;
  throw new RecordRejected(`The ${what} was removed in Pipedrive`, 'Decide whether to create it again.');
}
