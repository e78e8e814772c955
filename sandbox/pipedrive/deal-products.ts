import { z } from 'zod';
import type { Account } from './account.js';
import { created, ok, pathId, type Answer, type Call, type Handler } from './call.js';
import { requireAlive } from './deletion.js';
import { readIds, readListQuery, readPage, type ListQuery } from './lists.js';
import { billingFrequency, requireBilling } from './products.js';
import { impossible, invalid, notFound } from './refusals.js';
import type { DealProductRow, DealRow } from './rows.js';
import { day, id, readV2 } from './schema.js';

const MOST_ROWS = 100;
const MOST_RECURRING = 20;

const shared = {
  tax: z.number().min(0).exactOptional(), comments: z.string().exactOptional(), discount: z.number().min(0).exactOptional(),
  is_enabled: z.boolean().exactOptional(),
  tax_method: z.enum(['exclusive', 'inclusive', 'none']).exactOptional(), discount_type: z.enum(['percentage', 'amount']).exactOptional(),
  product_variation_id: z.null().exactOptional(), billing_frequency: billingFrequency.exactOptional(),
  billing_frequency_cycles: z.int().nullable().exactOptional(), billing_start_date: day.nullable().exactOptional(),
};
const createSchema = z.strictObject({ ...shared, product_id: id, item_price: z.number(), quantity: z.number() });
const bulkSchema = z.strictObject({ data: z.array(createSchema).min(1).max(MOST_ROWS) });
const updateSchema = z.strictObject({
  ...shared, product_id: id.exactOptional(), item_price: z.number().exactOptional(), quantity: z.number().exactOptional(),
});
type DealProductBody = z.output<typeof createSchema>;

/** A product row of a deal as API v2 shows it, with its sum. */
export function dealProductView(row: DealProductRow): Readonly<Record<string, unknown>> {
  const { is_deleted: _deleted, ...shown } = row;
  return { ...shown, sum: sumOf(row) };
}

function sumOf(row: DealProductRow): number {
  const gross = row.item_price * row.quantity;
  const net = row.discount_type === 'amount' ? gross - row.discount : gross * (1 - row.discount / 100);
  return Math.round(net * (row.tax_method === 'exclusive' ? 1 + row.tax / 100 : 1) * 100) / 100;
}

function build(account: Account, deal: DealRow, body: DealProductBody): Omit<DealProductRow, 'id' | 'order_nr'> {
  const product = account.products.alive(body.product_id);
  if (product === undefined) throw invalid([`product_id: Product ${body.product_id} does not exist`]);
  if (!product.is_linkable) throw impossible(`Product ${product.id} cannot be added to deals`);
  requireBilling(account, body.billing_frequency);
  const now = account.now();
  return {
    deal_id: deal.id, product_id: product.id, name: product.name, item_price: body.item_price, quantity: body.quantity, tax: body.tax ?? 0,
    comments: body.comments ?? '', currency: deal.currency, discount: body.discount ?? 0, discount_type: body.discount_type ?? 'percentage',
    is_enabled: body.is_enabled ?? true, tax_method: body.tax_method ?? 'inclusive', product_variation_id: null,
    billing_frequency: body.billing_frequency ?? product.billing_frequency, billing_frequency_cycles: body.billing_frequency_cycles ?? null,
    billing_start_date: body.billing_start_date ?? null, add_time: now, update_time: now, is_deleted: false,
  };
}

/** Adds rows to a deal: all of them or, when one is refused, none. */
export function addDealProducts(account: Account, deal: DealRow, bodies: readonly DealProductBody[]): readonly DealProductRow[] {
  const built = bodies.map((body) => build(account, deal, body));
  const present = account.dealProducts.by('deal_id', deal.id);
  const recurring = [...present, ...built].filter((row) => row.billing_frequency !== 'one-time').length;
  if (recurring > MOST_RECURRING) throw impossible(`A deal holds at most ${MOST_RECURRING} recurring products`);
  const rows = built.map((row, at) => account.dealProducts.put({ id: account.nextId('dealProduct'), ...row, order_nr: present.length + at + 1 }));
  followSum(account, deal.id);
  return rows;
}

/** Adds one row from a request body. */
export function createDealProduct(account: Account, deal: DealRow, given: unknown): DealProductRow {
  const [row] = addDealProducts(account, deal, [readV2(createSchema, given)]);
  if (row === undefined) throw new Error('one body makes one row');
  return row;
}

/** Changes what the body names of one row. */
export function updateDealProduct(account: Account, row: DealProductRow, given: unknown): DealProductRow {
  const body = readV2(updateSchema, given);
  requireBilling(account, body.billing_frequency);
  const product = body.product_id === undefined ? undefined : account.products.alive(body.product_id);
  if (body.product_id !== undefined && product === undefined) throw invalid([`product_id: Product ${body.product_id} does not exist`]);
  const after = account.dealProducts.put({ ...row, ...body, name: product?.name ?? row.name, update_time: account.now() });
  followSum(account, row.deal_id);
  return after;
}

/** Removes one row of a deal. */
export function deleteDealProduct(account: Account, row: DealProductRow): void {
  account.dealProducts.put({ ...row, is_deleted: true, update_time: account.now() });
  followSum(account, row.deal_id);
}

function followSum(account: Account, dealId: number): void {
  const deal = account.deals.alive(dealId);
  if (deal === undefined || !account.settings.switches.dealValueFollowsProducts) return;
  const value = account.dealProducts.by('deal_id', dealId).filter((row) => row.is_enabled).reduce((sum, row) => sum + sumOf(row), 0);
  account.putDeal({ ...deal, value, update_time: account.now() });
}

function requireEditable(call: Call): DealRow {
  const deal = requireAlive(call.account.deals, call, 'Deal');
  if (deal.is_archived) throw impossible('Archived deals cannot be edited');
  return deal;
}

function requireRow(call: Call): DealProductRow {
  const deal = requireEditable(call);
  const row = call.account.dealProducts.alive(pathId(call, 'product_attachment_id'));
  if (row === undefined || row.deal_id !== deal.id) throw notFound('Deal product');
  return row;
}

const SORTS = ['id', 'add_time', 'update_time', 'order_nr'];

function answerRows(call: Call, query: ListQuery, source: readonly DealProductRow[]): Answer {
  const page = readPage(call.account.dealProducts, query, () => true, source);
  return ok(page.rows.map(dealProductView), { additional_data: { next_cursor: page.next } });
}

function deleteMany(call: Call): Answer {
  const deal = requireEditable(call);
  const wanted = readIds(call.query, 'ids')?.map(Number);
  const present = call.account.dealProducts.by('deal_id', deal.id);
  const chosen = (wanted === undefined ? present : present.filter((row) => wanted.includes(row.id))).slice(0, MOST_ROWS);
  for (const row of chosen) deleteDealProduct(call.account, row);
  return ok({ ids: chosen.map((row) => row.id) }, { additional_data: { more_items_in_collection: wanted === undefined && present.length > chosen.length } });
}

/** The operations of API v2 on the product rows of deals. */
export const dealProductHandlers: Readonly<Record<string, Handler>> = {
  addDealProduct: (call) => created(dealProductView(createDealProduct(call.account, requireEditable(call), call.body))),
  addManyDealProducts: (call) => {
    const deal = requireEditable(call);
    return created(addDealProducts(call.account, deal, readV2(bulkSchema, call.body).data).map(dealProductView));
  },
  updateDealProduct: (call) => ok(dealProductView(updateDealProduct(call.account, requireRow(call), call.body))),
  deleteDealProduct: (call) => {
    const row = requireRow(call);
    deleteDealProduct(call.account, row);
    return ok({ id: row.id });
  },
  deleteManyDealProducts: deleteMany,
  getDealProducts: (call) => {
    const deal = requireAlive(call.account.deals, call, 'Deal');
    const query = readListQuery(call.query, { sorts: SORTS, until: false });
    return answerRows(call, query, call.account.dealProducts.by('deal_id', deal.id));
  },
  getDealsProducts: (call) => {
    const query = readListQuery(call.query, { sorts: [...SORTS, 'deal_id'], until: false, other: ['deal_ids'] });
    const deals = readIds(call.query, 'deal_ids');
    if (deals === null) throw invalid(['deal_ids: Required']);
    return answerRows(call, query, [...new Set(deals)].flatMap((deal) => call.account.dealProducts.by('deal_id', Number(deal))));
  },
};
