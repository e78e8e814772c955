import { lstat, readFile, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ExportFile } from '../index.js';
import { Refused } from '../index.js';
import type { Interrupts } from './interrupts.js';
import type { Options } from './parse.js';
import type { StatusLine } from './status-line.js';
import { UsageError } from './usage.js';

/** What a command gets: its words and options, and the outside world. */
export interface Command {
  readonly words: readonly string[];
  readonly options: Options;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** The operating-system user, in whose name gates are confirmed. */
  readonly user: () => string;
  /** The one document of the command, on stdout: JSON with `--json`, else `text`. */
  readonly print: (json: unknown, text: string) => void;
  /** A sentence for the person, on stderr. */
  readonly say: (sentence: string) => void;
  /** What is going on right now; shown on a terminal only. */
  readonly line: StatusLine;
  readonly interrupts: Interrupts;
  /** The machine's folder for temporary files. */
  readonly temporary: string;
  /** Makes a folder for what must lie unpacked for a moment; it is gone when the process ends. */
  readonly scratch: (parent: string) => Promise<string>;
}

/** A text option; undefined when it was not given. */
export function option(command: Command, name: string): string | undefined {
  const value = command.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** A text option that must be there. */
export function needed(command: Command, name: string): string {
  const value = option(command, name);
  if (value === undefined) throw new UsageError(`--${name} is missing.`);
  return value;
}

/** A whole number option. */
export function numberOption(command: Command, name: string): number | undefined {
  const value = option(command, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new UsageError(`--${name} takes a whole number.`);
  return Number(value);
}

/** The word at this place, or a usage error that names what is missing. */
export function word(command: Command, index: number, what: string): string {
  const found = command.words[index];
  if (found === undefined) throw new UsageError(`${what} is missing.`);
  return found;
}

/** The folder that holds the database and everything else we keep. */
export const dataDir = (command: Command): string => resolve(command.cwd, option(command, 'data') ?? 'data');

/** A call of ours for the person to type next, with the options that lead to the same data. */
export function next(command: Command, call: string): string {
  const data = option(command, 'data');
  return `bridgework ${call}${data === undefined ? '' : ` --data ${data}`}`;
}

/** What a sample practice says about itself: never a part of the export that it lies beside. */
const TRUTH = 'truth.json';

/** The PATH… words as export files. */
export async function paths(command: Command): Promise<readonly ExportFile[]> {
  if (command.words.length === 0) throw new UsageError('Name at least one file, folder or ZIP.');
  const found: ExportFile[] = [];
  for (const given of command.words) {
    const path = resolve(command.cwd, given);
    const name = basename(path);
    await lstat(path).catch(() => { throw new Refused(`There is no file or folder ${path}. Check the name and try again.`, 'missing-path'); });
    // Anything but a folder that can be listed is the reader's to judge: it says what is wrong with it.
    const entries = await readdir(path).catch((): string[] => []);
    if (entries.includes(TRUTH)) found.push(...entries.filter(isExported).sort().map((entry) => ({ name: `${name}/${entry}`, path: join(path, entry) })));
    else if (name !== TRUTH) found.push({ name, path });
  }
  if (found.length === 0) throw new Refused(`${TRUTH} tells what a sample practice holds; it is no export. Name the folder that it lies in.`, 'nothing-to-read');
  return found;
}

const isExported = (entry: string): boolean => entry !== TRUTH && !entry.startsWith('.');

/** A JSON file given by an option, as an object of plain values. */
export async function jsonOption(command: Command, name: string): Promise<Readonly<Record<string, string | number | boolean>>> {
  const file = option(command, name);
  if (file === undefined) return {};
  const parsed = await readJson(command, file, name);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Refused(`${file} (--${name}) must hold one JSON object, such as {"zone": "America/New_York"}.`, 'bad-file');
  }
  return Object.fromEntries(Object.entries(parsed).map(([key, value]: [string, unknown]) => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [key, value];
    throw new Refused(`In ${file} (--${name}), “${key}” must be text, a number or true/false.`, 'bad-file');
  }));
}

/** The JSON in the file of an option. Throws `Refused` when it cannot be read or is no JSON; what stands in it is not repeated. */
export async function readJson(command: Command, file: string, name: string): Promise<unknown> {
  const text = await readFile(resolve(command.cwd, file), 'utf8').catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new Refused(`${file} (--${name}) cannot be read (${code}). Check the name and try again.`, 'bad-file');
  });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refused(`${file} (--${name}) is not JSON. Check its commas, quotes and brackets.`, 'bad-file');
  }
}
