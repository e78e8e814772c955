import { extname } from 'node:path';

/** Endings of files that an export may consist of. */
export const EXTENSIONS = ['.csv', '.tsv', '.tab', '.txt', '.zip', '.xlsx', '.xls', '.html', '.htm', '.json', '.jsonl'] as const;

/** Bytes from the beginning of a file that `disguise` needs. */
export const HEAD_BYTES = 512;

/** What a file really is where that is not what its name says, and what to do instead. */
export interface Disguise {
  readonly really: string;
  readonly remedy: string;
}

interface Signature extends Disguise {
  readonly matches: (head: Buffer) => boolean;
}

const LEAVE_OUT = 'Leave it out; only the tables of the export are read.';
const SAVE_AS_CSV = 'Open it in the spreadsheet program, save it as XLSX or CSV and send that.';

const startsWith = (...bytes: readonly number[]) => (head: Buffer): boolean => head.subarray(0, bytes.length).equals(Buffer.from(bytes));
const begins = (text: string) => (head: Buffer): boolean => head.subarray(0, text.length).toString('latin1') === text;
const isZip = begins('PK\u0003\u0004');
/** The letters "MZ" may well begin a table's header; a program has zero bytes right after them and text has none. */
const isProgram = (head: Buffer): boolean => begins('MZ')(head) && head.subarray(2, 64).includes(0);

const SIGNATURES: readonly Signature[] = [
  { really: 'a PDF document', remedy: LEAVE_OUT, matches: begins('%PDF') },
  { really: 'a program', remedy: LEAVE_OUT, matches: isProgram },
  { really: 'a program', remedy: LEAVE_OUT, matches: startsWith(0x7f, 0x45, 0x4c, 0x46) },
  { really: 'a picture', remedy: LEAVE_OUT, matches: startsWith(0x89, 0x50, 0x4e, 0x47) },
  { really: 'a picture', remedy: LEAVE_OUT, matches: startsWith(0xff, 0xd8, 0xff) },
  { really: 'a picture', remedy: LEAVE_OUT, matches: begins('GIF8') },
  { really: 'a picture', remedy: LEAVE_OUT, matches: startsWith(0x49, 0x49, 0x2a, 0x00) },
  { really: 'a picture', remedy: LEAVE_OUT, matches: startsWith(0x4d, 0x4d, 0x00, 0x2a) },
  { really: 'a picture', remedy: LEAVE_OUT, matches: (head) => begins('RIFF')(head) && head.subarray(8, 12).toString('latin1') === 'WEBP' },
  { really: 'a spreadsheet or document of an old Microsoft Office', remedy: SAVE_AS_CSV, matches: startsWith(0xd0, 0xcf, 0x11, 0xe0) },
  { really: 'a compressed file', remedy: 'Unpack it, or pack it as ZIP.', matches: startsWith(0x1f, 0x8b) },
  { really: 'a compressed file', remedy: 'Unpack it, or pack it as ZIP.', matches: startsWith(0x37, 0x7a, 0xbc, 0xaf) },
  { really: 'a compressed file', remedy: 'Unpack it, or pack it as ZIP.', matches: begins('Rar!') },
  { really: 'a database', remedy: LEAVE_OUT, matches: begins('SQLite format 3') },
  { really: 'a formatted text document', remedy: LEAVE_OUT, matches: begins('{\\rtf') },
];

/** Whether a file with this name may be part of an export at all. */
export const hasKnownExtension = (name: string): boolean => EXTENSIONS.some((extension) => extension === extname(name).toLowerCase());

/** Looks at the first bytes of a file and says what it really is where nothing can be read from it, null otherwise: tables are known by content, whatever their name. */
export function disguise(name: string, head: Buffer): Disguise | null {
  if (extname(name).toLowerCase() === '.zip') {
    return isZip(head) ? null : { really: 'not a ZIP archive', remedy: 'Pack the files again, or send them one by one.' };
  }
  return SIGNATURES.find((signature) => signature.matches(head)) ?? null;
}
