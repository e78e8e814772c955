import { centsOf, clockTime } from '../read/parsers.js';

const STATES = new Set(('AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU '
  + 'AB BC MB NB NL NS NT NU ON PE QC SK YT').split(' '));
const STREET_WORD = /\b(?:st|street|rd|road|ave|avenue|ln|lane|dr|drive|blvd|ct|court|way|pl|place|hwy|pkwy|cir|ter|box|strasse|str)\b/i;
const COMPANY_WORD = /\b(?:inc|llc|ltd|co|corp|company|group|dental|mutual|insurance|health|plan|library|school|bank|services?|works|logistics|bakery|nursery|garage|shop|store|clinic|associates|partners|care)\b/i;
const LANGUAGES = /^(?:english|spanish|french|german|chinese|mandarin|cantonese|vietnamese|tagalog|korean|russian|arabic|portuguese|hindi|polish|italian|japanese|other|en|es|fr|de|zh|vi|ko|ru|ar|pt)$/i;
const FLAG = /^(?:0|1|-1|y|n|yes|no|t|f|true|false|x|on|off)$/i;

/** Tests of single cells: what a cell may be, whatever its column is called. */
export const SHAPES = {
  id: (cell: string) => /^[\w.:#/-]{1,40}$/.test(cell) && /\d|^[A-Z]{2,8}$/.test(cell),
  shortWord: (cell: string) => /^[\w.:#/-]{1,40}$/.test(cell),
  plainId: (cell: string) => /^(?:\d{1,15}|[A-Z]{0,5}-?\d{1,12}|[0-9a-f-]{32,36})$/i.test(cell),
  providerId: (cell: string) => /^(?:\d{1,9}|[A-Z][A-Z_-]{0,9}\d{0,4}|DEF_PROV|Walk-In)$/i.test(cell),
  memberNumber: (cell: string) => /^[A-Z0-9][A-Z0-9 ./-]{3,24}$/i.test(cell) && /\d/.test(cell),
  wholeNumber: (cell: string) => /^\d{1,9}$/.test(cell),
  wordOfName: (cell: string) => /^\p{L}[\p{L}'’. -]{0,39}$/u.test(cell) && cell.split(/\s+/).length <= 3,
  fullName: (cell: string) => /^[\p{L}'’. -]{2,40}, ?[\p{L}'’(]/u.test(cell) || /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}\.?)?(?: \p{Lu}[\p{L}'’-]+){1,2}$/u.test(cell),
  initial: (cell: string) => /^\p{L}\.?$/u.test(cell),
  title: (cell: string) => /^(?:mr|mrs|ms|miss|mx|dr|prof|rev)\.?$/i.test(cell),
  degree: (cell: string) => /^(?:dds|dmd|rdh|md|phd|ms|cda|rda|jr|sr|ii|iii|iv|bds)(?:[., ].*)?\.?$/i.test(cell),
  email: (cell: string) => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(cell) || /^(?:declined?|none|no ?e-?mail|refused)$/i.test(cell),
  phone: (cell: string) => /^[+(]?[\d][\d().\s/+-]{5,20}(?:\s*(?:x|ext).*)?$/i.test(cell) && cell.replaceAll(/\D/g, '').length >= 7 && /[()\s.-]|^\+?\d{10,11}$/.test(cell),
  street: (cell: string) => (/^\d+\s+\S/.test(cell) && /\p{L}/u.test(cell)) || STREET_WORD.test(cell) || /^x{3,}$/i.test(cell),
  unit: (cell: string) => /^(?:apt|unit|suite|ste|#|floor|fl|room|rm|po box|p\.o\.|bldg|lot)\b/i.test(cell) || /^#?\d{1,4}[a-z]?$/i.test(cell),
  state: (cell: string) => STATES.has(cell.toUpperCase()),
  zip: (cell: string) => /^\d{4,5}(?:-?\d{4})?$|^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i.test(cell),
  flag: (cell: string) => FLAG.test(cell),
  gender: (cell: string) => /^(?:m|f|male|female|man|woman|o|other|x|u|unknown|nonbinary|non-binary|not specified)$/i.test(cell),
  smallCode: (cell: string) => /^-?\d{1,3}$/.test(cell),
  language: (cell: string) => LANGUAGES.test(cell),
  company: (cell: string) => COMPANY_WORD.test(cell),
  words: (cell: string) => /\p{L}{2,}/u.test(cell) && !/^\S+@\S+$/.test(cell),
  sentence: (cell: string) => cell.split(/\s+/).length >= 4,
  label: (cell: string) => cell.length <= 80 && /\p{L}{2,}/u.test(cell) && !/\n/.test(cell),
  procedureCode: (cell: string) => /^D\d{4}(?:[.-]\w+)?$|^[A-Z]{1,2}\d{1,2}[A-Z]?\d{2,3}(?:[.-]\w+)?$|^\d{4,5}(?:[.-]\w+)?$|^[A-Z]{2,3}\d{3}(?:[.-]\w+)?$/i.test(cell),
  tooth: (cell: string) => cell.split(/[-,; ]+/).every((part) => /^(?:[1-9]|[12]\d|3[0-2]|[A-T]|[A-T]S|[1-4][1-8]|UR|UL|LR|LL|UA|LA)$/i.test(part)),
  surface: (cell: string) => /^[MODBLFIDPV5]{1,6}$/i.test(cell),
  money: (cell: string) => centsOf(cell) !== null,
  clearMoney: (cell: string) => centsOf(cell) !== null && /[.,]\d{2}\D*$|[$€£]/.test(cell),
  clock: (cell: string) => /^\d{1,2}:\d{2}/.test(cell) && clockTime(cell) !== null,
  dateTime: (cell: string) => /^\S*\d[-/]\d{1,2}[-/]\d+[ T]\d{1,2}:\d{2}/.test(cell),
  hour: (cell: string) => /^\d{1,2}$/.test(cell) && Number(cell) <= 23,
  minute: (cell: string) => /^\d{1,2}$/.test(cell) && Number(cell) <= 59 && Number(cell) % 5 === 0,
  minutes: (cell: string) => /^\d{1,3}(?:\.0+)?$/.test(cell) && Number(cell) % 5 === 0 && Number(cell) <= 480,
  interval: (cell: string) => /^(?:\d{1,3}\s*(?:y|m|w|d)[a-z]*\s*[+ ]*)+$/i.test(cell),
  path: (cell: string) => /[\\/]/.test(cell) && /\.\w{2,5}$/.test(cell),
  url: (cell: string) => /^(?:https?:\/\/|www\.)\S+$/i.test(cell),
  zone: (cell: string) => /^[A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+$/.test(cell),
  longId: (cell: string) => /^[0-9a-f-]{24,36}$/i.test(cell),
  ssn: (cell: string) => /^\d{3}-\d{2}-\d{4}$/.test(cell),
} as const satisfies Readonly<Record<string, (cell: string) => boolean>>;
