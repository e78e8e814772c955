import type { Comparison, Field } from './compare.js';
import { sharedContact } from './compare.js';
import type { Model } from './model.js';
import type { People } from './people.js';

/** What a share of a value is believed to be before an export is seen, and how many patients that belief weighs as much as. */
const BELIEVED = { last: 0.001, first: 0.008, phone: 0.0002, email: 0.000_05, address: 0.0002 } as const;
const PULL = 1000;
/** Below this many patients, "rare" would say nothing. */
const ENOUGH = 200;

type RareField = keyof typeof BELIEVED;

/**
 * The term-frequency part of the model: agreeing on a rare value says more than agreeing on a common one. Per agreeing field the share of
 * its value, relative to how often strangers agree on average.
 */
export function rarityOf(people: People, model: Model, comparison: Comparison, a: number, b: number): Partial<Record<Field, number>> {
  const { tables, identity } = model.of.stranger;
  const agreement: Readonly<Record<RareField, number>> = {
    last: tables.last[1] ?? 1, first: identity[FIRST_SAME] ?? 1, phone: tables.phone[1] ?? 1, email: tables.email[1] ?? 1, address: tables.address[1] ?? 1,
  };
  const rarity: Partial<Record<Field, number>> = {};
  for (const field of ['last', 'first', 'phone', 'email', 'address'] as const) {
    if (comparison[field] === 'same') rarity[field] = shareOf(people, field, timesOf(people, field, a, b)) / agreement[field];
  }
  return rarity;
}

/** In the joint table of names and birthdays: same given name, whatever the birthday. */
const FIRST_SAME = 5;

/** How a value stands among all of the export, as people say it; null where the export is too small or the value neither. */
export function commonness(people: People, field: 'last' | 'first', a: number): 'rare' | 'common' | null {
  if (people.size < ENOUGH) return null;
  const times = people[field].times(people.at(a, field));
  return times <= Math.max(2, people.size / 2000) ? 'rare' : times >= people.size / 100 ? 'common' : null;
}

function timesOf(people: People, field: RareField, a: number, b: number): number {
  switch (field) {
    case 'last': return people.last.times(people.at(a, 'last'));
    case 'first': return people.first.times(people.at(a, 'first'));
    case 'address': return people.streets.times(people.at(a, 'street'));
    case 'phone': return people.phones.times(sharedContact(people, a, b, 'phone'));
    case 'email': return people.emails.times(sharedContact(people, a, b, 'email'));
  }
}

function shareOf(people: People, field: RareField, times: number): number {
  return (times + BELIEVED[field] * PULL) / (people.size + PULL);
}
