import { zipOf, type ZipEntry } from './zip.js';

/** A cell as a spreadsheet program stores it. A text is shared, a number plain; `stored` is a number exactly as written in the file. */
export type TestCell = string | number | boolean | null
  | { readonly stored: string; readonly format?: string }
  | { readonly inline: string }
  | { readonly formula: string; readonly result?: string; readonly format?: string }
  | { readonly isoDate: string }
  | { readonly error: string };

/** A sheet; a row that is null is not in the file at all. */
export interface TestSheet {
  readonly name: string;
  readonly rows: readonly (readonly TestCell[] | null)[];
  readonly merges?: readonly string[];
  readonly state?: 'hidden';
}

export interface TestWorkbook {
  readonly date1904?: boolean;
  /** The XML of the shared texts instead of our own. */
  readonly sharedXml?: string;
  readonly prefix?: string;
}

/** An XLSX file of these sheets. */
export function xlsxOf(sheets: readonly TestSheet[], workbook: TestWorkbook = {}): Buffer {
  const book = new Book(workbook.prefix ?? '');
  const parts = sheets.map((sheet, index): ZipEntry => ({ name: `xl/worksheets/sheet${String(index + 1)}.xml`, data: book.sheet(sheet), deflate: true }));
  return zipOf([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: '_rels/.rels', data: '<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>' },
    { name: 'xl/workbook.xml', data: book.list(sheets, workbook.date1904 ?? false) },
    { name: 'xl/_rels/workbook.xml.rels', data: relations(sheets.length) },
    { name: 'xl/styles.xml', data: book.styles() },
    { name: 'xl/sharedStrings.xml', data: workbook.sharedXml ?? book.shared(), deflate: true },
    ...parts,
  ]);
}

/** The letters of a column. */
export function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? '' : letters(rest - 1)) + String.fromCharCode(65 + (column % 26));
}

function relations(count: number): string {
  const sheets = Array.from({ length: count }, (_, index) => `<Relationship Id="s${String(index)}" Type="http://x/worksheet" Target="worksheets/sheet${String(index + 1)}.xml"/>`);
  return `<Relationships>${sheets.join('')}<Relationship Id="t" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="f" Type="http://x/styles" Target="styles.xml"/></Relationships>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

class Book {
  readonly #texts = new Map<string, number>();
  readonly #formats = new Map<string, number>([['General', 0]]);

  constructor(readonly prefix: string) {}

  #tag(name: string, attributes: string, content: string): string {
    return `<${this.prefix}${name}${attributes}>${content}</${this.prefix}${name}>`;
  }

  sheet({ rows, merges = [] }: TestSheet): string {
    const written = rows.flatMap((row, index) => {
      if (row === null) return [];
      const cells = row.map((cell, column) => (cell === null ? '' : this.#cell(cell, `${letters(column)}${String(index + 1)}`)));
      return [this.#tag('row', ` r="${String(index + 1)}"`, cells.join(''))];
    });
    const merged = merges.map((merge) => `<${this.prefix}mergeCell ref="${merge}"/>`).join('');
    return `<?xml version="1.0"?>${this.#tag('worksheet', '', this.#tag('sheetData', '', written.join('\n')) + (merged === '' ? '' : this.#tag('mergeCells', '', merged)))}`;
  }

  #cell(cell: Exclude<TestCell, null>, at: string): string {
    const value = (text: string): string => this.#tag('v', '', escaped(text));
    if (typeof cell === 'string') return this.#tag('c', ` r="${at}" t="s"`, value(String(this.#number(this.#texts, cell))));
    if (typeof cell === 'number') return this.#tag('c', ` r="${at}"`, value(String(cell)));
    if (typeof cell === 'boolean') return this.#tag('c', ` r="${at}" t="b"`, value(cell ? '1' : '0'));
    if ('stored' in cell) return this.#tag('c', ` r="${at}" s="${this.#style(cell.format)}"`, value(cell.stored));
    if ('inline' in cell) return this.#tag('c', ` r="${at}" t="inlineStr"`, this.#tag('is', '', this.#tag('t', ' xml:space="preserve"', escaped(cell.inline))));
    if ('isoDate' in cell) return this.#tag('c', ` r="${at}" t="d"`, value(cell.isoDate));
    if ('error' in cell) return this.#tag('c', ` r="${at}" t="e"`, value(cell.error));
    const isText = cell.result !== undefined && !/^[\d.-]*$/.test(cell.result);
    return this.#tag('c', ` r="${at}" s="${this.#style(cell.format)}"${isText ? ' t="str"' : ''}`, this.#tag('f', '', escaped(cell.formula)) + (cell.result === undefined ? '' : value(cell.result)));
  }

  #style(format = 'General'): string {
    return String(this.#number(this.#formats, format));
  }

  #number(numbers: Map<string, number>, key: string): number {
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  }

  list(sheets: readonly TestSheet[], date1904: boolean): string {
    const names = sheets.map(({ name, state }, index) => `<${this.prefix}sheet name="${escaped(name)}" sheetId="${String(index + 1)}"${state === undefined ? '' : ` state="${state}"`} r:id="s${String(index)}"/>`);
    return this.#tag('workbook', '', `<${this.prefix}workbookPr${date1904 ? ' date1904="1"' : ''}/>${this.#tag('sheets', '', names.join(''))}`);
  }

  styles(): string {
    const formats = [...this.#formats.keys()].slice(1);
    // Formats that spreadsheets know by number are given as `#14`.
    const ids = formats.map((format, index) => (/^#\d+$/.test(format) ? format.slice(1) : String(164 + index)));
    const own = formats.map((format, index) => (format.startsWith('#') && /^#\d+$/.test(format) ? '' : `<numFmt numFmtId="${ids[index] ?? ''}" formatCode="${escaped(format)}"/>`)).join('');
    const xfs = ['0', ...ids].map((id) => `<xf numFmtId="${id}"/>`).join('');
    return `<styleSheet><numFmts>${own}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${xfs}</cellXfs></styleSheet>`;
  }

  shared(): string {
    return this.#tag('sst', '', [...this.#texts.keys()].map((text) => this.#tag('si', '', this.#tag('t', ' xml:space="preserve"', escaped(text)))).join(''));
  }
}
