import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { filledUp, StopReading } from '../cells.js';
import type { RawRecord } from '../records.js';
import { localName } from './archive.js';
import { columnOf, MergeFiller, put, type Merges } from './merges.js';
import { plainNumber, type NumberText } from './numbers.js';
import type { SharedStrings } from './strings.js';
import { unescaped } from './workbook.js';

/** What the cells of a sheet mean. */
export interface SheetMeaning {
  readonly strings: SharedStrings;
  readonly formats: readonly NumberText[];
  readonly merges: Merges;
}

const MOST_COLUMNS = 16_384;
const LONGEST_CELL = 8_388_608;

/** Turns the XML of a sheet, piece by piece, into its rows. Rows without values give none; `line` is the row's number in the sheet. */
export class SheetRows {
  readonly #parser = new SaxesParser({});
  readonly #filler: MergeFiller;
  #rows: RawRecord[] = [];
  #line = 0;
  #cells: string[] = [];
  #cell = { column: -1, type: '', style: 0, hasFormula: false };
  #value = '';
  #isValue = false;
  #phonetic = 0;
  /** The first row with a formula whose result the file does not hold. */
  formulaWithoutValue: number | null = null;

  constructor(readonly meaning: SheetMeaning, readonly width: number) {
    this.#filler = new MergeFiller(meaning.merges);
    this.#parser.on('opentag', (tag) => this.#open(tag));
    this.#parser.on('text', (text) => {
      if (this.#isValue) this.#value += text;
    });
    this.#parser.on('closetag', ({ name }) => this.#close(localName(name)));
  }

  /** The rows that this piece completes. Throws where the XML is damaged. */
  write(piece: string): readonly RawRecord[] {
    this.#parser.write(piece);
    if (this.#value.length > LONGEST_CELL) throw new StopReading('broken-workbook');
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Throws where the sheet ends too early. */
  end(): void {
    this.#parser.close();
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    switch (localName(name)) {
      case 'row':
        this.#line = /^\d{1,7}$/.test(attributes['r'] ?? '') ? Number(attributes['r']) : this.#line + 1;
        this.#cells = [];
        this.#cell.column = -1;
        break;
      case 'c':
        this.#beginCell(attributes);
        break;
      case 'f':
        this.#cell.hasFormula = true;
        break;
      case 'rPh':
        this.#phonetic += 1;
        break;
      case 'v':
      case 't':
        this.#isValue = this.#phonetic === 0;
        break;
      default:
        this.#isValue = false;
    }
  }

  #beginCell(attributes: Readonly<Record<string, string>>): void {
    const letters = /^[A-Z]{1,3}/.exec(attributes['r'] ?? '')?.[0];
    const column = letters === undefined ? this.#cell.column + 1 : columnOf(letters);
    this.#cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), hasFormula: false };
    this.#value = '';
  }

  #close(tag: string): void {
    this.#isValue = false;
    if (tag === 'rPh') this.#phonetic -= 1;
    else if (tag === 'c') this.#endCell();
    else if (tag === 'row') this.#endRow();
  }

  #endCell(): void {
    const { column, type, hasFormula } = this.#cell;
    // An empty text may be a result; an empty number is none.
    if (hasFormula && this.#value === '' && type !== 'str') this.formulaWithoutValue ??= this.#line;
    const text = this.#text();
    if (text !== '' && column < MOST_COLUMNS) put(this.#cells, column, text);
  }

  #text(): string {
    const { type, style } = this.#cell;
    if (this.#value === '') return '';
    switch (type) {
      case 's': return this.meaning.strings.at(Number(this.#value)) ?? '';
      case 'b': return this.#value.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'd': return this.#value.trim().replace(/T00:00:00(?:\.0+)?Z?$/, '');
      case 'n': return (this.meaning.formats[style] ?? plainNumber)(this.#value);
      // inlineStr, str (the result of a formula) and e (an error such as #REF!, shown as it is).
      default: return unescaped(this.#value);
    }
  }

  #endRow(): void {
    if (this.#cells.length === 0) return;
    this.#filler.fill(this.#line, this.#cells);
    this.#rows.push({ cells: filledUp(this.#cells, this.width), line: this.#line, broken: false });
    this.#cells = [];
  }
}
