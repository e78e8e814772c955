import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  confirm, exportLayout, importLayout, layoutFingerprint, layoutFromProposal, profileOfLayouts, proposeLayouts, reviewValues, type ConfirmedLayout, type FileProposal,
} from '../../migrator/propose/index.js';
import { readExport } from '../../migrator/read/index.js';
import { exported, forget } from '../practice/exported.js';
import { questions, sheetsOf, type Question } from './benchmark.js';
import { warehouse } from './dialects/warehouse.js';

const AS_OF = '2026-11-01';
let folder = '';
let asked: readonly Question[] = [];
let proposals: readonly FileProposal[] = [];
let truth: Readonly<Record<string, readonly string[]>> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'propose-'));
  const practice = await exported({ patients: 120, seed: 4, households: true });
  truth = practice.truth.records;
  asked = questions(await sheetsOf(practice), { ...warehouse, ids: 'own' }, 1);
  proposals = proposeLayouts(asked.map(({ sample }) => sample), [], AS_OF);
});

afterAll(async () => {
  await forget();
  await rm(folder, { recursive: true });
});

function confirmed(index: number): ConfirmedLayout {
  const [question, proposal] = [asked[index], proposals[index]];
  if (question === undefined || proposal === undefined) throw new RangeError('There is no such file');
  const done = confirm(question.sample, proposal);
  if ('refused' in done) throw new RangeError(`${question.original}: ${done.refused.join(' ')}`);
  return done.layout;
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n');
}

async function write(question: Question): Promise<{ readonly name: string; readonly path: string }> {
  const path = join(folder, question.sample.file);
  await writeFile(path, csv([question.sample.headers, ...question.sample.rows]));
  return { name: question.sample.file, path };
}

describe('a confirmed layout', () => {
  it('reads the whole export of a system that nobody knew, with every record of the known one', async () => {
    const layouts = asked.map((_, index) => {
      const made = layoutFromProposal(confirmed(index));
      if ('refused' in made) throw new RangeError(made.refused.join(' '));
      return made.layout;
    });
    const profile = profileOfLayouts(layouts, { name: 'unknown', label: 'Another system', currency: 'USD' });
    const files = await Promise.all(asked.map(write));
    const keys = new Map<string, Set<string>>();
    const opened = await readExport(files, profile, [], { asOf: AS_OF });
    for (const file of opened.files) {
      for await (const { records } of file.rows) for (const { stream, key } of records) keys.set(stream, (keys.get(stream) ?? new Set()).add(key));
    }
    for (const stream of ['patient', 'provider', 'employer', 'carrier', 'appointment', 'treatmentPlan', 'treatmentItem', 'ledgerEntry', 'imagingFile', 'recall']) {
      const wanted = new Set(truth[stream]);
      const found = keys.get(stream) ?? new Set<string>();
      expect({ stream, missing: [...wanted].filter((key) => !found.has(key)).length }).toEqual({ stream, missing: 0 });
    }
  });

  it('comes back from its file as it was, and the file holds no data', () => {
    for (const [index, { sample }] of asked.entries()) {
      const layout = confirmed(index);
      const text = exportLayout(layout);
      expect(importLayout(text)).toEqual({ layout });
      const cells = sample.rows.flatMap((row) => row.map((cell) => cell.trim()).filter((cell) => cell.length >= 9));
      expect(cells.filter((cell) => text.includes(cell))).toEqual([]);
    }
  });

  it.each([
    ['no JSON', '{', 'This file is not JSON.'], ['another file', '{"a":1}', 'This file is no layout of Bridgework.'],
    ['a field that does not exist', JSON.stringify({ version: 1, fingerprint: '0'.repeat(64), format: 'csv', template: 'patient', columns: [{ header: 'a', field: '__proto__' }] }), '"Patients" have no field "__proto__".'],
    ['a kind that does not exist', JSON.stringify({ version: 1, fingerprint: '0'.repeat(64), format: 'csv', template: 'toString', columns: [] }), 'There is no kind of file called "toString".'],
  ])('is refused when the imported file is %s', (_, text, reason) => {
    const read = importLayout(text);
    expect('refused' in read ? read.refused[0] : null).toBe(reason);
  });

  it('is refused while it lacks what tells records apart', () => {
    const sample = { file: 'x.csv', format: 'csv', headers: ['Pt Last', 'Pt First', 'DOB'], rows: [['Northrun', 'Kim', '1980-02-03']] };
    const [proposal] = proposeLayouts([sample], [], AS_OF);
    if (proposal === undefined) throw new RangeError('There is no proposal');
    expect(confirm(sample, proposal, { template: 'patient', fields: new Map([[0, 'lastName'], [1, 'firstName']]) })).toEqual({
      refused: ['"Patients" need a column for "id".', 'Nothing in this file tells one of "Patients" from another.'],
    });
  });

  it('takes no cell for a header when a file has no header row', () => {
    const sample = { file: 'x.csv', format: 'csv', headers: ['1001', 'Northrun', 'kim@example.com'], rows: [] };
    const [proposal] = proposeLayouts([sample], [], AS_OF);
    if (proposal === undefined) throw new RangeError('There is no proposal');
    const fields = new Map([[0, 'id'], [1, 'lastName'], [2, 'emails']]);
    expect(confirm(sample, proposal, { template: 'patient', fields })).toEqual({ refused: ['The first row of this file holds data and no headers. Export it again with headers.'] });
  });

  it('is known again by its headers in any order and case, and not in another format', () => {
    const layout = layoutFingerprint({ format: 'csv', headers: ['Pt ID', 'DOB'] });
    expect(layoutFingerprint({ format: 'csv', headers: ['dob', 'pt_id'] })).toBe(layout);
    expect(layoutFingerprint({ format: 'xlsx', headers: ['dob', 'pt_id'] })).not.toBe(layout);
    expect(layoutFingerprint({ format: 'csv', headers: ['dob', 'pt_id', 'sex'] })).not.toBe(layout);
  });
});

describe('words of the office that no list knows', () => {
  const layout: ConfirmedLayout = {
    version: 1, fingerprint: '0'.repeat(64), format: 'csv', template: 'patient',
    columns: [{ header: 'ptid', field: 'id' }, { header: 'last', field: 'lastName' }, { header: 'stat', field: 'status' }],
  };
  const headers = ['Pt ID', 'Last', 'Stat'];
  const rows = [['1', 'Northrun', 'Active'], ['2', 'Eastfold', 'Snowbird'], ['3', 'Westley', 'Snowbird'], ['4', 'Southam', 'VIP'], ['5', 'Midway', '']];

  it('are listed with their counts until a person explains them', async () => {
    const [review] = await reviewValues(layout, headers, rows);
    expect(review).toMatchObject({ field: 'status', header: 'Stat', values: [{ value: 'Snowbird', count: 2 }, { value: 'VIP', count: 1 }], unlisted: 0 });
    expect(review?.meanings).toContain('inactive');
    expect(await reviewValues(layout, headers, rows, { status: { snowbird: 'inactive', vip: 'active' } })).toEqual([]);
  });

  it('are read as the person explained them', () => {
    const made = layoutFromProposal(layout, { status: { Snowbird: 'inactive', VIP: 'emperor' } });
    if ('refused' in made) throw new RangeError(made.refused.join(' '));
    const { parser } = made.layout.columns['status'] ?? { parser: null };
    const context = { asOf: AS_OF, currency: 'USD', dateOrder: 'mdy' } as const;
    expect(parser?.parse('snowbird', context)).toEqual({ value: 'inactive' });
    expect(parser?.parse('VIP', context)).toEqual({ value: 'unknown', problem: 'unknown-value' });
  });

  it('need no explanation where the office has a list of codes', async () => {
    const visits: ConfirmedLayout = {
      version: 1, fingerprint: '0'.repeat(64), format: 'csv', template: 'appointment',
      columns: [{ header: 'id', field: 'id' }, { header: 'day', field: 'date' }, { header: 'pt', field: 'patient' }, { header: 'st', field: 'status' }, { header: 'hr', field: 'hour' }],
    };
    const list: Readonly<Record<string, string>> = { 7: 'Confirmed', 8: 'Walked the dog' };
    const review = await reviewValues(visits, ['id', 'day', 'pt', 'st', 'hr'], [['1', '', '', '7', ''], ['2', '', '', '8', '']], {}, (_, code) => list[code] ?? null);
    expect(review.map(({ values }) => values)).toEqual([[{ value: '8', count: 1 }]]);
  });
});
