import type { IdentityField, ObjectType, Vocabulary } from '../define.js';

const setUp = { identity: 'natural-key', customFields: 'none', removal: 'hard', schema: true } as const;

/** `type` is a field type of ours; a link names what it points to, `link:organization`. Options are only ever added. */
const customField = (label: string) => ({
  ...setUp, label: `${label} field`, plural: `${label} fields`, required: ['name', 'type'],
  fields: {
    name: { type: 'text' },
    type: { type: 'text', createOnly: true },
    options: { type: 'list' },
  },
} as const);

/** Everything Pipedrive can hold of a dental office, in logical names; hash keys and ids stay inside the adapter. */
export const pipedrive = {
  objects: {
    personField: customField('Person'),
    organizationField: customField('Organization'),
    dealField: customField('Deal'),
    productField: customField('Product'),
    pipeline: { ...setUp, label: 'Pipeline', plural: 'Pipelines', required: ['name'], serves: ['deal'], fields: { name: { type: 'text' } } },
    stage: {
      ...setUp, label: 'Stage', plural: 'Stages', required: ['name', 'pipeline'], serves: ['deal'],
      fields: { name: { type: 'text' }, pipeline: { type: 'link', to: 'pipeline', createOnly: true } },
    },
    activityType: { ...setUp, label: 'Activity type', plural: 'Activity types', required: ['name'], serves: ['activity'], fields: { name: { type: 'text' } } },

    organization: {
      label: 'Organization', plural: 'Organizations', required: ['name'], identity: 'custom-field', customFields: 'native', removal: 'soft',
      matchBy: [{ fields: ['name'], says: 'name' }],
      fields: { name: { type: 'text' }, address: { type: 'address' }, owner: { type: 'user' }, createdAt: { type: 'date', createOnly: true } },
    },
    person: {
      label: 'Person', plural: 'People', required: ['name'], identity: 'custom-field', customFields: 'native', removal: 'soft',
      matchBy: [{ fields: ['emails', 'name'], says: 'e-mail and name' }, { fields: ['phones', 'name'], says: 'phone and name' }],
      fields: {
        name: { type: 'text' }, emails: { type: 'emails' }, phones: { type: 'phones' }, owner: { type: 'user' },
        organization: { type: 'link', to: 'organization' }, createdAt: { type: 'date', createOnly: true },
      },
    },
    product: {
      label: 'Product', plural: 'Products', required: ['name'], identity: 'custom-field', customFields: 'native', removal: 'soft',
      matchBy: [{ fields: ['code'], says: 'code' }],
      fields: { name: { type: 'text' }, code: { type: 'text' }, unit: { type: 'text' }, price: { type: 'money' } },
    },
    deal: {
      label: 'Deal', plural: 'Deals', required: ['title'], identity: 'custom-field', customFields: 'native', removal: 'soft',
      fields: {
        title: { type: 'text' }, value: { type: 'money' }, status: { type: 'choice' }, lostReason: { type: 'text' },
        pipeline: { type: 'choice' }, stage: { type: 'choice' }, person: { type: 'link', to: 'person' },
        organization: { type: 'link', to: 'organization' }, owner: { type: 'user' }, expectedClose: { type: 'date' },
        wonAt: { type: 'date' }, lostAt: { type: 'date' },
      },
    },
    lead: {
      label: 'Lead', plural: 'Leads', required: ['title'], identity: 'custom-field', customFields: 'native', removal: 'hard',
      fields: {
        title: { type: 'text' }, person: { type: 'link', to: 'person' }, organization: { type: 'link', to: 'organization' },
        value: { type: 'money' }, owner: { type: 'user' }, expectedClose: { type: 'date' },
      },
    },
    dealProduct: {
      label: 'Deal product', plural: 'Deal products', required: ['deal', 'product', 'price', 'quantity'], identity: 'footer-line',
      customFields: { renderedInto: 'comments' }, removal: 'hard', batch: { size: 100, sharing: 'deal' },
      fields: {
        deal: { type: 'link', to: 'deal', createOnly: true }, product: { type: 'link', to: 'product' }, price: { type: 'money' },
        quantity: { type: 'number' }, comments: { type: 'longText' },
      },
    },
    activity: {
      label: 'Activity', plural: 'Activities', required: ['subject'], identity: 'footer-line', customFields: { renderedInto: 'note' }, removal: 'soft',
      fields: {
        subject: { type: 'text' }, type: { type: 'choice' }, due: { type: 'date' }, time: { type: 'time' }, minutes: { type: 'minutes' },
        done: { type: 'flag' }, note: { type: 'html' }, owner: { type: 'user' }, person: { type: 'link', to: 'person' },
        deal: { type: 'link', to: 'deal' }, organization: { type: 'link', to: 'organization' },
      },
    },
    note: {
      label: 'Note', plural: 'Notes', required: ['content'], identity: 'footer-line', customFields: { renderedInto: 'content' }, removal: 'hard',
      fields: {
        content: { type: 'html' }, person: { type: 'link', to: 'person' }, deal: { type: 'link', to: 'deal' },
        organization: { type: 'link', to: 'organization' }, createdAt: { type: 'date', createOnly: true },
      },
    },
  },
  loadOrder: [
    'personField', 'organizationField', 'dealField', 'productField', 'pipeline', 'stage', 'activityType',
    'organization', 'person', 'product', 'deal', 'lead', 'dealProduct', 'activity', 'note',
  ],
} as const satisfies Vocabulary;

/** Names of Pipedrive's objects, for mapping files. */
export type PipedriveObject = keyof typeof pipedrive.objects;

/** The objects that are custom fields, by the kind of record that carries them. */
export type FieldObject = 'personField' | 'organizationField' | 'dealField' | 'productField';

const migrationId = (object: FieldObject) => ({
  object, externalId: `bridgework:${object}:migration-id`, fields: { name: 'Migration id', type: 'text' },
} as const);

/** Schema that a plan must include for each object it writes. Leads share the deals' field: they inherit deal fields. */
export const identityFields = {
  person: migrationId('personField'),
  organization: migrationId('organizationField'),
  deal: migrationId('dealField'),
  lead: migrationId('dealField'),
  product: migrationId('productField'),
} as const satisfies Readonly<Record<string, IdentityField>>;

/** An object's type by name; throws for a name that Pipedrive does not have. */
export function objectType(object: string): ObjectType {
  const found = Object.entries(pipedrive.objects).find(([name]) => name === object);
  if (found === undefined) throw new Error(`Pipedrive has no object called ${object}.`);
  return found[1];
}
