import type { Catalogue } from '../catalogue.js';
import { column, type Column, owner, typed } from '../columns.js';
import { changeOf, creationOf, locatedFrom, type RecordForm } from '../record-form.js';
import { oneRow, written } from '../replies.js';
import * as form from '../wire-values.js';
import { type Handler, only, type Workplace } from './handler.js';
import { pagesOf, type Readable, readV1 } from './v1-records.js';
import { absentIsDone } from './v2-records.js';

/** A lead's value is an object of its own shape. */
const value: Column = {
  write(money, field) {
    return { value: money === null ? null : form.decimalOf(money, field) };
  },
  read(row) {
    const raw = row['value'];
    if (typeof raw !== 'object' || raw === null) return null;
    const parts = new Map<string, unknown>(Object.entries(raw));
    return form.moneyIn(parts.get('amount'), parts.get('currency'));
  },
};

/** Leads inherit the deals' custom fields, as keys beside their own. */
const lead: RecordForm = {
  object: 'lead',
  identity: { in: 'custom-field', of: 'dealField', placed: 'top-level' },
  columns: {
    title: column('title', form.text),
    person: column('person_id', form.id),
    organization: column('organization_id', form.id),
    value,
    owner,
    expectedClose: column('expected_close_date', form.date),
  },
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readable(api: Workplace['clients']['leads'], catalogue: Catalogue): Readable {
  return {
    page: (query) => api.getLeads(query),
    one: (id) => api.getLead({ id }),
    located: (row) => locatedFrom(lead, catalogue, row, String(row['id'])),
    isLive: () => true,
  };
}

/** Leads. Those a user has archived are left out of lists but found by id. */
export function leads({ clients, catalogue }: Workplace): Handler {
  const api = clients.leads;
  const records = readable(api, catalogue);
  return {
    list: (since) => pagesOf(records, since),
    read: (ids) => readV1(records, ids.filter((id) => UUID.test(id))),
    async create(batch) {
      const { externalId, fields } = only(batch);
      const body = creationOf(lead, catalogue, fields, externalId);
      return [records.located((await written(oneRow, api.addLead({ AddLeadRequest: typed(body) }), 'a lead')).data)];
    },
    async update(id, externalId, fields) {
      const body = changeOf(lead, catalogue, fields, externalId);
      return records.located((await written(oneRow, api.updateLead({ id, UpdateLeadRequest: typed(body) }), 'a lead')).data);
    },
    remove: (id) => absentIsDone(api.deleteLead({ id })),
  };
}
