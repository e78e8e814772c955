import { OutcomeUnknown, PauseRun, RecordRejected } from '../../run/errors.js';
import type {
  AccountFacts, CrmUser, Destination, DestinationPlugin, ExternalId, FieldName, Fields, Located, Meter, ObjectPrice, Outgoing, SchemaBinding, Value,
} from '../define.js';
import { type Asked, MemoryAccount } from './account.js';
import { identityFields, memory } from './vocabulary.js';

export { MemoryAccount } from './account.js';

const PAGE = 500;
const PRICE: ObjectPrice = { page: { tokens: 1, size: PAGE }, create: 1, update: 1, remove: 1 };

const USERS: readonly CrmUser[] = [
  { id: '1', name: 'Front Desk', email: 'desk@practice.example', active: true },
  { id: '2', name: 'Former Colleague', email: 'former@practice.example', active: false },
];

const abilities: Destination['abilities'] = {
  clientIds: false, atomicBatch: 50, backdating: ['contact'], uniqueEmail: false, softDeleteHoldsKeys: false, undeleteDays: null, concurrency: 8,
  price: Object.fromEntries(Object.keys(memory.objects).map((object) => [object, PRICE])),
};

/** What a connection to memory is made of; a fresh account unless one is given. */
export interface MemoryOptions {
  readonly clock: () => Date;
  readonly account?: MemoryAccount;
}

/** A destination without a network: for tests of the engine, and the shortest example of an adapter. */
export function createMemoryDestination(options: MemoryOptions): MemoryDestination {
  return new MemoryDestination(options.account ?? new MemoryAccount(options.clock));
}

/** See `createMemoryDestination`; `account` is the other side, for looking, editing and breaking. */
export class MemoryDestination implements Destination {
  readonly name = 'memory';
  readonly vocabulary = memory;
  readonly identityFields = identityFields;
  readonly abilities = abilities;
  #customFields: ReadonlySet<FieldName> = new Set();
  #meter: Meter = { tokens: 0, requests: 0, writes: 0 };

  constructor(readonly account: MemoryAccount) {}

  meter(): Meter {
    return this.#meter;
  }

  async facts(): Promise<AccountFacts> {
    const [user] = USERS;
    if (user === undefined) throw new Error('The account has no users.');
    return { company: 'Memory', user, admin: true, plan: null, seats: null, zone: 'America/New_York', currency: 'USD', dailyTokens: null, caps: [] };
  }

  async users(): Promise<readonly CrmUser[]> {
    return USERS;
  }

  async bind(bindings: readonly SchemaBinding[]): Promise<void> {
    this.#customFields = new Set(bindings.filter(({ object }) => object === 'field').flatMap(({ fields }) => (typeof fields['name'] === 'string' ? [fields['name']] : [])));
  }

  async* list(object: string, since?: Date): AsyncGenerator<readonly Located[]> {
    const all = this.account.all(object).filter(({ changedAt }) => since === undefined || changedAt === null || changedAt >= since.toISOString());
    for (let from = 0; from === 0 || from < all.length; from += PAGE) {
      yield this.#do('list', object, all.length, () => all.slice(from, from + PAGE).map((located) => this.#shown(object, located)));
    }
  }

  async read(object: string, ids: readonly string[]): Promise<ReadonlyMap<string, Located>> {
    return this.#do('read', object, ids.length, () => new Map(ids.flatMap((id) => {
      const located = this.account.get(object, id);
      return located === null ? [] : [[id, this.#shown(object, located)] as const];
    })));
  }

  async create(object: string, records: readonly Outgoing[]): Promise<readonly Located[]> {
    return this.#do('create', object, records.length, () => {
      for (const { fields } of records) this.#check(object, fields);
      return records.map((record) => this.#shown(object, this.account.add(object, record)));
    });
  }

  async update(object: string, id: string, externalId: ExternalId, fields: Fields): Promise<Located> {
    return this.#do('update', object, 1, () => {
      this.#check(object, fields);
      const located = this.account.change(object, id, fields, externalId);
      if (located === null) throw new RecordRejected(`The ${object} is no longer there`, 'Decide whether to create it again.');
      return this.#shown(object, located);
    });
  }

  async remove(object: string, id: string): Promise<void> {
    this.#do('remove', object, 1, () => this.account.remove(object, id));
  }

  async close(): Promise<void> {
    // Nothing is held open.
  }

  /** Counts a call, does it, and fails as the account was told to. */
  #do<T>(verb: Asked['verb'], object: string, records: number, work: () => T): T {
    const write = verb !== 'list' && verb !== 'read';
    this.#meter = { tokens: this.#meter.tokens + 1, requests: this.#meter.requests + 1, writes: this.#meter.writes + (write ? 1 : 0) };
    const fault = this.account.ask(verb, object, records);
    if (fault === 'reject') throw new RecordRejected(`The ${object} was refused`, 'Correct the record.');
    if (fault === 'pause') throw new PauseRun('The account wants a pause', 'Resume.');
    const done = fault === 'unknown-before' ? null : work();
    if (fault !== null || done === null) throw new OutcomeUnknown(`${verb} ${object}: no answer`);
    return done;
  }

  #check(object: string, fields: Fields): void {
    for (const [name, value] of Object.entries(fields)) {
      const native = name in this.#type(object).fields;
      if (!native && !(this.#type(object).customFields === 'native' && this.#customFields.has(name))) {
        throw new RecordRejected(`A ${object} has no field "${name}"`, 'Set the field up first.');
      }
      if (isLink(value)) throw new Error(`The link in ${name} was not resolved.`);
    }
  }

  /** All native fields, null where empty, and the custom ones that hold something. */
  #shown(object: string, located: Located): Located {
    const empty = Object.fromEntries(Object.keys(this.#type(object).fields).map((name): [FieldName, Value] => [name, null]));
    const externalId = object === 'field' ? null : located.externalId;
    return { ...located, externalId, fields: { ...empty, ...located.fields } };
  }

  #type(object: string) {
    const found = Object.entries(this.vocabulary.objects).find(([name]) => name === object);
    if (found === undefined) throw new Error(`Memory has no object called ${object}.`);
    return found[1];
  }
}

const isLink = (value: Value): boolean => typeof value === 'object' && value !== null && 'link' in value;

/** Accounts by name live as long as the plug-in: the process. */
function memoryPlugin(): DestinationPlugin {
  const accounts = new Map<string, MemoryAccount>();
  return {
    name: 'memory',
    label: 'Memory (for tests)',
    vocabulary: memory,
    identityFields,
    connection: [],
    async connect({ name = 'memory' }) {
      return { key: name, name, userKey: '1', credentials: { account: name } };
    },
    async open({ credentials, clock }) {
      const name = credentials['account'] ?? 'memory';
      const account = accounts.get(name) ?? new MemoryAccount(clock);
      accounts.set(name, account);
      return createMemoryDestination({ account, clock });
    },
  };
}

export default memoryPlugin();
