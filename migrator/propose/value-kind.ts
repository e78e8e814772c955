import { isDate, share, variety, type ColumnValues } from './column-values.js';
import { SHAPES } from './shapes.js';

/** What a column holds in general, for columns that become custom fields. `empty` columns can be left out without loss. */
export type ValueKind = 'empty' | 'date' | 'money' | 'number' | 'yes-no' | 'phone' | 'email' | 'choice' | 'id' | 'text' | 'long-text';

const MOSTLY = 0.95;
const MOST_CHOICES = 30;

/** The most special kind that nearly all cells of a column have. */
export function valueKind(values: ColumnValues): ValueKind {
  if (values.full === 0) return 'empty';
  const mostly = (test: (cell: string) => boolean): boolean => share(values, test) >= MOSTLY;
  if (mostly(isDate)) return 'date';
  if (mostly(SHAPES.email)) return 'email';
  if (mostly(SHAPES.flag)) return 'yes-no';
  if (mostly(SHAPES.clearMoney)) return 'money';
  if (mostly(SHAPES.phone)) return 'phone';
  if (mostly((cell) => cell.length > 255) || share(values, (cell) => cell.includes('\n')) > 0.02) return 'long-text';
  if (values.distinct.size <= MOST_CHOICES && variety(values) < 0.5 && mostly(SHAPES.label)) return 'choice';
  // A number that is never counted, but only told apart, must keep its leading zeros.
  if (mostly((cell) => /^(?:0|[1-9]\d{0,8})(?:\.\d+)?$/.test(cell))) return variety(values) > 0.9 && values.full > 20 ? 'id' : 'number';
  return mostly(SHAPES.plainId) ? 'id' : 'text';
}
