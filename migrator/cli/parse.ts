import { parseArgs } from 'node:util';
import type { CommandName, Usage } from './usage.js';
import { GENERAL, USAGES, UsageError } from './usage.js';

/** Option values by name; a flag is true where it was given. */
export type Options = Readonly<Record<string, string | boolean | undefined>>;

/** What a person typed, taken apart: a command, or a call for help (about one command, or about all). */
export type Typed =
  | { readonly kind: 'command'; readonly name: CommandName; readonly words: readonly string[]; readonly options: Options }
  | { readonly kind: 'help'; readonly about: CommandName | null };

/** Takes the words apart. Throws `UsageError` for a command, option or word that does not exist, before anything is done. */
export function parse(args: readonly string[]): Typed {
  const { values, positionals } = taken(args);
  const [name = 'help', ...words] = positionals;
  if (positionals.length === 0 && values['help'] !== true) throw new UsageError('Name a command.');
  if (name === 'help') return { kind: 'help', about: commandOf(words[0]) };
  const command = commandOf(name);
  if (command === null) throw new UsageError(`There is no command “${name}”.`);
  if (values['help'] === true) return { kind: 'help', about: command };
  const { options = [], flags = [], words: most = Infinity }: Usage = USAGES[command];
  const stray = Object.keys(values).find((option) => ![...GENERAL.options, ...GENERAL.flags, ...options, ...flags].includes(option));
  if (stray !== undefined) throw new UsageError(`“${name}” knows no option --${stray}.`, command);
  const extra = words[most];
  if (extra !== undefined) throw new UsageError(`“${name}” does not know what to do with “${extra}”.`, command);
  return { kind: 'command', name: command, words, options: values };
}

/** Whether `--json` was asked for, even where the rest cannot be understood: a script then still gets its one document. */
export const wantsJson = (args: readonly string[]): boolean => args.includes('--json');

const COMMANDS = Object.keys(USAGES).filter((name): name is CommandName => Object.hasOwn(USAGES, name));

const commandOf = (word: string | undefined): CommandName | null => COMMANDS.find((name) => name === word) ?? null;

function taken(args: readonly string[]): { readonly values: Options; readonly positionals: readonly string[] } {
  const usages: readonly Usage[] = [GENERAL_USAGE, ...Object.values(USAGES)];
  const texts = usages.flatMap(({ options = [] }) => options.map((name) => [name, { type: 'string' }] as const));
  const flags = usages.flatMap(({ flags: names = [] }) => names.map((name) => [name, { type: 'boolean' }] as const));
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: Object.fromEntries([...texts, ...flags]) });
    return { values: Object.fromEntries(Object.entries(values).filter(isSingle)), positionals };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node explains what is wrong in its first sentence and how its own parser could be appeased in the rest.
    throw new UsageError(`${error.message.split('. ')[0]?.replace(/\.$/, '') ?? 'An option is not understood'}.`);
  }
}

const GENERAL_USAGE: Usage = { calls: [], says: '', ...GENERAL };

const isSingle = (entry: [string, unknown]): entry is [string, string | boolean] => typeof entry[1] === 'string' || typeof entry[1] === 'boolean';
