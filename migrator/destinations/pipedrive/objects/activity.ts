import { z } from 'zod';
import type { Catalogue } from '../catalogue.js';
import { column, type Column, owner } from '../columns.js';
import { markHtml } from '../marker.js';
import type { RecordForm } from '../record-form.js';
import { oneOf, understood } from '../replies.js';
import * as form from '../wire-values.js';
import type { Handler, Workplace } from './handler.js';
import { v2Records } from './v2-records.js';

const participant = z.looseObject({ person_id: z.number(), primary: z.boolean().nullish() });
const participants = z.array(participant);
type Participant = z.output<typeof participant>;

const participantsIn = (raw: unknown): readonly Participant[] => {
  const parsed = participants.safeParse(raw);
  return parsed.success ? parsed.data : [];
};

/** The person is the primary participant; Pipedrive takes the bare id for reading only. */
const person: Column = {
  write: (value, field) => ({ participants: value === null ? [] : [{ person_id: form.id.write(value, field), primary: true }] }),
  read(row) {
    const found = participantsIn(row['participants']).find(({ primary }) => primary === true);
    return form.id.read(found?.person_id ?? row['person_id']);
  },
};

const activityForm = (catalogue: Catalogue): RecordForm => ({
  object: 'activity',
  identity: { in: 'text', field: 'note', mark: markHtml },
  columns: {
    subject: column('subject', form.text),
    type: column('type', {
      write: (value, field) => catalogue.typeKey(String(form.text.write(value, field))),
      read: (raw) => (typeof raw === 'string' ? catalogue.typeWord(raw) : null),
    }),
    due: column('due_date', form.date),
    time: column('due_time', form.time),
    minutes: column('duration', form.minutes),
    done: column('done', form.flag),
    note: column('note', form.text),
    owner,
    person,
    deal: column('deal_id', form.id),
    organization: column('org_id', form.id),
  },
});

const withParticipants = oneOf(z.looseObject({ participants: participants.nullish() }));

/** Activities. They have no custom fields: the note's last paragraph carries the external id. */
export function activities({ clients, catalogue }: Workplace): Handler {
  const api = clients.activities;
  return v2Records(activityForm(catalogue), catalogue, {
    page: (query) => api.getActivities(query),
    add: (body) => api.addActivity({ AddActivityRequest: body }),
    change: (id, body) => api.updateActivity({ id, AddActivityRequest: body }),
    remove: (id) => api.deleteActivity({ id }),
  }, {
    /** A change replaces all participants, so those whom people added are read and sent along. */
    async complete(body, fields, id, standing) {
      if (id === null || !('person' in fields)) return body;
      const own = participantsIn(body['participants']);
      const { data } = standing?.['participants'] === undefined
        ? await understood(withParticipants, api.getActivity({ id }), 'an activity') : withParticipants.parse({ data: standing });
      const others = (data.participants ?? []).filter((each) => each.primary !== true && !own.some((mine) => mine.person_id === each.person_id));
      return { ...body, participants: [...own, ...others.map(({ person_id }) => ({ person_id, primary: false }))] };
    },
  });
}
