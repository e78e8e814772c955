import { column, owner } from '../columns.js';
import type { RecordForm } from '../record-form.js';
import * as form from '../wire-values.js';
import type { Handler, Workplace } from './handler.js';
import { v2Records } from './v2-records.js';

const person: RecordForm = {
  object: 'person',
  identity: { in: 'custom-field', of: 'personField', placed: 'nested' },
  columns: {
    name: column('name', form.text),
    emails: { ...column('emails', form.contacts), write: (value, field) => ({ emails: value === null ? [] : form.contacts.write(value, field) }) },
    phones: { ...column('phones', form.contacts), write: (value, field) => ({ phones: value === null ? [] : form.contacts.write(value, field) }) },
    owner,
    organization: column('org_id', form.id),
    createdAt: column('add_time', form.instantV2),
  },
};

/** People. A change of e-mails or phones replaces the whole list. */
export function persons({ clients, catalogue }: Workplace): Handler {
  const api = clients.persons;
  return v2Records(person, catalogue, {
    page: (query) => api.getPersons(query),
    add: (body) => api.addPerson({ AddPersonRequest: body }),
    change: (id, body) => api.updatePerson({ id, UpdatePersonRequest: body }),
    remove: (id) => api.deletePerson({ id }),
  });
}
