import type { Destination, ExternalId, FieldName, Fields, Meter, Value } from './define.js';

/** A record that a testbed offers to the contract suite. Links point to external ids of samples above it. */
export interface Sample {
  readonly object: string;
  readonly externalId: ExternalId;
  readonly fields: Fields;
  /** A change that must come back as it was sent. */
  readonly change: Fields;
  /** A value that the CRM itself must refuse, where one exists; it must be recognisable in an error that leaks it. */
  readonly refused?: { readonly field: FieldName; readonly value: Value };
  /** A field whose text a person could edit. */
  readonly editable: FieldName;
}

/** What happens to the next request of this verb and object: its answer is lost after or before it was done, or it is refused for its rate. */
export interface TestFault {
  readonly kind: 'lost-after-commit' | 'lost-before-commit' | 'rate-limited';
  readonly verb: 'create' | 'update' | 'remove' | 'list';
  readonly object: string;
}

/** The other side of a destination under test: a CRM account that can be looked at, edited and broken. */
export interface Testbed {
  connect(): Promise<Destination>;
  /** Set-up records first, in load order. */
  readonly samples: readonly Sample[];
  fault(fault: TestFault): Promise<void>;
  /** A person edits a record in the CRM. */
  userEdit(object: string, id: string, field: FieldName, text: string): Promise<void>;
  /** What the account itself counted since it was opened. */
  charged(): Promise<Meter>;
  /** Requests that the account refused because they came too fast. */
  refusedForRate(): Promise<number>;
  close(): Promise<void>;
}
