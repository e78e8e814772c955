import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamName } from '../canonical/streams.js';
import { BufferedFile } from './buffered-file.js';
import type { Household } from './model.js';

/** Where something stands in an export: the physical line on which its row begins, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly key: string;
}

/** One record points to another that is really there. */
export interface TrueLink {
  readonly stream: StreamName;
  readonly key: string;
  readonly field: string;
  readonly to: StreamName;
  readonly toKey: string;
}

/** What `truth.json` holds: everything that was put into an export on purpose, so that a reader can be held against it. */
export interface Truth {
  readonly source: string;
  readonly seed: number;
  readonly patients: number;
  /** Rows of each file, without headers, titles and totals. */
  readonly files: Readonly<Record<string, number>>;
  /** Keys of the records that can be read, by stream. */
  readonly records: Readonly<Partial<Record<StreamName, readonly string[]>>>;
  readonly links: readonly TrueLink[];
  readonly defects: readonly (Place & { readonly kind: string })[];
  /** Rows that differ from the practice without changes, each in one column. */
  readonly changed: readonly (Place & { readonly field: string })[];
  /** Households of two and more. `guarantor` is null where the export does not hold one. */
  readonly households: readonly { readonly guarantor: string | null; readonly members: readonly string[]; readonly defect: string | null }[];
  /** Pairs of patients that look alike, and whether they are one human. */
  readonly duplicates: readonly { readonly a: string; readonly b: string; readonly verdict: 'same' | 'household' | 'different' }[];
  /** Sums printed at the end of reports, as printed. */
  readonly totals: readonly { readonly file: string; readonly line: number; readonly what: string; readonly amount: string }[];
}

/** The lists of the truth, each entry of which is written down as it happens. */
export interface TruthLists {
  links: TrueLink;
  defects: Truth['defects'][number];
  changed: Truth['changed'][number];
  households: Truth['households'][number];
  duplicates: Truth['duplicates'][number];
  totals: Truth['totals'][number];
}

const LISTS = ['links', 'defects', 'changed', 'households', 'duplicates', 'totals'] as const satisfies readonly (keyof TruthLists)[];

/** Writes the truth about an export of any size: lists wait in files of their own until they are put together. */
export class TruthFile {
  private readonly parts = new Map<string, { readonly path: string; readonly file: BufferedFile; entries: number }>();

  private constructor(private readonly folder: string) {}

  static async create(folder: string, streams: readonly StreamName[]): Promise<TruthFile> {
    const truth = new TruthFile(folder);
    for (const name of [...LISTS, ...new Set(streams)]) {
      const path = join(folder, `.truth-${name}.part`);
      truth.parts.set(name, { path, file: await BufferedFile.create(path), entries: 0 });
    }
    return truth;
  }

  add<L extends keyof TruthLists>(list: L, entry: TruthLists[L]): void {
    this.append(list, JSON.stringify(entry));
  }

  record(stream: StreamName, key: string): void {
    this.append(stream, JSON.stringify(key));
  }

  private append(name: string, json: string): void {
    const part = this.parts.get(name);
    if (part === undefined) throw new RangeError(`The truth has no list ${name}`);
    part.file.write(part.entries === 0 ? json : `,\n${json}`);
    part.entries += 1;
  }

  async drain(): Promise<void> {
    for (const { file } of this.parts.values()) if (file.full) await file.drain();
  }

  /** Puts the parts together to `truth.json` and returns its path. */
  async finish(head: Pick<Truth, 'source' | 'seed' | 'patients' | 'files'>): Promise<string> {
    const path = join(this.folder, 'truth.json');
    const whole = await BufferedFile.create(path);
    whole.write(`${JSON.stringify(head).slice(0, -1)},\n"records":{`);
    const streams = [...this.parts.keys()].filter((name) => !isList(name));
    for (const [index, stream] of streams.entries()) await this.paste(whole, stream, index === 0 ? '' : ',\n');
    whole.write('}');
    for (const list of LISTS) await this.paste(whole, list, ',\n');
    whole.write('}\n');
    await whole.close();
    return path;
  }

  private async paste(whole: BufferedFile, name: string, before: string): Promise<void> {
    const part = this.parts.get(name);
    if (part === undefined) return;
    await part.file.close();
    whole.write(`${before}${JSON.stringify(name)}:[`);
    for await (const chunk of createReadStream(part.path, { highWaterMark: 1_048_576 })) {
      if (Buffer.isBuffer(chunk)) await whole.append(chunk);
    }
    whole.write(']');
    await rm(part.path);
  }
}

function isList(name: string): boolean {
  return LISTS.some((list) => list === name);
}

/** Writes down what is known about a household as a whole. */
export function tellHousehold(truth: TruthFile, household: Household): void {
  const people = household.charts.map(({ person }) => person);
  for (const { a, b, verdict } of household.likenesses) truth.add('duplicates', { a: String(a), b: String(b), verdict });
  const payers = new Set(people.map(({ guarantor }) => guarantor));
  for (const payer of payers) {
    const members = people.filter(({ id, guarantor }) => guarantor === payer || id === payer);
    if (members.length < 2) continue;
    const guarantor = people.some(({ id }) => id === payer) && household.defect !== 'guarantor-cycle' ? String(payer) : null;
    truth.add('households', { guarantor, members: members.map(({ id }) => String(id)), defect: household.defect });
    // In a cycle everybody pays for everybody: one household, told once.
    if (household.defect === 'guarantor-cycle') return;
  }
}
