import type { PlanStatus } from '../../canonical/streams.js';
import { pipedrive } from '../../destinations/pipedrive/vocabulary.js';
import { custom, into, mapping, resolvesTo, row } from '../../map/define.js';
import { always, firstOf, lines, link, list, owner, paragraphs, valueMap } from '../../map/transforms.js';
import type { RecallWord } from './values.js';

const { creates, addsTo, setUp } = into(pipedrive);

const PIPELINE = 'Treatment Plans';
const inPipeline = (name: string) => ({ name, pipeline: { link: 'bridgework:pipeline:treatment-plans' } } as const);

const STAGE = valueMap<PlanStatus>('Pipeline stage', {
  created: 'Proposed', proposed: 'Proposed', presented: 'Proposed', preauthorized: 'Proposed', accepted: 'Accepted',
  'in-progress': 'In Progress', completed: 'Completed', rejected: 'Lost', inactive: 'Lost', unknown: 'Proposed' });

const DEAL_STATUS = valueMap<PlanStatus>('Deal status', {
  created: 'open', proposed: 'open', presented: 'open', preauthorized: 'open', accepted: 'open',
  'in-progress': 'open', completed: 'won', rejected: 'lost', inactive: 'lost', unknown: 'open' });

const LOST_REASON = valueMap<PlanStatus>('Lost reason', {
  created: null, proposed: null, presented: null, preauthorized: null, accepted: null,
  'in-progress': null, completed: null, rejected: 'Declined in The Dental System', inactive: 'Inactive in The Dental System', unknown: null });

const VISIT_TYPE = valueMap<'visit' | 'call'>('Activity type', { visit: 'meeting', call: 'call' });

const RECALL_DONE = valueMap<RecallWord>('Done', { Open: false, Completed: true, Cancelled: true });

export default mapping('the-dental-system', 'pipedrive', {
  setUp: [
    setUp('pipeline', 'treatment-plans', { name: PIPELINE }),
    setUp('stage', 'proposed', inPipeline('Proposed')),
    setUp('stage', 'accepted', inPipeline('Accepted')),
    setUp('stage', 'in-progress', inPipeline('In Progress')),
    setUp('stage', 'completed', inPipeline('Completed')),
    setUp('stage', 'lost', inPipeline('Lost')),
  ],
  rows: [

    row('Patient', 'Person', '1:1', 'The patient’s number in The Dental System is the end of “Migration id”, by which later runs find the same person again.',
      creates('person', { from: 'patientFacts', fields: [
        // in Pipedrive                             in the export             how
        ['name',                                    'fullName'],
        [custom('Chart number'),                    'chart'],
        [custom('Date of birth', 'date'),           'birthDate'],
        [custom('Patient status'),                  ['statusText', 'status'], firstOf],
        [custom('Last visit', 'date'),              'lastVisit'],
        [custom('Account holder'),                  'guarantorName'],
        [custom('Comments', 'longText'),            ['contactPreference', 'comment'], lines],
      ] })),

    row('Patient Address', 'Person (address fields)', '1:1', 'People in Pipedrive have no postal address of their own: mailing and billing address are two address fields.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Mailing address', 'address'),      'address'],
        [custom('Billing address', 'address'),      'billingAddress'],
      ] })),

    row('Patient Phone / Email', 'Person (phone, email)', '1:1', 'The first two telephone numbers, mobile before home, are Pipedrive’s own; further ones stand in a field, each with its kind.',
      addsTo('person', { from: 'patientFacts', fields: [
        ['emails',                                  'emails'],
        ['phones',                                  'mainPhones'],
        [custom('Further phones'),                  'furtherPhones',          list],
      ] })),

    row('Appointment / Scheduling', 'Activity (Task / Event)', '1:1', 'The appointment type is the subject. Activities have no custom fields: type, status and room stand as lines in the note.',
      creates('activity', { from: 'appointmentFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'kind',                   VISIT_TYPE],
        ['due',                                     'dueDate'],
        ['time',                                    'dueTime'],
        ['minutes',                                 'minutes'],
        ['done',                                    'done'],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Appointment type'),                'typeText'],
        [custom('Status in The Dental System'),     'statusText'],
        [custom('Provider'),                        'providerName'],
        [custom('Room'),                            'operatory'],
        [custom('Reason'),                          'reason'],
        [custom('Procedure codes'),                 'codes',                  list],
        ['note',                                    'note',                   paragraphs],
      ] })),

    row('Treatment Plan', 'Deal + custom fields on Person', 'many:1', 'The procedures of a plan become one deal with the quoted total, else their sum. Procedures stand in a field of the deal, open plans also on the person.',
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
        [custom('Treatment plans', 'longText'),     ['openPlans', 'openPlanCodes'], lines],
      ] })),

    row('Insurance Information', 'Custom fields on Person', '1:1', 'Pipedrive has no insurance records: the primary policy stands in fields, all policies as text, one line each.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Insurance carrier'),               'carrierName'],
        [custom('Policy and group number'),         ['policyNumber', 'groupNumber'], list],
        [custom('Coverage type'),                   'coverageType'],
        [custom('Insurance policies', 'longText'),  'subscriberIds',          lines],
      ] })),

    row('Clinical Notes / Chart Notes', 'Note on Person', '1:1', 'Each note keeps its text, date and author, for reference only: it shows in the detail view of the person, and no field can be filtered by it.',
      creates('note', { from: 'noteFacts', fields: [
        ['content',                                 ['date', 'authorName', 'text'], paragraphs],
        ['person',                                  'patient',                link],
        ['createdAt',                               'date'],
      ] })),

    row('Prescription Records', 'Custom fields on Person', '1:1', 'For reference only, and not for prescribing: the newest prescription stands in fields, all of them as text, one line each.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Prescription date', 'date'),       'prescriptionDate'],
        [custom('Prescription medication'),         'prescriptionMedication'],
        [custom('Prescription notes', 'longText'),  'prescriptionDetail'],
        [custom('Prescriptions', 'longText'),       'prescriptions',          lines],
      ] })),

    row('Referring Dentist / Source', 'Organization + custom field', '1:1', 'A referring practice or campaign is an organization that its patients point to. A patient who sent another is named on the person only.',
      creates('organization', { from: 'referralFacts', fields: [
        ['name',                                    'name'],
        ['address',                                 'address'],
        [custom('Referral details'),                ['kind', 'specialty', 'phone', 'detail'], list],
      ] }),
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Referral source', 'link', { to: 'organization' }), 'referringOffice', link],
        [custom('Referred by'),                     'referralName'],
      ] })),

    row('Billing / Ledger', 'Custom fields on Person', '1:1', 'For reference only: Pipedrive keeps no ledger. Amounts stand on the account holder, so that a family is counted once.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Account balance', 'money'),        'familyBalance'],
        [custom('Last payment date', 'date'),       'lastPaymentOn'],
        [custom('Outstanding amount', 'money'),     'outstanding'],
      ] })),

    row('User / Provider', 'Pipedrive User', '1:1', 'Staff are matched to users by e-mail; one without a match is a question. Pipedrive users have no custom fields: name and specialty of the provider stand on the person.',
      resolvesTo('user', { from: 'providerFacts' }),
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Provider'),                        ['providerName', 'providerSpecialty'], list],
      ] })),

    row('Patient Owner / Responsible Staff', 'Person (owner_id)', '1:1', 'The responsible member of staff owns the person, else the provider. Their name is kept also where no user stands for them.',
      addsTo('person', { from: 'patientFacts', fields: [
        ['owner',                                   ['responsible', 'provider'], owner],
        [custom('Responsible staff'),               'responsibleName'],
      ] })),

    row('Procedure History', 'Activity with custom fields', '1:1', 'Each procedure is a done activity on its day. Activities have no custom fields: code, tooth and fee stand as lines in the note.',
      creates('activity', { from: 'procedureFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'subject',                always('task')],
        ['due',                                     'date'],
        ['done',                                    'subject',                always(true)],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Procedure code'),                  'code'],
        [custom('Where'),                           'detail'],
        [custom('Fee'),                             'fee',                    list],
        [custom('Provider'),                        'providerName'],
        ['note',                                    'note',                   paragraphs],
      ] })),

    row('Recall / Re-care Schedule', 'Activity with due date', '1:1', 'The stored due date wins; else the last recall plus interval plus one day. The subject begins with “Recall” and the type, so that lists can be filtered.',
      creates('activity', { from: 'recallFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'type',                   always('task')],
        ['due',                                     'due'],
        ['done',                                    'status',                 RECALL_DONE],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Recall type'),                     'type'],
        [custom('Last recall'),                     'previous'],
        [custom('Interval'),                        'interval'],
      ] })),
  ],
});
