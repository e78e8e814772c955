import { column, owner, typed } from '../columns.js';
import type { RecordForm } from '../record-form.js';
import * as form from '../wire-values.js';
import type { Handler, Workplace } from './handler.js';
import { v2Records } from './v2-records.js';

const organization: RecordForm = {
  object: 'organization',
  identity: { in: 'custom-field', of: 'organizationField', placed: 'nested' },
  columns: {
    name: column('name', form.text),
    address: column('address', form.address),
    owner,
    createdAt: column('add_time', form.instantV2),
  },
};

/** Organizations: the practice, employers, carriers, referrers. */
export function organizations({ clients, catalogue }: Workplace): Handler {
  const api = clients.organizations;
  return v2Records(organization, catalogue, {
    page: (query) => api.getOrganizations(query),
    add: (body) => api.addOrganization({ AddOrganizationRequest: typed(body) }),
    change: (id, body) => api.updateOrganization({ id, UpdateOrganizationRequest: body }),
    remove: (id) => api.deleteOrganization({ id }),
  });
}
