import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../../migrator/index.js';
import { bytesOf, exported, forget, keyOf, rowsOf } from './exported.js';
import type { Exported } from './exported.js';

const CHANGING = ['v_patient.csv', 'v_appt.csv', 'treatment_plans.csv', 'v_patient_recall.csv'] as const;

describe('a later export of the same practice', () => {
  let before: Exported;
  let after: Exported;

  beforeAll(async () => {
    before = await exported();
    after = await exported({ changed: 0.05 });
  });
  afterAll(forget);

  it('has exactly five per cent of its patients, appointments, treatment plans and recalls changed', () => {
    const rows = CHANGING.reduce((sum, file) => sum + (before.truth.files[file] ?? 0), 0);
    expect(after.truth.changed).toHaveLength(Math.round(rows * 0.05));
    expect(new Set(after.truth.changed.map(({ file }) => file))).toEqual(new Set(CHANGING));
  });

  it('differs in precisely the rows and columns that the truth names', async () => {
    const differing: { file: string; line: number; key: string; field: string }[] = [];
    for (const [index, file] of before.files.entries()) {
      const later = after.files[index];
      if (later === undefined || !file.name.endsWith('.csv')) continue;
      const rows = await rowsOf(later);
      for (const [at, { line, cells }] of (await rowsOf(file)).entries()) {
        for (const [field, cell] of Object.entries(cells)) {
          if (rows[at]?.cells[field] !== cell) differing.push({ file: file.name, line, key: keyOf(file.name, cells), field });
        }
      }
    }
    const order = (entry: { readonly file: string; readonly line: number }): string => `${entry.file} ${String(entry.line).padStart(8, '0')}`;
    const sorted = (entries: typeof differing): typeof differing => [...entries].sort((a, b) => (order(a) < order(b) ? -1 : 1));
    expect(sorted(differing)).toEqual(sorted(after.truth.changed));
  });

  it('is byte for byte the same everywhere else', async () => {
    const [earlier, later] = [await bytesOf(before), await bytesOf(after)];
    const changed = new Set(after.truth.changed.map(({ file, line }) => `${file} ${line}`));
    for (const [name, bytes] of earlier) {
      if (name === 'truth.json') continue;
      const lines = later.get(name)?.toString('latin1').split('\n') ?? [];
      const different = bytes.toString('latin1').split('\n').flatMap((line, index) => (line === lines[index] ? [] : [`${name} ${index + 1}`]));
      expect(different.every((line) => changed.has(line)), name).toBe(true);
    }
  });

  it('changes no row with a defect, nor the rows of somebody with one', () => {
    const spoilt = new Set(after.truth.defects.map(({ file, line }) => `${file} ${line}`));
    expect(after.truth.changed.filter(({ file, line }) => spoilt.has(`${file} ${line}`))).toEqual([]);
  });

  it('tells the same truth about everything but the changes', () => {
    expect({ ...after.truth, changed: [] }).toEqual(before.truth);
  });

  it('is refused when more rows should change than can', async () => {
    await expect(exported({ changed: 0.95 })).rejects.toThrow(Refused);
  });
});
