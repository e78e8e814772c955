import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../migrator/canonical/streams.js';
import { readExport } from '../../migrator/read/index.js';
import type { ReadFile } from '../../migrator/read/index.js';
import dentrix from '../../migrator/sources/dentrix/index.js';
import { exported, forget } from './exported.js';
import type { Exported } from './exported.js';

/** The records of an export by stream and key. The printed list comes last and says nothing about patients that the views do not say better. */
async function read({ files: given }: Exported): Promise<{ readonly files: readonly ReadFile[]; readonly records: ReadonlyMap<string, AnyRecord> }> {
  const { files } = await readExport(given, 'auto', [dentrix], { asOf: '2026-11-01' });
  const records = new Map<string, AnyRecord>();
  for (const file of files) {
    for await (const row of file.rows) {
      for (const record of row.records) {
        const id = `${record.stream} ${record.key}`;
        if (!records.has(id)) records.set(id, record);
      }
    }
  }
  return { files, records };
}

describe('our own reader, given a sample practice', () => {
  let practice: Exported;
  let files: readonly ReadFile[];
  let records: ReadonlyMap<string, AnyRecord>;

  beforeAll(async () => {
    practice = await exported({ seed: 5 });
    ({ files, records } = await read(practice));
  });
  afterAll(forget);

  it('counts the rows that were put in', () => {
    const counted = Object.fromEntries(files.map((file) => [file.report().file, file.report().rows]));
    expect(counted).toEqual(practice.truth.files);
  });

  it('finds every record and invents none', () => {
    const truth = Object.entries(practice.truth.records).flatMap(([stream, keys]) => keys.map((key) => `${stream} ${key}`));
    expect([...records.keys()].sort()).toEqual([...new Set(truth)].sort());
  });

  it('finds every link', () => {
    const lost = practice.truth.links.filter(({ stream, key, field, to, toKey }) => {
      const data: Readonly<Record<string, unknown>> = { ...records.get(`${stream} ${key}`)?.data };
      const ref = data[field];
      return !(typeof ref === 'object' && ref !== null && 'stream' in ref && 'key' in ref && ref.stream === to && ref.key === toKey);
    });
    expect(lost).toEqual([]);
  });

  it('agrees with the totals that the report prints', () => {
    const totals = files.flatMap((file) => file.totals());
    expect(totals.length).toBeGreaterThanOrEqual(practice.truth.totals.length);
    expect(totals.filter(({ equal }) => !equal)).toEqual([]);
  });

  it('sees in a later export exactly the changed records as changed', async () => {
    const later = await exported({ seed: 5, changed: 0.05 });
    const { records: now } = await read(later);
    const changed = [...now].filter(([id, record]) => JSON.stringify(record.data) !== JSON.stringify(records.get(id)?.data)).map(([, { origin }]) => origin);
    const places = (entries: readonly { readonly file: string; readonly line: number }[]): readonly string[] => entries.map(({ file, line }) => `${file} ${line}`).sort();
    expect(now.size).toBe(records.size);
    expect(places(changed)).toEqual(places(later.truth.changed));
  });
});
