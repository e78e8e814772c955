import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { mappingPages } from '../migrator/map/write-docs.js';

const root = new URL('../', import.meta.url);
const text = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

describe('what is written down', () => {
  it('the mapping pages are those the mapping files make; run “npm run build && npm run docs” after a change', async () => {
    const pages = await mappingPages();
    expect((await readdir(new URL('docs/mappings/', root))).sort()).toEqual([...pages.keys()].sort());
    for (const [name, page] of pages) expect(await text(`docs/mappings/${name}`), name).toBe(page);
  });

  it('every script that a document names exists', async () => {
    const scripts = Object.keys(JSON.parse(await text('package.json')).scripts as object);
    for (const document of ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'docs/limits.md']) {
      for (const [, script] of (await text(document)).matchAll(/npm run ([\w:-]+)/g)) expect(scripts, `${document} names npm run ${script}`).toContain(script);
    }
  });

  it('every file that README links to is there', async () => {
    for (const [, target] of (await text('README.md')).matchAll(/\]\(([^)#]+)\)/g)) {
      if (target === undefined || target.startsWith('http')) continue;
      await expect(readFile(new URL(target, root)).catch(async () => readdir(new URL(`${target}/`, root))), target).resolves.toBeDefined();
    }
  });

  it('an ADR is at most 40 lines and ends in consequences', async () => {
    for (const name of await readdir(new URL('docs/adr/', root))) {
      const adr = await text(`docs/adr/${name}`);
      expect(adr.split('\n').length, name).toBeLessThanOrEqual(41);
      expect(adr, name).toContain('**Consequences.**');
    }
  });

  it('no word of the glossary is explained twice', async () => {
    const terms = [...(await text('CONTEXT.md')).matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell]) => (cell ?? '').split(/[,:]/).map((term) => term.trim().toLowerCase()));
    const twice = terms.filter((term, index) => terms.indexOf(term) !== index);
    expect(twice).toEqual([]);
  });
});
