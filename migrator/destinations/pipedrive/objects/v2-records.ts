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
  /** Completes the body of a creation (`id` null) or of a change; `standing` is the record as it was read a moment ago, null where it was not. */
  complete?(body: Body, fields: Fields, id: number | null, standing: Row | null): Promise<Body>;
}

/** Rows kept from the last reads: enough for a run's changes in flight, and never more. */
const KEPT_ROWS = 1_000;

const removed = z.looseObject({ is_deleted: z.literal(true) });

/** A handler for the collections of v2, which all work alike. */
export function v2Records(form: RecordForm, catalogue: Catalogue, calls: Calls, special: Special = {}): Handler {
  const what = `${form.object} records`;
  // A change that must know the rest of a record takes it from the look-up that preceded it, and costs no read of its own.
  const lastRead = new Map<string, Row>();
  const remember = (rows: readonly Row[]): readonly Row[] => {
    if (lastRead.size > KEPT_ROWS) lastRead.clear();
    for (const row of rows) lastRead.set(String(row['id']), row);
    return rows;
  };
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
      return (await Promise.all(chunks(ids.filter(isNumeric), IDS).map((some) => rowsOf(calls, some)))).flatMap((rows) => live(remember(rows)));
    },
    async create(records: readonly Outgoing[]) {
      const { externalId, fields } = only(records);
      const creation = creationOf(form, catalogue, fields, externalId);
      const body = (await special.complete?.(creation, fields, null, null)) ?? creation;
      return [located((await written(oneRow, calls.add(body), what)).data)];
    },
    async update(id: string, externalId: ExternalId, fields: Fields) {
      const change = changeOf(form, catalogue, fields, externalId);
      const body = (await special.complete?.(change, fields, Number(id), lastRead.get(id) ?? null)) ?? change;
      lastRead.delete(id);
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
