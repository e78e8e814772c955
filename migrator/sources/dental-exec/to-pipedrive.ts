import type { PlanStatus } from '../../canonical/streams.js';
import { pipedrive } from '../../destinations/pipedrive/vocabulary.js';
import { custom, into, mapping, notYet, resolvesTo, row } from '../../map/define.js';
import { always, firstOf, lines, link, list, owner, paragraphs, valueMap } from '../../map/transforms.js';
import type { ReferralWord, TaskWord, VisitWord } from './values.js';

const { creates, addsTo, setUp } = into(pipedrive);

const PIPELINE = 'Treatment plans';
const inPipeline = (name: string) => ({ name, pipeline: { link: 'bridgework:pipeline:treatment-plans' } } as const);

const STAGE = valueMap<PlanStatus>('Pipeline stage', {
  created: 'Proposed', proposed: 'Proposed', presented: 'Proposed', preauthorized: 'Proposed', accepted: 'Accepted',
  'in-progress': 'In progress', completed: 'Completed', rejected: 'Proposed', inactive: 'Proposed', unknown: 'Proposed' });

const DEAL_STATUS = valueMap<PlanStatus>('Deal status', {
  created: 'open', proposed: 'open', presented: 'open', preauthorized: 'open', accepted: 'open',
  'in-progress': 'open', completed: 'won', rejected: 'lost', inactive: 'lost', unknown: 'open' });

const LOST_REASON = valueMap<PlanStatus>('Lost reason', {
  created: null, proposed: null, presented: null, preauthorized: null, accepted: null,
  'in-progress': null, completed: null, rejected: 'Rejected in Dental-Exec', inactive: 'Inactive in Dental-Exec', unknown: null });

const VISIT_TYPE = valueMap<VisitWord | 'visit' | 'call'>('Activity type', {
  Hygiene: 'Hygiene', Restorative: 'Restorative', Surgical: 'Surgical', Consultation: 'Consultation', visit: 'meeting', call: 'call' });

const TASK_DONE = valueMap<TaskWord>('Done', { Open: false, Completed: true, Cancelled: true });

/** A word that is not here has no option: it stands as text under “Referral and employer”, and the audit counts it. */
const REFERRAL_OPTIONS = {
  Dentist: 'Dentist', Patient: 'Patient', Family: 'Family', Friend: 'Friend', Employer: 'Employer', Insurance: 'Insurance', Website: 'Website',
  'Web search': 'Web search', Google: 'Google', Facebook: 'Facebook', Instagram: 'Instagram', Yelp: 'Yelp', 'Yellow Pages': 'Yellow Pages',
  Newspaper: 'Newspaper', Radio: 'Radio', Television: 'Television', Billboard: 'Billboard', Postcard: 'Postcard', 'Walk-in': 'Walk-in', School: 'School',
  'Community event': 'Community event', Other: 'Other',
} as const satisfies Readonly<Record<ReferralWord, string>>;
const REFERRAL_SOURCE = valueMap<ReferralWord>('Referral source', REFERRAL_OPTIONS);

export default mapping('dental-exec', 'pipedrive', {
  setUp: [
    setUp('pipeline', 'treatment-plans', { name: PIPELINE }),
    setUp('stage', 'proposed', inPipeline('Proposed')),
    setUp('stage', 'accepted', inPipeline('Accepted')),
    setUp('stage', 'in-progress', inPipeline('In progress')),
    setUp('stage', 'completed', inPipeline('Completed')),
    setUp('activityType', 'hygiene', { name: 'Hygiene' }),
    setUp('activityType', 'restorative', { name: 'Restorative' }),
    setUp('activityType', 'surgical', { name: 'Surgical' }),
    setUp('activityType', 'consultation', { name: 'Consultation' }),
  ],
  settings: [
    { name: 'recencyMonths', asks: 'After how many months without a confirmed appointment does a patient with treatment outstanding become a lead? (0: never)', value: 12 },
  ],
  rows: [

    row('Patient', 'Person', '1:1', 'The person belongs to the practice, unless a referring dentist or an employer is recorded. Drug flags are yes or no: Dental-Exec does not say which drug.',
      creates('person', { from: 'patientFacts', fields: [
        // in Pipedrive                             in the export             how
        ['name',                                    'fullName'],
        ['emails',                                  'emails'],
        ['phones',                                  'phones'],
        ['owner',                                   'provider',               owner],
        ['organization',                            ['referringOffice', 'employer', 'practice'], link],
        [custom('Chart number'),                    'chart'],
        [custom('Date of birth', 'date'),           'birthDate'],
        [custom('Home address', 'address'),         'address'],
        [custom('Patient status'),                  'status'],
        [custom('Last visit', 'date'),              'lastVisit'],
        [custom('Practice'),                        'practiceName'],
        [custom('Drug flags', 'longText'),          ['medications', 'allergies', 'conditions'], lines],
        [custom('Comments', 'longText'),            ['contactPreference', 'comment'], lines],
      ] }),
      creates('organization', { from: 'employerFacts', fields: [
        ['name',                                    'name'],
        ['address',                                 'address'],
        [custom('Type'),                            'kind'],
        [custom('Phone and website'),               'phone'],
      ] }),
      creates('organization', { from: 'referralFacts', fields: [
        ['name',                                    'name'],
        ['address',                                 'address'],
        [custom('Type'),                            ['kind', 'specialty', 'detail'], list],
        [custom('Phone and website'),               'phone'],
      ] })),

    row('Patient', 'Lead', '1:many', 'A patient with treatment outstanding and no confirmed appointment in the months you set is a lead too; the person is written all the same.',
      creates('lead', { from: 'leadFacts', fields: [
        ['title',                                   'title'],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
      ] })),

    row('Practice / Location', 'Organization', '1:1', 'Each location is an organization of type “Practice”, with address, telephone and website.',
      creates('organization', { from: 'practiceFacts', fields: [
        ['name',                                    'name'],
        ['address',                                 'address'],
        [custom('Type'),                            'kind'],
        [custom('Phone and website'),               ['phone', 'website'],     list],
      ] })),

    row('Provider / Dentist', 'User', '1:1', 'Providers are matched to Pipedrive users by e-mail; one without a match is a question, with the fallback user as its default.',
      resolvesTo('user', { from: 'providerFacts' })),

    row('Appointment', 'Activity', '1:1', 'The kind of visit is subject and type; activities have no custom fields. Recalls and hygiene, which Dental-Exec hides among its tasks, become tasks.',
      creates('activity', { from: 'appointmentFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    ['typeText', 'kind'],     VISIT_TYPE],
        ['due',                                     'dueDate'],
        ['time',                                    'dueTime'],
        ['minutes',                                 'minutes'],
        ['done',                                    'done'],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Status in Dental-Exec'),           'statusText'],
        [custom('Provider'),                        'providerName'],
        [custom('Operatory'),                       'operatory'],
        [custom('Reason'),                          'reason'],
        [custom('Procedure codes'),                 'codes',                  list],
        ['note',                                    'note',                   paragraphs],
      ] }),
      creates('activity', { from: 'recallFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'type',                   always('task')],
        ['due',                                     'due'],
        ['done',                                    'status',                 TASK_DONE],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Recall type'),                     'type'],
        [custom('Last done'),                       'previous'],
        [custom('Status in Dental-Exec'),           'status'],
      ] })),

    row('Treatment Plan', 'Custom Field (Person) + Deal', 'many:1', 'Active plans are open deals, completed ones are won with their final fee. Status, notes and procedure codes of open plans are also on the person.',
      creates('deal', { from: 'planFacts', fields: [
        ['title',                                   'title'],
        ['value',                                   ['fee', 'value'],         firstOf],
        ['pipeline',                                'title',                  always(PIPELINE)],
        ['stage',                                   'status',                 STAGE],
        ['status',                                  'status',                 DEAL_STATUS],
        ['lostReason',                              'status',                 LOST_REASON],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Plan details', 'longText'),        ['statusText', 'created', 'note', 'procedures'], lines],
      ] }),
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Treatment plans', 'longText'),     'openPlans',              lines],
        [custom('Planned procedure codes'),         'openPlanCodes',          list],
      ] })),

    row('Insurance / Claims Data', 'Custom Fields (Person)', '1:1', 'Pipedrive has no insurance records: the primary policy stands in fields, further policies and the claim history as text, one line each.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Insurance carrier'),               'carrierName'],
        [custom('Policy number'),                   'policyNumber'],
        [custom('Group number'),                    'groupNumber'],
        [custom('Insurance policies', 'longText'),  'subscriberIds',          lines],
        [custom('Claim status'),                    'claimStatus'],
        [custom('Claim history', 'longText'),       'claims',                 lines],
      ] })),

    row('Billing / Payment Record', 'Custom Fields (Person/Deal)', '1:1', 'For reference only: Pipedrive keeps no ledger. Amounts stand on the person who pays, the payment status on the deal.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Outstanding balance', 'money'),    ['outstanding', 'familyBalance'], firstOf],
        [custom('Last payment amount', 'money'),    'lastPayment'],
        [custom('Last payment date', 'date'),       'lastPaymentOn'],
      ] }),
      addsTo('deal', { from: 'planFacts', fields: [
        [custom('Payment status'),                  'paymentStatus'],
      ] })),

    row('Note / Clinical Note', 'Note', '1:1', 'Notes stay free text on the person, with their date, author and kind. Tasks that are no recalls are kept here as administrative notes.',
      creates('note', { from: 'noteFacts', fields: [
        ['content',                                 ['date', 'authorName', 'kind', 'text'], paragraphs],
        ['person',                                  'patient',                link],
        ['createdAt',                               'date'],
      ] })),

    row('Referral Source', 'Custom Field (Person)', '1:1', 'Each known value is an option of its own. A value that no option stands for, and the name of who referred, are kept as text.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Referral source', 'choice', { options: Object.values(REFERRAL_OPTIONS) }), 'origin', REFERRAL_SOURCE],
        [custom('Referral and employer'),           ['origin', 'referralName', 'employerName'], list],
      ] })),

    row('Document / Attachment', 'File (Activity or Note)', '1:1', 'Consent forms, insurance cards and images belong to the person.',
      notYet('Not reached by this version: document rows are counted as skipped with the reason “attachments-not-reached”.')),

    row('Lab Case / Prosthetics', 'Custom Field (Person) + Activity', 'many:1', 'The newest status is on the person; each case is an activity with lab, date sent and date expected back. Its prescription becomes a note.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Lab case status'),                 'labCaseStatus'],
      ] }),
      creates('activity', { from: 'labCaseFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'lab',                    always('task')],
        ['due',                                     'due'],
        ['done',                                    'done'],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Lab'),                             'lab'],
        [custom('Sent'),                            'sent'],
        [custom('Expected back'),                   'due'],
        [custom('Status in Dental-Exec'),           'status'],
      ] })),
  ],
});
