import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = ['migrator', 'server', 'sandbox', 'extension-ui', 'test', 'bench'];

interface Source {
  readonly path: string;
  readonly text: string;
  /** The text without comments. */
  readonly bare: string;
  /** Imported files as paths from the root, packages by name. */
  readonly imports: readonly { readonly target: string; readonly typeOnly: boolean }[];
}

const sources = ROOMS.flatMap((room) => filesBelow(join(root, room))).map(toSource);
const code = sources.filter(({ path }) => !path.startsWith('test/'));

function filesBelow(folder: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return []; // A room that is not built yet.
  }
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'node_modules' || name === 'cases' ? [] : filesBelow(path);
    return /\.(ts|tsx|js|css)$/.test(name) ? [path] : [];
  });
}

function toSource(file: string): Source {
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g)]
    .map(([, typeOnly, named, dynamic, bare]) => {
      const raw = named ?? dynamic ?? bare ?? '';
      return { typeOnly: typeOnly !== undefined, target: raw.startsWith('.') ? relative(root, resolve(dirname(file), raw)).replace(/\.js$/, '') : raw };
    });
  return { path: relative(root, file), text, bare: text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''), imports };
}

/** Files under these folders (or exactly these files) that import something matching; as sentences. */
function breaches(of: (path: string) => boolean, forbidden: (target: string, typeOnly: boolean, path: string) => boolean): readonly string[] {
  return code.filter(({ path }) => of(path)).flatMap(({ path, imports }) =>
    imports.filter(({ target, typeOnly }) => forbidden(target, typeOnly, path)).map(({ target }) => `${path} imports ${target}`));
}

const within = (...folders: readonly string[]) => (path: string): boolean => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const isPackage = (...names: readonly string[]) => (target: string): boolean => names.some((name) => target === name || target.startsWith(`${name}/`));

describe('who may import whom', () => {
  it('finds the code it guards', () => {
    expect(code.length).toBeGreaterThan(150);
    expect(code.flatMap(({ imports }) => imports).length).toBeGreaterThan(500);
  });

  it('the canonical words import nothing', () => {
    expect(breaches(within('migrator/canonical'), (target) => !target.startsWith('migrator/canonical'))).toEqual([]);
  });

  it('the kernel imports types only', () => {
    expect(breaches(within('migrator/plan/decide.ts'), (_target, typeOnly) => !typeOnly)).toEqual([]);
  });

  it('reading, facts, mapping, planning and running know no database, no web server and no concrete source or CRM', () => {
    const concrete = (target: string): boolean => /^migrator\/(sources|destinations)\/[^/]+\//.test(target);
    const engine = within('migrator/read', 'migrator/facts', 'migrator/map', 'migrator/plan', 'migrator/run', 'migrator/audit', 'migrator/linkage', 'migrator/propose');
    expect(breaches(engine, (target) => isPackage('knex', 'express', 'pipedrive', 'pg', 'sqlite3')(target) || concrete(target))).toEqual([]);
  });

  it('a source knows no adapter and no other source; only its pair files know a CRM, and of it only the vocabulary', () => {
    const own = (path: string): string => path.split('/').slice(0, 3).join('/');
    expect(breaches(within('migrator/sources'), (target, _type, path) =>
      (target.startsWith('migrator/sources/') && target !== 'migrator/sources/define' && !target.startsWith(own(path)))
      || (/^migrator\/destinations\/[^/]+\//.test(target) && !(/\/to-[^/]+\.ts$/.test(path) && target.endsWith('/vocabulary'))))).toEqual([]);
  });

  it('an adapter knows no source, no store and no other CRM', () => {
    const own = (path: string): string => path.split('/').slice(0, 3).join('/');
    expect(breaches((path) => /^migrator\/destinations\/[^/]+\//.test(path) && !path.endsWith('/testbed.ts'), (target, _type, path) =>
      target.startsWith('migrator/sources') || target.startsWith('migrator/store') || target.startsWith('sandbox')
      || (/^migrator\/destinations\/[^/]+\//.test(target) && !target.startsWith(own(path))))).toEqual([]);
  });

  it('knex stands in the store only, and the store knows no CRM', () => {
    expect(breaches((path) => within('migrator', 'server', 'sandbox')(path) && !within('migrator/store')(path), isPackage('knex', 'sqlite3', 'pg'))).toEqual([]);
    expect(breaches(within('migrator/store'), (target) => /^migrator\/destinations\/[^/]+\//.test(target) || target.startsWith('migrator/sources'))).toEqual([]);
  });

  it('the server comes in by the door only', () => {
    expect(breaches(within('server'), (target) => target.startsWith('migrator/') && target !== 'migrator/index')).toEqual([]);
    expect(breaches(within('server'), (target) => target.startsWith('sandbox'))).toEqual(['server/demo.ts imports sandbox/pipedrive/index']);
  });

  it('the migrator knows neither server nor interface; only the sandbox command and testbeds load a stand-in', () => {
    expect(breaches(within('migrator'), (target, _type, path) => target.startsWith('server') || target.startsWith('extension-ui')
      || (target.startsWith('sandbox') && path !== 'migrator/cli/sandbox.ts' && !path.endsWith('/testbed.ts')))).toEqual([]);
  });

  it('the interface takes types from the panel contract and nothing else from outside', () => {
    expect(breaches(within('extension-ui'), (target, typeOnly) => /^(migrator|server|sandbox|test)\//.test(target) && !(target === 'server/contract' && typeOnly))).toEqual([]);
  });

  it('packages stay in their rooms', () => {
    const only = (room: (path: string) => boolean, ...names: readonly string[]): readonly string[] => breaches((path) => !room(path), isPackage(...names));
    expect(only(within('migrator/destinations/pipedrive'), 'pipedrive')).toEqual([]);
    expect(only(within('server', 'sandbox'), 'express', 'multer', 'passport-oauth2', 'passport', 'helmet')).toEqual([]);
    expect(only(within('extension-ui/shared/host.ts'), '@pipedrive/app-extensions-sdk')).toEqual([]);
  });
});

describe('the habits of the house', () => {
  it('no file of ours is longer than 400 lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 401).map(({ path }) => path)).toEqual([]);
  });

  it('the engine never asks which CRM or which dental system it talks to', () => {
    const engine = within('migrator/plan', 'migrator/run', 'migrator/facts', 'migrator/map', 'migrator/read', 'migrator/store', 'migrator/audit');
    const asking = code.filter(({ path }) => engine(path))
      .filter(({ text }) => /['"`](pipedrive|twenty|dentrix|axium|dental-exec|the-dental-system)['"`]/.test(text)).map(({ path }) => path);
    expect(asking).toEqual([]);
  });

  it('the environment is read at the doors of the house only', () => {
    const doors = ['server/main.ts', 'migrator/cli.ts', 'knexfile.ts'];
    expect(code.filter(({ path, bare }) => !doors.includes(path) && /\bprocess\.env\b/.test(bare)).map(({ path }) => path)).toEqual([]);
  });

  it('no any, no silenced compiler, no skipped or focused test, no note to self', () => {
    const types = /: any\b|\bas any\b|<any>/;
    const marks = /@ts-ignore|@ts-nocheck|\bTODO\b|\bFIXME\b|\b(?:it|test|describe)\.(?:skip|only|todo)\b|oxlint-disable|eslint-disable/;
    const self = 'test/architecture.test.ts';
    expect(sources.filter(({ path, text, bare }) => path !== self && (marks.test(text) || types.test(bare))).map(({ path }) => path)).toEqual([]);
  });

  it('default exports are plug-ins, pair files and configurations only', () => {
    const allowed = /^migrator\/(sources|destinations)\/[^/]+\/(index|to-[^/]+)\.ts$|\.config\.ts$|^knexfile\.ts$/;
    expect(code.filter(({ path, text }) => /^export default\b/m.test(text) && !allowed.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it('there is no utils file', () => {
    expect(sources.filter(({ path }) => /(^|\/)(utils?|helpers?|misc|common)\.[tj]sx?$/.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it('generated data is the only data: 555-01xx telephone numbers, no CDT descriptors with codes', () => {
    const phone = /\b\(?[2-9]\d{2}\)?[-. ]\d{3}[-. ]\d{4}\b/;
    expect(sources.filter(({ text }) => [...text.matchAll(new RegExp(phone, 'g'))].some(([number]) => !/555[-. ]01\d\d/.test(number ?? ''))).map(({ path }) => path)).toEqual([]);
  });
});
