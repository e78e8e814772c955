import { posix } from 'node:path';
import { SaxesParser } from 'saxes';
import { StopReading, type Epoch } from '../cells.js';
import { localName, type WorkbookArchive } from './archive.js';
import { builtInFormat, numberText, plainNumber, type NumberText } from './numbers.js';
import { SharedStrings } from './strings.js';

/** A sheet of a workbook and the part of the archive that holds it. */
export interface SheetPart {
  readonly name: string;
  readonly part: string;
}

/** What the sheets of a workbook have in common. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly epoch: Epoch;
  /** The part with the shared texts, null where cells hold their texts themselves. */
  readonly strings: string | null;
  /** How numbers read, by the style of their cell. */
  readonly formats: readonly NumberText[];
}

const SHARED_TEXT_LIMIT = 536_870_912;
const LONGEST_FORMAT = 255;

/** The sheets and formats of a workbook; no sheets where the archive is not a workbook. */
export async function workbookParts(archive: WorkbookArchive): Promise<WorkbookParts> {
  const root = [...(await relations(archive, '')).values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (root.endsWith('.bin')) throw new StopReading('old-spreadsheet');
  const related = await relations(archive, root);
  let epoch: Epoch = 1900;
  const sheets: SheetPart[] = [];
  await archive.tags(root, (tag, attributes) => {
    if (tag === 'workbookPr' && ['1', 'true'].includes(attributes['date1904'] ?? '')) epoch = 1904;
    if (tag !== 'sheet') return;
    const id = Object.entries(attributes).find(([name]) => localName(name) === 'id' && name !== 'id')?.[1] ?? '';
    const relation = related.get(id);
    // Charts and dialogs are sheets too, without cells.
    if (relation?.type === 'worksheet') sheets.push({ name: attributes['name'] ?? id, part: relation.target });
  });
  const partOf = (type: string): string | null => [...related.values()].find((relation) => relation.type === type)?.target ?? null;
  return { sheets, epoch, strings: partOf('sharedStrings'), formats: await formats(archive, partOf('styles'), epoch) };
}

interface Relation { readonly type: string; readonly target: string }

async function relations(archive: WorkbookArchive, part: string): Promise<ReadonlyMap<string, Relation>> {
  const folder = posix.dirname(part);
  const found = new Map<string, Relation>();
  await archive.tags(posix.join(folder, '_rels', `${posix.basename(part)}.rels`), (tag, attributes) => {
    if (tag !== 'Relationship' || attributes['TargetMode'] === 'External') return;
    const target = (attributes['Target'] ?? '').replaceAll('\\', '/');
    found.set(attributes['Id'] ?? '', {
      type: (attributes['Type'] ?? '').split('/').at(-1) ?? '', target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
    });
  });
  return found;
}

async function formats(archive: WorkbookArchive, part: string | null, epoch: Epoch): Promise<readonly NumberText[]> {
  if (part === null) return [];
  const codes = new Map<number, string>();
  const found: NumberText[] = [];
  const known = new Map<string, NumberText>([['General', plainNumber]]);
  let inCells = false;
  await archive.tags(part, (tag, attributes) => {
    if (tag === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
    else if (tag === 'cellXfs' || tag === 'cellStyleXfs' || tag === 'cellStyles') inCells = tag === 'cellXfs';
    else if (tag === 'xf' && inCells) {
      const id = Number(attributes['numFmtId']);
      const code = (codes.get(id) ?? builtInFormat(id)).slice(0, LONGEST_FORMAT);
      const text = known.get(code) ?? numberText(code, epoch);
      known.set(code, text);
      found.push(text);
    }
  });
  return found;
}

/** Reads the texts that cells share. Formatted pieces are put together; pronunciation help is left out. */
export async function sharedStrings(archive: WorkbookArchive, part: string | null): Promise<SharedStrings> {
  const strings = new SharedStrings(SHARED_TEXT_LIMIT);
  if (part === null) return strings;
  const parser = new SaxesParser({});
  let text = '';
  let isText = false;
  let phonetic = 0;
  parser.on('opentag', ({ name }) => {
    const tag = localName(name);
    if (tag === 'si') text = '';
    else if (tag === 'rPh') phonetic += 1;
    else isText = tag === 't' && phonetic === 0;
  });
  parser.on('text', (piece) => {
    if (isText) text += piece;
  });
  parser.on('closetag', ({ name }) => {
    const tag = localName(name);
    isText = false;
    if (tag === 'rPh') phonetic -= 1;
    else if (tag === 'si') strings.add(unescaped(text));
  });
  for await (const piece of archive.text(part)) parser.write(piece);
  parser.close();
  return strings;
}

/** Characters that XML cannot hold are written as `_x000D_`. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
}
