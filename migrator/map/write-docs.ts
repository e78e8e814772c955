import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { destinationPlugin, mappingOf, sourceNames, sourceProfile } from '../registry.js';
import { renderMapping } from './document.js';

/** Every mapping page by file name, as `docs/mappings` should hold it. */
export async function mappingPages(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const source of await sourceNames()) {
    const { label } = await sourceProfile(source);
    for (const file of await readdir(new URL(`../sources/${source}/`, import.meta.url))) {
      const destination = /^to-(.+?)\.(?:js|ts)$/.exec(file)?.[1];
      if (destination === undefined) continue;
      const plugin = await destinationPlugin(destination);
      pages.set(`${source}-to-${destination}.md`, renderMapping(await mappingOf(source, destination), { source: label, destination: plugin.label }, plugin.vocabulary));
    }
  }
  return pages;
}

/** Writes the pages into a folder. */
export async function writeMappingPages(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, page] of await mappingPages()) await writeFile(`${folder}/${name}`, page);
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].split('/').slice(-3).join('/'))) await writeMappingPages('docs/mappings');
