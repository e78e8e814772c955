/** The command line was not understood; exit code 2. `about` is the command whose help would answer. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(message: string, readonly about: string | null = null) {
    super(message);
  }
}

/** A command as `help` tells it. Names, options and JSON keys are public: outside scripts rely on them. */
export interface Usage {
  /** How it is called, one way per line. */
  readonly calls: readonly string[];
  readonly says: string;
  /** Options that take a value, and those that do not, beside the general ones. */
  readonly options?: readonly string[];
  readonly flags?: readonly string[];
  /** How many words it takes at most; any number unless given. */
  readonly words?: number;
}

const PLANNING = ['source', 'to', 'account', 'settings', 'answers', 'sample'] as const;

/** Every command, in the order in which a newcomer meets them. */
export const USAGES = {
  sandbox: {
    calls: ['sandbox pipedrive [--port P] [--control-port P] [--plan lite|growth|premium|ultimate] [--seats N] [--latency MS] [--seed-file FILE]'],
    says: 'a stand-in account; runs until ended; its first line says where', words: 1,
    options: ['port', 'control-port', 'plan', 'seats', 'latency', 'seed-file'],
  },
  'sample-practice': {
    calls: ['sample-practice --source S --patients N [--seed K] [--households] [--changed SHARE] --out DIR'],
    says: 'a generated export, and truth.json beside it (which no command reads as part of the export)', words: 0,
    options: ['source', 'patients', 'seed', 'changed', 'out'], flags: ['households'],
  },
  audit: {
    calls: ['audit PATH… --source S|auto [--html FILE]'],
    says: 'the data-quality report (with --html also as a page to print); needs no account, no network and no database', options: ['source', 'html'],
  },
  account: {
    calls: ['account add pipedrive --url STAND_IN_URL [--name N]', 'account list'],
    says: 'the accounts that runs write to', words: 2, options: ['url', 'name'],
  },
  plan: {
    calls: ['plan PATH… --source S --to CRM [--account A] [--sample N] [--settings FILE] [--answers FILE] [--yes]'],
    says: 'what a run would do and cost; writes nothing to the account', options: PLANNING, flags: ['yes'],
  },
  run: {
    calls: [
      'run PATH… --source S --to CRM [--account A] [--sample N] [--settings FILE] [--answers FILE] --yes',
      'run --only-failed RUN --yes',
    ],
    says: 'a second run against the same account and source is the delta; --only-failed goes through the files of RUN again',
    options: [...PLANNING, 'only-failed'], flags: ['yes'],
  },
  status: { calls: ['status [RUN]'], says: 'the newest run, or the one named', words: 1 },
  pause: { calls: ['pause RUN'], says: 'stops a run after what is in flight, in whatever process it runs', words: 1 },
  resume: { calls: ['resume RUN'], says: 'carries a run on where it stood, after a pause and after a crash', words: 1 },
  verify: { calls: ['verify RUN'], says: 'reads everything back; exit 1 when anything differs', words: 1 },
  rollback: { calls: ['rollback RUN [--preview] [--yes]'], says: 'takes a run back; what people edited since stays', words: 1, flags: ['preview', 'yes'] },
  ids: { calls: ['ids RUN'], says: 'the records of a run: our external id and the CRM\'s own', words: 1 },
} as const satisfies Readonly<Record<string, Usage>>;

/** The name of a command. */
export type CommandName = keyof typeof USAGES;

/** Options of every command. */
export const GENERAL = { options: ['data'], flags: ['json', 'help'] } as const;

const CLOSING = `General: --json prints one JSON document on stdout, everything else goes to stderr. --data DIR (default ./data) holds the
database; MASTER_KEY from the environment seals it (a development key is made in DIR on first use), DATABASE_URL puts the
tables into PostgreSQL. PATH… are files, folders or ZIPs. --account may be left out when there is one account only.
--yes answers open questions by their safe defaults and confirms the gates as the operating-system user. Ctrl-C pauses a
run in good order. Exit 0 done, 1 refused or failed, 2 usage.
`;

const WIDTH = 120;
const INDENT = ' '.repeat(31);

/** What `bridgework help` prints. */
export function help(): string {
  const commands = Object.values(USAGES).map(textOf).join('');
  return `bridgework — moves a dental office from its practice-management system into a CRM\n\n${commands}  bridgework help [COMMAND]\n\n${CLOSING}`;
}

/** What `bridgework help COMMAND` prints. */
export function helpOf(name: CommandName): string {
  return `${textOf(USAGES[name])}\n${CLOSING}`;
}

function textOf({ calls, says }: Usage): string {
  return [...calls.map((call) => folded(`  bridgework ${call}`)), `${INDENT}${says}`].map((line) => `${line}\n`).join('');
}

/** Breaks a call before an option, so that it fits a terminal. */
function folded(call: string): string {
  const lines = [''];
  for (const part of call.split(/ (?=\[|--)/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + part.length + 1 > WIDTH) lines.push(`${INDENT}${part}`);
    else lines[lines.length - 1] = last === '' ? part : `${last} ${part}`;
  }
  return lines.join('\n');
}
