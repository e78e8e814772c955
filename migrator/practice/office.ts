import type { Address, AlertItem, Carrier, Code, Employer, Office, Provider, Referrer } from './model.js';
import type { Day } from './calendar.js';
import { Random } from './random.js';
import {
  ALLERGIES, AREA_CODES, CAMPAIGNS, CONDITIONS, GIVEN_NAMES, MEDICATIONS, SPECIALTIES, STREETS, STREET_KINDS, SURNAME_BEGINNINGS, SURNAME_ENDINGS, TOWNS,
  WORKPLACES,
} from './words.js';

/** A code for visits that did not take place, booked as if they were done: one office's habit that a mapping has to know. */
export const NOT_KEPT_CODE = 'ZZ987';

/** The practice's own lists, in proportion to its patients but never longer than memory likes. */
export function makeOffice(seed: number, patients: number, asOf: Day): Office {
  const random = new Random(seed, -1);
  return {
    name: 'Sample Family Dental', asOf,
    providers: makeProviders(random, patients),
    employers: makeEmployers(random, within(8, Math.floor(patients / 16), 2000)),
    referrers: makeReferrers(random, within(12, Math.floor(patients / 30), 1000)),
    carriers: makeCarriers(random, within(12, Math.floor(patients / 12), 4000)),
    codes: makeCodes(random),
    alertItems: makeAlertItems(),
  };
}

const within = (least: number, wanted: number, most: number): number => Math.max(least, Math.min(wanted, most));

/** A surname from two halves, so that a big practice has few namesakes by chance. */
export function surname(random: Random): string {
  return random.pick(SURNAME_BEGINNINGS) + random.pick(SURNAME_ENDINGS);
}

/** Ten digits in the range kept free for fiction. */
export function phoneNumber(random: Random, area: string = random.pick(AREA_CODES)): string {
  return `${area}55501${String(random.between(0, 99)).padStart(2, '0')}`;
}

/** A street address in an invented town. */
export function postalAddress(random: Random): Address {
  const town = random.pick(TOWNS);
  return {
    street: `${random.between(1, 9899)} ${random.pick(STREETS)} ${random.pick(STREET_KINDS)}`,
    street2: random.chance(0.12) ? `Apt ${random.between(1, 40)}` : '',
    city: town.city, region: town.region, zip: String(town.zip + random.between(0, 60)).padStart(5, '0'),
  };
}

function makeProviders(random: Random, patients: number): Provider[] {
  const person = (id: string, suffix: string, specialty: Provider['specialty'], active = true): Provider => ({
    id, suffix, specialty, active, placeholder: false,
    first: random.pick(GIVEN_NAMES[random.chance(0.5) ? 'female' : 'male']), last: surname(random),
  });
  const placeholder = (id: string): Provider => ({ id, suffix: '', specialty: null, active: true, placeholder: true, first: '', last: id });
  const dentists = within(2, Math.floor(patients / 1500), 40);
  return [
    ...Array.from({ length: dentists }, (_, index) => person(`DDS${index + 1}`, 'DDS', 'general')),
    person('ORT1', 'DMD', 'orthodontics'), person('SUR1', 'DMD', 'surgery'),
    ...Array.from({ length: dentists }, (_, index) => person(`HYG${index + 1}`, 'RDH', 'hygiene')),
    person('OLD1', 'DDS', 'general', false), placeholder('DEF_PROV'), placeholder('Walk-In'),
  ];
}

function makeEmployers(random: Random, count: number): Employer[] {
  const employers: Employer[] = Array.from({ length: count - 1 }, (_, index) => ({
    id: 101 + index, name: `${surname(random)} ${random.pick(WORKPLACES)}`, address: postalAddress(random), phone: phoneNumber(random), defect: null,
  }));
  const twin = random.pick(employers);
  return [...employers, { ...twin, id: 100 + count, name: twin.name.toUpperCase(), defect: 'listed-twice' }];
}

function makeReferrers(random: Random, count: number): Referrer[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = random.pick(['doctor', 'doctor', 'patient', 'other'] as const);
    const given = random.pick(GIVEN_NAMES[random.chance(0.5) ? 'female' : 'male']);
    return {
      id: 301 + index, kind,
      name: kind === 'other' ? random.pick(CAMPAIGNS) : kind === 'doctor' ? `Dr. ${given} ${surname(random)}` : `${given} ${surname(random)}`,
      specialty: kind === 'doctor' ? random.pick(SPECIALTIES) : '', phone: kind === 'other' ? '' : phoneNumber(random),
    };
  });
}

function makeCarriers(random: Random, count: number): Carrier[] {
  const companies = Array.from({ length: within(5, Math.floor(count / 4), 200) }, (_, index) => ({
    company: `${surname(random)} Mutual`, payer: `ZZ${String(index + 1).padStart(3, '0')}`, address: postalAddress(random), phone: phoneNumber(random),
  }));
  const plans = Array.from({ length: count - 1 }, (_, index): Carrier => {
    const unset = index === 0 || random.chance(0.1);
    return {
      id: 501 + index, ...random.pick(companies), group: `${surname(random)} ${random.pick(WORKPLACES)}`, groupNumber: `G${random.between(10_000, 99_999)}`,
      maximum: unset ? null : random.between(2, 8) * 50_000, defect: unset ? 'maximum-not-set' : null,
    };
  });
  return [...plans, { ...random.pick(plans), id: 500 + count, defect: 'listed-twice' }];
}

function makeCodes(random: Random): Code[] {
  const letter = (index: number): string => String.fromCharCode(65 + index);
  const price = (): number => random.between(8, 300) * 500;
  return [
    ...Array.from({ length: 24 }, (_, index) => ({
      id: 5001 + index, code: `D9X${String(index + 1).padStart(2, '0')}`, text: `Office item ${letter(index)}`, fee: price(),
    })),
    ...Array.from({ length: 6 }, (_, index) => ({ id: 5101 + index, code: `ZZ00${index + 1}`, text: `Local item ${letter(index)}`, fee: price() })),
    { id: 5199, code: NOT_KEPT_CODE, text: 'Visit not kept', fee: 0 },
  ];
}

function makeAlertItems(): AlertItem[] {
  const list = (texts: readonly string[], kind: AlertItem['kind'], from: number): AlertItem[] =>
    texts.map((text, index) => ({ id: from + index, text, kind, critical: kind === 'allergy' }));
  return [...list(CONDITIONS, 'condition', 701), ...list(MEDICATIONS, 'medication', 721), ...list(ALLERGIES, 'allergy', 741)];
}
