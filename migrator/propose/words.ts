import { COMPOUNDS, CONCEPTS, SILENT } from './lexicon.js';

/** One way to understand a header: the concepts that it speaks of. A word that no list knows stands for itself, with a `?` before it. */
export type Reading = readonly string[];

/** Readings of one piece of a header, and how unlikely it is that the piece was meant so. */
interface Piece {
  readonly readings: readonly Reading[];
  readonly cost: number;
}

const MOST_READINGS = 24;
const SHORTEST_SKELETON = 3;

const words = wordList();
const pieces = pieceList();

function wordList(): ReadonlyMap<string, readonly Reading[]> {
  const found = new Map<string, Reading[]>();
  const add = (word: string, reading: Reading): void => {
    const known = found.get(word) ?? [];
    if (!known.some((other) => other.join(' ') === reading.join(' '))) found.set(word, [...known, reading]);
  };
  for (const [word, concepts] of Object.entries(COMPOUNDS)) add(word, concepts.split(' '));
  for (const [concept, names] of Object.entries(CONCEPTS)) for (const word of [concept, ...names.split(' ')]) add(word, [concept]);
  for (const word of SILENT) add(word, []);
  return found;
}

/** Words, and what is left of long words without their vowels or without their end: the pieces of headers written without spaces. */
function pieceList(): ReadonlyMap<string, Piece> {
  const found = new Map<string, Piece>();
  for (const [word, readings] of words) if (word.length >= 2) found.set(word, { readings, cost: word.length === 2 ? 1.25 : 1 });
  const shorten = (short: string, readings: readonly Reading[], cost: number): void => {
    const known = found.get(short);
    if (short.length < SHORTEST_SKELETON) return;
    found.set(short, { readings: [...(known?.readings ?? []), ...readings], cost: Math.min(cost, known?.cost ?? cost) });
  };
  for (const [word, readings] of words) {
    if (word.length < 5 || readings.every((reading) => reading.length === 0)) continue;
    shorten(skeleton(word), readings, 1.3);
    for (const length of [4, 5, 6]) if (word.length >= length + 2) shorten(word.slice(0, length), readings, 1.5);
  }
  return found;
}

/** A word without the vowels after its first letter and without doubled letters: how people shorten names. */
function skeleton(word: string): string {
  return (word.charAt(0) + word.slice(1).replaceAll(/[aeiou]/g, '')).replaceAll(/(.)\1+/g, '$1');
}

/** Ways to write that are gone once a header is cut into words. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bm\s*\/\s*f\b/gi, 'mf'], [/\b([a-z])\.(?=[a-z]\b)/gi, '$1'], [/\b(e|x|check)-(?=mail|ray|up)/gi, '$1'], [/#/g, ' no '], [/\+/g, ' over '],
  [/\b(?:no longer|not) (?:active|current)\b/gi, 'inactive'], [/\b(?:seen|treated|planned|written|performed|done) by\b/gi, 'provider'],
  [/\b(?:booked|scheduled) with\b/gi, 'provider'], [/\bhow much\b/gi, 'amount'], [/\b1st\b/gi, 'first'], [/\b2nd\b/gi, 'second'],
  [/(?<![A-Za-z])([LlFfMm])[ _]?[Nn](?:ame|m)(?![a-z])/g, '$1name'],
];

/** The words of a header, small: `ApptStartDt`, `appt_start_dt` and `Appt. start dt` are the same three. */
export function tokens(header: string): readonly string[] {
  const plain = PHRASES.reduce((text, [written, meant]) => text.replaceAll(written, meant), header);
  const spaced = plain.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2').toLowerCase();
  // Ages of debts are written without a sign between their ends: `BAL3160`.
  const apart = spaced.replaceAll(/(\p{L})(\d)|(\d)(\p{L})/gu, '$1$3 $2$4').replaceAll(/\b(0|30|31|60|61|90|91)(30|60|90|120)\b/g, '$1 $2');
  return apart.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Everything a header may mean, the likeliest first. */
export function readingsOf(header: string): readonly Reading[] {
  let all: readonly Reading[] = [[]];
  for (const token of tokens(header)) {
    const choices = tokenReadings(token);
    all = all.flatMap((start) => choices.map((more) => [...start, ...more])).slice(0, MOST_READINGS);
  }
  return all.map((reading) => [...new Set(reading)]);
}

function tokenReadings(token: string): readonly Reading[] {
  if (/^\d+$/.test(token)) return [[String(Number(token))]];
  return words.get(token) ?? words.get(token.replace(/e?s$/, '')) ?? split(token) ?? [[`?${token}`]];
}

/** A word that no list knows, taken apart into words and shortened words; null where that takes too much imagination. */
function split(token: string): readonly Reading[] | null {
  const best: ({ readonly cost: number; readonly readings: readonly Reading[] } | undefined)[] = [{ cost: 0, readings: [[]] }];
  for (let end = 2; end <= token.length; end += 1) {
    for (let start = Math.max(0, end - 14); start <= end - 2; start += 1) {
      const [before, piece] = [best[start], pieces.get(token.slice(start, end))];
      if (before === undefined || piece === undefined) continue;
      const cost = before.cost + piece.cost;
      if (cost > (best[end]?.cost ?? Infinity)) continue;
      const readings = before.readings.flatMap((first) => piece.readings.map((more) => [...first, ...more])).slice(0, MOST_READINGS);
      best[end] = { cost, readings };
    }
  }
  const whole = best[token.length];
  // One piece must explain at least two letters on average, or chance explains the word as well as we do.
  return whole === undefined || whole.cost > token.length / 1.6 ? null : whole.readings;
}
