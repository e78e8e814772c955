import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ExportFile } from '../../migrator/index.js';
import { DEFAULT_EXPAND_LIMITS, expand, readExport, type ReadFile, type ReadRow } from '../../migrator/read/index.js';
import { sourceNames, sourceProfile } from '../../migrator/registry.js';

/**
 * Every source folder passes this suite. A case is a folder of export files with what reading them gives: `records.json`, `issues.json`
 * and `skipped.json`. With UPDATE_CASES=1 the expectations are written anew; review the difference before committing it.
 */
const SOURCES = new URL('../../migrator/sources/', import.meta.url);
const EXPECTATIONS = ['records.json', 'issues.json', 'skipped.json'] as const;
const IS_UPDATE = process.env['UPDATE_CASES'] === '1';
/** The day on which all cases were "exported". */
const AS_OF = '2024-06-30';

interface CaseResult { readonly result: Readonly<Record<(typeof EXPECTATIONS)[number], unknown>>; readonly layouts: readonly string[] }

async function exportFilesOf(folder: URL): Promise<readonly ExportFile[]> {
  const entries = (await readdir(folder)).filter((name) => !EXPECTATIONS.some((expectation) => expectation === name)).sort();
  return entries.map((name) => ({ name, path: join(fileURLToPath(folder), name) }));
}

async function rowsOf(file: ReadFile): Promise<readonly ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const row of file.rows) rows.push(row);
  return rows;
}

async function readCase(source: string, folder: URL): Promise<CaseResult> {
  const workDir = await mkdtemp(join(tmpdir(), 'case-'));
  try {
    const { files, issues } = await expand(await exportFilesOf(folder), DEFAULT_EXPAND_LIMITS, workDir);
    const profile = await sourceProfile(source);
    const read = await readExport(files, profile, [profile], { asOf: AS_OF });
    const rows: ReadRow[] = [];
    for (const file of read.files) rows.push(...await rowsOf(file));
    const reports = read.files.map((file) => file.report());
    return {
      layouts: reports.flatMap((report) => report.layout ?? []),
      result: {
        'records.json': rows.flatMap((row) => row.records),
        'issues.json': [...issues, ...read.issues, ...rows.flatMap((row) => row.issues), ...read.files.flatMap((file) => file.issues())],
        'skipped.json': {
          rows: rows.flatMap((row) => (row.skipped === null ? [] : [{ ...row.origin, ...row.skipped }])),
          files: reports.map(({ file, encoding, format, layout, rows: count, dropped }) => ({ file, encoding, format, layout, rows: count, dropped })),
          totals: read.files.flatMap((file) => file.totals()),
        },
      },
    };
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** One record, issue or skipped row per line: a difference then shows the very thing that changed. */
function printed(value: unknown): string {
  const list = (items: readonly unknown[]): string => (items.length === 0 ? '[]' : `[\n${items.map((item) => `  ${JSON.stringify(item)}`).join(',\n')}\n]`);
  if (Array.isArray(value)) return `${list(value)}\n`;
  return `{\n${Object.entries({ ...(value as object) }).map(([key, items]) => `"${key}": ${list(items as readonly unknown[])}`).join(',\n')}\n}\n`;
}

const sources = await sourceNames();
const casesBySource = await Promise.all(sources.map(async (source) => {
  const folder = new URL(`${source}/cases/`, SOURCES);
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  return { source, folder, names };
}));

describe.each(casesBySource)('the source $source', ({ source, folder, names }) => {
  it('exports a profile that agrees with its folder and with itself', async () => {
    const profile = await sourceProfile(source);
    expect(profile.name).toBe(source);
    expect(profile.label).not.toBe('');
    const layouts = profile.layouts.map((layout) => layout.name);
    expect(new Set(layouts).size).toBe(layouts.length);
    for (const layout of profile.layouts) {
      const columns = Object.keys(layout.columns);
      for (const name of [...layout.needs, ...layout.keys, ...layout.report?.totals ?? []]) expect(columns, layout.name).toContain(name);
      const offered = profile.layouts.map((other) => other.lookup?.name);
      for (const name of layout.must ?? []) expect(offered, layout.name).toContain(name);
    }
  });

  it('has cases, each named by a sentence', () => {
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+){2,}$/);
  });

  it.each(names)('case %s reads as expected', async (name) => {
    const caseFolder = new URL(`${name}/`, folder);
    const { result } = await readCase(source, caseFolder);
    for (const expectation of EXPECTATIONS) {
      const file = new URL(expectation, caseFolder);
      const text = printed(result[expectation]);
      if (IS_UPDATE) await writeFile(file, text);
      else expect(text).toBe(await readFile(file, 'utf8'));
    }
  });

  it('reaches every layout of its profile in some case', async () => {
    const profile = await sourceProfile(source);
    const reached = new Set<string>();
    for (const name of names) for (const layout of (await readCase(source, new URL(`${name}/`, folder))).layouts) reached.add(layout);
    expect([...reached].sort()).toEqual(profile.layouts.map((layout) => layout.name).sort());
  });
});
