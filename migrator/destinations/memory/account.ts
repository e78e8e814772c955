import type { ExternalId, FieldName, Fields, Located, Value } from '../define.js';

/** What was asked of the account, in order: enough for a test to say what the engine did. */
export interface Asked {
  readonly verb: 'list' | 'read' | 'create' | 'update' | 'remove';
  readonly object: string;
  readonly records: number;
}

/** How a call goes wrong: refused for the record, answer lost after or before it was done, or refused for the whole run. */
export type FaultKind = 'reject' | 'unknown-after' | 'unknown-before' | 'pause';

/** Which call goes wrong: the next ones with this verb and object. */
export interface Fault {
  readonly kind: FaultKind;
  readonly verb: Asked['verb'];
  readonly object: string;
  readonly times: number;
}

interface Stored {
  readonly externalId: ExternalId | null;
  readonly fields: Fields;
  readonly changedAt: string;
}

/** A CRM account that lives in this process. Several connections may share one, as several workers would. */
export class MemoryAccount {
  readonly asked: Asked[] = [];
  #faults: Fault[] = [];
  readonly #objects = new Map<string, Map<string, Stored>>();
  readonly #clock: () => Date;
  #nextId = 1;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Lets coming calls fail; faults of one verb and object are used up in the order they were added. */
  fail(kind: FaultKind, match: { readonly verb: Asked['verb']; readonly object: string; readonly times?: number }): void {
    this.#faults.push({ kind, verb: match.verb, object: match.object, times: match.times ?? 1 });
  }

  /** Writes down a call and tells how it is to go wrong. */
  ask(verb: Asked['verb'], object: string, records: number): FaultKind | null {
    this.asked.push({ verb, object, records });
    const fault = this.#faults.find((each) => each.verb === verb && each.object === object);
    if (fault === undefined) return null;
    this.#faults = this.#faults.flatMap((each) => (each !== fault ? [each] : each.times > 1 ? [{ ...each, times: each.times - 1 }] : []));
    return fault.kind;
  }

  /** Everything of an object as it stands; what a test compares. */
  all(object: string): readonly Located[] {
    return [...this.#of(object)].map(([id, stored]) => ({ id, ...stored }));
  }

  get(object: string, id: string): Located | null {
    const stored = this.#of(object).get(id);
    return stored === undefined ? null : { id, ...stored };
  }

  /** A new record; one that people made themselves has no external id. */
  add(object: string, { externalId, fields }: { readonly externalId: ExternalId | null; readonly fields: Fields }): Located {
    const id = String(this.#nextId++);
    return this.#put(object, id, { externalId, fields: normalised(fields), changedAt: this.#clock().toISOString() });
  }

  /** A change by the engine; null where the record is not there. `externalId` stays when null. */
  change(object: string, id: string, fields: Fields, externalId: ExternalId | null): Located | null {
    const before = this.#of(object).get(id);
    if (before === undefined) return null;
    return this.#put(object, id, {
      externalId: externalId ?? before.externalId, fields: { ...before.fields, ...normalised(fields) }, changedAt: this.#clock().toISOString(),
    });
  }

  remove(object: string, id: string): void {
    this.#of(object).delete(id);
  }

  #put(object: string, id: string, stored: Stored): Located {
    this.#of(object).set(id, stored);
    return { id, ...stored };
  }

  #of(object: string): Map<string, Stored> {
    const found = this.#objects.get(object) ?? new Map<string, Stored>();
    this.#objects.set(object, found);
    return found;
  }
}

/** As a real CRM does: spaces around texts go, e-mail addresses become lower case, empty things become null. */
function normalised(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, tidy(name, value)]));
}

function tidy(name: FieldName, value: Value): Value {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  if (Array.isArray(value) && value.length === 0) return null;
  if (name !== 'emails' || !Array.isArray(value)) return value;
  return value.flatMap((each) => (typeof each === 'object' ? [{ label: each.label, value: each.value.toLowerCase() }] : []));
}
