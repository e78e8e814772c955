import { readdir } from 'node:fs/promises';
import type { DestinationPlugin } from './destinations/define.js';
import type { Mapping } from './map/define.js';
import { Refused } from './run/errors.js';
import type { SourceProfile } from './sources/define.js';

/**
 * Finds plug-ins by their folders: `sources/<pms>/index`, `sources/<pms>/to-<crm>`, `destinations/<crm>/index`. No list to edit; the price, that the
 * compiler does not see the import, is paid by the contract tests, which go through the same folders.
 */
const SOURCES = new URL('./sources/', import.meta.url);
const DESTINATIONS = new URL('./destinations/', import.meta.url);

/** A file of a plug-in, built or not: `.js` beside us when built, `.ts` when run from source. */
async function load(folder: URL, name: string): Promise<unknown> {
  const found = (await readdir(folder)).find((file) => file === `${name}.js` || file === `${name}.ts`);
  if (found === undefined) return null;
  const loaded: unknown = await import(new URL(found, folder).href);
  return typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : null;
}

async function folders(of: URL): Promise<readonly string[]> {
  return (await readdir(of, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

/** Names of the dental systems that can be read. */
export const sourceNames = (): Promise<readonly string[]> => folders(SOURCES);

/** Names of the CRMs that can be written to. */
export const destinationNames = (): Promise<readonly string[]> => folders(DESTINATIONS);

/** The profile of a dental system; `Refused` for a name without a folder. */
export async function sourceProfile(name: string): Promise<SourceProfile> {
  const names = await sourceNames();
  if (!names.includes(name)) throw new Refused(`There is no source “${name}”. Known are: ${names.join(', ')}.`, 'unknown-source');
  // The source contract test holds every folder's default export against this type.
  const profile = (await load(new URL(`${name}/`, SOURCES), 'index')) as SourceProfile | null;
  if (profile?.name !== name) throw new Error(`The folder of source ${name} exports another name.`);
  return profile;
}

/** A CRM's plug-in; `Refused` for a name without a folder. */
export async function destinationPlugin(name: string): Promise<DestinationPlugin> {
  const names = await destinationNames();
  if (!names.includes(name)) throw new Refused(`There is no destination “${name}”. Known are: ${names.join(', ')}.`, 'unknown-destination');
  // The destination contract test holds every folder's default export against this type.
  const plugin = (await load(new URL(`${name}/`, DESTINATIONS), 'index')) as DestinationPlugin | null;
  if (plugin?.name !== name) throw new Error(`The folder of destination ${name} exports another name.`);
  return plugin;
}

/** The mapping of a pair; `Refused` where none is written. */
export async function mappingOf(source: string, destination: string): Promise<Mapping> {
  await sourceProfile(source);
  // The mapping tests check every pair file with `checkMapping`.
  const mapping = (await load(new URL(`${source}/`, SOURCES), `to-${destination}`)) as Mapping | null;
  if (mapping === null) throw new Refused(`There is no mapping from ${source} to ${destination}.`, 'unknown-pair');
  return mapping;
}
