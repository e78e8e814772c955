import type { Issue, Severity } from '../canonical/values.js';

interface ProblemText {
  readonly severity: Severity;
  readonly says: string;
  readonly remedy: string;
}

/** Every sentence the reader can say about an export, in one place. None of them repeats what a cell holds. */
const TEXTS = {
  // cells
  'unreadable-date': {
    severity: 'warning', says: 'this is not a date; the value was left out',
    remedy: 'Correct it in the source, or add it by hand afterwards.',
  },
  'sentinel-date': {
    severity: 'info', says: 'this date only means "not set"; it was read as empty',
    remedy: 'Nothing to do.',
  },
  'future-birth-date': {
    severity: 'warning', says: 'this date of birth lies in the future; the value was left out',
    remedy: 'Correct the date in the source.',
  },
  'unreadable-amount': {
    severity: 'warning', says: 'this is not an amount of money; the value was left out',
    remedy: 'Correct it in the source, or add it by hand afterwards.',
  },
  'unreadable-number': {
    severity: 'warning', says: 'this is not a number; the value was left out',
    remedy: 'Correct it in the source.',
  },
  'unreadable-flag': {
    severity: 'warning', says: 'this is neither yes nor no; the value was left out',
    remedy: 'Correct it in the source.',
  },
  'unknown-value': {
    severity: 'warning', says: 'this is a word of the office that Bridgework does not know; it is treated as "unknown"',
    remedy: 'Tell us what the word means, or change it in the source.',
  },
  'lossy-id': {
    severity: 'warning', says: 'a spreadsheet has shortened this id to a rounded number, so it no longer identifies anything',
    remedy: 'Export the file again and do not open it in a spreadsheet before handing it over.',
  },
  'phone-without-digits': {
    severity: 'info', says: 'this telephone number has no digits; it was left out',
    remedy: 'Nothing to do, unless the words matter.',
  },
  'placeholder-phone': {
    severity: 'info', says: 'this telephone number is a placeholder; it was left out',
    remedy: 'Nothing to do.',
  },
  'short-phone': {
    severity: 'info', says: 'this telephone number has no area code; it was kept as it is',
    remedy: 'Add the area code in the source if calls should work from elsewhere.',
  },
  'unreadable-phone': {
    severity: 'info', says: 'this telephone number is too short; it was left out',
    remedy: 'Correct it in the source.',
  },
  'placeholder-email': {
    severity: 'info', says: 'this e-mail address says that there is none; it was left out',
    remedy: 'Nothing to do.',
  },
  'unreadable-email': {
    severity: 'warning', says: 'this is not an e-mail address; it was left out',
    remedy: 'Correct it in the source.',
  },
  'placeholder-address': {
    severity: 'info', says: 'this part of the address is a placeholder; it was left out',
    remedy: 'Nothing to do.',
  },
  'zip-restored': {
    severity: 'info', says: 'a leading zero was missing from the ZIP code; it was put back',
    remedy: 'Nothing to do.',
  },
  'ssn-found': {
    severity: 'warning', says: 'this looks like a social security number; it was masked or left out',
    remedy: 'Nothing to do. Remove it from the source if it does not belong there.',
  },
  'garbled-text': {
    severity: 'warning', says: 'accented letters or quotes were garbled before the export was made; the text was kept as it is',
    remedy: 'Have Bridgework repair it, export again with the encoding "UTF-8", or correct the text in the source.',
  },
  'garbled-repaired': {
    severity: 'info', says: 'accented letters or quotes were garbled before the export was made; they were repaired',
    remedy: 'Nothing to do.',
  },
  'formatted-note': {
    severity: 'info', says: 'this note was RTF or HTML; its plain text was kept',
    remedy: 'Nothing to do.',
  },
  'test-patient': {
    severity: 'info', says: 'this looks like a test patient',
    remedy: 'Leave the row out of the export if it is one.',
  },
  'balance-without-guarantor': {
    severity: 'warning', says: 'the balance belongs to a guarantor who cannot be identified by an id or chart; it was left out',
    remedy: 'Add the guarantor balance file (v_guarantor_balance) to the export.',
  },
  'unknown-reference-word': {
    severity: 'warning', says: 'this code stands in no look-up file of the export',
    remedy: 'Add the look-up file (status codes, types, alerts) to the export.',
  },
  'ambiguous-chart': {
    severity: 'info', says: 'several patients share this chart number, so the printed row cannot be given to one of them; it was skipped',
    remedy: 'Nothing to do if the patients are in the database files too.',
  },
  // rows
  'ragged-row': {
    severity: 'warning', says: 'the row does not have as many cells as the header, so its values cannot be told apart; it was skipped',
    remedy: 'Look for a stray quote, line break or unquoted comma in the row, correct it and export again.',
  },
  'short-row': {
    severity: 'info', says: 'the row ends before its last columns; these were read as empty',
    remedy: 'Check the row in the source.',
  },
  'unreadable-object': {
    severity: 'warning', says: 'this record is damaged or too long to be read; it was skipped',
    remedy: 'Export the file again.',
  },
  'cells-beside-table': {
    severity: 'warning', says: 'something stands beside the table, under no header; it was left out',
    remedy: 'Give the column a header if its values matter.',
  },
  'missing-key': {
    severity: 'warning', says: 'the row has no id, so nothing can refer to it; it was skipped',
    remedy: 'Export the file again with its id column filled.',
  },
  'ssn-as-key': {
    severity: 'blocking', says: 'the id of the row looks like a social security number; the row was skipped',
    remedy: 'Export again with the system\'s own id instead.',
  },
  'missing-value': {
    severity: 'warning', says: 'the row lacks a value that a record of its kind must have; it was skipped',
    remedy: 'Fill the value in the source and export again.',
  },
  // columns
  'ambiguous-date-order': {
    severity: 'blocking', says: 'nothing in the export tells whether day or month comes first',
    remedy: 'Export the column as YYYY-MM-DD, or include a file with more rows.',
  },
  'mixed-date-order': {
    severity: 'blocking', says: 'some dates have the day first, others the month',
    remedy: 'Export the column again in one format, best as YYYY-MM-DD.',
  },
  'stray-date-order': {
    severity: 'warning', says: 'a few dates are written in the other order of day and month; those that cannot be read were left out',
    remedy: 'Check the column in the source; best export it again as YYYY-MM-DD.',
  },
  'ssn-column-dropped': {
    severity: 'info', says: 'columns of this kind (social security, driving licence and tax numbers) are never read',
    remedy: 'Nothing to do.',
  },
  // files
  'empty-file': {
    severity: 'warning', says: 'the file is empty (0 bytes, or blank lines only)',
    remedy: 'Export it again.',
  },
  'header-only': {
    severity: 'warning', says: 'the file has a header but no rows',
    remedy: 'Export it again if the office has such records.',
  },
  'one-column': {
    severity: 'warning', says: 'the file seems to have one column only, so its delimiter could not be found',
    remedy: 'Export it as CSV with commas, semicolons, tabs or pipes between the columns.',
  },
  'unknown-layout': {
    severity: 'warning', says: 'its columns fit nothing that this source is known to export; its rows were skipped',
    remedy: 'Check that the first row holds the column names, and that the file belongs to this system.',
  },
  'not-a-table': {
    severity: 'warning', says: 'the file is not a table of text, whatever its name says',
    remedy: 'Export the data as CSV and add that file instead.',
  },
  'old-spreadsheet': {
    severity: 'warning', says: 'the file is a spreadsheet in an old or uncommon format, or one with a password, which cannot be read',
    remedy: 'Open it in a spreadsheet program, choose "Save as", then "Excel Workbook (.xlsx)" without a password, and add the new file instead.',
  },
  'broken-workbook': {
    severity: 'blocking', says: 'the workbook is damaged or incomplete; nothing was read from here on',
    remedy: 'Open it in a spreadsheet program, save it again as "Excel Workbook (.xlsx)" and add the new file instead.',
  },
  'workbook-too-large': {
    severity: 'blocking', says: 'unpacked, the workbook is larger than allowed; reading was stopped',
    remedy: 'Export the data as CSV and add that file instead.',
  },
  'formula-without-value': {
    severity: 'warning', says: 'from this row on some cells hold formulas whose results the file does not contain; they were read as empty',
    remedy: 'Open the workbook in a spreadsheet program, save it and add it again.',
  },
  'empty-sheet': {
    severity: 'info', says: 'the sheet or list is empty',
    remedy: 'Nothing to do, unless it should hold something.',
  },
  'no-table': {
    severity: 'warning', says: 'no table with columns was found in it',
    remedy: 'Check that the export ran to its end, or export the data as CSV.',
  },
  'broken-page': {
    severity: 'blocking', says: 'the web page is damaged; nothing was read from here on',
    remedy: 'Open it in a spreadsheet program, save it as "Excel Workbook (.xlsx)" and add that file instead.',
  },
  'cut-off-json': {
    severity: 'blocking', says: 'the JSON file ends in the middle; the records before were read',
    remedy: 'Export the file again.',
  },
  'too-many-columns': {
    severity: 'warning', says: 'the records have more different fields than columns can be kept; the last ones were left out',
    remedy: 'Export fewer fields, or the fields that matter alone.',
  },
  'missing-path': {
    severity: 'blocking', says: 'there is no such file or folder',
    remedy: 'Check the name and try again.',
  },
  'unreadable-path': {
    severity: 'blocking', says: 'the file cannot be opened',
    remedy: 'Check that you may read it and that no other program holds it.',
  },
  'mixed-encodings': {
    severity: 'warning', says: 'most of the file is UTF-8, but from this line on some lines are not; these were read as Windows-1252',
    remedy: 'Check accented letters and quotes in these rows.',
  },
  'runaway-quote': {
    severity: 'warning', says: 'a quote is opened and never closed, so from here on line breaks inside quotes can no longer be trusted',
    remedy: 'Correct the stray quote and export again.',
  },
  // archives
  'encrypted-archive': {
    severity: 'blocking', says: 'the ZIP file is protected by a password',
    remedy: 'Give the password when you are asked for it, or unpack the file on your computer and add the files.',
  },
  'wrong-password': {
    severity: 'blocking', says: 'the password does not open the ZIP file, or the file is damaged',
    remedy: 'Try again with the right password, or unpack the file on your computer and add the files.',
  },
  'broken-archive': {
    severity: 'blocking', says: 'the ZIP file is damaged or incomplete',
    remedy: 'Make the ZIP file again.',
  },
  'unsafe-archive-entry': {
    severity: 'warning', says: 'a file in the ZIP wants to be put outside of its folder; it was left out',
    remedy: 'Make the ZIP file again from the exported folder only.',
  },
  'archive-too-large': {
    severity: 'blocking', says: 'unpacked, the files are larger or more numerous than allowed; unpacking was stopped',
    remedy: 'Send fewer files at a time.',
  },
  'link-ignored': {
    severity: 'info', says: 'this is a link to another place; links are not followed',
    remedy: 'Add the file itself if it is needed.',
  },
  // the export as a whole
  'unknown-source': {
    severity: 'blocking', says: 'none of the files looks like an export of a system that Bridgework knows',
    remedy: 'Choose the system by hand, or add the export\'s patient file.',
  },
  'missing-file': {
    severity: 'blocking', says: 'there is no patient file among the files',
    remedy: 'Add the patient file; without it no other record can be attached to anybody.',
  },
  'missing-lookup': {
    severity: 'warning', says: 'the file uses codes whose meaning stands in a look-up file that is not here',
    remedy: 'Add the look-up file (status codes, types, alerts, addresses) to the export.',
  },
} as const satisfies Readonly<Record<string, ProblemText>>;

/** The short stable name of something the reader can say. */
export type ProblemCode = keyof typeof TEXTS;

/** Where a problem is: `column` is the header as the office wrote it. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: string;
}

/** The issue of this code at this place, as a full sentence that names file, line and column but never a value. */
export function problem(code: ProblemCode, place: Place): Issue {
  const text: ProblemText = TEXTS[code];
  const where = [place.file, place.line === undefined ? '' : `line ${String(place.line)}`, place.column === undefined ? '' : `column "${place.column}"`];
  return { code, severity: text.severity, message: `${where.filter((part) => part !== '').join(', ')}: ${text.says}.`, remedy: text.remedy, origin: place };
}

/** An issue about the export as a whole. */
export function exportProblem(code: ProblemCode): Issue {
  const text: ProblemText = TEXTS[code];
  return { code, severity: text.severity, message: `${text.says.charAt(0).toUpperCase()}${text.says.slice(1)}.`, remedy: text.remedy };
}
