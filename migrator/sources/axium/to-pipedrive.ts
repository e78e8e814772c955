import type { PlanStatus } from '../../canonical/streams.js';
import { pipedrive } from '../../destinations/pipedrive/vocabulary.js';
import type { AppointmentFacts } from '../../facts/subjects.js';
import { custom, into, mapping, notMigrated, row } from '../../map/define.js';
import { always, firstOf, lines, link, list, owner, paragraphs, valueMap } from '../../map/transforms.js';

const { creates, addsTo, setUp } = into(pipedrive);

const PIPELINE = 'Treatment plans';

const STAGE = valueMap<PlanStatus>('Pipeline stage', {
  created: 'Proposed', proposed: 'Proposed', presented: 'Proposed', preauthorized: 'Proposed', accepted: 'Accepted',
  'in-progress': 'In progress', completed: 'Completed', rejected: 'Proposed', inactive: 'Proposed', unknown: 'Proposed' });

const DEAL_STATUS = valueMap<PlanStatus>('Deal status', {
  created: 'open', proposed: 'open', presented: 'open', preauthorized: 'open', accepted: 'open',
  'in-progress': 'open', completed: 'won', rejected: 'lost', inactive: 'lost', unknown: 'open' });

const LOST_REASON = valueMap<PlanStatus>('Lost reason', {
  created: null, proposed: null, presented: null, preauthorized: null, accepted: null,
  'in-progress': null, completed: null, rejected: 'Rejected in axiUm', inactive: 'Inactivated in axiUm', unknown: null });

const ACTIVITY_TYPE = valueMap<AppointmentFacts['kind']>('Activity type', { visit: 'meeting', call: 'call' });

export default mapping('axium', 'pipedrive', {
  setUp: [
    setUp('pipeline', 'treatment-plans', { name: PIPELINE }),
    setUp('stage', 'proposed', { name: 'Proposed', pipeline: { link: 'bridgework:pipeline:treatment-plans' } }),
    setUp('stage', 'accepted', { name: 'Accepted', pipeline: { link: 'bridgework:pipeline:treatment-plans' } }),
    setUp('stage', 'in-progress', { name: 'In progress', pipeline: { link: 'bridgework:pipeline:treatment-plans' } }),
    setUp('stage', 'completed', { name: 'Completed', pipeline: { link: 'bridgework:pipeline:treatment-plans' } }),
    setUp('activityType', 'note', { name: 'Note' }),
  ],
  rows: [

    row('Patient', 'Person', '1:1',
      'Demographics map directly. Clinics write their own statuses, so the raw text is kept. “Last visit” stays behind: axiUm counts any event as a visit.',
      creates('person', { from: 'patientFacts', fields: [
        // in Pipedrive                             in the export             how
        ['name',                                    'fullName'],
        ['emails',                                  'emails'],
        ['phones',                                  'phones'],
        ['owner',                                   'provider',               owner],
        [custom('Chart number'),                    'chart'],
        [custom('Date of birth', 'date'),           'birthDate'],
        [custom('Home address', 'address'),         'address'],
        [custom('Patient status'),                  ['statusText', 'status'], firstOf],
        [custom('Office notes', 'longText'),        ['contactPreference', 'comment'], lines],
      ] })),

    row('Appointment', 'Activity', '1:1',
      'Chair time is a meeting, a recall call is a call. Providers are matched to users by e-mail. Activities have no custom fields: what axiUm says besides stands in the note.',
      creates('activity', { from: 'appointmentFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'kind',                   ACTIVITY_TYPE],
        ['due',                                     'dueDate'],
        ['time',                                    'dueTime'],
        ['minutes',                                 'minutes'],
        ['done',                                    'done'],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Status in axiUm'),                 'statusText'],
        [custom('Provider'),                        'providerName'],
        [custom('Operatory'),                       'operatory'],
        [custom('CDT procedure code'),              'codes',                  list],
        [custom('Student'),                         'student'],
        [custom('Reason'),                          'reason'],
        ['note',                                    'note',                   paragraphs],
      ] })),

    row('Referring Office / Provider', 'Organization', '1:1',
      'A referring office is one organization that its patients are linked to. A patient who sent another is named on the person only.',
      creates('organization', { from: 'referralFacts', fields: [
        ['name',                                    'name'],
        ['address',                                 'address'],
        [custom('Type'),                            'kind'],
        [custom('Referral details', 'longText'),    ['specialty', 'phone', 'detail'], list],
      ] }),
      addsTo('person', { from: 'patientFacts', fields: [
        ['organization',                            'referringOffice',        link],
        [custom('Referred by'),                     'referralName'],
      ] })),

    row('Treatment Plan / Case', 'Deal', 'many:1',
      'The procedures of a plan become one deal; of several options the one furthest along counts. Work that was done outside any plan is an activity that is done.',
      creates('deal', { from: 'planFacts', fields: [
        ['title',                                   ['patientName', 'title'], list],
        ['value',                                   'value'],
        ['pipeline',                                'title',                  always(PIPELINE)],
        ['stage',                                   'status',                 STAGE],
        ['status',                                  'status',                 DEAL_STATUS],
        ['lostReason',                              'status',                 LOST_REASON],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Plan status'),                     ['statusText', 'created'], list],
        [custom('CDT codes', 'longText'),           'codes',                  list],
        [custom('Procedures and fees', 'longText'), ['procedures', 'note'],   lines],
        [custom('Insurance estimate', 'money'),     'insuranceEstimate'],
      ] }),
      creates('activity', { from: 'procedureFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'subject',                always('task')],
        ['due',                                     'date'],
        ['done',                                    'subject',                always(true)],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Provider'),                        'providerName'],
        [custom('CDT procedure code'),              'code'],
        [custom('Where'),                           'detail'],
        [custom('Fee'),                             'fee',                    list],
        ['note',                                    'note',                   paragraphs],
      ] })),

    row('Transaction / Ledger Entry', 'Custom Field on Deal', '1:1',
      'Pipedrive keeps no ledger: counts and sums per kind of entry stand as text on the deal. Entries of patients who have no plan stay in axiUm.',
      addsTo('deal', { from: 'planFacts', fields: [
        [custom('Treatment financial summary', 'longText'), 'financialSummary'],
      ] })),

    row('Clinical Note / Chart Note', 'Activity Note', '1:1',
      'Each note is a done activity of type “Note” with the whole text, for reference only and not for clinical decisions. Images lie in MiPACS, outside of axiUm, and stay there.',
      creates('activity', { from: 'noteFacts', fields: [
        ['subject',                                 'text',                   always('Clinical note')],
        ['type',                                    'text',                   always('Note')],
        ['due',                                     'date'],
        ['done',                                    'text',                   always(true)],
        ['person',                                  'patient',                link],
        [custom('Author'),                          'authorName'],
        ['note',                                    'text',                   paragraphs],
      ] })),

    row('Medical Alert / Health History', 'Custom Field on Person', '1:1',
      'Alerts stand by kind; a resolved one says so. Of each question of a health form the newest answer counts. The clinical team reviews these before it relies on them.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Allergy alert', 'longText'),       'allergies',              lines],
        [custom('Medical condition', 'longText'),   'conditions',             lines],
        [custom('Medication list', 'longText'),     'medications',            lines],
        [custom('Health history', 'longText'),      'healthHistory',          lines],
      ] })),

    row('Student Evaluation / Faculty Record', 'Not Migrated', '1:1',
      'Records about students and faculty are education records: they never leave axiUm.',
      notMigrated('Their rows, and the “charts” of students among those of patients, are refused while reading: nothing of them is kept, and each is listed with the reason “education-record” or “student-chart”.')),

    row('Recall / Re-Care Entry', 'Activity (task)', '1:1',
      'A reminder to come back becomes a task on its due date; without one, the previous visit plus the interval counts. Reminder sequences are set up in Pipedrive.',
      creates('activity', { from: 'recallFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'type',                   always('task')],
        ['due',                                     'due'],
        ['done',                                    'type',                   always(false)],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Recall type'),                     'type'],
        [custom('Recall interval'),                 'interval'],
        [custom('Previous visit'),                  'previous'],
        [custom('Recall status'),                   'status'],
      ] })),

    row('Insurance / Financial Responsibility', 'Custom Field on Person', '1:1',
      'For reference only: billing stays in the dental system. A family’s balance stands once, on its guarantor; who pays is named on each dependant.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Insurance carrier'),               'carrierName'],
        [custom('Policy number', 'longText'),       'subscriberIds',          lines],
        [custom('Guarantor'),                       'guarantorName'],
        [custom('Account balance', 'money'),        'familyBalance'],
        [custom('Claim history', 'longText'),       'claims',                 lines],
      ] })),
  ],
});
