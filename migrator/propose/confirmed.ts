import { z } from 'zod';
import { headerKeys } from '../read/headers.js';
import { layoutFingerprint } from './fingerprint.js';
import type { FileProposal, FileSample } from './propose.js';
import { fieldNamed, type Template } from './template.js';
import { templateNamed } from './templates/index.js';

const shortText = z.string().min(1).max(200);

const confirmedLayoutSchema = z.strictObject({
  version: z.literal(1),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  format: z.string().max(40),
  template: z.string().max(40),
  /** Headers as the reader compares them: small, without spaces and punctuation, a second one of a name with its ordinal. */
  columns: z.array(z.strictObject({ header: shortText, field: z.string().max(40) })).max(500),
});

/** What a person confirmed about files of one look: their kind and the field of each column that is read. It holds no data of anybody. */
export type ConfirmedLayout = Readonly<z.infer<typeof confirmedLayoutSchema>>;

/** What a person changed in a proposal: another kind of file, and other fields by column (null: leave this column out). */
export interface Corrections {
  readonly template?: string;
  readonly fields?: ReadonlyMap<number, string | null>;
}

/** A layout that a person may confirm, or the sentences that say why not. */
export type Confirmation = { readonly layout: ConfirmedLayout } | { readonly refused: readonly string[] };

/** Cells that stand where a header should: a file without a header row would put a patient into the layout. */
const DATA = /@|^\D*\d[\d\s().+/-]{6,}$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/;

/** Turns a proposal and a person's corrections into a confirmed layout. */
export function confirm(sample: Pick<FileSample, 'format' | 'headers'>, proposal: FileProposal, corrections: Corrections = {}): Confirmation {
  const template = corrections.template ?? proposal.template;
  if (template === null) return { refused: ['Say what kind of records this file holds.'] };
  const keys = headerKeys(sample.headers);
  const sameKind = template === proposal.template;
  const columns = keys.flatMap((header, index) => {
    const corrected = corrections.fields?.get(index);
    const field = corrected === undefined ? (sameKind ? proposal.columns[index]?.field ?? null : null) : corrected;
    return field === null || header === '' ? [] : [{ header, field, written: sample.headers[index] ?? '' }];
  });
  if (columns.some(({ written }) => DATA.test(written))) return { refused: ['The first row of this file holds data and no headers. Export it again with headers.'] };
  const layout: ConfirmedLayout = {
    version: 1, fingerprint: layoutFingerprint(sample), format: sample.format, template, columns: columns.map(({ header, field }) => ({ header, field })),
  };
  const refused = objections(layout);
  return refused.length > 0 ? { refused } : { layout };
}

/** Everything that keeps a confirmed layout from being used, as sentences; empty when it may. */
export function objections(layout: ConfirmedLayout): readonly string[] {
  const template = templateNamed(layout.template);
  if (template === null) return [`There is no kind of file called "${layout.template}".`];
  const fields = layout.columns.map(({ field }) => field);
  const headers = layout.columns.map(({ header }) => header);
  const used = [...new Set(fields)];
  const unknown = used.filter((field) => fieldNamed(template, field) === null);
  const crowded = used.filter((field) => fields.filter((other) => other === field).length > (fieldNamed(template, field)?.many ?? 1));
  return [
    ...unknown.map((field) => `"${template.label}" have no field "${field}".`),
    ...crowded.map((field) => `Two columns cannot both be "${field}".`),
    ...(new Set(headers).size < headers.length ? ['A column can be only one field.'] : []),
    ...lacking(template, new Set(fields)),
  ];
}

function lacking({ label, needs, requires, keys }: Template, has: ReadonlySet<string>): readonly string[] {
  const groups = needs.filter((group) => !group.some((field) => has.has(field)));
  const alone = requires.filter((field) => !has.has(field) && !needs.some((group) => group.includes(field)));
  const wanted = [...groups, ...alone.map((field) => [field])];
  return [
    ...wanted.map((group) => `"${label}" need a column for ${group.map((field) => `"${field}"`).join(' or ')}.`),
    ...(keys.some((group) => group.every((field) => has.has(field))) ? [] : [`Nothing in this file tells one of "${label}" from another.`]),
  ];
}

/** A confirmed layout as a file that another office can import. */
export function exportLayout(layout: ConfirmedLayout): string {
  return `${JSON.stringify(layout, null, 2)}\n`;
}

/** Reads such a file; what is no layout, or one that cannot be used, is refused with the reasons. */
export function importLayout(text: string): Confirmation {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { refused: ['This file is not JSON.'] };
  }
  const parsed = confirmedLayoutSchema.safeParse(json);
  if (!parsed.success) return { refused: ['This file is no layout of Bridgework.'] };
  const refused = objections(parsed.data);
  return refused.length > 0 ? { refused } : { layout: parsed.data };
}
