import { plainWord } from '../read/parsers.js';
import { isDate, share, variety, type ColumnValues } from './column-values.js';
import type { Expectation } from './expectations.js';
import { SHAPES } from './shapes.js';
import {
  ALERT_KIND, APPOINTMENT_STATUS, GENDER, ITEM_COMPLETED, LEDGER_KIND, PATIENT_STATUS, PLAN_STATUS, RANK, REFERRAL_KIND, RELATIONSHIP,
} from './vocabulary.js';

/** How well values suit a field: above 0 speaks for it, below 0 against it. `says` is a reason in words, without any value. */
export interface Fit {
  readonly score: number;
  readonly says: string | null;
}

/** The ids of kinds of files, by template name, as far as they are known. */
export type KnownIds = ReadonlyMap<string, ReadonlySet<string>>;

type Judge = (values: ColumnValues, ids: KnownIds) => Fit;

const NO_SAY: Fit = { score: 0, says: null };
const YEAR = 365.25;

/** Judges a column's values against what a field expects. An empty column speaks neither for nor against. */
export function fit(expects: Expectation, values: ColumnValues, ids: KnownIds): Fit {
  if (values.filled.length === 0) return NO_SAY;
  // What depends on the ids of other files changes from round to round.
  if (expects.startsWith('ref:') || expects === 'appointment-status') return JUDGES[expects](values, ids);
  const known = judged.get(values) ?? new Map<Expectation, Fit>();
  judged.set(values, known);
  const before = known.get(expects);
  if (before !== undefined) return before;
  const now = JUDGES[expects](values, ids);
  known.set(expects, now);
  return now;
}

const judged = new WeakMap<ColumnValues, Map<Expectation, Fit>>();

/** A judge for cells of a certain shape: `bonus` where nearly all have it, down to -5 where none has. */
function shaped(shape: (cell: string) => boolean, bonus: number, says: string): Judge {
  return (values) => {
    const part = share(values, shape);
    if (part >= 0.85) return { score: bonus, says };
    return part >= 0.6 ? { score: bonus * 0.4, says: `most values: ${says}` } : { score: -5 * (1 - part), says: null };
  };
}

/** A judge for a closed list of words; codes that are bare numbers are possible, but say little. */
function vocabulary(known: Readonly<Record<string, unknown>>, bonus: number): Judge {
  const words = new Set(Object.keys(known).map(plainWord));
  return (values) => {
    const part = share(values, (cell) => words.has(plainWord(cell)));
    if (values.distinct.size > 60) return { score: -4, says: null };
    if (part >= 0.6) return { score: bonus, says: 'its values are words that are used for this' };
    if (share(values, SHAPES.smallCode) > 0.9 && values.distinct.size <= 30) return { score: 0.3, says: 'its values are a few short codes' };
    return { score: part >= 0.2 ? 0 : share(values, SHAPES.label) > 0.8 && variety(values) < 0.5 ? -1.5 : -4, says: null };
  };
}

/** A judge for dates: `when` sees the share of dates after the export and the middle age in years. */
function dated(when: (future: number, years: number, values: ColumnValues) => Fit): Judge {
  return (values) => {
    // Spreadsheets write days as numbers, which may as well be anything else.
    if (values.ages.length === 0) return { score: share(values, (cell) => /^[2-5]\d{4}$/.test(cell)) > 0.9 ? -1 : -6, says: null };
    const future = values.ages.filter((age) => age < -1).length / values.ages.length;
    const years = (values.ages[Math.floor(values.ages.length / 2)] ?? 0) / YEAR;
    return when(future, years, values);
  };
}

/** Timestamps to the second are kept by programs, dates by people. */
function isStamp(values: ColumnValues): boolean {
  return share(values, (cell) => /\d{1,2}:\d{2}:\d{2}/.test(cell) && !/ 0{1,2}:00:00/.test(cell)) > 0.6;
}

/** A judge for ids that point into another kind of file. */
function pointing(target: string): Judge {
  return (values, ids) => {
    const looks = share(values, target === 'provider' ? SHAPES.providerId : SHAPES.id);
    if (looks < 0.7) return { score: -4, says: null };
    const known = ids.get(target);
    if (known === undefined || known.size === 0) return { score: share(values, SHAPES.longId) > 0.9 ? 0 : 0.4, says: null };
    const seen = [...values.distinct].filter((value) => !/^0+$/.test(value));
    if (seen.length === 0) return NO_SAY;
    if (seen.length <= 2 && known.size > 4 && values.full > 30) return { score: -1.5, says: null };
    const part = seen.filter((value) => known.has(value)).length / seen.length;
    const surprise = 1 - byChance(seen, known);
    if (part >= 0.6) return { score: 0.5 + 2.5 * part * surprise, says: `${Math.round(part * 100)} % of its values are ids of the ${target} file` };
    // A sample may simply not reach the rows that are pointed to, so few hits speak against it only mildly.
    return { score: part >= 0.2 ? 0 : -2.5, says: null };
  };
}

/** How likely a number in the range of these values is an id by chance: near 1 where ids are counted without gaps. */
function byChance(seen: readonly string[], known: ReadonlySet<string>): number {
  const numbers = seen.filter((value) => /^\d{1,9}$/.test(value)).map(Number);
  if (numbers.length < seen.length * 0.8) return 0;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const inRange = numbersOf(known).filter((id) => id >= least && id <= most).length;
  // Ids beyond the first few hundred that all hit are no accident even without gaps: other files would have overshot.
  return Math.min(1, inRange / (most - least + 1)) * (numbers.length > 200 ? 0.6 : 0.9);
}

const idNumbers = new WeakMap<ReadonlySet<string>, readonly number[]>();

function numbersOf(ids: ReadonlySet<string>): readonly number[] {
  const before = idNumbers.get(ids);
  if (before !== undefined) return before;
  const now = [...ids].filter((id) => /^\d{1,9}$/.test(id)).map(Number);
  idNumbers.set(ids, now);
  return now;
}

function isKey(values: ColumnValues): Fit {
  const ids = share(values, SHAPES.shortWord);
  const full = values.full / values.rows;
  if (variety(values) < 0.97 || full < 0.97 || ids < 0.9 || share(values, SHAPES.id) < 0.6) return { score: -4, says: null };
  if (share(values, isDate) > 0.5 || share(values, SHAPES.path) > 0.5) return { score: -4, says: null };
  return { score: share(values, SHAPES.longId) > 0.9 ? 0.5 : share(values, SHAPES.plainId) > 0.9 ? 2 : 1.2, says: 'its values are ids, every one different' };
}

function names(bonus: number, check?: (values: ColumnValues) => number): Judge {
  return (values) => {
    const part = share(values, SHAPES.wordOfName);
    if (part < 0.8 || values.distinct.size < Math.min(4, values.full)) return { score: -4, says: null };
    return { score: bonus + (check?.(values) ?? 0), says: 'its values look like names' };
  };
}

function freeText(values: ColumnValues): Fit {
  const words = share(values, SHAPES.words);
  const long = share(values, SHAPES.sentence);
  if (words < 0.8) return { score: -4, says: null };
  return { score: long > 0.5 ? 1.8 : long > 0.15 ? 0.8 : -0.5, says: long > 0.5 ? 'its values are sentences' : null };
}

function coded(values: ColumnValues): Fit {
  if (share(values, (cell) => cell.length <= 40) < 0.9 || share(values, SHAPES.sentence) > 0.2 || values.ages.length > 0) return { score: -4, says: null };
  return { score: 0.3, says: null };
}

function birth(future: number, years: number, values: ColumnValues): Fit {
  const spread = ((values.ages.at(-1) ?? 0) - (values.ages[0] ?? 0)) / YEAR;
  if (future > 0.02 || years < 10) return { score: -4, says: null };
  return { score: years > 18 && spread > 30 && !isStamp(values) ? 3 : 1, says: 'its dates all lie in the past, most of them decades ago' };
}

function pastDate(future: number, years: number, values: ColumnValues): Fit {
  if (isStamp(values)) return { score: -2.5, says: null };
  if (future > 0.1) return { score: -2.5, says: null };
  return years > 15 ? { score: -3, says: null } : { score: 1, says: 'its dates lie before the export' };
}

function nearDate(future: number, years: number, values: ColumnValues): Fit {
  if (years > 8 || isStamp(values)) return { score: -2.5, says: null };
  return future > 0.01 ? { score: 1.5, says: 'its dates lie before and after the export' } : { score: 0.5, says: null };
}

function dueDate(future: number, years: number): Fit {
  if (years > 4) return { score: -3, says: null };
  return future > 0.25 ? { score: 2, says: 'many of its dates lie after the export' } : { score: -0.5, says: null };
}

function hour(values: ColumnValues): Fit {
  if (share(values, SHAPES.hour) < 0.97 || values.distinct.size < 3) return { score: -5, says: null };
  const isOfficeHour = (cell: string): boolean => Number(cell) >= 6 && Number(cell) <= 19;
  return share(values, isOfficeHour) > 0.9 ? { score: 2, says: 'its values are hours of a working day' } : { score: -1, says: null };
}

function minute(values: ColumnValues): Fit {
  if (share(values, SHAPES.minute) < 0.95) return { score: -5, says: null };
  const few = values.distinct.size >= 2 && values.distinct.size <= 12 && (values.distinct.has('0') || values.distinct.has('00'));
  const isQuarter = (cell: string): boolean => Number(cell) % 15 === 0;
  return few && share(values, isQuarter) > 0.6 ? { score: 2, says: 'its values are quarters of an hour' } : NO_SAY;
}

function minutes(values: ColumnValues): Fit {
  if (share(values, SHAPES.minutes) < 0.9) return { score: -5, says: null };
  const isLong = share(values, (cell) => Number(cell) >= 10) > 0.9 && values.distinct.size >= 3;
  return isLong ? { score: 2, says: 'its values are lengths in minutes' } : { score: -1, says: null };
}

function money(values: ColumnValues): Fit {
  if (share(values, SHAPES.money) < 0.9) return { score: -5, says: null };
  return share(values, SHAPES.clearMoney) > 0.8 ? { score: 2, says: 'its values are amounts of money' } : { score: -1, says: null };
}

function tooth(values: ColumnValues): Fit {
  if (share(values, SHAPES.tooth) < 0.9) return { score: -5, says: null };
  return { score: values.distinct.size >= 8 ? 1.5 : 0, says: 'its values are teeth' };
}

function label(values: ColumnValues): Fit {
  if (share(values, SHAPES.label) > 0.85) return { score: share(values, SHAPES.sentence) > 0.6 && variety(values) > 0.5 ? -1 : 0.5, says: null };
  return { score: share(values, SHAPES.smallCode) > 0.9 && values.distinct.size <= 20 ? -0.5 : -3, says: null };
}

/** A list explains every code once, and office lists are short. */
function listed(values: ColumnValues): Fit {
  if (variety(values) < 0.9 || values.distinct.size > 400 || share(values, SHAPES.label) < 0.9) return { score: -4, says: null };
  return { score: 0.5, says: null };
}

function listedStatus(values: ColumnValues, ids: KnownIds): Fit {
  const entries = listed(values);
  return entries.score < 0 ? entries : vocabulary(APPOINTMENT_STATUS, 2.5)(values, ids);
}

function appointmentStatus(values: ColumnValues, ids: KnownIds): Fit {
  const byWord = vocabulary(APPOINTMENT_STATUS, 2.5)(values, ids);
  const list = ids.get('appointmentStatus');
  if (list === undefined || byWord.score > 1) return byWord;
  const part = [...values.distinct].filter((value) => list.has(value)).length / Math.max(1, values.distinct.size);
  return part > 0.5 ? { score: 1, says: 'its values stand in the list of appointment statuses' } : byWord;
}

function memberNumber(values: ColumnValues): Fit {
  if (share(values, SHAPES.memberNumber) < 0.8) return { score: -3, says: null };
  return { score: share(values, (cell) => /[A-Z]/i.test(cell)) > 0.5 ? 1.5 : 0.3, says: 'its values look like policy or member numbers' };
}

function company(values: ColumnValues): Fit {
  if (share(values, SHAPES.label) < 0.85 || share(values, SHAPES.fullName) > 0.9) return { score: -2, says: null };
  return { score: share(values, SHAPES.company) > 0.3 ? 1.5 : 0.4, says: 'its values look like names of companies' };
}

const chart: Judge = (values) => {
  if (share(values, SHAPES.id) < 0.85 || variety(values) < 0.85) return { score: -4, says: null };
  const lettered = share(values, (cell) => /[A-Z]/i.test(cell)) > 0.5 && share(values, SHAPES.longId) < 0.1;
  return { score: lettered ? 1 : 0, says: 'its values are ids, nearly every one different' };
};

const city: Judge = names(0, (values) => (variety(values) < 0.6 ? 0.8 : 0));

const JUDGES: Readonly<Record<Expectation, Judge>> = {
  key: isKey, chart,
  'ref:patient': pointing('patient'), 'ref:provider': pointing('provider'), 'ref:carrier': pointing('carrier'), 'ref:employer': pointing('employer'),
  'ref:referralSource': pointing('referralSource'),
  'ref:treatmentPlan': pointing('treatmentPlan'), 'ref:alertItem': pointing('alertItem'), 'ref:procedureCode': pointing('procedureCode'),
  'ref:practice': pointing('practice'), 'ref:coded': coded,
  'member-number': memberNumber, 'full-name': shaped(SHAPES.fullName, 2, 'its values look like full names'), 'first-name': names(0.6),
  'last-name': names(0.6),
  'middle-name': names(0, (values) => (share(values, SHAPES.initial) > 0.6 ? 2 : -1)), nickname: names(0.3),
  title: shaped(SHAPES.title, 2, 'its values are titles'),
  suffix: shaped(SHAPES.degree, 2, 'its values are degrees or suffixes'), company, birth: dated(birth), past: dated(pastDate), near: dated(nearDate),
  due: dated(dueDate),
  date: dated(() => ({ score: 1, says: 'its values are dates' })), 'date-time': shaped(SHAPES.dateTime, 1.5, 'its values are dates with a time'),
  clock: shaped(SHAPES.clock, 2, 'its values are times of day'),
  hour, minute, minutes, interval: shaped(SHAPES.interval, 3, 'its values are intervals'), gender: vocabulary(GENDER, 3),
  'patient-status': vocabulary(PATIENT_STATUS, 2.5),
  'appointment-status': appointmentStatus, 'plan-status': vocabulary(PLAN_STATUS, 2.5), 'item-status': vocabulary(ITEM_COMPLETED, 2),
  'ledger-kind': vocabulary(LEDGER_KIND, 3),
  relationship: vocabulary(RELATIONSHIP, 3), 'referral-kind': vocabulary(REFERRAL_KIND, 2.5), 'alert-kind': vocabulary(ALERT_KIND, 2.5),
  rank: vocabulary(RANK, 2), label, 'list-entry': listed, 'list-status': listedStatus,
  email: shaped(SHAPES.email, 3, 'its values are e-mail addresses'), phone: shaped(SHAPES.phone, 2.5, 'its values are telephone numbers'),
  street: shaped(SHAPES.street, 2.5, 'its values are street addresses'),
  'street-2': shaped((cell) => SHAPES.unit(cell) || SHAPES.street(cell), 1.5, 'its values are second lines of addresses'), city,
  state: shaped(SHAPES.state, 3, 'its values are states'),
  zip: shaped(SHAPES.zip, 2.5, 'its values are postal codes'), flag: shaped(SHAPES.flag, 1, 'its values are yes or no'),
  language: shaped(SHAPES.language, 3, 'its values are languages'),
  note: freeText, text: (values) => (share(values, SHAPES.words) < 0.7 ? { score: -3, says: null } : { score: 0.5, says: null }),
  code: shaped(SHAPES.procedureCode, 2, 'its values have the form of procedure codes'),
  tooth, surface: shaped(SHAPES.surface, 2, 'its values are tooth surfaces'), money, path: shaped(SHAPES.path, 3, 'its values are paths of files'),
  zone: shaped(SHAPES.zone, 3, 'its values are time zones'),
  url: shaped(SHAPES.url, 3, 'its values are web addresses'),
};
