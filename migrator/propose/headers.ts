import type { Field, Template } from './template.js';
import { TEMPLATES } from './templates/index.js';
import { readingsOf, type Reading } from './words.js';

/** Concepts that only say of what kind a column is; they may be there or not. */
const KIND_WORDS: Readonly<Record<string, number>> = { id: 0.5, code: 0.45, text: 0.3, flag: 0.3, amount: 0.6, date: 0.7, name: 0.8, description: 0.7,
  initial: 1, note: 0.8, contact: 1 };

/** Concepts that speak of something no field holds, unless the field's own phrase has them. */
const STRANGE = new Set([
  'fax', 'emergency', 'modified', 'user', 'batch', 'check', 'statement', 'guid', 'ssn', 'npi', 'tax', 'maximum', 'consent', 'printed', 'privacy',
    'timestamp', 'load', 'priority', 'reminder', 'salutation',
]);
/** Concepts that make a column something else than the id that it is named after: `procedure type` is no procedure. */
const NO_ID = new Set(['type', 'status', 'reason', 'description', 'set', 'source']);
const STRANGE_FACTOR = 0.35;
const UNKNOWN_WEIGHT = 2.5;
const NUMBER_WEIGHT = 1.2;
const MISSING = 0.5;
const LEFT_OVER = 0.6;
const SILENT_HERE = 0.12;

const phrasesOf = new Map<Field, readonly Reading[]>();
const weights = conceptWeights();

/** Concepts that few fields speak of say more than those of many. */
function conceptWeights(): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  const fields = TEMPLATES.flatMap((template) => Object.values(template.fields));
  for (const field of fields) {
    for (const concept of new Set(phrases(field).flat())) seen.set(concept, (seen.get(concept) ?? 0) + 1);
  }
  return new Map([...seen].map(([concept, count]) => [concept, Math.max(0.6, Math.log((fields.length + 1) / (count + 1)))]));
}

/** The phrases of a field as concepts; phrases are written in concepts already. */
function phrases(field: Field): readonly Reading[] {
  const known = phrasesOf.get(field);
  if (known !== undefined) return known;
  const made = field.words.split('|').filter((phrase) => phrase !== '').map((phrase) => phrase.split(' '));
  phrasesOf.set(field, made);
  return made;
}

function weight(concept: string): number {
  if (concept.startsWith('?')) return UNKNOWN_WEIGHT;
  return KIND_WORDS[concept] ?? (/^\d+$/.test(concept) ? NUMBER_WEIGHT : weights.get(concept) ?? UNKNOWN_WEIGHT);
}

/** A header that was read once, to be held against many fields. */
export interface Header {
  readonly text: string;
  readonly readings: readonly Reading[];
}

/** Reads a header. */
export function readHeader(text: string): Header {
  return { text, readings: readingsOf(text) };
}

/** True where every reading of the header speaks of a number that is never read: social security, driving licence, tax. */
export function isForbidden({ readings }: Header): boolean {
  return readings.every((reading) => reading.includes('ssn') || reading.includes('tax'));
}

/** True where the header speaks of something that no field holds. */
export function isStrange({ readings }: Header): boolean {
  return readings.some((reading) => reading.some((concept) => STRANGE.has(concept)));
}

/** How well a header's words suit a field of a template, from 0 to 1. */
export function likeness(header: Header, field: Field, template: Template): number {
  const known = likenesses.get(header) ?? new Map<Template, Map<Field, number>>();
  likenesses.set(header, known);
  const here = known.get(template) ?? new Map<Field, number>();
  known.set(template, here);
  const before = here.get(field);
  if (before !== undefined) return before;
  const now = bestLikeness(header, field, template);
  here.set(field, now);
  return now;
}

const likenesses = new WeakMap<Header, Map<Template, Map<Field, number>>>();

function bestLikeness(header: Header, field: Field, template: Template): number {
  const about = new Set(template.about.split(' '));
  const isId = field.expects === 'key' || field.expects.startsWith('ref:');
  let best = 0;
  for (const [place, reading] of header.readings.entries()) {
    // Later readings take more imagination.
    const factor = place === 0 ? 1 : 0.97;
    for (const phrase of phrases(field)) best = Math.max(best, factor * alike(reading, phrase, about, isId));
  }
  return best;
}

function alike(reading: Reading, phrase: Reading, about: ReadonlySet<string>, isId: boolean): number {
  let matched = 0;
  let missing = 0;
  let leftOver = 0;
  const own = (concept: string): number => weight(concept) * (about.has(concept) ? 0.5 : 1);
  for (const concept of phrase) {
    if (reading.includes(concept)) matched += own(concept);
    else missing += about.has(concept) ? weight(concept) * SILENT_HERE : weight(concept);
  }
  if (matched === 0) return 0;
  for (const concept of reading) if (!phrase.includes(concept)) leftOver += about.has(concept) ? weight(concept) * SILENT_HERE : weight(concept);
  const strange = reading.some((concept) => (STRANGE.has(concept) || (isId && NO_ID.has(concept))) && !phrase.includes(concept));
  return (matched / (matched + MISSING * missing + LEFT_OVER * leftOver)) * (strange ? STRANGE_FACTOR : 1);
}
