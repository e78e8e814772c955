import { Refused } from '../index.js';
import type { Command } from './command.js';
import { option, word } from './command.js';
import { withMigrator } from './door.js';
import { UsageError } from './usage.js';

/** `account add CRM --url U [--name N]` and `account list`. */
export async function account(command: Command): Promise<boolean> {
  const verb = word(command, 0, '“add” or “list”');
  if (verb === 'add') return add(command);
  if (verb !== 'list') throw new UsageError(`“account” knows add and list, not “${verb}”.`, 'account');
  return withMigrator(command, async (migrator) => {
    const accounts = await migrator.accounts.list();
    const text = accounts.map(({ name, destination }) => `${name}\t${destination}`).join('\n');
    command.print(accounts.map(({ id, name, destination, key, addedAt }) => ({ id, name, destination, key, addedAt })), text === '' ? 'There is no account yet.' : text);
    return true;
  });
}

async function add(command: Command): Promise<boolean> {
  const crm = word(command, 1, 'The CRM');
  const url = option(command, 'url');
  if (url === undefined) throw new UsageError('--url is missing: the address that “bridgework sandbox” said on its first line.', 'account');
  if (!URL.canParse(url)) throw new Refused(`“${url}” is not an address; one looks like http://127.0.0.1:4010.`, 'bad-address');
  return withMigrator(command, async (migrator) => {
    const { id, name, destination, key } = await migrator.connectDirectly(crm, { url }, option(command, 'name'));
    command.print({ id, name, destination, key }, `Connected “${name}”.`);
    return true;
  });
}
