import type { IdentityField, Vocabulary } from '../define.js';

/** The smallest CRM that has everything the engine must cope with: set-up, links, custom fields, batches, normalised values. */
export const memory = {
  objects: {
    field: {
      label: 'Field', plural: 'Fields', required: ['name', 'type'], identity: 'natural-key', customFields: 'none', removal: 'hard', schema: true,
      fields: { name: { type: 'text' }, type: { type: 'text', createOnly: true }, options: { type: 'list' } },
    },
    company: {
      label: 'Company', plural: 'Companies', required: ['name'], identity: 'custom-field', customFields: 'native', removal: 'soft',
      fields: { name: { type: 'text' }, owner: { type: 'user' } },
    },
    contact: {
      label: 'Contact', plural: 'Contacts', required: ['name'], identity: 'custom-field', customFields: 'native', removal: 'soft',
      matchBy: [{ fields: ['emails', 'name'], says: 'e-mail and name' }],
      fields: {
        name: { type: 'text' }, emails: { type: 'emails' }, phones: { type: 'phones' }, company: { type: 'link', to: 'company' },
        owner: { type: 'user' }, createdAt: { type: 'date', createOnly: true },
      },
    },
    visit: {
      label: 'Visit', plural: 'Visits', required: ['contact'], identity: 'footer-line', customFields: { renderedInto: 'note' }, removal: 'hard',
      batch: { size: 50, sharing: 'contact' },
      fields: { contact: { type: 'link', to: 'contact' }, on: { type: 'date' }, fee: { type: 'money' }, note: { type: 'longText' } },
    },
  },
  loadOrder: ['field', 'company', 'contact', 'visit'],
} as const satisfies Vocabulary;

const migrationId = { object: 'field', externalId: 'bridgework:field:migration-id', fields: { name: 'Migration id', type: 'text' } } as const;

/** Schema that a plan must include for each object with custom fields. */
export const identityFields = { company: migrationId, contact: migrationId } as const satisfies Readonly<Record<string, IdentityField>>;
