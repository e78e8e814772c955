import type { DuplicatePair } from '../reports.js';
import type { Comparison } from './compare.js';
import type { Posterior } from './model.js';
import type { People } from './people.js';
import { commonness } from './rarity.js';

/** A pair with what the model thinks of it. */
export interface Weighed {
  readonly a: number;
  readonly b: number;
  readonly comparison: Comparison;
  readonly probable: Posterior;
}

type Judgement = Pick<DuplicatePair, 'score' | 'verdict' | 'evidence'>;

const NEARLY_CERTAIN = 0.99;
const PROBABLE = 0.9;
/** What a pair is worth at most once something keeps it apart, whatever else agrees. */
const KEPT_APART = 0.49;
/** Kept-apart pairs are told when the model alone would have taken them for one human at least this readily. */
const LOOKS_ALIKE = 0.5;
/** Differences between dates written as YYYYMMDD. */
const GENERATION = 150_000;
const CHILDHOOD = 180_000;

/** The verdict on a pair with its evidence in words; null for pairs that nobody needs to hear of. No value of any cell is repeated. */
export function judge(people: People, pair: Weighed): Judgement | null {
  const { comparison, probable } = pair;
  const apart = keptApart(people, pair);
  const evidence = evidenceOf(people, pair);
  if (apart !== null) {
    const told = { score: rounded(Math.min(probable.match, KEPT_APART)), evidence: [...evidence, apart] };
    if (isHousehold(comparison)) return { ...told, verdict: 'household' };
    return probable.match >= LOOKS_ALIKE ? { ...told, verdict: 'different' } : null;
  }
  const score = rounded(probable.match);
  if (probable.match >= NEARLY_CERTAIN && isBeyondDoubt(comparison)) return { score, verdict: 'same', evidence };
  if (probable.match >= PROBABLE && isBorneOut(comparison)) return { score, verdict: 'probable', evidence };
  return isHousehold(comparison) ? { score, verdict: 'household', evidence } : null;
}

/** Why these two must not be taken for one human, null where nothing speaks against it. Households are what this guards. */
function keptApart(people: People, { a, b, comparison }: Weighed): string | null {
  const { first, birth, gender, family } = comparison;
  const [one, other] = [people.at(a, 'generation'), people.at(b, 'generation')];
  if (one !== 0 && other !== 0 && one !== other) return 'one is senior and the other junior';
  if (birth === 'different') return isGeneration(people, a, b) ? 'born a generation apart' : 'different dates of birth';
  if (first === 'different' || first === 'missing') return first === 'missing' ? 'a given name is missing' : 'different given names';
  if (birth !== 'same' && one !== other) return 'only one has a suffix such as Jr.';
  if (family === 'linked' && (birth !== 'same' || first !== 'same')) return 'they belong to one family account';
  if (first === 'near' && !isTypo(people, a, b)) return 'both given names occur in this office';
  if (first === 'near' && isChild(people, a)) return 'children whose given names are nearly the same';
  if (gender === 'different' && (birth !== 'same' || first !== 'same')) return 'different gender';
  return null;
}

function isGeneration(people: People, a: number, b: number): boolean {
  return Math.abs(people.at(a, 'birth') - people.at(b, 'birth')) >= GENERATION;
}

/** A slip of the typist makes a name that nobody else has; twins are given names that others have too. */
function isTypo(people: People, a: number, b: number): boolean {
  const times = [people.first.times(people.at(a, 'first')), people.first.times(people.at(b, 'first'))];
  return Math.min(...times) === 1;
}

/** Twins are called Jaden and Jayden; everything else that children have is their parents'. */
function isChild(people: People, a: number): boolean {
  return people.at(a, 'birth') > people.latestBirth - CHILDHOOD;
}

/** Nothing disagrees, and name and birthday are borne out by something else. */
function isBeyondDoubt({ last, first, middle, birth, gender, phone, email, address, chart }: Comparison): boolean {
  const agreed = last === 'same' && first === 'same' && birth === 'same' && gender !== 'different' && middle !== 'different';
  return agreed && (phone === 'same' || email === 'same' || address === 'same' || chart === 'same');
}

/** A likeness of names alone is never proposed: a birthday or a way to reach them has to agree too, and for a weak likeness both. */
function isBorneOut({ last, first, birth, phone, email, address, chart }: Comparison): boolean {
  const reached = phone === 'same' || email === 'same' || address === 'same' || chart === 'same';
  // A father and a son of one name share home and telephone, so these cannot stand in for a birthday.
  if (birth === 'missing') return email === 'same' && last === 'same' && first === 'same';
  return reached || (first === 'same' && (last === 'same' || (last === 'near' && birth === 'same')));
}

/** Only contacts make a household worth telling: a shared home alone is every second pair of an apartment building. */
function isHousehold({ phone, email, address, last, birth }: Comparison): boolean {
  return phone === 'same' || email === 'same' || (address === 'same' && last === 'same' && birth === 'same');
}

/** Never 1: nothing in a file makes two records one human with certainty. */
function rounded(probability: number): number {
  return Math.min(0.9999, Math.round(probability * 10_000) / 10_000);
}

const WORDS: { readonly [F in keyof Comparison]: Readonly<Partial<Record<Comparison[F], string>>> } = {
  last: { same: 'same last name', near: 'last names nearly the same', different: 'different last names' },
  first: {
    same: 'same given name', 'other-name': 'one given name is the other\'s preferred or longer name', near: 'given names differ by one letter',
    initial: 'one given name is only an initial',
  },
  middle: { same: 'same middle initial', different: 'different middle initials' },
  birth: { same: 'same date of birth', swapped: 'day and month of birth exchanged', 'one-digit': 'birth dates differ by one digit', missing: 'a date of birth is missing' },
  gender: { same: 'same gender' },
  phone: { same: 'same telephone number', different: 'no telephone number in common' },
  email: { same: 'same e-mail address', different: 'different e-mail addresses' },
  address: { same: 'same address', 'same-area': 'same postal code', different: 'different addresses' },
  chart: { same: 'same chart number' },
  family: { linked: 'one family account' },
};

function evidenceOf(people: People, { a, comparison }: Weighed): string[] {
  const said: string[] = [];
  for (const field of ['last', 'first', 'middle', 'birth', 'gender', 'phone', 'email', 'address', 'chart', 'family'] as const) {
    // Each table is indexed by the levels of its own field; the union of all tables hides that from the compiler.
    const words: Readonly<Record<string, string>> = WORDS[field];
    const word = words[comparison[field]];
    if (word === undefined) continue;
    const rare = (field === 'last' || field === 'first') && comparison[field] === 'same' ? commonness(people, field, a) : null;
    said.push(rare === null ? word : `${word}, ${rare}`);
  }
  return said;
}
