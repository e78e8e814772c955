import { Random } from '../../migrator/practice/random.js';
import type { FileProposal, FileSample } from '../../migrator/propose/index.js';
import { plainHeader } from '../../migrator/read/headers.js';
import { dentrix } from '../../migrator/sources/dentrix/profile.js';
import { rowsOf } from '../practice/exported.js';
import type { Exported } from '../practice/exported.js';
import type { DecoyKind, Dialect } from './dialects/dialect.js';
import { CODE_WORDS, ID_COLUMNS, TRUTH } from './truth.js';

/** A generated file in a dialect, with the field of each column (null: none). */
export interface Question {
  readonly original: string;
  readonly template: string;
  readonly sample: FileSample;
  readonly fields: readonly (string | null)[];
}

type Row = Readonly<Record<string, string>>;
/** A delimited file of a generated practice. */
export interface Sheet { readonly file: string; readonly columns: readonly string[]; readonly rows: readonly Row[] }

/** The CSV files of a generated practice. */
export async function sheetsOf(practice: Exported): Promise<readonly Sheet[]> {
  const files = practice.files.filter(({ name }) => TRUTH[name] !== undefined);
  return Promise.all(files.map(async (file) => {
    const rows = (await rowsOf(file)).map(({ cells }) => cells);
    return { file: file.name, columns: Object.keys(rows[0] ?? {}), rows };
  }));
}

/** The files in a dialect: other headers, other order, columns that belong nowhere, ids and dates in other dress. */
export function questions(sheets: readonly Sheet[], dialect: Dialect, seed: number): readonly Question[] {
  const ids = new Map<string, Map<string, string>>();
  return sheets.map((sheet, index) => question(sheet, dialect, new Random(seed, index), ids, index));
}

function question(sheet: Sheet, dialect: Dialect, random: Random, ids: Map<string, Map<string, string>>, index: number): Question {
  const truth = TRUTH[sheet.file] ?? { template: '', fields: '' };
  const fields = truth.fields.split(' ');
  const headers = (dialect.files[sheet.file] ?? '').split('|');
  if (headers.length !== sheet.columns.length || fields.length !== sheet.columns.length) throw new RangeError(`${dialect.name}: ${sheet.file} has ${String(sheet.columns.length)} columns`);
  const real = sheet.columns.map((column, at) => ({
    header: headers[at] ?? '', field: fields[at] === '-' ? null : fields[at] ?? null,
    cells: sheet.rows.map((row) => dressed(row[column] ?? '', sheet.file, column, dialect, ids)),
  }));
  const decoys = (dialect.decoys[sheet.file] ?? '').split('|').filter((decoy) => decoy !== '').map((decoy) => {
    const [header = '', kind = ''] = decoy.split(/:(?=[a-z]+$)/);
    return { header, field: null, cells: sheet.rows.map((_, row) => decoyCell(kind as DecoyKind, random, row)) };
  });
  const columns = random.shuffled([...real.filter(({ header }) => header !== ''), ...decoys]);
  return {
    original: sheet.file, template: truth.template, fields: columns.map(({ field }) => field),
    sample: {
      file: `export_${String(index + 1)}.csv`, format: 'csv', headers: columns.map(({ header }) => header),
      rows: sheet.rows.map((_, row) => columns.map(({ cells }) => cells[row] ?? '')),
    },
  };
}

function dressed(cell: string, file: string, column: string, dialect: Dialect, ids: Map<string, Map<string, string>>): string {
  if (dialect.codes === 'words') cell = CODE_WORDS[file]?.[column]?.[cell] ?? cell;
  const date = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  if (date !== null && dialect.dates === 'iso') return `${date[3] ?? ''}-${(date[1] ?? '').padStart(2, '0')}-${(date[2] ?? '').padStart(2, '0')}`;
  const domain = ID_COLUMNS[column];
  if (domain === undefined || dialect.ids === 'own' || cell === '' || cell === '0') return cell;
  const known = ids.get(domain) ?? new Map<string, string>();
  ids.set(domain, known);
  if (!known.has(cell)) known.set(cell, String(known.size + 1));
  return known.get(cell) ?? cell;
}

function decoyCell(kind: DecoyKind, random: Random, row: number): string {
  const two = (most: number): string => String(random.between(1, most)).padStart(2, '0');
  const day = `${String(random.between(2019, 2026))}-${two(12)}-${two(28)}`;
  switch (kind) {
    case 'phone': return random.chance(0.5) ? `(${String(random.between(200, 989))})555-01${two(99)}` : '';
    case 'date': return day;
    case 'timestamp': return `${day} ${two(23)}:${two(59)}:${two(59)}`;
    case 'flag': return random.chance(0.5) ? '1' : '0';
    case 'name': return random.chance(0.6) ? `${random.pick(['Pat', 'Kim', 'Sam', 'Lee'])} ${random.pick(['Northrun', 'Eastfold', 'Westley'])}` : '';
    case 'guid': return `00000000-0000-4000-8000-${String(row).padStart(12, '0')}`;
    case 'number': return String(random.between(1, 400));
    case 'user': return random.pick(['kgreen', 'front1', 'front2', 'admin']);
    case 'money': return `${String(random.between(5, 900))}.00`;
    case 'word': return random.pick(['red', 'green', 'blue']);
    case 'email': return `someone${String(row)}@example.com`;
  }
}

/** How good the proposals for a dialect are. Precision is that of proposals with high confidence on headers that no alias list knows. */
export interface Score {
  readonly dialect: string;
  readonly files: number;
  readonly filesRight: number;
  readonly columns: number;
  readonly right: number;
  readonly high: number;
  readonly highRight: number;
  readonly wrong: readonly string[];
  readonly highWrong: readonly string[];
}

const aliases = new Set(dentrix.layouts.flatMap(({ columns }) => Object.values(columns).flatMap(({ headers }) => headers.map(plainHeader))));

/** Holds proposals against the truth; headers of the alias lists do not count. */
export function score(dialect: Dialect, asked: readonly Question[], proposals: readonly FileProposal[]): Score {
  const cells = asked.flatMap((question, index) => question.fields.flatMap((field, column) => {
    const header = question.sample.headers[column] ?? '';
    if (aliases.has(plainHeader(header))) return [];
    const proposal = proposals[index];
    const given = proposal?.columns[column];
    const isRight = (given?.field ?? null) === field && (field === null || proposal?.template === question.template);
    const said = `${question.original} ${header}: ${proposal?.template ?? '-'}.${given?.field ?? '-'} (${String(given?.confidence ?? 0)}) instead of ${question.template}.${field ?? '-'}`;
    return [{ isRight, isHigh: given?.highConfidence === true, said, confidence: given?.confidence ?? 0, isNull: (given?.field ?? null) === null }];
  }));
  const high = cells.filter(({ isHigh }) => isHigh);
  return {
    dialect: dialect.name, files: asked.length, filesRight: asked.filter(({ template }, index) => proposals[index]?.template === template).length,
    columns: cells.length, right: cells.filter(({ isRight }) => isRight).length, high: high.length, highRight: high.filter(({ isRight }) => isRight).length,
    wrong: cells.filter(({ isRight }) => !isRight).map(({ said }) => said), highWrong: high.filter(({ isRight }) => !isRight).map(({ said }) => said),
  };
}
