import { clockTime, date, fee, flag, id, note, plainWord, present, reference, text, timeOf, wholeNumber } from '../../read/parsers.js';
import { one, skip } from '../../sources/define.js';
import { chosen, field, several, template, written } from '../template.js';
import { APPOINTMENT_STATUS, ITEM_COMPLETED, PLAN_STATUS } from '../vocabulary.js';
import { deleted, patientRef, ref } from './links.js';

const patient = field(reference, 'ref:patient', 'patient id|patient|patient record id|chart id|account id');
const provider = field(reference, 'ref:provider', 'provider id|provider|provider code|primary provider');
const MOST_PROCEDURES = 20;
/** Systems with a list of meanings write the code; its text decides. */
const STATUS_BY_WORD = new Map(Object.entries(APPOINTMENT_STATUS).map(([word, status]) => [plainWord(word), status]));

/** Booked visits. */
export const appointments = template({
  name: 'appointment', label: 'Appointments', stream: 'appointment', about: 'appointment visit',
  fields: {
    id: field(id, 'key', 'appointment id|id|visit id|appointment record id'), patient,
    patientName: field(text, 'full-name', 'patient name|patient full name|name patient|name'),
    date: field(date, 'near', 'appointment date|date|visit date|date appointment|start date'),
    start: field(text, 'date-time', 'start|start date time|appointment date time|start time|appointment start'),
    clock: field(text, 'clock', 'time|start time|appointment time|appointment start time'),
    hour: field(wholeNumber, 'hour', 'hour|start hour|appointment hour|hour appointment start|visit hour'),
    minute: field(wholeNumber, 'minute', 'minute|start minute|appointment minute|minute appointment start|visit minute'),
    minutes: field(wholeNumber, 'minutes', 'length|length minute|appointment length|appointment length minute|minute length|length appointment'),
    operatory: field(reference, 'ref:coded', 'operatory|operatory id|operatory code|operatory treatment'),
    provider: field(reference, 'ref:provider', 'provider id|provider|provider appointment|primary provider'),
    type: field(reference, 'ref:coded', 'appointment type|type|type appointment|visit type|appointment type code|appointment type id'),
    reason: field(text, 'text', 'reason|appointment reason|visit reason|reason appointment|description'),
    status: written(APPOINTMENT_STATUS, 'appointment-status',
      'status|appointment status|visit status|status appointment|appointment status code|appointment status id'),
    broken: field(flag, 'flag', 'broken|broken flag|appointment broken'),
    note: field(note, 'note', 'note|appointment note|visit note|note appointment'),
    codes: several(MOST_PROCEDURES, reference, 'ref:procedureCode',
      'procedure id 1|procedure 1|procedure 2|procedure 3|procedure id 2|procedure id 3|first procedure|secondary procedure|procedure code|procedure id|procedure|treatment 1|treatment 2|treatment 3'),
    deleted,
  },
  needs: [['id'], ['date', 'start'], ['patient', 'patientName'], ['hour', 'clock', 'start', 'minutes', 'operatory', 'status']],
  keys: [['id'], ['patient', 'date', 'clock'], ['patient', 'start']], uses: ['appointment-status', 'appointment-type', 'operatory', 'procedure-code'],
  read: (row, key, lookups) => {
    const on = row.date ?? row.start?.slice(0, 10) ?? null;
    if (on === null) return skip('missing-value', 'appointment', { code: 'missing-value', column: 'date' });
    const time = row.clock === null && row.start === null ? timeOf(row.hour, row.minute) : clockTime(row.clock ?? row.start ?? '');
    const statusText = lookups.find('appointment-status', row.status)?.['text'] ?? row.status;
    const known = row.broken === true ? 'broken' : statusText === null ? 'scheduled' : STATUS_BY_WORD.get(plainWord(statusText));
    const codes = (row.codes ?? []).map((code) => lookups.find('procedure-code', code)?.['code'] ?? code);
    const data = {
      date: on, status: known ?? 'unknown', codes: [...new Set(codes)],
      ...present({
        patient: ref('patient', row.patient), patientName: row.patient === null ? row.patientName : null, provider: ref('provider', row.provider),
        time: time === '00:00' ? null : time, minutes: row.minutes,
        operatory: lookups.find('operatory', row.operatory)?.['text'] ?? row.operatory,
        type: lookups.find('appointment-type', row.type)?.['text'] ?? row.type, reason: row.reason, statusText, note: row.note,
      }),
    } as const;
    return one({ stream: 'appointment', key, data }, known === undefined ? [{ code: 'unknown-value', column: 'status' }] : []);
  },
});

/** Treatment plans. */
export const treatmentPlans = template({
  name: 'treatmentPlan', label: 'Treatment plans', stream: 'treatmentPlan', about: 'treatment plan',
  fields: {
    id: field(id, 'key', 'plan id|treatment plan id|treatment plan id|id|estimate id'), patient,
    title: field(text, 'label', 'plan name|treatment plan name|plan title|plan|title treatment plan|plan description|estimate title'),
    status: chosen(PLAN_STATUS, 'unknown', 'plan-status', 'plan status|treatment plan status|status|status treatment plan|estimate status'),
    provider: field(reference, 'ref:provider', 'provider id|provider|provider treatment plan'),
    created: field(date, 'past', 'created date|plan date|created|date created|date plan created|date'),
    isDefault: field(flag, 'flag', 'default|default plan|plan default|default flag'),
    alternateSet: field(reference, 'ref:coded', 'alternate|alternate set|alternate plan|set alternate plan|alternate group|alternate set id'),
    fee: field(fee, 'money', 'plan fee|plan amount|plan fee amount|estimate amount'),
    paymentStatus: field(text, 'label', 'payment status'), note: field(note, 'note', 'note|plan note'), deleted,
  },
  needs: [['id'], ['patient'], ['title', 'status', 'fee']], keys: [['id']], requires: ['patient'],
  read: (row, key) => {
    const { title, created, alternateSet, paymentStatus } = row;
    const more = present({ title, provider: ref('provider', row.provider), created, alternateSet, fee: row.fee, paymentStatus, note: row.note });
    return one({ stream: 'treatmentPlan', key,
      data: { patient: patientRef(row.patient), status: row.status ?? 'unknown', isDefault: row.isDefault === true, ...more } });
  },
});

const procedureFields = {
  code: field(text, 'code', 'procedure code|code|procedure|treatment code|procedure code bill'),
  description: field(text, 'label', 'procedure description|description|procedure name|treatment name|treatment|description procedure'),
  tooth: field(text, 'tooth', 'tooth|tooth id|tooth id treatment'),
  surface: field(text, 'surface', 'surface|tooth surface|surface code|surface tooth'),
  fee: field(fee, 'money', 'fee|fee amount|item fee|procedure fee|amount|fee procedure|charge'),
};

/** Procedures inside treatment plans. */
export const treatmentItems = template({
  name: 'treatmentItem', label: 'Planned procedures', stream: 'treatmentItem', about: 'item treatment procedure',
  fields: {
    id: field(id, 'key', 'item id|id|treatment item id|plan item id|planned procedure item id'),
    plan: field(reference, 'ref:treatmentPlan', 'treatment plan id|plan id|plan|treatment plan id|estimate id'),
    procedure: field(reference, 'ref:coded', 'procedure log id|log id|log|treatment log id|chart item id'), ...procedureFields,
    insuranceEstimate: field(fee, 'money', 'insurance estimate|insurance|insurance estimate amount|estimate insurance|insurance amount'),
    date: field(date, 'past', 'planned date|date planned|planned|date procedure planned|treatment date|date created'),
    completed: chosen(ITEM_COMPLETED, null, 'item-status', 'status|item status|procedure status|status procedure'), deleted,
  },
  needs: [['id'], ['plan'], ['code', 'description']], keys: [['id']], requires: ['plan'],
  read: (row, key) => {
    const { procedure, code, description, tooth, surface, insuranceEstimate, completed } = row;
    const more = present({ procedure, code, description, tooth, surface, fee: row.fee, insuranceEstimate, date: row.date, completed });
    return one({ stream: 'treatmentItem', key, data: { plan: { stream: 'treatmentPlan', key: row.plan }, ...more } });
  },
});

/** Procedures that were carried out. */
export const completedProcedures = template({
  name: 'completedProcedure', label: 'Completed procedures', stream: 'completedProcedure', about: 'procedure service completed log treatment',
  fields: { id: field(id, 'key', 'procedure id|service id|log id|id|treatment id'), patient,
    date: field(date, 'past', 'completed date|service date|procedure date|treatment date|date'), ...procedureFields, provider,
    note: field(note, 'note', 'note|procedure note'), deleted },
  needs: [['id'], ['patient'], ['date'], ['code', 'description']], keys: [['id'], ['patient', 'date', 'code', 'tooth']],
  requires: ['patient', 'date'],
  read: (row, key) => {
    const { code, description, tooth, surface } = row;
    const more = present({ code, description, tooth, surface, fee: row.fee, provider: ref('provider', row.provider), note: row.note });
    return one({ stream: 'completedProcedure', key, data: { patient: patientRef(row.patient), date: row.date, ...more } });
  },
});

/** The office's price list. */
export const procedureCodes = template({
  name: 'procedureCode', label: 'Procedure codes', stream: 'procedureCode', about: 'procedure treatment',
  fields: {
    id: field(id, 'key', 'procedure id|id|procedure record id|procedure code id|treatment id'),
    code: field(id, 'code', 'procedure code|code|procedure|treatment code'),
    description: field(text, 'label', 'description|procedure description|procedure name|treatment description|treatment name|treatment'),
    fee: field(fee, 'money', 'fee|procedure fee|default fee|amount|charge'), deleted,
  },
  needs: [['id', 'code'], ['code'], ['description', 'fee']], keys: [['id'], ['code']], requires: ['code'],
  lookup: { name: 'procedure-code', gives: ['code'] },
  read: (row, key) => one({ stream: 'procedureCode', key, data: { code: row.code, ...present({ description: row.description, fee: row.fee }) } }),
});
