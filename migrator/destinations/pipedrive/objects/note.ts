import type { Catalogue } from '../catalogue.js';
import { column, typed } from '../columns.js';
import { markHtml } from '../marker.js';
import { changeOf, creationOf, locatedFrom, type RecordForm } from '../record-form.js';
import { oneRow, written } from '../replies.js';
import * as form from '../wire-values.js';
import { type Handler, only, type Workplace } from './handler.js';
import { pagesOf, type Readable, readV1, refuseRemoved } from './v1-records.js';
import { absentIsDone, isNumeric } from './v2-records.js';

const note: RecordForm = {
  object: 'note',
  identity: { in: 'text', field: 'content', mark: markHtml },
  columns: {
    content: column('content', form.text),
    person: column('person_id', form.id),
    deal: column('deal_id', form.id),
    organization: column('org_id', form.id),
    createdAt: column('add_time', form.instantV1),
  },
};

function readable(api: Workplace['clients']['notes'], catalogue: Catalogue): Readable {
  return {
    page: (query) => api.getNotes(query),
    one: (id) => api.getNote({ id: Number(id) }),
    located: (row) => locatedFrom(note, catalogue, row, String(row['id'])),
    isLive: (row) => row['active_flag'] !== false,
  };
}

/** Notes. They have no custom fields: a last paragraph carries the external id. */
export function notes({ clients, catalogue }: Workplace): Handler {
  const api = clients.notes;
  const records = readable(api, catalogue);
  return {
    list: (since) => pagesOf(records, since),
    read: (ids) => readV1(records, ids.filter(isNumeric)),
    async create(batch) {
      const { externalId, fields } = only(batch);
      const body = creationOf(note, catalogue, fields, externalId);
      return [records.located((await written(oneRow, api.addNote({ AddNoteRequest: typed(body) }), 'a note')).data)];
    },
    async update(id, externalId, fields) {
      const body = changeOf(note, catalogue, fields, externalId);
      const { data } = await written(oneRow, api.updateNote({ id: Number(id), NoteRequest: typed(body) }), 'a note');
      return records.located(refuseRemoved(records, data, 'note'));
    },
    remove: (id) => absentIsDone(api.deleteNote({ id: Number(id) })),
  };
}
