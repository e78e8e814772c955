import { describe, expect, it } from 'vitest';
import type { PlanStatus } from '../../migrator/canonical/streams.js';
import { pipedrive } from '../../migrator/destinations/pipedrive/vocabulary.js';
import type { AppointmentFacts, PatientFacts } from '../../migrator/facts/subjects.js';
import { checkMapping } from '../../migrator/map/check.js';
import { custom, into, mapping, row } from '../../migrator/map/define.js';
import { evaluator } from '../../migrator/map/evaluate.js';
import { list, paragraphs, valueMap } from '../../migrator/map/transforms.js';

const { creates, addsTo } = into(pipedrive);
const context = { source: 'dentrix', currency: 'USD', owner: () => '7' };

// The compiler is part of the mapping language: each of these must stay a compile error.
// @ts-expect-error no such field in Pipedrive
creates('person', { from: 'patientFacts', fields: [['nmae', 'fullName']] });
// @ts-expect-error no such path in the source
creates('person', { from: 'patientFacts', fields: [['name', 'fulName']] });
// @ts-expect-error no such object
creates('persn', { from: 'patientFacts', fields: [] });
// @ts-expect-error no such subject
creates('person', { from: 'patients', fields: [] });
// @ts-expect-error statuses without an answer
valueMap<PlanStatus>('Stage', { proposed: 'Proposed' });

const visit: AppointmentFacts = {
  ref: { stream: 'appointment', key: '5' }, rows: [3], patient: { stream: 'patient', key: '1' }, subject: 'Check-up', dueDate: '2026-01-02', status: 'completed',
  statusText: 'Complete', done: true, kind: 'visit', operatory: '<b>3</b>', codes: [], note: 'first\n<script>x</script>',
};

describe('evaluating a mapping', () => {
  it('renders custom fields of objects that have none as labelled lines before the text, with mark-up shown and not obeyed', () => {
    const evaluate = evaluator(mapping('dentrix', 'pipedrive', { rows: [row('Appointment', 'Activity', '1:1', '', creates('activity', { from: 'appointmentFacts', fields: [
      ['subject', 'subject'], [custom('Operatory'), 'operatory'], [custom('Codes'), 'codes', list], ['note', 'note', paragraphs],
    ] }))] }), pipedrive, context);
    const [record] = evaluate.records({ name: 'appointmentFacts', subject: visit });
    expect(record?.fields).toEqual({
      subject: 'Check-up', note: '<p><b>Operatory:</b> &lt;b&gt;3&lt;/b&gt;</p><p>first</p><p>&lt;script&gt;x&lt;/script&gt;</p>',
    });
    expect(record?.externalId).toBe('dentrix:appointment:5');
    expect(record?.rows).toEqual([3]);
  });

  it('adds the fields of later rows to the record that an earlier row creates, and says for each field why it has its value', () => {
    const evaluate = evaluator(mapping('dentrix', 'pipedrive', { rows: [
      row('Patient', 'Person', '1:1', '', creates('person', { from: 'patientFacts', fields: [['name', 'fullName']] })),
      row('Family', 'Person', 'many:1', '', addsTo('person', { from: 'patientFacts', fields: [[custom('Guarantor'), 'guarantorName']] })),
    ] }), pipedrive, context);
    const patient: PatientFacts = {
      ref: { stream: 'patient', key: '1' }, rows: [1], fullName: 'Kid Doe', status: 'active', emails: [], phones: [], emailMissing: true, allergies: [], conditions: [],
      medications: [], recallTypes: [], subscriberIds: [], mainPhones: [], furtherPhones: [], claims: [], prescriptions: [], openPlans: [], openPlanCodes: [], healthHistory: [], formAnswers: [], perioExams: [], guarantorName: 'Jane Doe',
    };
    const [record] = evaluate.records({ name: 'patientFacts', subject: patient });
    expect(record?.fields).toEqual({ name: 'Kid Doe', Guarantor: 'Jane Doe' });
    expect(record?.because['Guarantor']).toEqual({ row: 'Family → Person', from: 'guarantorName', source: 'Jane Doe' });
  });
});

describe('checking a mapping', () => {
  it('names a field that two rows write, a record nobody creates, a missing required field and a label with two types', () => {
    const problems = checkMapping(mapping('dentrix', 'pipedrive', { rows: [
      row('A', 'Person', '1:1', '', creates('person', { from: 'patientFacts', fields: [[custom('X'), 'chart']] })),
      row('B', 'Person', '1:1', '', addsTo('person', { from: 'patientFacts', fields: [[custom('X', 'longText'), 'comment']] })),
      row('C', 'Deal', '1:1', '', addsTo('deal', { from: 'patientFacts', fields: [['title', 'fullName']] })),
    ] }), pipedrive);
    expect(problems).toEqual([
      'A → Person: person needs “name”.',
      'B → Person and A → Person both write person from patientFacts, field “X”.',
      'B → Person: “X” is longText here and text elsewhere.',
      'C → Deal: adds to deal from patientFacts, which no row creates.',
    ]);
  });
});
