import type { AppointmentStatus, PlanStatus } from '../../canonical/streams.js';
import { pipedrive } from '../../destinations/pipedrive/vocabulary.js';
import { custom, into, mapping, notYet, resolvesTo, row } from '../../map/define.js';
import { always, lines, link, list, owner, paragraphs, valueMap } from '../../map/transforms.js';

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
  'in-progress': null, completed: null, rejected: 'Rejected in Dentrix', inactive: 'Inactive in Dentrix', unknown: null });

const VISIT_TYPE = valueMap<AppointmentStatus>('Activity type', {
  scheduled: 'meeting', confirmed: 'meeting', arrived: 'meeting', 'in-chair': 'meeting', completed: 'meeting', 'no-show': 'meeting',
  broken: 'meeting', unscheduled: 'task', 'note-only': 'task', unknown: 'meeting' });

export default mapping('dentrix', 'pipedrive', {
  setUp: [
    setUp('pipeline', 'treatment-plans', { name: PIPELINE }),
    setUp('stage', 'proposed', { name: 'Proposed', pipeline: { link: 'bridgework:pipeline:treatment-plans' } }),
    setUp('stage', 'accepted', { name: 'Accepted', pipeline: { link: 'bridgework:pipeline:treatment-plans' } }),
    setUp('stage', 'in-progress', { name: 'In progress', pipeline: { link: 'bridgework:pipeline:treatment-plans' } }),
    setUp('stage', 'completed', { name: 'Completed', pipeline: { link: 'bridgework:pipeline:treatment-plans' } }),
  ],
  rows: [

    row('Patient', 'Person', '1:1', 'Names and contact details map directly; a patient without e-mail carries a flag so that staff can complete it.',
      creates('person', { from: 'patientFacts', fields: [
        // in Pipedrive                             in the export             how
        ['name',                                    'fullName'],
        ['emails',                                  'emails'],
        ['phones',                                  'phones'],
        ['owner',                                   'provider',               owner],
        [custom('E-mail missing', 'flag'),          'emailMissing'],
        [custom('Chart number'),                    'chart'],
        [custom('Date of birth', 'date'),           'birthDate'],
        [custom('Home address', 'address'),         'address'],
        [custom('Patient status'),                  'status'],
        [custom('Last visit', 'date'),              'lastVisit'],
        [custom('Contact preference'),              'contactPreference'],
      ] })),

    row('Patient', 'Organization', 'many:1', 'Patients with the same employer or referral source are linked to one organization of that name.',
      creates('organization', { from: 'employerFacts', fields: [
        ['name',                                    'name'],
        ['address',                                 'address'],
        [custom('Type'),                            'kind'],
      ] }),
      creates('organization', { from: 'referralFacts', fields: [
        ['name',                                    'name'],
        ['address',                                 'address'],
        [custom('Type'),                            'kind'],
      ] }),
      addsTo('person', { from: 'patientFacts', fields: [
        ['organization',                            ['family', 'employer', 'referringOffice'], link],
        [custom('Employer and referral'),           ['employerName', 'referralName'], list],
      ] })),

    row('Provider', 'User', '1:1', 'Providers are matched to Pipedrive users; one without a match is a question. Dentrix exports carry no e-mail addresses.',
      resolvesTo('user', { from: 'providerFacts' })),

    row('Appointment', 'Activity', '1:1', 'Chair time becomes a meeting at its own date and time, linked to patient and provider. Activities have no custom fields.',
      creates('activity', { from: 'appointmentFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'status',                 VISIT_TYPE],
        ['due',                                     'dueDate'],
        ['time',                                    'dueTime'],
        ['minutes',                                 'minutes'],
        ['done',                                    'done'],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Status in Dentrix'),               'statusText'],
        [custom('Provider'),                        'providerName'],
        [custom('Operatory'),                       'operatory'],
        [custom('Reason'),                          'reason'],
        [custom('Procedure codes'),                 'codes',                  list],
        ['note',                                    'note',                   paragraphs],
      ] })),

    row('Treatment Plan', 'Deal', '1:1', 'Each plan becomes a deal with its total as value; its status chooses the stage; its procedures become deal products.',
      creates('deal', { from: 'planFacts', fields: [
        ['title',                                   'title'],
        ['value',                                   'value'],
        ['pipeline',                                'title',                  always(PIPELINE)],
        ['stage',                                   'status',                 STAGE],
        ['status',                                  'status',                 DEAL_STATUS],
        ['lostReason',                              'status',                 LOST_REASON],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Plan status'),                     ['statusText', 'created'], list],
      ] }),
      creates('dealProduct', { from: 'planItemFacts', fields: [
        ['deal',                                    'plan',                   link],
        ['product',                                 'product',                link],
        ['price',                                   'price'],
        ['quantity',                                'quantity'],
        ['comments',                                'detail'],
      ] })),

    row('Insurance Carrier', 'Organization', '1:1', 'Carriers are organizations of type “Insurance Carrier”, told apart from employers by that field.',
      creates('organization', { from: 'carrierFacts', fields: [
        ['name',                                    'name'],
        ['address',                                 'address'],
        [custom('Type'),                            'name',                   always('Insurance Carrier')],
        [custom('Group number'),                    ['groupNumber', 'groupName'], list],
        [custom('Payer ID'),                        'payerId'],
      ] }),
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Insurance', 'link', { to: 'organization' }), 'primaryCarrier', link],
        [custom('Subscriber IDs'),                  'subscriberIds',          lines],
      ] })),

    row('CDT Procedure Code', 'Product + Custom Field', '1:1', 'Codes in use become products with the code as a field, linked to deals; the deal lists its codes.',
      creates('product', { from: 'productFacts', fields: [
        ['name',                                    'name'],
        ['code',                                    'code'],
        ['price',                                   'price'],
        [custom('CDT code'),                        'code'],
      ] }),
      addsTo('deal', { from: 'planFacts', fields: [
        [custom('CDT code'),                        'codes',                  list],
      ] })),

    row('Recall / Re-care', 'Activity + Custom Field', '1:1', 'The due date that Dentrix keeps wins; else previous visit plus interval plus one day. The category is also on the person.',
      creates('activity', { from: 'recallFacts', fields: [
        ['subject',                                 'subject'],
        ['type',                                    'type',                   always('task')],
        ['due',                                     'due'],
        ['done',                                    'type',                   always(false)],
        ['person',                                  'patient',                link],
        ['owner',                                   'provider',               owner],
        [custom('Recall type'),                     'type'],
        [custom('Previous visit'),                  'previous'],
        [custom('Recall status'),                   'status'],
      ] }),
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Recall type'),                     'recallTypes',            list],
      ] })),

    row('Clinical Note / Alert', 'Custom Field on Person', '1:1', 'Alerts stand in text fields of the person; narratives are kept as notes, the newest also in a field, for reference only.',
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Allergy alert', 'longText'),       'allergies',              lines],
        [custom('Medical condition', 'longText'),   'conditions',             lines],
        [custom('Medication list', 'longText'),     'medications',            lines],
        [custom('Clinical narrative', 'longText'),  ['narrative', 'comment'], lines],
      ] }),
      creates('note', { from: 'noteFacts', fields: [
        ['content',                                 ['date', 'authorName', 'text'], paragraphs],
        ['person',                                  'patient',                link],
        ['createdAt',                               'date'],
      ] })),

    row('Billing Ledger Item', 'Custom Field on Deal', '1:1', 'Reference amounts only: Pipedrive keeps no ledger. A family’s balance is counted once, on its guarantor.',
      addsTo('deal', { from: 'planFacts', fields: [
        [custom('Insurance estimate', 'money'),     'insuranceEstimate'],
        [custom('Patient balance', 'money'),        'patientBalance'],
        [custom('Adjustment', 'money'),             'adjustment'],
      ] }),
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Family balance', 'money'),         'familyBalance'],
      ] })),

    row('Family / Guarantor', 'Person + Organization Link', 'many:1', 'Dependants share the organization of their guarantor, who is a person too; who pays is named on each dependant.',
      creates('organization', { from: 'familyFacts', fields: [
        ['name',                                    'name'],
        ['address',                                 'address'],
        [custom('Type'),                            'kind'],
      ] }),
      addsTo('person', { from: 'patientFacts', fields: [
        [custom('Guarantor'),                       'guarantorName'],
      ] })),

    row('X-ray / Imaging File', 'External Link (Custom Field)', '1:1', 'Images stay outside Pipedrive; a link per person needs the address of the office’s own archive.',
      notYet('Not reached by this version: image rows are counted as skipped with the reason “imaging-not-reached”.')),
  ],
});
