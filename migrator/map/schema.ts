import type { ExternalId, FieldSpec, Fields, IdentityField, Vocabulary } from '../destinations/define.js';
import type { CustomField, Mapping } from './define.js';

/** A field, pipeline or type that an account must have before records of a mapping can be written. */
export interface SchemaRecord {
  readonly object: string;
  readonly externalId: ExternalId;
  readonly fields: Fields;
}

/** Which schema record carries our external id on which object, and so also where an object's custom fields are kept. */
export type IdentityFields = Readonly<Record<string, IdentityField>>;

/** `Recall type` → `recall-type`: how a visible name stands in an external id. */
export const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

/** Everything the mapping needs in the account: what it sets up, identity fields, then custom fields in the order of its rows. */
export function schemaOf(mapping: Mapping, vocabulary: Vocabulary, identity: IdentityFields): readonly SchemaRecord[] {
  const wanted = new Map<ExternalId, SchemaRecord>();
  for (const item of mapping.setUp) {
    const externalId: ExternalId = `bridgework:${item.object}:${item.key}`;
    wanted.set(externalId, { object: item.object, externalId, fields: item.fields });
  }
  for (const row of mapping.rows) {
    for (const step of row.steps) {
      if (step.verb !== 'creates' && step.verb !== 'addsTo') continue;
      const home = identity[step.object];
      if (home === undefined || vocabulary.objects[step.object]?.customFields !== 'native') continue;
      wanted.set(home.externalId, home);
      for (const [to] of step.fields) {
        if (typeof to === 'string') continue;
        const record = customFieldRecord(home.object, to);
        wanted.set(record.externalId, record);
      }
    }
  }
  return [...wanted.values()];
}

function customFieldRecord(object: string, field: CustomField): SchemaRecord {
  return {
    object,
    externalId: `bridgework:${object}:${slug(field.custom)}`,
    fields: {
      name: field.custom, type: field.type === 'link' && field.to !== undefined ? `link:${field.to}` : field.type,
      ...(field.options === undefined ? {} : { options: field.options }),
    },
  };
}

/** The custom fields of each object as field specs, so that values can be compared and shown by type. */
export function customSpecs(mapping: Mapping, object: string): Readonly<Record<string, FieldSpec>> {
  const specs: Record<string, FieldSpec> = {};
  for (const row of mapping.rows) {
    for (const step of row.steps) {
      if ((step.verb !== 'creates' && step.verb !== 'addsTo') || step.object !== object) continue;
      for (const [to] of step.fields) {
        if (typeof to !== 'string') specs[to.custom] = { type: to.type, ...(to.to === undefined ? {} : { to: to.to }) };
      }
    }
  }
  return specs;
}
