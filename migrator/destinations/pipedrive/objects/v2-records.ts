import { z } from 'zod';
import { RecordRejected } from '../../../run/errors.js';
import type { ExternalId, Fields, Located, Outgoing } from '../../define.js';
import type { Catalogue } from '../catalogue.js';
import type { Body } from '../columns.js';
import { changeOf, creationOf, locatedFrom, type RecordForm } from '../record-form.js';
import { oneRow, pageOfRows, type Row, understood, written } from '../replies.js';
import { Gone } from '../errors.js';
import { chunks, type Handler, IDS, only, PAGE, wholeSeconds } from './handler.js';

/** What a page is asked by; absent parts are not sent (the client fails on null). */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly updated_since?: string;
  readonly ids?: string;
}

/** The five calls of a v2 collection. Bodies are untyped here: the client's types know neither custom keys nor nulls. */
export interface Calls {
  page(query: PageQuery): Promise<unknown>;
  add(body: Body): Promise<unknown>;
  change(id: number, body: Body): Promise<unknown>;
  remove(id: number): Promise<unknown>;
  /** Reads one record, for collections whose lists leave out some live ones. */
  one?(id: number): Promise<unknown>;
}

/** What some objects add to the common way. */
export interface Special {
  /** Completes the body of a creation or of a change. */
  complete?(body: Body, fields: Fields, id: number | null): Promise<Body>;
}

const removed = z.looseObject({ is_deleted: z.literal(true) });

/** A handler for the collections of v2, which all work alike. */
export function v2Records(form: RecordForm, catalogue: Catalogue, calls: Calls, special: Special = {}): Handler {
  const what = `${form.object} records`;
  const complete = async (body: Body, fields: Fields, id: number | null): Promise<Body> => special.complete?.(body, fields, id) ?? body;
  const located = (row: Row): Located => locatedFrom(form, catalogue, row, String(row['id']));
  const live = (rows: readonly Row[]): Located[] => rows.filter((row) => !removed.safeParse(row).success).map(located);

  return {
    async* list(since) {
      const changed = since === null ? {} : { updated_since: wholeSeconds(since) };
      let cursor: string | null | undefined;
      do {
        const page = await understood(pageOfRows, calls.page({ limit: PAGE, ...changed, ...(cursor ? { cursor } : {}) }), what);
        yield live(page.data);
        cursor = page.additional_data?.next_cursor;
      } while (cursor);
    },
    async read(ids) {
      return (await Promise.all(chunks(ids.filter(isNumeric), IDS).map((some) => rowsOf(calls, some)))).flatMap(live);
    },
    async create(records: readonly Outgoing[]) {
      const { externalId, fields } = only(records);
      const body = await complete(creationOf(form, catalogue, fields, externalId), fields, null);
      return [located((await written(oneRow, calls.add(body), what)).data)];
    },
    async update(id: string, externalId: ExternalId, fields: Fields) {
      const body = await complete(changeOf(form, catalogue, fields, externalId), fields, Number(id));
      const { data } = await written(oneRow, calls.change(Number(id), body), what);
      if (removed.safeParse(data).success) throw new RecordRejected(`The ${form.object} was removed in Pipedrive`, 'Decide whether to create it again.');
      return located(data);
    },
    async remove(id) {
      await absentIsDone(calls.remove(Number(id)));
    },
  };
}

/** The rows of at most a hundred ids. What the list leaves out is looked at singly where there is a way. */
async function rowsOf(calls: Calls, ids: readonly string[]): Promise<readonly Row[]> {
  const { data } = await understood(pageOfRows, calls.page({ ids: ids.join(','), limit: IDS }), 'records by id');
  const missing = ids.filter((id) => !data.some((row) => String(row.id) === id));
  const singles = await Promise.all(missing.map(async (id) => (calls.one === undefined ? [] : present(calls.one(Number(id))))));
  return [...data, ...singles.flat()];
}

/** The record that a single read found, as a list; none where Pipedrive says that there is none. */
export async function present(answer: Promise<unknown>): Promise<readonly Row[]> {
  try {
    return [(await understood(oneRow, answer, 'a record')).data];
  } catch (error) {
    if (error instanceof Gone) return [];
    throw error;
  }
}

/** Waits for a removal; a record that is already gone is what we wanted. */
export async function absentIsDone(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

/** An id that cannot be one of Pipedrive's numbers belongs to no record. */
export const isNumeric = (id: string): boolean => /^\d+$/.test(id);
