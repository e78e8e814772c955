import { z } from 'zod';
import type { Account } from './account.js';
import { created, ok, ownerId, visibility, type Handler } from './call.js';
import { allCustomFields, readCustomFields, withValues } from './custom-values.js';
import { deletion, requireAlive, requireReadable } from './deletion.js';
import { readListQuery, readPage } from './lists.js';
import { forbidden, invalid } from './refusals.js';
import type { ProductPrice, ProductRow, User } from './rows.js';
import { currency, id, readV2, shortName } from './schema.js';
import { customFieldKeys } from './views.js';

/** How often a product is billed. All but `one-time` need a plan with recurring products. */
export const billingFrequency = z.enum(['one-time', 'annually', 'semi-annually', 'quarterly', 'monthly', 'weekly']);

const price = z.strictObject({
  currency, price: z.number().exactOptional(), cost: z.number().exactOptional(), direct_cost: z.number().nullable().exactOptional(),
  notes: z.string().exactOptional(),
});
const shared = {
  code: z.string().max(255).nullable().exactOptional(), description: z.string().nullable().exactOptional(),
  unit: z.string().max(255).nullable().exactOptional(),
  tax: z.number().exactOptional(), category: z.number().nullable().exactOptional(), owner_id: id.exactOptional(), is_linkable: z.boolean().exactOptional(),
  visible_to: z.int().exactOptional(), prices: z.array(price).exactOptional(), custom_fields: z.record(z.string(), z.unknown()).exactOptional(),
  billing_frequency: billingFrequency.exactOptional(), billing_frequency_cycles: z.int().min(1).max(208).nullable().exactOptional(),
};
const createSchema = z.strictObject({ ...shared, name: shortName });
const updateSchema = z.strictObject({ ...shared, name: shortName.exactOptional() });
type ProductBody = z.output<typeof updateSchema>;

/** A product as API v2 shows it. */
export function productView(account: Account, row: ProductRow, only?: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    ...row, category: row.category === null ? null : String(row.category), prices: row.prices.map((entry) => ({ product_id: row.id, ...entry })),
    custom_fields: allCustomFields(account, 'product', row.custom_fields, only),
  };
}

/** Refuses recurring billing where the plan has none. */
export function requireBilling(account: Account, frequency: string | undefined): void {
  if (frequency !== undefined && frequency !== 'one-time' && !account.limits.recurringProducts) throw forbidden('Recurring products are not part of the plan');
}

function readPrices(given: ProductBody['prices']): readonly ProductPrice[] {
  const prices = (given ?? []).map((entry) => ({
    price: entry.price ?? 0, currency: entry.currency, cost: entry.cost ?? 0, direct_cost: entry.direct_cost ?? null, notes: entry.notes ?? '',
  }));
  if (new Set(prices.map((entry) => entry.currency)).size < prices.length) throw invalid(['prices: Expected one price per currency']);
  return prices;
}

/** Creates a product from a request body. */
export function createProduct(account: Account, given: unknown, caller: User): ProductRow {
  const body = readV2(createSchema, given);
  const custom = readCustomFields(account, 'product', body.custom_fields);
  requireBilling(account, body.billing_frequency);
  const checked = { owner_id: ownerId(account, body.owner_id, caller), visible_to: visibility(account, body.visible_to), prices: readPrices(body.prices) };
  const now = account.now();
  return account.products.put({
    id: account.nextId('product'), name: body.name, code: body.code ?? null, description: body.description ?? null, unit: body.unit ?? null,
    tax: body.tax ?? 0, category: body.category ?? null, is_linkable: body.is_linkable ?? true, ...checked,
    billing_frequency: body.billing_frequency ?? 'one-time', billing_frequency_cycles: body.billing_frequency_cycles ?? null,
    add_time: now, update_time: now, is_deleted: false, custom_fields: withValues({}, custom),
  });
}

/** Changes what the body names; a list of prices replaces the old one. */
export function updateProduct(account: Account, row: ProductRow, given: unknown, caller: User): ProductRow {
  const body = readV2(updateSchema, given);
  const custom = readCustomFields(account, 'product', body.custom_fields);
  requireBilling(account, body.billing_frequency);
  const { prices: _prices, ...simple } = body;
  return account.products.put({
    ...row, ...simple, prices: body.prices === undefined ? row.prices : readPrices(body.prices),
    owner_id: body.owner_id === undefined ? row.owner_id : ownerId(account, body.owner_id, caller),
    visible_to: body.visible_to === undefined ? row.visible_to : visibility(account, body.visible_to),
    custom_fields: withValues(row.custom_fields, custom), update_time: account.now(),
  });
}

/** Soft-deletes a product. Rows of deals that were made with it stay. */
export function deleteProduct(account: Account, row: ProductRow): void {
  account.products.put({ ...row, is_deleted: true, update_time: account.now() });
}

/** The product operations of API v2. */
export const productHandlers: Readonly<Record<string, Handler>> = {
  addProduct: (call) => created(productView(call.account, createProduct(call.account, call.body, call.user))),
  updateProduct: (call) => ok(productView(call.account, updateProduct(call.account, requireAlive(call.account.products, call, 'Product'), call.body, call.user))),
  getProduct: (call) => ok(productView(call.account, requireReadable(call.account.products, call, 'Product'))),
  deleteProduct: (call) => deletion(call.account.products, call, 'Product', (row) => deleteProduct(call.account, row)),
  getProducts: (call) => {
    const query = readListQuery(call.query, {
      sorts: ['id', 'name', 'add_time', 'update_time'], filters: ['owner_id'], other: ['custom_fields'], until: false,
    });
    const page = readPage(call.account.products, query);
    const keys = customFieldKeys(call.query);
    return ok(page.rows.map((row) => productView(call.account, row, keys)), { additional_data: { next_cursor: page.next } });
  },
};
