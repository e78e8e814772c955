import { RecordRejected } from '../../run/errors.js';
import type { Address, Labelled, Money } from '../../canonical/values.js';
import type { FieldName, Value } from '../define.js';

/** How one kind of value is written to and read from JSON. Reading never fails: what makes no sense is null. */
export interface WireForm {
  write(value: Value, field: FieldName): unknown;
  read(raw: unknown): Value;
}

/** Rejects a record for a value of the wrong kind, naming the field only. */
export function unfit(field: FieldName, needs: string): RecordRejected {
  return new RecordRejected(`Field "${field}" needs ${needs}`, 'Correct the value in the export or change the mapping of this field.');
}

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> => typeof raw === 'object' && raw !== null && !Array.isArray(raw);
const textIn = (raw: unknown): string | null => (typeof raw === 'string' && raw !== '' ? raw : null);

/** A number that may come as text from v1; null for anything else. */
export function numberIn(raw: unknown): number | null {
  const number = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

export const text: WireForm = {
  write(value, field) {
    if (typeof value !== 'string') throw unfit(field, 'a text');
    return value;
  },
  read: textIn,
};

export const number: WireForm = {
  write(value, field) {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw unfit(field, 'a number');
    return value;
  },
  read: numberIn,
};

export const flag: WireForm = {
  write(value, field) {
    if (typeof value !== 'boolean') throw unfit(field, 'yes or no');
    return value;
  },
  read: (raw) => (typeof raw === 'boolean' ? raw : null),
};

/** Ids of records and users: numbers on the wire, text with us. v1 sometimes wraps them in an object. */
export const id: WireForm = {
  write(value, field) {
    if (typeof value !== 'string' || !/^\d+$/.test(value)) throw unfit(field, 'the id of a record in Pipedrive');
    return Number(value);
  },
  read(raw) {
    const bare = isObject(raw) ? (raw['value'] ?? raw['id']) : raw;
    const found = numberIn(bare);
    return found === null ? null : String(found);
  },
};

export const date: WireForm = {
  write(value, field) {
    if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) throw unfit(field, 'a date');
    return value;
  },
  read: (raw) => (typeof raw === 'string' && /^\d{4}-\d\d-\d\d/.test(raw) ? raw.slice(0, 10) : null),
};

/** Days as instants: noon UTC is the same day in every zone of the Americas and of Europe. */
const instant = (between: string, end: string): WireForm => ({
  write: (value, field) => `${String(date.write(value, field))}${between}12:00:00${end}`,
  read: (raw) => date.read(raw),
});

export const instantV2 = instant('T', 'Z');
export const instantV1 = instant(' ', '');

/** `HH:MM`; Pipedrive answers with seconds. */
export const time: WireForm = {
  write(value, field) {
    if (typeof value !== 'string' || !/^\d\d:\d\d$/.test(value)) throw unfit(field, 'a time');
    return value;
  },
  read: (raw) => (typeof raw === 'string' && /^\d\d:\d\d/.test(raw) ? raw.slice(0, 5) : null),
};

/** A time in a custom field: an object that names its zone. */
export const zonedTime: WireForm = {
  write: (value, field) => ({ value: `${String(time.write(value, field))}:00`, timezone_name: 'UTC' }),
  read: (raw) => time.read(isObject(raw) ? raw['value'] : raw),
};

/** A length of time: minutes with us, `HH:MM` on the wire. */
export const minutes: WireForm = {
  write(value, field) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw unfit(field, 'a number of minutes');
    return `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`;
  },
  read(raw) {
    const [, hours, rest] = typeof raw === 'string' ? /^(\d+):(\d\d)/.exec(raw) ?? [] : [];
    return hours === undefined ? null : Number(hours) * 60 + Number(rest);
  },
};

const isMoney = (value: Value): value is Money => isObject(value) && 'cents' in value && 'currency' in value;

/** The money of a value as Pipedrive counts it: a decimal number and a currency. */
export function decimalOf(value: Value, field: FieldName): { readonly amount: number; readonly currency: string } {
  if (!isMoney(value) || !Number.isInteger(value.cents)) throw unfit(field, 'an amount of money');
  return { amount: value.cents / 100, currency: value.currency };
}

/** Exact cents from a decimal number and a currency; null unless both are there. */
export function moneyIn(amount: unknown, currency: unknown): Money | null {
  const decimal = numberIn(amount);
  return decimal === null || typeof currency !== 'string' || currency === '' ? null : { cents: Math.round(decimal * 100), currency };
}

export const money: WireForm = {
  write(value, field) {
    const { amount, currency } = decimalOf(value, field);
    return { value: amount, currency };
  },
  read: (raw) => (isObject(raw) ? moneyIn(raw['value'], raw['currency']) : null),
};

const isLabelled = (value: Value): value is readonly Labelled[] =>
  Array.isArray(value) && value.every((each) => isObject(each) && typeof each['value'] === 'string' && typeof each['label'] === 'string');

/** E-mail addresses or telephone numbers; the first one is the primary one. */
export const contacts: WireForm = {
  write(value, field) {
    if (!isLabelled(value)) throw unfit(field, 'a list of labelled contacts');
    return value.map((each, at) => ({ value: each.value, label: each.label, primary: at === 0 }));
  },
  read(raw) {
    const found = (Array.isArray(raw) ? raw : []).filter(isObject).filter((each) => textIn(each['value']) !== null);
    const primaryFirst = [...found.filter((each) => each['primary'] === true), ...found.filter((each) => each['primary'] !== true)];
    const labelled = primaryFirst.map((each) => ({ label: textIn(each['label']) ?? '', value: textIn(each['value']) ?? '' }));
    return labelled.length === 0 ? null : labelled;
  },
};

const isAddress = (value: Value): value is Address => isObject(value) && !('cents' in value) && !('link' in value);

/** A postal address: one line for people and its parts for machines. An address a user typed in one line reads as its street. */
export const address: WireForm = {
  write(value, field) {
    if (!isAddress(value)) throw unfit(field, 'an address');
    const { street, city, region, postalCode, country } = value;
    const place = [region, postalCode].filter((part) => part !== undefined).join(' ');
    const line = [street, city, place, country].filter((part) => part !== undefined && part !== '').join(', ');
    if (line === '') return null;
    return {
      value: line,
      route: street ?? null, street_number: null, subpremise: null, locality: city ?? null, admin_area_level_1: region ?? null,
      postal_code: postalCode ?? null, country: country ?? null,
    };
  },
  read(raw) {
    if (!isObject(raw)) return textIn(raw) === null ? null : { street: String(raw) };
    const street = [raw['street_number'], raw['route'], raw['subpremise']].map(textIn).filter((part) => part !== null).join(' ');
    const parts = {
      street, city: textIn(raw['locality']), region: textIn(raw['admin_area_level_1']), postalCode: textIn(raw['postal_code']),
      country: textIn(raw['country']),
    };
    const present = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null && part !== ''));
    if (Object.keys(present).length > 0) return present;
    return textIn(raw['value']) === null ? null : { street: String(raw['value']) };
  },
};
