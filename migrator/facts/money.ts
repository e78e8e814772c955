import type { Money } from '../canonical/values.js';

/** The exact sum in cents; undefined for no amounts at all. Amounts of another currency than the first are not added. */
export function sum(amounts: readonly (Money | undefined)[]): Money | undefined {
  const present = amounts.filter((amount) => amount !== undefined);
  const [first] = present;
  if (first === undefined) return undefined;
  const cents = present.filter((amount) => amount.currency === first.currency).reduce((total, amount) => total + amount.cents, 0);
  return { cents, currency: first.currency };
}
