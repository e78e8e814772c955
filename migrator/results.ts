import type { RowOutcome } from './ports.js';

const HEADER = ['File', 'Row', 'Outcome', 'Reason', 'Remedy', 'Records in the CRM'];

/** The end of every input row as CSV with a byte-order mark, so that spreadsheets read it as UTF-8. */
export async function* resultsCsv(pages: AsyncIterable<readonly RowOutcome[]>): AsyncIterable<string> {
  yield `\ufeff${line(HEADER)}`;
  for await (const page of pages) {
    yield page.map(({ file, line: row, outcome, reason, remedy, targets }) =>
      line([file, String(row), outcome, reason ?? '', remedy ?? '', targets.map(({ object, id }) => `${object} ${id}`).join('; ')])).join('');
  }
}

const line = (cells: readonly string[]): string => `${cells.map((cell) => `"${neutral(cell).replace(/"/g, '""')}"`).join(',')}\r\n`;

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front; OWASP calls the attack CSV injection. */
const neutral = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
