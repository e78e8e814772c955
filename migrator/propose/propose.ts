import type { StreamName } from '../canonical/streams.js';
import type { IsoDate } from '../canonical/values.js';
import type { ColumnReport } from '../reports.js';
import { assign, type Assignment, type Match, type SampleColumn } from './assign.js';
import { calibrated } from './calibration.js';
import { columnValues } from './column-values.js';
import { layoutFingerprint } from './fingerprint.js';
import type { KnownIds } from './fit.js';
import { isForbidden, readHeader } from './headers.js';
import { TEMPLATES } from './templates/index.js';
import { valueKind, type ValueKind } from './value-kind.js';
import { readingsOf } from './words.js';

/** A file whose layout is not known: its headers and the first of its rows. */
export interface FileSample {
  readonly file: string;
  readonly format: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Ids of a stream (or of a list of codes) that are known from files of the same export. */
export interface KnownKeys {
  readonly kind: string;
  readonly ids: ReadonlySet<string>;
}

/** What a column may be. `field` is the template's field, null where nothing suits. */
export interface ColumnProposal extends ColumnReport {
  readonly field: string | null;
  readonly highConfidence: boolean;
  /** What the column holds in general, for columns that become custom fields. */
  readonly holds: ValueKind;
}

/** What a file may be: a kind of file and a field for each of its columns. `template` is null where no kind suits. */
export interface FileProposal {
  readonly file: string;
  readonly fingerprint: string;
  readonly format: string;
  readonly template: string | null;
  readonly stream: StreamName | null;
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly alternatives: readonly string[];
  readonly columns: readonly ColumnProposal[];
}

/** A confidence from here on is "high": it must be right in 99 of 100 proposals. */
export const HIGH_CONFIDENCE = 0.95;

const SAMPLE_ROWS = 3_000;
const ROUNDS = 3;
const NAME_BONUS = 2.5;
const KIND_HARDNESS = 3;
const SURE_KIND = 0.6;
const UNSURE_KIND = 0.5;
const FAIRLY_SURE_KIND = 0.9;
const MOSTLY = 0.4;

interface Prepared {
  readonly sample: FileSample;
  readonly columns: readonly SampleColumn[];
}

interface Judged {
  readonly assignment: Assignment;
  readonly chance: number;
}

/**
 * Proposes a kind of file and fields for files whose headers no layout knows. All unknown files of an export should be handed over
 * together, with the ids of the known ones: what points where says much about both ends. Pure; the proposals hold no cell values.
 */
export function proposeLayouts(samples: readonly FileSample[], known: readonly KnownKeys[], asOf: IsoDate): readonly FileProposal[] {
  const files = samples.map((sample) => prepare(sample, asOf));
  const given = new Map(known.map(({ kind, ids }) => [kind, ids]));
  let judged = files.map((file) => judge(file, given));
  for (let round = 1; round < ROUNDS; round += 1) {
    const ids = gatherIds(files, judged, given);
    judged = files.map((file) => judge(file, ids));
  }
  return files.map((file, index) => proposal(file, judged[index] ?? []));
}

function prepare(sample: FileSample, asOf: IsoDate): Prepared {
  const rows = sample.rows.slice(0, SAMPLE_ROWS);
  const columns = sample.headers.map((header, index) => ({ header: readHeader(header), values: columnValues(rows.map((row) => row[index] ?? ''), asOf) }));
  return { sample, columns };
}

/** The kinds of file that suit, best first. */
function judge({ sample, columns }: Prepared, ids: KnownIds): readonly Judged[] {
  const name = new Set(readingsOf(sample.file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')).flat());
  const scored = TEMPLATES.map((template) => {
    const assignment = assign(template, columns, ids);
    const named = template.about.split(' ').some((concept) => name.has(concept));
    return { assignment, score: assignment.score + (named ? NAME_BONUS : 0) };
  }).filter(({ assignment }) => assignment.missing <= 1).sort((a, b) => b.score - a.score);
  const best = scored[0]?.score ?? 0;
  const total = scored.reduce((sum, { score }) => sum + Math.exp((score - best) / KIND_HARDNESS), 0);
  return scored.map(({ assignment, score }) => ({ assignment, chance: Math.min(trust(assignment, columns), Math.exp((score - best) / KIND_HARDNESS) / total) }));
}

/** How sure one may be at most: not very where something is missing that such files have, or where most columns stay unexplained. */
function trust({ matches, missing }: Assignment, columns: readonly SampleColumn[]): number {
  const filled = columns.filter(({ values }) => values.full > 0).length;
  if (missing > 0) return UNSURE_KIND;
  return matches.length < filled * MOSTLY ? FAIRLY_SURE_KIND : 1;
}

/** The ids of files whose kind is fairly sure, by kind. Two files of one kind are looked at together. */
function gatherIds(files: readonly Prepared[], judged: readonly (readonly Judged[])[], given: KnownIds): KnownIds {
  const found = new Map(given);
  for (const [index, [best]] of judged.entries()) {
    if (best === undefined || best.chance < SURE_KIND) continue;
    const key = best.assignment.matches.find(({ field }) => field === 'id');
    const values = key === undefined ? undefined : files[index]?.columns[key.column]?.values.distinct;
    if (values === undefined) continue;
    const kind = best.assignment.template.name;
    found.set(kind, new Set([...(found.get(kind) ?? []), ...values]));
  }
  return found;
}

function proposal({ sample, columns }: Prepared, judged: readonly Judged[]): FileProposal {
  const [best, ...others] = judged;
  const place = { file: sample.file, format: sample.format, fingerprint: layoutFingerprint(sample) };
  if (best === undefined || best.assignment.matches.length === 0) {
    const reasons = ['nothing in this file looks like a record of a dental office'];
    return { ...place, template: null, stream: null, confidence: 0, reasons, alternatives: [], columns: columns.map((column) => unknown(column, [])) };
  }
  const { template, matches } = best.assignment;
  return {
    ...place, template: template.name, stream: template.stream, confidence: rounded(best.chance),
    reasons: [`${String(matches.length)} of its ${String(columns.length)} columns suit "${template.label}"`],
    alternatives: others.filter(({ chance }) => chance > 0.01).slice(0, 3).map(({ assignment }) => assignment.template.name),
    columns: columns.map((column, index) => columnProposal(column, index, best)),
  };
}

function columnProposal(column: SampleColumn, index: number, { assignment, chance }: Judged): ColumnProposal {
  const target = (field: string): string => `${assignment.template.stream ?? 'lookup'}.${field}`;
  const match = assignment.matches.find((candidate) => candidate.column === index);
  const close = (assignment.ranked[index] ?? []).filter(({ field, score }) => field !== match?.field && score > -1).slice(0, 3).map(({ field }) => target(field));
  if (match === undefined) return unknown(column, close);
  const confidence = rounded(calibrated(match, chance));
  return {
    header: column.header.text, field: match.field, proposal: target(match.field), confidence, highConfidence: confidence >= HIGH_CONFIDENCE,
    holds: valueKind(column.values), reasons: reasonsFor(match, column), alternatives: close,
  };
}

function unknown(column: SampleColumn, alternatives: readonly string[]): ColumnProposal {
  const nothing = 'neither its name nor its values suit a known field';
  const reason = isForbidden(column.header) ? 'social security, driving licence and tax numbers are never read' : nothing;
  return { header: column.header.text, field: null, proposal: null, confidence: 0, highConfidence: false, holds: valueKind(column.values), reasons: [reason], alternatives };
}

function reasonsFor(match: Match, { values }: SampleColumn): readonly string[] {
  const words = match.words > 0.9 ? 'its name says so' : match.words > 0.6 ? 'its name is close' : 'its name says little';
  const cells = values.filled.length === 0 ? 'the column is empty, so its values say nothing' : match.fit.says;
  return cells === null ? [words] : [words, cells];
}

function rounded(confidence: number): number {
  return Math.floor(confidence * 100) / 100;
}
