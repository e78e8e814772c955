import type { AccountFacts, Connection, CrmUser, Destination, DestinationPlugin, ExternalId, Fields, Located, Meter, Outgoing, SchemaBinding } from '../define.js';
import { Refused } from '../../run/errors.js';
import { RateLimiter } from '../rate-limiter.js';
import { readFacts, readUsers } from './account.js';
import { Catalogue } from './catalogue.js';
import { openClients } from './clients.js';
import { PRICE } from './costs.js';
import { connectWithoutBrowser, parseCredentials } from './oauth.js';
import { activities } from './objects/activity.js';
import { deals } from './objects/deal.js';
import { dealProducts } from './objects/deal-product.js';
import { customFields } from './objects/fields.js';
import type { Handler, Workplace } from './objects/handler.js';
import { leads } from './objects/lead.js';
import { notes } from './objects/note.js';
import { organizations } from './objects/organization.js';
import { persons } from './objects/person.js';
import { activityTypes, pipelines, stages } from './objects/pipelines.js';
import { products } from './objects/product.js';
import { TokenKeeper } from './tokens.js';
import { type Machine, Transport } from './transport.js';
import { identityFields, pipedrive } from './vocabulary.js';

/** Requests per window until the first answer tells the plan's own limit. */
const FIRST_LIMITS = { main: 80, search: 10 };
const WINDOW_MS = 2_000;

const FIELD_OBJECTS = ['personField', 'organizationField', 'dealField', 'productField'] as const;
const SET_UP = [...FIELD_OBJECTS, 'pipeline', 'stage', 'activityType'] as const;

const abilities: Destination['abilities'] = {
  clientIds: false, atomicBatch: 1, backdating: ['organization', 'person', 'note'], uniqueEmail: false, softDeleteHoldsKeys: false,
  undeleteDays: 30, concurrency: 64, price: PRICE,
};

/** Makes the plug-in for a machine. Connections to the same account share one limiter, because Pipedrive counts them together. */
export function pipedrivePlugin(machine: Machine): DestinationPlugin {
  const limiters = new Map<string, RateLimiter>();
  return {
    name: 'pipedrive',
    label: 'Pipedrive',
    vocabulary: pipedrive,
    identityFields,
    connection: [],
    async connect({ url }, clock) {
      if (url === undefined) throw new Refused('Pipedrive is connected in the browser; without one, only a stand-in can be (give its url).', 'needs-browser');
      const { credentials, identity } = await connectWithoutBrowser(url, clock, machine.fetch);
      return { key: identity.companyId, name: identity.company, userKey: identity.userId, credentials };
    },
    async open(connection) {
      const { apiDomain, companyId, userId } = parseCredentials(connection.credentials);
      const account = [apiDomain, companyId, userId].join(' ');
      const limiter = limiters.get(account) ?? new RateLimiter(FIRST_LIMITS, WINDOW_MS, machine);
      limiters.set(account, limiter);
      return new Pipedrive(apiDomain, connection, limiter, machine);
    },
  };
}

function handlersFor(place: Workplace): ReadonlyMap<string, Handler> {
  return new Map<string, Handler>([
    ...FIELD_OBJECTS.map((object) => [object, customFields(object, place)] as const),
    ['pipeline', pipelines(place)], ['stage', stages(place)], ['activityType', activityTypes(place)],
    ['organization', organizations(place)], ['person', persons(place)], ['product', products(place)], ['deal', deals(place)],
    ['lead', leads(place)], ['dealProduct', dealProducts(place)], ['activity', activities(place)], ['note', notes(place)],
  ]);
}

/** One connected Pipedrive account. */
class Pipedrive implements Destination {
  readonly name = 'pipedrive';
  readonly vocabulary = pipedrive;
  readonly identityFields = identityFields;
  readonly abilities = abilities;
  readonly #place: Workplace;
  readonly #transport: Transport;
  readonly #handlers: ReadonlyMap<string, Handler>;
  /** Parts of the set-up that this connection has listed: binding needs each once. */
  readonly #listed = new Set<string>();

  constructor(origin: string, connection: Connection, limiter: RateLimiter, machine: Machine) {
    const catalogue = new Catalogue();
    const { clock } = connection;
    this.#transport = new Transport({
      origin, limiter, machine, clock, tokens: new TokenKeeper(connection, machine.fetch), labelOf: (key) => catalogue.labelOf(key),
    });
    this.#place = { clients: openClients(origin, this.#transport), catalogue };
    this.#handlers = handlersFor(this.#place);
  }

  meter(): Meter {
    return this.#transport.meter();
  }

  async facts(): Promise<AccountFacts> {
    const { fields: seen } = this.#place.catalogue.lists;
    const fields = await Promise.all(FIELD_OBJECTS.map(async (object) => (this.#listed.has(object) ? seen.get(object)?.size ?? 0 : this.#count(object))));
    const [open, unqualified] = await Promise.all([this.#count('deal'), this.#count('lead')]);
    const held = { customFields: fields.reduce((sum, count) => sum + count, 0), dealsAndLeads: open + unqualified };
    return readFacts(this.#place.clients, () => this.#transport.learned(), held);
  }

  users(): Promise<readonly CrmUser[]> {
    return readUsers(this.#place.clients);
  }

  /** Reads those parts of the set-up that this connection has not seen yet: seven requests at most, none when called again. */
  async bind(bindings: readonly SchemaBinding[]): Promise<void> {
    await Promise.all(SET_UP.filter((object) => !this.#listed.has(object)).map((object) => this.#count(object)));
    this.#place.catalogue.bind(bindings);
  }

  async* list(object: string, since?: Date): AsyncGenerator<readonly Located[]> {
    yield* this.#handler(object).list(since ?? null);
    this.#listed.add(object);
  }

  async read(object: string, ids: readonly string[]): Promise<ReadonlyMap<string, Located>> {
    if (ids.length === 0) return new Map();
    const found = await this.#handler(object).read(ids);
    return new Map(found.map((record) => [record.id, record]));
  }

  create(object: string, records: readonly Outgoing[]): Promise<readonly Located[]> {
    return this.#handler(object).create(records);
  }

  update(object: string, id: string, externalId: ExternalId, fields: Fields): Promise<Located> {
    return this.#handler(object).update(id, externalId, fields);
  }

  remove(object: string, id: string): Promise<void> {
    return this.#handler(object).remove(id);
  }

  async close(): Promise<void> {
    // Requests end by themselves and nothing else is held open.
  }

  async #count(object: string): Promise<number> {
    let count = 0;
    for await (const page of this.list(object)) count += page.length;
    return count;
  }

  #handler(object: string): Handler {
    const handler = this.#handlers.get(object);
    if (handler === undefined) throw new Error(`Pipedrive has no object called ${object}.`);
    return handler;
  }
}

export default pipedrivePlugin({
  fetch: (input, init) => fetch(input, init),
  sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
  now: () => performance.now(),
  random: Math.random,
  timeoutMs: 30_000,
});
