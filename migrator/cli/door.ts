import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account, Migrator, MigratorOptions } from '../index.js';
import { Refused, openMigrator } from '../index.js';
import type { Command } from './command.js';
import { dataDir, next, option } from './command.js';

/** Opens the door on `--data`, runs the work and closes the door again, whatever happens. */
export async function withMigrator<T>(command: Command, work: (migrator: Migrator) => Promise<T>): Promise<T> {
  const folder = dataDir(command);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const url = command.env['DATABASE_URL'] ?? '';
  const database: MigratorOptions['database'] = url === '' ? { kind: 'sqlite', file: join(folder, 'bridgework.sqlite') } : { kind: 'postgres', url };
  return through(command, { database, masterKey: await masterKey(command, folder, database), dataDir: await command.scratch(folder) }, work);
}

/** Opens the door on nothing, for work that needs no account: tables in memory, a key that nobody keeps. */
export async function withoutDatabase<T>(command: Command, work: (migrator: Migrator) => Promise<T>): Promise<T> {
  const folder = await command.scratch(command.temporary);
  return through(command, { database: { kind: 'sqlite', file: ':memory:' }, masterKey: randomBytes(KEY_BYTES), dataDir: folder }, work);
}

async function through<T>(command: Command, options: MigratorOptions, work: (migrator: Migrator) => Promise<T>): Promise<T> {
  const migrator = await openMigrator({ ...options, log: (event) => { tellEvent(command, event); } });
  try {
    return await work(migrator);
  } finally {
    await migrator.close();
  }
}

/** Of what the engine logs, a person at a terminal needs only what the run's own state does not tell. */
function tellEvent(command: Command, event: string): void {
  if (event !== 'run.heartbeat-lost') return;
  command.say('This process lost sight of its database or of its reservation of the account, and stops here. Nothing is lost: see “bridgework status”.');
}

const KEY_BYTES = 32;
/** The command line's own key, which nothing else reads or writes. */
const KEY_FILE = 'command-line-development.key';

async function masterKey(command: Command, folder: string, database: MigratorOptions['database']): Promise<Buffer> {
  const given = (command.env['MASTER_KEY'] ?? '').trim();
  if (given !== '') {
    const key = /^[0-9a-f]{64}$/i.test(given) ? Buffer.from(given, 'hex') : Buffer.from(given, 'base64');
    if (key.length !== KEY_BYTES) throw new Refused('MASTER_KEY must be 32 random bytes, as 64 hexadecimal digits or as base64.', 'bad-master-key');
    return key;
  }
  const file = join(folder, KEY_FILE);
  if (!(await exists(file))) await makeDevelopmentKey(command, file, database);
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
  if (key.length !== KEY_BYTES) throw new Refused(`${file} does not hold a key any more. Put the one it held back, or set MASTER_KEY to it.`, 'bad-master-key');
  return key;
}

async function makeDevelopmentKey(command: Command, file: string, database: MigratorOptions['database']): Promise<void> {
  if (database.kind === 'postgres') throw new Refused('DATABASE_URL is set, so MASTER_KEY must be set too: a shared database is not sealed with a development key.', 'no-master-key');
  if (await exists(database.file)) throw new Refused(`${database.file} was set up with a MASTER_KEY. Set MASTER_KEY to the same one.`, 'no-master-key');
  try {
    await writeFile(file, randomBytes(KEY_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // Another command made it in this very moment: then that is the key.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw error;
  }
  command.say(`Made a development key in ${file}. Use it for generated data only; set MASTER_KEY for real patients.`);
}

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

/** The account that `--account` names, or the only one there is, with a connected user to act as. */
export async function accountOption(command: Command, migrator: Migrator): Promise<{ readonly account: Account; readonly userKey: string }> {
  const account = await chosenAccount(command, migrator);
  const to = option(command, 'to');
  if (to !== undefined && to !== account.destination) throw new Refused(`The account “${account.name}” is at ${account.destination}, not at ${to}.`, 'wrong-destination');
  const [userKey] = await migrator.accounts.credentialUsers(account.id);
  if (userKey === undefined) throw new Refused(`Nobody is connected to the account “${account.name}” any more. Add it again with “bridgework account add”.`, 'not-connected');
  return { account, userKey };
}

async function chosenAccount(command: Command, migrator: Migrator): Promise<Account> {
  const name = option(command, 'account');
  const all = await migrator.accounts.list();
  const known = all.map((each) => `“${each.name}”`).join(', ');
  if (all.length === 0) throw new Refused(`There is no account yet. Add one with “${next(command, 'account add pipedrive --url URL')}”.`, 'unknown-account');
  if (name === undefined) {
    const [only, other] = all;
    if (only !== undefined && other === undefined) return only;
    throw new Refused(`There are several accounts: ${known}. Choose one with --account.`, 'which-account');
  }
  const account = await migrator.accounts.byName(name);
  if (account === null) throw new Refused(`There is no account “${name}”. Known: ${known}.`, 'unknown-account');
  return account;
}
