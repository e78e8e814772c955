import type { Address, Labelled, Money } from '../canonical/values.js';

/** Our name for a record, carried into the CRM: `dentrix:patient:1042`. */
export type ExternalId = `${string}:${string}:${string}`;

/** A logical field name: camelCase for the CRM's own fields, the visible label for custom ones. Never a hash key. */
export type FieldName = string;

/** A record of ours that another one points to; becomes the CRM's id once that record is written. */
export interface Link { readonly link: ExternalId }

/** A field's value. Dates are `YYYY-MM-DD`, times `HH:MM` UTC, money integer cents, users and resolved links the CRM's id as text. */
export type Value =
  | string | number | boolean | null | Money | Link | Address | readonly string[] | readonly Labelled[];

export type Fields = Readonly<Record<FieldName, Value>>;

/** A record as it stands in the CRM; null says that it is not there. */
export type Image = Fields | null;

export type FieldType =
  | 'text' | 'longText' | 'html' | 'number' | 'money' | 'date' | 'time' | 'minutes' | 'flag' | 'choice' | 'choices'
  | 'emails' | 'phones' | 'address' | 'user' | 'link' | 'list';

export interface FieldSpec {
  readonly type: FieldType;
  /** For `link`: the object pointed to. */
  readonly to?: string;
  /** The CRM accepts it at creation only; a later difference is reported, never written. */
  readonly createOnly?: true;
}

/** Fields that must all agree (case and punctuation aside); `says` names them for people. */
export interface MatchRule {
  readonly fields: readonly FieldName[];
  readonly says: string;
}

/** What a kind of record in a CRM looks like and how it may be handled. */
export interface ObjectType {
  readonly label: string;
  readonly plural: string;
  readonly required: readonly FieldName[];
  readonly fields: Readonly<Record<FieldName, FieldSpec>>;
  /** How our external id travels: a custom field, a line of text, an id we choose, or the thing's own name. */
  readonly identity: 'client-id' | 'custom-field' | 'footer-line' | 'natural-key';
  /** `native`: custom fields exist; `none`: they do not; otherwise the text field that takes them as labelled lines. */
  readonly customFields: 'native' | 'none' | { readonly renderedInto: FieldName };
  /** `soft`: removed records can be restored by a person for a while; `hard`: they are gone. */
  readonly removal: 'soft' | 'hard';
  /** Several records of this kind go out in one request, at most `size`, all with the same value in `sharing`. */
  readonly batch?: { readonly size: number; readonly sharing?: FieldName };
  /** By what a record that was there before us is taken for one of ours, best first. */
  readonly matchBy?: readonly MatchRule[];
  /** Part of the account's set-up (fields, pipelines, types), provisioned before any record. */
  readonly schema?: true;
  /** For set-up that is no custom field: the kinds of records that use it. */
  readonly serves?: readonly string[];
}

export interface Vocabulary {
  readonly objects: Readonly<Record<string, ObjectType>>;
  /** Records are written in this order; removal runs backwards. */
  readonly loadOrder: readonly string[];
}

/** Tokens (or calls) that one request costs, per object. `page` is the dearest honest price of listing: so many tokens for so many records. */
export interface ObjectPrice {
  readonly page: { readonly tokens: number; readonly size: number };
  readonly create: number;
  readonly update: number;
  readonly remove: number;
}

/** What a CRM can and cannot do. The engine adapts to this and never asks for the CRM's name. */
export interface Abilities {
  readonly clientIds: boolean;
  readonly atomicBatch: number;
  /** Objects whose creation time may be set. */
  readonly backdating: readonly string[];
  readonly uniqueEmail: boolean;
  readonly softDeleteHoldsKeys: boolean;
  readonly undeleteDays: number | null;
  /** Requests the engine may keep in flight. */
  readonly concurrency: number;
  readonly price: Readonly<Record<string, ObjectPrice>>;
}

/** A record as read from the CRM, in our words. `externalId` is set where our marker was found. */
export interface Located {
  readonly id: string;
  readonly externalId: ExternalId | null;
  readonly fields: Fields;
  /** ISO instant of the last change, where the CRM says. */
  readonly changedAt: string | null;
}

/** A record to create: links already resolved to the CRM's ids. */
export interface Outgoing {
  readonly externalId: ExternalId;
  readonly fields: Fields;
}

export interface CrmUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly active: boolean;
}

/** A limit of the customer's plan, compared before the first write. `limit` null means that it could not be learned. */
export interface Cap {
  readonly cap: string;
  readonly label: string;
  readonly limit: number | null;
  readonly used: number;
  readonly objects: readonly string[];
}

/** Who is connected and what their plan allows; null where the CRM does not say. */
export interface AccountFacts {
  readonly company: string;
  readonly user: CrmUser;
  readonly admin: boolean;
  readonly plan: string | null;
  readonly seats: number | null;
  /** IANA zone of the connected user. */
  readonly zone: string | null;
  readonly currency: string | null;
  readonly dailyTokens: number | null;
  readonly caps: readonly Cap[];
}

/** A request that the meter counted; `tokens` by the CRM's published price. */
export interface Meter {
  readonly tokens: number;
  readonly requests: number;
  readonly writes: number;
}

/** A schema record of ours (field, pipeline, stage …) that exists in the account: our definition and the CRM's id for it. */
export interface SchemaBinding {
  readonly object: string;
  readonly externalId: ExternalId;
  readonly id: string;
  readonly fields: Fields;
}

/**
 * A CRM account as the engine sees it. Every method may throw the recovery errors of `run/errors.ts`;
 * "not there" is always a value (a missing map entry), "could not look" always an error.
 */
export interface Destination {
  readonly name: string;
  readonly vocabulary: Vocabulary;
  readonly identityFields: Readonly<Record<string, IdentityField>>;
  readonly abilities: Abilities;
  /** Everything charged through this connection so far. */
  meter(): Meter;
  /** Who we are and what the plan allows. */
  facts(): Promise<AccountFacts>;
  users(): Promise<readonly CrmUser[]>;
  /** Tells the adapter which of the account's fields, pipelines and types our names mean; called before records are read or written, and again after schema writes. */
  bind(bindings: readonly SchemaBinding[]): Promise<void>;
  /** Pages through all live records of an object, optionally those changed at or after `since`. Sees a write made 0 ms ago. */
  list(object: string, since?: Date): AsyncIterable<readonly Located[]>;
  /** Reads live records by id; an id that is absent from the answer is not there (removed or never existed). */
  read(object: string, ids: readonly string[]): Promise<ReadonlyMap<string, Located>>;
  /** Creates the records in one request (one record unless the object has `batch`). The answer is in input order and is the after image. */
  create(object: string, records: readonly Outgoing[]): Promise<readonly Located[]>;
  /** Changes the given fields only. The answer is the after image. */
  update(object: string, id: string, externalId: ExternalId, fields: Fields): Promise<Located>;
  /** Removes a record; one that is already gone is a success. */
  remove(object: string, id: string): Promise<void>;
  close(): Promise<void>;
}

/** A setting that the connection page asks for; rendered from this declaration. */
export interface ConnectionSetting {
  readonly name: string;
  readonly label: string;
  readonly secret: boolean;
}

/** Sealed at rest; its shape belongs to the adapter. */
export type Credentials = Readonly<Record<string, string>>;

/** What an adapter gets to open a connection. */
export interface Connection {
  readonly credentials: Credentials;
  /** Runs `refresh` with nobody else refreshing the same credentials, in any process, on the newest stored ones; stores what it returns before resolving. */
  renew(refresh: (current: Credentials) => Promise<Credentials>): Promise<Credentials>;
  readonly clock: () => Date;
}

/** A schema record that carries our external id on an object; its object is also where custom fields of that object live. */
export interface IdentityField {
  readonly object: string;
  readonly externalId: ExternalId;
  readonly fields: Fields;
}

/** Who an authorization belongs to. */
export interface Connected {
  /** The CRM's own id of the company. */
  readonly key: string;
  readonly name: string;
  readonly userKey: string;
  readonly credentials: Credentials;
}

/** What `destinations/<crm>/index.ts` exports as default: a plug-in found by its folder. */
export interface DestinationPlugin {
  readonly name: string;
  readonly label: string;
  readonly vocabulary: Vocabulary;
  readonly identityFields: Readonly<Record<string, IdentityField>>;
  readonly connection: readonly ConnectionSetting[];
  /** Connects with what the command line was given (an address, a key), without a browser. Throws `Refused` where that cannot be. */
  connect(given: Readonly<Record<string, string>>, clock: () => Date): Promise<Connected>;
  open(connection: Connection): Promise<Destination>;
}

/** The image of a record that came from the CRM, in the form `decide` compares. */
export const imageOf = (located: Located | undefined): Image => located?.fields ?? null;
