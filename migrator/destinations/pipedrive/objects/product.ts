import { z } from 'zod';
import { column, type Column, typed } from '../columns.js';
import type { RecordForm } from '../record-form.js';
import { oneOf, understood } from '../replies.js';
import * as form from '../wire-values.js';
import type { Handler, Workplace } from './handler.js';
import { v2Records } from './v2-records.js';

const priceRow = z.looseObject({ price: z.unknown(), currency: z.unknown() });
const pricesOf = (raw: unknown): readonly z.output<typeof priceRow>[] => {
  const parsed = z.array(priceRow).safeParse(raw);
  return parsed.success ? parsed.data : [];
};

/** A product's price in one currency: the first of its list, which holds others only where people added them. */
const price: Column = {
  write(value, field) {
    if (value === null) return { prices: [] };
    const { amount, currency } = form.decimalOf(value, field);
    return { prices: [{ price: amount, currency }] };
  },
  read(row) {
    const [first] = pricesOf(row['prices']);
    return first === undefined ? null : form.moneyIn(first.price, first.currency);
  },
};

const product: RecordForm = {
  object: 'product',
  identity: { in: 'custom-field', of: 'productField', placed: 'nested' },
  columns: { name: column('name', form.text), code: column('code', form.text), unit: column('unit', form.text), price },
};

const withPrices = oneOf(z.looseObject({ prices: z.array(z.looseObject({ currency: z.unknown() })).nullish() }));

/** Products: one per procedure of the office's price list. */
export function products({ clients, catalogue }: Workplace): Handler {
  const api = clients.products;
  return v2Records(product, catalogue, {
    page: (query) => api.getProducts(query),
    add: (body) => api.addProduct({ AddProductRequest: typed(body) }),
    change: (id, body) => api.updateProduct({ id, UpdateProductRequest: typed(body) }),
    remove: (id) => api.deleteProduct({ id }),
  }, {
    /** A change replaces the whole list of prices, so those in other currencies are read and sent along. */
    async complete(body, fields, id, standing) {
      if (id === null || !('price' in fields)) return body;
      const own = pricesOf(body['prices']);
      const { data } = standing?.['prices'] === undefined ? await understood(withPrices, api.getProduct({ id }), 'a product') : withPrices.parse({ data: standing });
      const others = (data.prices ?? []).slice(1).filter(({ currency }) => !own.some((mine) => mine.currency === currency));
      return { ...body, prices: [...own, ...others.map(({ product_id: _of, ...rest }) => rest)] };
    },
  });
}
