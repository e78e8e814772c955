import { RecordRejected } from '../../run/errors.js';
import type { FieldName, SchemaBinding } from '../define.js';
import { type FieldObject, identityFields } from './vocabulary.js';

/** A custom field as Pipedrive describes it. */
export interface LiveField {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly options: readonly { readonly id: number; readonly label: string }[];
}

/** A custom field that we have a name for. */
export interface BoundField {
  readonly name: FieldName;
  readonly code: string;
  /** Our field type, as the mapping gave it. */
  readonly type: string;
  /** Null when the field is no longer in the account. */
  readonly live: LiveField | null;
}

export interface LivePipeline { readonly id: string; readonly name: string }
export interface LiveStage extends LivePipeline { readonly pipeline: string }
export interface LiveType extends LivePipeline { readonly key: string }

/** What the account's set-up consists of, as far as this connection has seen it. */
export interface SetUpLists {
  fields: Map<FieldObject, Map<string, LiveField>>;
  pipelines: Map<string, LivePipeline> | null;
  stages: Map<string, LiveStage> | null;
  types: Map<string, LiveType> | null;
}

/**
 * Knows what our names mean in this account: custom fields by label, pipelines and stages by name, activity types by name or key.
 * Names of our own definitions win over names that users gave; nothing is ever made here.
 */
export class Catalogue {
  readonly lists: SetUpLists = { fields: new Map(), pipelines: null, stages: null, types: null };
  #bindings: ReadonlyMap<string, SchemaBinding> = new Map();

  /** Takes over all bindings there are; those of an earlier call are forgotten. */
  bind(bindings: readonly SchemaBinding[]): void {
    this.#bindings = new Map(bindings.map((binding) => [binding.externalId, binding]));
  }

  /** The custom fields of ours on an object's records, without the one that carries the external id. */
  customFields(object: FieldObject): readonly BoundField[] {
    return this.#bound(object).filter((binding) => binding.externalId !== this.#identityOf(object)).map((binding) => this.#field(object, binding));
  }

  /** Key of the field that carries the external id, null while it is not bound. */
  identityKey(object: FieldObject): string | null {
    return this.#bindings.get(this.#identityOf(object) ?? '')?.id ?? null;
  }

  /** The visible label of a key, for error messages; the key itself where we have none. */
  labelOf(key: string): string {
    const binding = [...this.#bindings.values()].find(({ id }) => id === key);
    return binding === undefined ? key : nameIn(binding);
  }

  pipelineId(name: string): string {
    const found = this.#bound('pipeline').find((binding) => nameIn(binding) === name)?.id
      ?? [...(this.lists.pipelines ?? new Map<string, LivePipeline>()).values()].find((pipeline) => pipeline.name === name)?.id;
    if (found === undefined) throw unknownOption('pipeline');
    return found;
  }

  pipelineName(id: string): string | null {
    return this.#boundName('pipeline', id) ?? this.lists.pipelines?.get(id)?.name ?? null;
  }

  /** The ids of the stages of this name, ours first; in one pipeline, or anywhere when that is null. */
  stageIds(name: string, pipeline: string | null): readonly string[] {
    const all = [...(this.lists.stages ?? new Map<string, LiveStage>()).values()].filter((stage) => pipeline === null || stage.pipeline === pipeline);
    const ours = all.filter((stage) => this.#boundName('stage', stage.id) === name);
    const found = (ours.length > 0 ? ours : all.filter((stage) => stage.name === name)).map((stage) => stage.id);
    if (found.length === 0) throw unknownOption('stage');
    return found;
  }

  stageName(id: string): string | null {
    return this.#boundName('stage', id) ?? this.lists.stages?.get(id)?.name ?? null;
  }

  typeKey(word: string): string {
    const types = [...(this.lists.types ?? new Map<string, LiveType>()).values()];
    const found = types.find((type) => this.#boundName('activityType', type.id) === word) ?? types.find((type) => type.key === word);
    if (found === undefined) throw unknownOption('type');
    return found.key;
  }

  /** Our name for an activity type of ours, else Pipedrive's key. */
  typeWord(key: string): string {
    const type = [...(this.lists.types ?? new Map<string, LiveType>()).values()].find((each) => each.key === key);
    return (type === undefined ? null : this.#boundName('activityType', type.id)) ?? key;
  }

  #field(object: FieldObject, binding: SchemaBinding): BoundField {
    const type = textIn(binding, 'type');
    return {
      name: nameIn(binding), code: binding.id, live: this.lists.fields.get(object)?.get(binding.id) ?? null,
      type: type.startsWith('link:') ? 'link' : type,
    };
  }

  #bound(object: string): readonly SchemaBinding[] {
    return [...this.#bindings.values()].filter((binding) => binding.object === object);
  }

  #boundName(object: string, id: string): string | null {
    const binding = this.#bound(object).find((each) => each.id === id);
    return binding === undefined ? null : nameIn(binding);
  }

  #identityOf(object: FieldObject): string | undefined {
    return Object.values(identityFields).find((identity) => identity.object === object)?.externalId;
  }
}

/** Rejects a record for a word that the account has no option for. */
export function unknownOption(field: FieldName): RecordRejected {
  return new RecordRejected(`Field "${field}" has no such option in Pipedrive`, 'Add the option in Pipedrive or change the value map.');
}

const nameIn = (binding: SchemaBinding): string => textIn(binding, 'name');

function textIn(binding: SchemaBinding, field: FieldName): string {
  const value = binding.fields[field];
  if (typeof value !== 'string') throw new Error(`The binding of ${binding.externalId} has no ${field}.`);
  return value;
}
