import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Account, ExportFile, Migrator } from '../index.js';
import { Refused, openMigrator } from '../index.js';
import { UsageError } from './usage.js';

/** What a command gets: its words and options, and the outside world. */
export interface Command {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The one document of the command, on stdout: JSON with `--json`, else `text`. */
  readonly print: (json: unknown, text?: string) => void;
  /** A sentence for the person, on stderr. */
  readonly say: (sentence: string) => void;
  /** Aborted when the person presses Ctrl-C. */
  readonly interrupted: AbortSignal;
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
  if (!/^\d+$/.test(value)) throw new UsageError(`--${name} takes a whole number.`);
  return Number(value);
}

/** The word at this place, or a usage error that names what is missing. */
export function word(command: Command, index: number, what: string): string {
  const found = command.words[index];
  if (found === undefined) throw new UsageError(`${what} is missing.`);
  return found;
}

/** The PATH… words as export files. */
export function paths(command: Command): readonly ExportFile[] {
  if (command.words.length === 0) throw new UsageError('Name at least one file, folder or ZIP.');
  return command.words.map((path) => ({ name: basename(resolve(path)), path: resolve(path) }));
}

/** A JSON file given by an option, as an object of plain values. */
export async function jsonOption(command: Command, name: string): Promise<Readonly<Record<string, string | number | boolean>>> {
  const file = option(command, name);
  if (file === undefined) return {};
  const parsed: unknown = await readFile(file, 'utf8').then(JSON.parse).catch(() => null);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Refused(`The file of --${name} is not a JSON object.`, 'bad-file');
  return Object.fromEntries(Object.entries(parsed).map(([key, value]: [string, unknown]) => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [key, value];
    throw new Refused(`In the file of --${name}, “${key}” must be text, a number or true/false.`, 'bad-file');
  }));
}

/** Opens the door on `--data`, runs the work and closes the door again, whatever happens. */
export async function withMigrator<T>(command: Command, work: (migrator: Migrator) => Promise<T>): Promise<T> {
  const dataDir = resolve(option(command, 'data') ?? './data');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const url = command.env['DATABASE_URL'];
  const migrator = await openMigrator({
    dataDir, masterKey: await masterKey(command, dataDir),
    database: url === undefined ? { kind: 'sqlite', file: join(dataDir, 'bridgework.sqlite') } : { kind: 'postgres', url },
    log: (event, fields) => command.say(`${event} ${JSON.stringify(fields)}`),
  });
  try {
    return await work(migrator);
  } finally {
    await migrator.close();
  }
}

const KEY_BYTES = 32;

async function masterKey(command: Command, dataDir: string): Promise<Buffer> {
  const given = command.env['MASTER_KEY'];
  if (given !== undefined && given !== '') {
    const key = /^[0-9a-f]{64}$/i.test(given) ? Buffer.from(given, 'hex') : Buffer.from(given, 'base64');
    if (key.length !== KEY_BYTES) throw new Refused('MASTER_KEY must be 32 random bytes, as 64 hexadecimal digits or as base64.', 'bad-master-key');
    return key;
  }
  const file = join(dataDir, 'development.key');
  const made = await writeFile(file, randomBytes(KEY_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 }).then(() => true, (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  });
  if (made) command.say(`Made a development key in ${file}. Use it for generated data only; set MASTER_KEY for real patients.`);
  return Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
}

/** The account that `--account` names, with a connected user to act as. */
export async function accountOption(command: Command, migrator: Migrator): Promise<{ readonly account: Account; readonly userKey: string }> {
  const name = needed(command, 'account');
  const account = await migrator.accounts.byName(name);
  const all = await migrator.accounts.list();
  if (account === null) throw new Refused(`There is no account “${name}”. ${all.length === 0 ? 'Add one with “bridgework account add”.' : `Known are: ${all.map((each) => each.name).join(', ')}.`}`, 'unknown-account');
  const to = option(command, 'to');
  if (to !== undefined && to !== account.destination) throw new Refused(`The account “${name}” is at ${account.destination}, not at ${to}.`, 'wrong-destination');
  const [userKey] = await migrator.accounts.credentialUsers(account.id);
  if (userKey === undefined) throw new Refused(`Nobody is connected to the account “${name}” any more. Add it again.`, 'not-connected');
  return { account, userKey };
}
