import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkMapping } from '../migrator/map/check.js';
import { destinationPlugin, mappingOf } from '../migrator/registry.js';

const documents = z.record(z.string(), z.array(z.tuple([z.string(), z.string(), z.enum(['1:1', '1:many', 'many:1'])])))
  .parse(JSON.parse(await readFile(new URL('./support/documents.json', import.meta.url), 'utf8')));

/** Rows that the project promises but has not reached; a row leaves this list in the change that makes it work. */
const NOT_REACHED: Readonly<Record<string, readonly string[]>> = {
  'dentrix-to-pipedrive': ['X-ray / Imaging File'],
  'dental-exec-to-pipedrive': ['Document / Attachment'],
};

const pairs = await writtenPairs();

async function writtenPairs(): Promise<readonly { readonly source: string; readonly destination: string }[]> {
  const root = new URL('../migrator/sources/', import.meta.url);
  const found: { source: string; destination: string }[] = [];
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    for (const file of await readdir(new URL(`${entry.name}/`, root))) {
      const destination = /^to-(.+)\.ts$/.exec(file)?.[1];
      if (destination !== undefined) found.push({ source: entry.name, destination });
    }
  }
  return found;
}

describe('mappings and their documents', () => {
  it('there is at least the first pair', () => {
    expect(pairs).toContainEqual({ source: 'dentrix', destination: 'pipedrive' });
  });

  it.each(pairs)('$source → $destination has the rows of its document, in its order, words and cardinality', async ({ source, destination }) => {
    const mapping = await mappingOf(source, destination);
    expect(mapping.rows.map((row) => [row.source, row.destination, row.cardinality])).toEqual(documents[`${source}-to-${destination}`]);
  });

  it.each(pairs)('$source → $destination says which rows are not reached, and these are the ones known here', async ({ source, destination }) => {
    const mapping = await mappingOf(source, destination);
    const open = mapping.rows.filter((row) => row.steps.some((step) => step.verb === 'notYet')).map((row) => row.source);
    expect(open).toEqual(NOT_REACHED[`${source}-to-${destination}`] ?? []);
    for (const row of mapping.rows) expect(row.steps.length, `${row.source} does nothing`).toBeGreaterThan(0);
  });

  it.each(pairs)('$source → $destination is sound: no field written twice, no record added to that nobody creates', async ({ source, destination }) => {
    const { vocabulary } = await destinationPlugin(destination);
    expect(checkMapping(await mappingOf(source, destination), vocabulary)).toEqual([]);
  });
});
