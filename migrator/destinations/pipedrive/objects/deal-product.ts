import { z } from 'zod';
import { OutcomeUnknown } from '../../../run/errors.js';
import type { Located, Outgoing } from '../../define.js';
import type { Clients } from '../clients.js';
import { column, type Column, typed } from '../columns.js';
import { markText } from '../marker.js';
import { changeOf, creationOf, locatedFrom, type RecordForm } from '../record-form.js';
import { oneOf, oneRow, pageOf, pageOfRows, rowSchema, type Row, understood, written } from '../replies.js';
import * as form from '../wire-values.js';
import { chunks, type Handler, IDS, PAGE, type Workplace } from './handler.js';
import { absentIsDone } from './v2-records.js';
import type { Catalogue } from '../catalogue.js';

/** A line has the currency of its deal; Pipedrive takes the bare number. */
const price: Column = {
  write: (value, field) => ({ item_price: value === null ? 0 : form.decimalOf(value, field).amount }),
  read: (row) => form.moneyIn(row['item_price'], row['currency']),
};

const dealProduct: RecordForm = {
  object: 'dealProduct',
  identity: { in: 'text', field: 'comments', mark: markText },
  columns: {
    deal: column('deal_id', form.id),
    product: column('product_id', form.id),
    price,
    quantity: column('quantity', form.number),
    comments: column('comments', form.text),
  },
};

const rowsAnswer = oneOf(z.array(rowSchema));

/** Lines of deals. Their id is `deal/line`, because every call about a line names its deal. */
export function dealProducts({ clients, catalogue }: Workplace): Handler {
  const api = clients.dealProducts;
  const located = (row: Row): Located => locatedFrom(dealProduct, catalogue, row, `${String(row['deal_id'])}/${String(row['id'])}`);
  return {
    /** There is no list of all lines: this pages through the deals first, then through the lines of a hundred deals at a time. */
    async* list(since) {
      for await (const deals of dealPages(clients)) {
        for (const ids of chunks(deals, IDS)) {
          for await (const rows of linePages(clients, ids)) yield rows.map(located).filter((line) => isSince(line, since));
        }
      }
    },
    async read(ids) {
      const wanted = new Set(ids);
      const deals = [...new Set(ids.flatMap((id) => partsOf(id)?.deal ?? []))];
      const found = await Promise.all(chunks(deals, IDS).map(async (some) => {
        const lines: Located[] = [];
        for await (const rows of linePages(clients, some)) lines.push(...rows.map(located));
        return lines;
      }));
      return found.flat().filter((line) => wanted.has(line.id));
    },
    create: (records) => createLines(api, catalogue, records, located),
    async update(id, externalId, fields) {
      const { deal, line } = partsIn(id);
      const body = changeOf(dealProduct, catalogue, fields, externalId);
      const answer = api.updateDealProduct({ id: deal, product_attachment_id: line, UpdateDealProductRequest: typed(body) });
      return located((await written(oneRow, answer, 'a deal product')).data);
    },
    async remove(id) {
      const { deal, line } = partsIn(id);
      await absentIsDone(api.deleteDealProduct({ id: deal, product_attachment_id: line }));
    },
  };
}

/** Adds lines to one deal in one request. The answer is put in the order of the question by the marker in each line. */
async function createLines(
  api: Clients['dealProducts'], catalogue: Catalogue, records: readonly Outgoing[], located: (row: Row) => Located,
): Promise<readonly Located[]> {
  const deals = [...new Set(records.map(({ fields }) => fields['deal'] ?? null))];
  if (deals.length !== 1) throw new Error(`One request adds products to one deal, not to ${deals.length}.`);
  const id = Number(form.id.write(deals[0] ?? null, 'deal'));
  const data = records.map(({ externalId, fields }) => {
    const { deal: _sharedByAll, ...line } = fields;
    return creationOf(dealProduct, catalogue, line, externalId);
  });
  const answer = await written(rowsAnswer, api.addManyDealProducts({ id, CreateManyDealProductRequest: typed({ data }) }), 'deal products');
  const lines = answer.data.map(located);
  return records.map(({ externalId }) => {
    const line = lines.find((each) => each.externalId === externalId);
    if (line === undefined) throw new OutcomeUnknown('deal products: Pipedrive\'s answer lacks a line that was sent');
    return line;
  });
}

async function* dealPages(clients: Clients): AsyncGenerator<readonly number[]> {
  const ids = pageOf(z.looseObject({ id: z.number() }));
  let cursor: string | null | undefined;
  do {
    const page: z.output<typeof ids> = await understood(ids, clients.deals.getDeals({ limit: PAGE, ...(cursor ? { cursor } : {}) }), 'deals');
    yield page.data.map(({ id }) => id);
    cursor = page.additional_data?.next_cursor;
  } while (cursor);
}

async function* linePages(clients: Clients, deals: readonly number[]): AsyncGenerator<readonly Row[]> {
  let cursor: string | null | undefined;
  do {
    const query = { deal_ids: [...deals], limit: PAGE, ...(cursor ? { cursor } : {}) };
    const page: z.output<typeof pageOfRows> = await understood(pageOfRows, clients.dealProducts.getDealsProducts(query), 'deal products');
    yield page.data;
    cursor = page.additional_data?.next_cursor;
  } while (cursor);
}

function isSince(line: Located, since: Date | null): boolean {
  return since === null || line.changedAt === null || Date.parse(line.changedAt) >= Math.floor(since.getTime() / 1000) * 1000;
}

function partsOf(id: string): { readonly deal: number; readonly line: number } | null {
  const [, deal, line] = /^(\d+)\/(\d+)$/.exec(id) ?? [];
  return deal === undefined || line === undefined ? null : { deal: Number(deal), line: Number(line) };
}

function partsIn(id: string): { readonly deal: number; readonly line: number } {
  const parts = partsOf(id);
  if (parts === null) throw new Error('The id of a deal product is `deal/line`.');
  return parts;
}
