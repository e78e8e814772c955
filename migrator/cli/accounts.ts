import type { Command } from './context.js';
import { option, withMigrator, word } from './context.js';
import { UsageError } from './usage.js';

/** `account add CRM --url U [--key-file F] [--name N]` and `account list`. */
export async function account(command: Command): Promise<void> {
  const verb = word(command, 0, 'add or list');
  await withMigrator(command, async (migrator) => {
    if (verb === 'list') {
      const accounts = await migrator.accounts.list();
      command.print(accounts.map(({ id, name, destination, key, addedAt }) => ({ id, name, destination, key, addedAt })), accounts.map(({ name, destination }) => `${name}\t${destination}`).join('\n'));
      return;
    }
    if (verb !== 'add') throw new UsageError('account knows add and list.');
    const url = option(command, 'url');
    const added = await migrator.connectDirectly(word(command, 1, 'The CRM'), url === undefined ? {} : { url }, option(command, 'name'));
    command.print({ id: added.id, name: added.name, destination: added.destination, key: added.key }, `Connected ${added.name}.`);
  });
}
